"""Period reports as they stand: the periods, what each part has to answer, what is handed in, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Min

from handslag.core.clock import local
from handslag.followup.loading.ground import Ground, ground_of
from handslag.followup.loading.offices import Offices
from handslag.followup.loading.progress import CurrentMeasure, EntryOf, current_measures
from handslag.followup.models import Answer, Part, PartLine, PeriodReport, ReportStep, SignedReport
from handslag.followup.rules.notes import CLOSED
from handslag.followup.rules.reporting import PartState, ReportPeriod, ReportState, to_report
from handslag.followup.rules.reporting_lines import Words
from handslag.people.models import Administration, Membership, Unit, User
from handslag.plan.models import Plan

_LAST_DAYS = {"T1": (-1, 12, 31), "T2": (0, 4, 30), "VB": (0, 8, 31)}


def report_periods(ground: Ground, moment: datetime) -> tuple[ReportPeriod, ...]:
    """The periods of the city's calendar, as known at a moment, in order."""
    rows = [row for row in ground.days(moment).values() if row.code in _LAST_DAYS and row.as_of]
    made: list[ReportPeriod] = []
    for row in sorted(rows, key=lambda one: (one.as_of or date.max, one.due)):
        assert row.as_of is not None
        years, month, day = _LAST_DAYS[row.code]
        since = made[-1].as_of if made else date(row.year + years, month, day)
        made.append(ReportPeriod(row.year, row.code, row.as_of, row.due, since))
    return tuple(made)


@dataclass(frozen=True)
class Reported:
    """A measure a part answers for, with what the report knows of it already."""

    current: CurrentMeasure
    fresh: EntryOf | None
    """What was noted of it since the last report was filled in, and stands in the form by itself."""
    recorded: tuple[Words, ...]
    """What has been recorded of it since the period began: it becomes no fact a second time."""

    @property
    def pk(self) -> int:
        return self.current.pk

    @property
    def words(self) -> Words:
        """What the line says before anybody has written in it."""
        if self.fresh is None:
            return Words(self.current.state)
        one = self.fresh
        return Words(self.current.state, one.note, one.obstacle, one.next_step, one.evidence)

    def line_in(self, lines: Mapping[int, PartLine]) -> PartLine | None:
        """The line that answers for it, under any name it has had."""
        return next((lines[pk] for pk in (self.pk, *self.current.names) if pk in lines), None)

    def words_in(self, line: PartLine | None) -> Words:
        """What the line says now: what has been saved, or what came in by itself."""
        if line is None:
            return self.words
        state = line.state or self.current.state
        return Words(state, line.note, line.obstacle, line.next_step, line.evidence)

    def is_answered(self, line: PartLine | None) -> bool:
        """Whether it has an answer: one that is saved, or one that came in by itself."""
        return bool(line.answer) if line else self.fresh is not None


@dataclass(frozen=True)
class Filed:
    """What there is of an administration's report of a period."""

    plan: Plan
    administration: Administration
    period: ReportPeriod
    report: PeriodReport | None
    parts: Mapping[int | None, Part]
    signed: SignedReport | None
    signed_before: datetime | None = None
    """When the last report before this one was signed."""
    ground: Ground | None = None
    """What the measures stand on, when it has been asked for already."""

    @property
    def state(self) -> ReportState:
        if self.signed is not None:
            return ReportState.SIGNED
        return ReportState(self.report.state) if self.report else ReportState.MISSING

    def part_state(self, unit: Unit | None) -> PartState:
        """How far the unit (None: the administration itself) has come."""
        part = self.parts.get(unit.pk if unit else None)
        return PartState(part.state) if part else PartState.MISSING


def filed_of(plan: Plan, administration: Administration, period: ReportPeriod, ground: Ground | None = None) -> Filed:
    """The report with its parts, in three queries."""
    here = {"plan": plan, "administration": administration}
    signed_rows = list(SignedReport.objects.filter(**here).order_by("signed_on", "recorded_at", "order", "pk"))
    signed = [row for row in signed_rows if (row.year, row.code) == (period.year, period.code)]
    report = PeriodReport.objects.filter(**here, year=period.year, code=period.code).first()
    parts: dict[int | None, Part] = {}
    if report is not None:
        report.plan, report.administration = plan, administration
        for part in Part.objects.filter(report=report).select_related("unit", "handed_in_by"):
            part.report = report
            parts[part.unit_id] = part
    earlier = [row.recorded_at for row in signed_rows if row.signed_on > period.since and row not in signed]
    last = signed[-1] if signed else None
    return Filed(plan, administration, period, report, parts, last, max(earlier, default=None), ground)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """That a part of some report was handed in, and when it was begun."""

    administration: int
    year: int
    code: str
    unit: int | None
    begun: datetime
    at: datetime


def handed_in_since(plan: Plan, day: date) -> list[HandedIn]:
    """The parts of the plan's reports handed in after a day; what the last year's took others, and what is told."""
    rows = Part.objects.filter(report__plan=plan, handed_in_at__date__gt=day).order_by()
    columns = ("report__administration_id", "report__year", "report__code", "unit_id", "started_at", "handed_in_at")
    return [HandedIn(*row) for row in rows.values_list(*columns)]


def last_filled(filed: Filed, unit: Unit | None, handed: Sequence[HandedIn]) -> datetime | None:
    """When the unit's last report before this one was handed in or signed."""
    period, key = filed.period, unit.pk if unit else None
    own = [
        one.at
        for one in handed
        if (one.administration, one.unit) == (filed.administration.pk, key)
        and (one.year, one.code) != (period.year, period.code)
    ]
    return max([*own, *([filed.signed_before] if filed.signed_before else [])], default=None)


def lines_of(part: Part | None) -> dict[int, PartLine]:
    """The lines of a part by measure."""
    if part is None:
        return {}
    rows = PartLine.objects.filter(part=part).select_related("saved_by", "attachment")
    return {row.measure_id: row for row in rows}


def lines_of_report(report: PeriodReport) -> dict[int | None, dict[int, PartLine]]:
    """The lines of all its parts, by unit and measure."""
    found: dict[int | None, dict[int, PartLine]] = {}
    for row in PartLine.objects.filter(part__report=report).select_related("part", "measure", "attachment"):
        found.setdefault(row.part.unit_id, {})[row.measure_id] = row
    return found


def reported(current: CurrentMeasure, period: ReportPeriod, last_filled: datetime | None) -> Reported:
    """A measure with what the report knows of it already."""
    entries = current.entries_since(period.since)
    fresh = next(
        (
            one
            for one in entries
            if one.source != "report" and (last_filled is None or one.recorded_at > last_filled)
            and (one.note or one.evidence)
        ),
        None,
    )  # fmt: skip
    recorded = tuple(Words(one.state, one.note, one.obstacle, one.next_step, one.evidence) for one in entries)
    return Reported(current, fresh, recorded)


def is_to_report(current: CurrentMeasure, period: ReportPeriod) -> bool:
    """Whether a part answers for the measure: it is open, or was done or dropped within the period."""
    if current.is_open:
        return current.year is None or current.year <= period.year or bool(current.entry_count)
    return any(one.state in CLOSED for one in current.entries_since(period.since))


@dataclass(frozen=True)
class Duty:
    """All that an administration answers for in a period, part by part; None is the administration itself."""

    parts: Mapping[Unit | None, Sequence[Reported]] = field(default_factory=dict)

    def of(self, unit: Unit | None) -> Sequence[Reported]:
        """The measures of one part."""
        return self.parts.get(unit, ())


def duty_of(filed: Filed, day: date) -> Duty:
    """What is to be answered, part by part, with what has been recorded within the period."""
    rows = current_measures(
        filed.plan,
        administration=filed.administration,
        day=day,
        since=filed.period.since,
        closed=True,
        ground=filed.ground,
    )
    return _duty(rows, filed.administration, filed.period, None)


def part_of(filed: Filed, unit: Unit | None, day: date, handed: Sequence[HandedIn]) -> list[Reported]:
    """What one part is to answer, with every entry there is, to compare texts with."""
    rows = current_measures(
        filed.plan,
        administration=filed.administration,
        unit=unit,
        day=day,
        since=date.min,
        closed=True,
        ground=filed.ground,
    )
    return list(_duty(rows, filed.administration, filed.period, last_filled(filed, unit, handed)).of(unit))


def _duty(
    rows: Iterable[CurrentMeasure], administration: Administration, period: ReportPeriod, last_filled: datetime | None
) -> Duty:
    parts: dict[Unit | None, list[Reported]] = {}
    for row in rows:
        if is_to_report(row, period):
            own = row.unit if row.unit and row.unit.administration_id == administration.pk else None
            parts.setdefault(own, []).append(reported(row, period, last_filled))
    ordered = sorted(parts, key=lambda unit: (unit is None, unit.name if unit else ""))
    return Duty({unit: parts[unit] for unit in ordered})


# What is missing, for tasks -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OpenPart:
    """A part that is not handed in: whose, for which period, by when."""

    administration: Administration
    unit: Unit | None
    period: ReportPeriod
    state: PartState


@dataclass(frozen=True)
class OpenReport:
    """A report that is not signed, with the parts it waits for and who prepared it."""

    administration: Administration
    period: ReportPeriod
    state: ReportState
    waits_for: tuple[OpenPart, ...]
    prepared_by: int | None
    union_body_on: date | None


def first_years(plan: Plan, offices: Offices) -> dict[int, int]:
    """The first VP year for which each administration, or one it came from, has answered."""
    rows = dict(Answer.objects.filter(plan=plan).order_by().values_list("administration_id").annotate(Min("year")))
    return {
        pk: min(years)
        for pk in offices.administrations
        if (years := [rows[place] for place in offices.lineage(pk) if place in rows])
    }


def open_reports(plan: Plan, *, moment: datetime, only: Administration | None = None) -> list[OpenReport]:
    """Every report that should be signed by now or is the coming one, in eleven queries at most."""
    return open_work(plan, moment=moment, only=only)[1]


def open_work(
    plan: Plan, *, moment: datetime, only: Administration | None = None
) -> tuple[list[CurrentMeasure], list[OpenReport]]:
    """The open measures of a plan or an administration, and the reports to be made of them, read together."""
    day = local(moment).date()
    ground = ground_of(plan, day)
    offices, periods = ground.offices, report_periods(ground, moment)
    first = first_years(plan, offices)
    holders = [one for pk, one in offices.administrations.items() if offices.holder(pk) == one and pk in first]
    holders = [one for one in holders if only is None or one == only]
    signed: dict[int, set[str]] = {}
    for place, year, code in SignedReport.objects.filter(plan=plan).values_list("administration_id", "year", "code"):
        signed.setdefault(place, set()).add(f"{year}-{code}")
    reports = {
        (row.administration_id, row.year, row.code): row
        for row in PeriodReport.objects.filter(plan=plan).exclude(state="signed").prefetch_related("parts", "steps")
    }
    rows: dict[int, list[CurrentMeasure]] = {}
    since = min((one.since for one in periods), default=day)
    measures = current_measures(plan, administration=only, day=day, since=since, closed=True, ground=ground)
    for row in measures:
        rows.setdefault(row.administration.pk, []).append(row)
    found = []
    for one in holders:
        due = [p for p in periods if p.year >= first[one.pk]]
        for period in to_report(due, signed.get(one.pk, set()), day):
            report = reports.get((one.pk, period.year, period.code))
            found.append(_open_report(one, period, report, rows.get(one.pk, [])))
    return [row for row in measures if row.state not in CLOSED], found


def _open_report(
    administration: Administration, period: ReportPeriod, report: PeriodReport | None, rows: list[CurrentMeasure]
) -> OpenReport:
    states = {part.unit_id: PartState(part.state) for part in report.parts.all()} if report else {}
    state = ReportState(report.state) if report else ReportState.MISSING
    duty = _duty(rows, administration, period, None)
    missing = tuple(
        OpenPart(administration, unit, period, states.get(unit.pk if unit else None, PartState.MISSING))
        for unit in duty.parts
        if states.get(unit.pk if unit else None) is not PartState.HANDED_IN
    )
    if state in {ReportState.PREPARED, ReportState.APPROVED}:
        missing = ()
    prepared = [step.by_id for step in report.steps.all() if step.move == "prepare"] if report else []
    return OpenReport(
        administration, period, state, missing, prepared[-1] if prepared else None,
        report.union_body_on if report else None,
    )  # fmt: skip


def open_parts(plan: Plan, *, moment: datetime, only: Administration | None = None) -> list[OpenPart]:
    """Every part that is not handed in, with unit and due day, the oldest period first."""
    found = [part for report in open_reports(plan, moment=moment, only=only) for part in report.waits_for]
    return sorted(found, key=lambda part: part.period.as_of)


def steps_of(report: PeriodReport | None) -> list[ReportStep]:
    """The steps a report has taken, in order."""
    return list(ReportStep.objects.filter(report=report).select_related("by")) if report else []


def managers_of(administration: Administration, day: date) -> dict[int, list[User]]:
    """Who manages each unit of an administration on a day: whom one reminds."""
    rows = Membership.objects.filter(administration=administration, role="unit_manager", user__is_active=True)
    found: dict[int, list[User]] = {}
    for row in rows.select_related("user"):
        if row.unit_id and row.holds_on(day):
            found.setdefault(row.unit_id, []).append(row.user)
    return found
