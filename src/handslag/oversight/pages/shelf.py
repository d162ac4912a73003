"""The list of reports: who has signed which period, what is missing, and the ways to each report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef
from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, fold, join_words, swedish_date
from handslag.followup.models import Answer, PeriodReport, SignedReport
from handslag.oversight.facts import Period
from handslag.oversight.loading import Frame, periods_of
from handslag.oversight.rules import NAMED
from handslag.plan.models import Plan

SIGNED, LATE, WAITING, AHEAD = "signed", "late", "waiting", "ahead"


@dataclass(frozen=True, slots=True)
class Slot:
    """An administration's report of a period: whether it is signed, and where it is read."""

    period: Period
    administration: str
    state: str
    text: str
    more: str
    href: str
    signed_on: date | None = None
    union_body_on: date | None = None
    report_href: str = ""
    """Where the report the administration signed here is read as it was signed."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A period with its city report."""

    period: Period
    href: str
    brief_href: str
    text: str
    has_come: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An administration with its report of each period; None when it was not part of the plan then."""

    name: str
    href: str
    slots: tuple[Slot | None, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of a year."""

    year: int | None
    years: tuple[int, ...]
    answer: str
    periods: tuple[Shelved, ...]
    rows: tuple[Row, ...]

    @property
    def slots(self) -> list[Slot]:
        """Every report of the year, period by period."""
        found = [slot for row in self.rows for slot in row.slots if slot]
        return sorted(found, key=lambda slot: slot.period.as_of)


def shelf_of(plan: Plan, frame: Frame, asked_year: str) -> Shelf:
    """The reports of a year, the newest when none is asked for."""
    known = local(frame.known_at).date()
    periods = [one for one in periods_of(frame, known) if frame.known.revision_on(one.as_of.toordinal())]
    come = [one for one in periods if one.as_of <= known]
    years = tuple(sorted({one.year for one in come}, reverse=True))
    if not years:
        return Shelf(None, (), "Det finns ingen period att rapportera än.", (), ())
    year = int(asked_year) if asked_year in map(str, years) else years[0]
    shown = [one for one in periods if one.year == year]
    signed = _signed(plan, frame, year)
    slugs, answering = frame.slugs, _answering(plan, frame)
    names = {one.key: _taking_part(frame, one, answering) for one in shown}
    rows = []
    for name in (name for name in slugs if any(name in who for who in names.values())):
        slots = tuple(
            _slot(one, name, slugs[name], signed.get((name, one.code)), known) if name in names[one.key] else None
            for one in shown
        )
        rows.append(Row(name, reverse("vitals:administration", args=[slugs[name]]), slots))
    return Shelf(
        year, years, _answer(come, shown, rows, known), tuple(_shelved(one, rows, known) for one in shown), tuple(rows)
    )


def _signed(plan: Plan, frame: Frame, year: int) -> dict[tuple[str, str], SignedReport]:
    rows = SignedReport.objects.filter(plan=plan, year=year, recorded_at__lte=frame.known_at)
    rows = rows.annotate(filed=Exists(PeriodReport.objects.filter(signed=OuterRef("pk"))))
    ordered = rows.select_related("administration").order_by("signed_on", "recorded_at", "order", "pk")
    return {(row.administration.name, row.code): row for row in ordered}


def _answering(plan: Plan, frame: Frame) -> dict[str, int]:
    """The administrations that have answered for any area, with the first year they did."""
    rows = Answer.objects.filter(plan=plan, recorded_at__lte=frame.known_at).order_by()
    return dict(rows.values_list("administration__name").annotate(first=Min("year")))


def _taking_part(frame: Frame, period: Period, answering: dict[str, int]) -> set[str]:
    """The administrations valid on the period's day: every district, and a specialist with a part in the plan."""
    revision = frame.known.revision_on(period.as_of.toordinal())
    leading = {fold(one.administration) for one in revision.central} if revision else set()
    return {
        one.name
        for one in frame.known.administrations.values()
        if one.valid_from <= period.as_of
        and (one.valid_to is None or period.as_of <= one.valid_to)
        and (
            one.kind == "district"
            or fold(one.name) in leading
            or answering.get(one.name, period.year + 1) <= period.year
        )
    }


def _slot(period: Period, name: str, slug: str, signed: SignedReport | None, known: date) -> Slot:
    href = reverse("oversight:administration", args=[period.key, slug])
    if signed:
        body = signed.union_body_on
        more = f"Förvaltningsgruppen {swedish_date(body)}" if body else "Ingen uppgift om förvaltningsgruppen"
        text = f"Undertecknad {swedish_date(signed.signed_on)}"
        frozen = reverse("followup:report-administration", args=[period.key, slug]) if signed.filed else ""  # type: ignore[attr-defined]
        return Slot(period, name, SIGNED, text, more, href, signed.signed_on, body, frozen)
    if period.as_of > known:
        return Slot(period, name, AHEAD, "Inte än", f"Läget {swedish_date(period.as_of)}", "")
    due = swedish_date(period.due)
    if known > period.due:
        return Slot(period, name, LATE, "Saknas", f"Skulle ha lämnats {due}", href)
    return Slot(period, name, WAITING, "Inte lämnad än", f"Senast {due}", href)


def _shelved(period: Period, rows: list[Row], known: date) -> Shelved:
    slots = [slot for row in rows for slot in row.slots if slot and slot.period == period]
    done = sum(slot.state == SIGNED for slot in slots)
    has_come = period.as_of <= known
    text = f"{done} av {len(slots)} undertecknade" if has_come else f"Läget {swedish_date(period.as_of)}"
    return Shelved(
        period,
        reverse("oversight:report", args=[period.key]),
        reverse("oversight:brief", args=[period.key]),
        text,
        has_come,
    )


def _answer(come: list[Period], shown: list[Period], rows: list[Row], known: date) -> str:
    """How many have signed the newest period that has come, and who is late."""
    newest = max((one for one in come if one in shown), key=lambda one: one.as_of)
    slots = [slot for row in rows for slot in row.slots if slot and slot.period == newest]
    done = sum(slot.state == SIGNED for slot in slots)
    of = counted(len(slots), "förvaltning", "förvaltningar")
    text = f"{newest.name}: {done} av {of} har undertecknat sin lägesrapport."
    late = [slot.administration for slot in slots if slot.state == LATE]
    if not late:
        return text
    who = join_words(late) if len(late) <= NAMED else f"{len(late)} förvaltningar"
    return f"{text} {who} skulle ha lämnat sin senast den {swedish_date(newest.due)}."
