"""From the database to facts: everything recorded on a plan, as the rules want it, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from handslag.followup.models import Answer, Comment, Listing, LocalMeasure, Pause, ProgressEntry, SignedReport
from handslag.people.models import AdministrationVersion, CalendarDay, Setting
from handslag.plan.models import FocusArea, Plan, Revision
from handslag.vitals import facts as f
from handslag.vitals.hearing import signal_fact, signal_rows, talk_rows

Names = dict[int, str]
EVER = datetime.max.replace(tzinfo=UTC)
"""After every moment."""


class Scope:
    """Which part of a plan to load: all, or only some administrations and one area."""

    def __init__(self, administrations: Collection[int] | None = None, area: str | None = None) -> None:
        self.administrations = None if administrations is None else set(administrations)
        self.area = area

    def where(self, prefix: str = "") -> dict[str, Any]:
        """What the rows of a table that carries administration and area key (behind `prefix`) are filtered by."""
        here: dict[str, Any] = {}
        if self.administrations is not None:
            here[f"{prefix}administration__in"] = self.administrations
        if self.area is not None:
            here[f"{prefix}area_key"] = self.area
        return here

    def limit(self, rows: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
        """The rows of such a table that belong to the part."""
        return rows.filter(**self.where(prefix))


def _known(known_at: datetime | None) -> Q:
    """What was recorded by a moment; None: whenever. Never an empty Q, which "or" would swallow."""
    return Q(recorded_at__isnull=False) if known_at is None else Q(recorded_at__lte=known_at)


def load_frame(plan: Plan, *, known_at: datetime | None = None) -> f.Facts:
    """What surrounds every cell of a plan, known at a moment: organisation, settings, calendar, revisions."""
    known = _known(known_at)
    return _frame(plan, known, dict(plan.city.administrations.values_list("pk", "name")))


def _frame(plan: Plan, known: Q, names: Names) -> f.Facts:
    return f.Facts(
        administrations=tuple(_administrations(plan, known)),
        settings=tuple(_settings(plan, known)),
        calendar=tuple(_calendar(plan, known)),
        revisions=tuple(_revisions(plan, known, names)),
    )


def load_facts(plan: Plan, *, known_at: datetime | None = None, scope: Scope | None = None) -> f.Facts:
    """All facts of a plan known at a moment (None: ever), or those of a part of it."""
    part = scope or Scope()
    known = _known(known_at)
    names, units, fields = _names(plan)
    refs = _refs(plan, part, names, units)
    return replace(
        _frame(plan, known, names),
        answers=tuple(_answers(plan, known, part, names, refs, units, fields)),
        entries=tuple(_entries(plan, known, part, refs)),
        signals=tuple(_signals(plan, known_at, part, names, units)),
        talks=tuple(_talks(plan, known, part, names)),
        pauses=tuple(_pauses(plan, known, part, names)),
        reports=tuple(_reports(plan, known, part, names)),
        comments=tuple(_comments(plan, known, part, names)),
    )


def _names(plan: Plan) -> tuple[Names, Names, Names]:
    """The names of the city's administrations and units, and the units' fields of work, by id."""
    rows = plan.city.administrations.order_by().values_list(
        "pk", "name", "units__pk", "units__name", "units__field_of_work"
    )
    names: Names = {}
    units: Names = {}
    fields: Names = {}
    for administration, name, unit, unit_name, field in rows:
        names[administration] = name
        if unit is not None:
            units[unit], fields[unit] = unit_name, field
    return names, units, fields


def _refs(plan: Plan, part: Scope, names: Names, units: Names) -> dict[int, f.MeasureRef]:
    rows = part.limit(LocalMeasure.objects.filter(plan=plan))
    return {
        pk: f.MeasureRef(names[owner], area, title, units[unit] if unit else "", external)
        for pk, owner, area, title, unit, external in rows.order_by().values_list(
            "pk", "administration_id", "area_key", "title", "unit_id", "external_id"
        )
    }


def _since(row: Any) -> dict[str, Any]:
    """When a fact of the city's frame holds: from the beginning, or from its day and moment."""
    if row.from_beginning:
        return {"order": row.order}
    return {"effective_on": row.effective_on, "recorded_at": row.recorded_at, "order": row.order}


def _administrations(plan: Plan, known: Q) -> Iterator[f.Administration]:
    rows = AdministrationVersion.objects.filter(known | Q(from_beginning=True), administration__city=plan.city)
    for row in rows.select_related("administration").order_by("administration__order", "administration_id", "pk"):
        yield f.Administration(
            row.administration.name,
            row.kind,  # type: ignore[arg-type]
            row.valid_from,
            row.valid_to,
            tuple(row.predecessors),
            f.BEGINNING if row.from_beginning else row.recorded_at,
            row.order,
        )


def _settings(plan: Plan, known: Q) -> Iterator[f.Setting]:
    for row in Setting.objects.filter(known | Q(from_beginning=True), city=plan.city):
        yield f.Setting(row.key, row.value, **_since(row))


def _calendar(plan: Plan, known: Q) -> Iterator[f.CalendarDay]:
    for row in CalendarDay.objects.filter(known | Q(from_beginning=True), city=plan.city):
        yield f.CalendarDay(row.year, row.code, row.due, row.as_of, **_since(row))  # type: ignore[arg-type]


def _revisions(plan: Plan, known: Q, names: Names) -> Iterator[f.Revision]:
    rows = list(Revision.objects.filter(known | Q(from_beginning=True), plan=plan, is_decided=True))
    areas: dict[int, dict[str, f.Area]] = defaultdict(dict)
    central: dict[int, list[tuple[int, f.CentralMeasure]]] = defaultdict(list)
    led = FilteredRelation("measures", condition=Q(measures__central=True))
    parts = FocusArea.objects.filter(revision__in=rows).annotate(led=led).order_by("order", "led__order")
    for revision, key, name, mandatory, order, measure, title, leader, due in parts.values_list(
        "revision_id", "key", "name", "mandatory", "led__order", "led__key", "led__name", "led__administration_id",
        "led__due",
    ):  # fmt: skip
        areas[revision][key] = f.Area(key, name, mandatory)
        if measure is not None:
            central[revision].append((order, f.CentralMeasure(measure, title, key, names[leader or 0], due)))
    for row in rows:
        assert row.decided_on and row.in_force
        yield f.Revision(
            row.pk,
            row.label,
            row.decided_on,
            row.in_force,
            tuple(areas[row.pk].values()),
            tuple(one for _, one in sorted(central[row.pk], key=itemgetter(0))),
            row.first_vp_year,
            f.BEGINNING if row.from_beginning else row.recorded_at,
            row.order,
        )


def _answers(
    plan: Plan, known: Q, part: Scope, names: Names, refs: dict[int, f.MeasureRef], units: Names, fields: Names
) -> Iterator[f.Answer]:
    rows = part.limit(Answer.objects.filter(known, plan=plan)).order_by()
    listed: dict[int, list[f.Listing]] = defaultdict(list)
    values = part.limit(Listing.objects.filter(answer__plan=plan), "answer__").order_by("answer_id", "order")
    for pk, answer, measure, title, unit, due, replaces, target, cost, order in values.values_list(
        "pk", "answer_id", "measure_id", "title", "unit_id", "due", "replaces_id", "target_group", "cost", "order"
    ):
        ref = refs[measure]
        if ref.title != title:
            ref = f.MeasureRef(ref.administration, ref.area, title, ref.unit, ref.external_id)
        listed[answer].append(f.Listing(pk, ref, due, refs.get(replaces), fields.get(unit) or "", target, cost, order))
    for row in rows:
        yield f.Answer(
            row.pk,
            names[row.administration_id],
            row.area_key,
            row.year,
            row.adopted,
            row.reason,
            row.decided_on,
            row.dnr,
            tuple(listed[row.pk]),
            row.recorded_at,
            row.order,
            row.replaces_id,
            row.withdrawn,
        )


def _entries(plan: Plan, known: Q, part: Scope, refs: dict[int, f.MeasureRef]) -> Iterator[f.Entry]:
    rows = part.limit(ProgressEntry.objects.filter(known, measure__plan=plan), "measure__").order_by()
    one_of: dict[Any, Any] = {}  # equal days, moments and texts are kept once: thousands of lines share them
    same = one_of.setdefault
    for pk, measure, day, state, note, evidence, file, recorded, order, replaces, withdrawn in rows.values_list(
        "pk", "measure_id", "effective_on", "state", "note", "evidence", "attachment__sha256", "recorded_at", "order",
        "replaces_id", "withdrawn",
    ):  # fmt: skip
        evidence = f"{evidence} {file}".strip() if file else evidence  # noqa: PLW2901 — a file is evidence too
        yield f.Entry(
            pk, refs[measure], same(day, day), same(state, state) or None, same(note, note), same(evidence, evidence),
            same(recorded, recorded), order, replaces, withdrawn,
        )  # fmt: skip


def _signals(plan: Plan, known_at: datetime | None, part: Scope, names: Names, units: Names) -> Iterator[f.Signal]:
    signals, replies = signal_rows(plan, part.where(), known_at or EVER)
    for row in signals.values():
        if known_at is None or row.recorded_at <= known_at:
            yield from signal_fact(row, names[row.office], units.get(row.unit or 0, ""), replies.get(row.pk, ()))


def _talks(plan: Plan, known: Q, part: Scope, names: Names) -> Iterator[f.Talk]:
    for row in talk_rows(plan, known):
        if part.administrations is not None and row.office not in part.administrations:
            continue
        if part.area in (None, row.area):
            yield row.fact(names[row.office])


def _pauses(plan: Plan, known: Q, part: Scope, names: Names) -> Iterator[f.Pause]:
    for row in part.limit(Pause.objects.filter(known, plan=plan)):
        yield f.Pause(
            row.pk, names[row.administration_id], row.area_key, row.first_day, row.last_day, row.reason,
            row.recorded_at, row.replaces_id, row.withdrawn,
        )  # fmt: skip


def _reports(plan: Plan, known: Q, part: Scope, names: Names) -> Iterator[f.SignedReport]:
    rows = SignedReport.objects.filter(known, plan=plan)
    if part.administrations is not None:
        rows = rows.filter(administration__in=part.administrations)
    for row in rows:
        yield f.SignedReport(
            row.pk,
            names[row.administration_id],
            row.year,
            row.code,  # type: ignore[arg-type]
            row.signed_on,
            row.recorded_at,
            row.order,
        )


def _comments(plan: Plan, known: Q, part: Scope, names: Names) -> Iterator[f.Comment]:
    for row in part.limit(Comment.objects.filter(known, plan=plan)):
        yield f.Comment(
            row.pk,
            names[row.administration_id],
            row.area_key,
            row.effective_on,
            row.text,
            row.author,
            row.recorded_at,
            row.order,
        )
