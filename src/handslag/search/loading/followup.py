"""Local measures with their notes, signed period reports, and the administrations' comments, as they are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from handslag.core.text import swedish_date
from handslag.followup.models import Answer, Comment, Listing, LocalMeasure, PeriodReport, ProgressEntry, SignedReport
from handslag.people.models import City
from handslag.plan.models import FocusArea, Plan
from handslag.search.loading.source import Source, Span, by_event, of_renamed
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.words import clean_text


def area_names(plans: Iterable[int]) -> dict[tuple[int, str], str]:
    """Plan and key → newest name of every area the plans have decided on."""
    rows = FocusArea.objects.filter(revision__plan__in=set(plans), revision__is_decided=True)
    ordered = rows.order_by("revision__in_force", "revision", "order")
    return {(plan, key): name for plan, key, name in ordered.values_list("revision__plan", "key", "name")}


def _measures() -> Iterable[int]:
    return LocalMeasure.objects.order_by().values_list("pk", flat=True)


def _changed_measures(span: Span) -> Iterable[int]:
    noted = by_event(ProgressEntry, "measure", span) | by_event(Answer, "listings__measure", span)
    return noted | of_renamed(LocalMeasure, span)


def _found_measures(keys: Sequence[int]) -> Iterator[Found]:
    rows = list(
        LocalMeasure.objects.filter(pk__in=keys).select_related("plan", "administration", "unit").order_by("pk")
    )
    names = area_names(row.plan_id for row in rows)
    notes, listings = _notes(keys), _listings(keys)
    for row in rows:
        listed, said = listings.get(row.pk), notes[row.pk]
        effect = [Text("Förväntad effekt", clean_text(listed.expected_effect))] if listed else []
        about = (
            names.get((row.plan_id, row.area_key), row.area_key), row.administration.name,
            row.unit.name if row.unit else "",
        )  # fmt: skip
        yield Found(
            "measure", row.pk, row.plan.city_id, clean_text(listed.title if listed else row.title),
            row.get_absolute_url(), about=clean_text(" · ".join(filter(None, about))),
            dated_on=max((note.effective_on for note in said), default=None), body=row.administration.name,
            texts=tuple(effect) + tuple(
                Text(f"Lägesnotering {swedish_date(note.effective_on)}", _said(note)) for note in said
            ),
        )  # fmt: skip


def _notes(keys: Sequence[int]) -> dict[int, list[ProgressEntry]]:
    """Measure → its entries that stand: neither corrected nor taken back, newest first."""
    rows = ProgressEntry.objects.filter(measure__in=keys, withdrawn=False, corrections__isnull=True)
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    for row in rows.order_by("-effective_on", "-recorded_at", "-order", "-pk"):
        found[row.measure_id].append(row)
    return found


def _said(note: ProgressEntry) -> str:
    return clean_text("\n".join(filter(None, (note.note, note.obstacle, note.next_step, note.evidence))))


def _listings(keys: Sequence[int]) -> dict[int, Listing]:
    """Measure → how it was listed last."""
    standing = Q(answer__withdrawn=False, answer__corrections__isnull=True)
    rows = Listing.objects.filter(standing, measure__in=keys)
    return {row.measure_id: row for row in rows.order_by("answer__year", "answer__recorded_at", "answer__order", "pk")}


def _visible_measures(user: Any, city: City) -> Iterable[int]:
    return LocalMeasure.objects.visible_to(user).filter(plan__city=city).order_by().values_list("pk", flat=True)


def _reports() -> Iterable[int]:
    return SignedReport.objects.order_by().values_list("pk", flat=True)


def _changed_reports(span: Span) -> Iterable[int]:
    return by_event(SignedReport, "pk", span) | of_renamed(SignedReport, span)


def _found_reports(keys: Sequence[int]) -> Iterator[Found]:
    rows = SignedReport.objects.filter(pk__in=keys).select_related("plan", "administration").order_by("pk")
    texts = {
        report.signed_id: report
        for report in PeriodReport.objects.filter(signed__in=keys).prefetch_related("parts__unit", "parts__lines")
    }
    for row in rows:
        period = f"{row.year}-{row.code}"
        yield Found(
            "report", row.pk, row.plan.city_id, f"Lägesrapport {period}, {row.administration.name}",
            reverse("followup:report-administration", args=[period, row.administration.slug]),
            about=f"Undertecknad {swedish_date(row.signed_on)}", group_id=row.plan_id, dated_on=row.signed_on,
            body=row.administration.name, texts=tuple(_told(texts.get(row.pk))),
        )  # fmt: skip


def _told(report: PeriodReport | None) -> Iterator[Text]:
    """What the report says in its own words; what it says of each measure stands with the measure."""
    if report is None:
        return
    if report.summary:
        yield Text("Sammanfattning", clean_text(report.summary))
    for part in report.parts.all():
        if part.message:
            yield Text(part.unit.name if part.unit else "Egen del", clean_text(part.message))


def _visible_plans(user: Any, city: City) -> Iterable[int]:
    return Plan.objects.visible_to(user).filter(city=city).order_by().values_list("pk", flat=True)


def _comments() -> Iterable[int]:
    return Comment.objects.order_by().values_list("pk", flat=True)


def _changed_comments(span: Span) -> Iterable[int]:
    return by_event(Comment, "pk", span) | of_renamed(Comment, span)


def _found_comments(keys: Sequence[int]) -> Iterator[Found]:
    rows = list(Comment.objects.filter(pk__in=keys).select_related("plan", "administration").order_by("pk"))
    names = area_names(row.plan_id for row in rows)
    for row in rows:
        area = names.get((row.plan_id, row.area_key), row.area_key)
        yield Found(
            "comment", row.pk, row.plan.city_id, clean_text(f"Kommentar om {area}, {row.administration.name}"),
            reverse("vitals:cell", args=[row.administration.slug, row.area_key]), group_id=row.plan_id,
            dated_on=row.effective_on, body=row.administration.name, texts=(Text("", clean_text(row.text)),),
        )  # fmt: skip


MEASURES = Source("measure", _measures, _changed_measures, _found_measures, _visible_measures)
REPORTS = Source("report", _reports, _changed_reports, _found_reports, _visible_plans)
COMMENTS = Source("comment", _comments, _changed_comments, _found_comments, _visible_plans)
