"""The state of things that evidence is made of: signs, calendar, reports, what was raised, talks, signals, promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import fold
from handslag.dossiers import telling
from handslag.dossiers.facts import (
    CellState,
    Central,
    Coming,
    DayState,
    Material,
    PeriodDay,
    PlanState,
    Raised,
    Signed,
)
from handslag.dossiers.loading.heard import signals_of, talks_of
from handslag.dossiers.loading.promises import commitments_of
from handslag.followup.models import Answer, SignedReport
from handslag.plan.models import Plan, PlanPeriod, Revision
from handslag.vitals.judgement import Cell, Judgement, judge_days
from handslag.vitals.rules import Known, prepare
from handslag.vitals.surroundings import surroundings

HALF_YEAR = timedelta(days=183)
PERIODS = 4
"""How many periods back the signs of life are followed."""


def load_material(plan: Plan, as_of: date, known_at: datetime) -> Material:
    """Everything, once for all questions; the signs come from the days' snapshots when there are any."""
    around = surroundings(plan)
    known = prepare(around.facts, known_at)
    ruler = known.rulers.on(as_of.toordinal())
    calendar = _calendar(known, as_of)
    earlier = sorted((one for one in calendar if one.as_of and one.as_of < as_of), key=lambda one: one.as_of or as_of)
    earlier = earlier[-PERIODS:]
    judged = judge_days(plan, [*[one.as_of for one in earlier if one.as_of], as_of], known_at)
    now = judged[-1]
    due = next((one for one in calendar if one.code == "VP" and as_of <= one.due <= as_of + HALF_YEAR), None)
    areas = {cell.area: cell.area_name for cell in now.cells}
    lineage = _lineage(known, now)
    offices = {office.name: office.slug for office in around.offices.values()}
    return Material(
        city=plan.city.name,
        plan=_plan(plan, as_of, known_at, now.revision),
        as_of=as_of,
        known_at=known_at,
        cells=tuple(_cells(plan, now, offices, lineage)),
        days=tuple(_day(made, one.name if one else "") for made, one in zip(judged, [*earlier, None], strict=True)),
        calendar=tuple(calendar),
        signed=tuple(_signed(plan, as_of, known_at, lineage)),
        raised=tuple(_raised(plan, as_of, known_at, lineage)),
        talks=tuple(talks_of(plan, as_of, known_at)),
        signals=tuple(signals_of(plan, as_of, known_at, areas, lineage)),
        central=tuple(_central(now)),
        commitments=tuple(commitments_of(plan.city, as_of, known_at)),
        coming=tuple(_coming(plan, now, lineage, due, mandatory_in(known, due, as_of))) if due else (),
        coming_vp=due,
        offices=offices,
        sleep_after=ruler.sleep_after,
    )


def _calendar(known: Known, as_of: date) -> list[PeriodDay]:
    """The follow-up periods and VP days as the calendar had them on the day."""
    ruler = known.rulers.on(as_of.toordinal())
    found = [PeriodDay(year, "VP", date.fromordinal(due)) for year, due in ruler.vp_due.items()]
    found += [
        PeriodDay(one.year, one.code, date.fromordinal(one.due), date.fromordinal(one.as_of)) for one in ruler.periods
    ]
    return sorted(found, key=lambda one: one.due)


def _lineage(known: Known, now: Judgement) -> dict[str, str]:
    """Folded name → the administration of the day that has it, by itself or through mergers."""
    names = dict.fromkeys(cell.administration for cell in now.cells)
    return {member: name for name in names for member in sorted(known.lineage(fold(name)))}


def _day(made: Judgement, name: str) -> DayState:
    return DayState(made.as_of, name, {(cell.administration, cell.area): cell.sign for cell in made.cells})


def _cells(plan: Plan, now: Judgement, offices: Mapping[str, str], lineage: dict[str, str]) -> Iterator[CellState]:
    answers = _answers(plan, now, lineage)
    for cell in now.cells:
        answer = answers.get((cell.administration, cell.area))
        yield CellState(
            administration=cell.administration, area=cell.area, area_name=cell.area_name, mandatory=cell.mandatory,
            sign=cell.sign, since=cell.since, reported=cell.reported, silent_days=cell.silent_days, year=cell.year,
            reasons=_reasons(cell), comment=cell.comment.text if cell.comment else "", adopted=cell.adopted,
            answer_reason=cell.answer_reason, decided_on=answer.decided_on if answer else None,
            dnr=answer.dnr if answer else "", measures=cell.effort.measures, acts=cell.effort.acts,
            last_act=cell.last_act, href=_cell_href(cell, offices, now),
        )  # fmt: skip


def _reasons(cell: Cell) -> tuple[str, ...]:
    deciding = tuple(reason.text for reason in cell.reasons if reason.decides)
    return deciding or tuple(reason.text for reason in cell.reasons[:1])


def _cell_href(cell: Cell, offices: Mapping[str, str], now: Judgement) -> str:
    return _as_shown(reverse("vitals:cell", args=[offices[cell.administration], cell.area]), now)


def _as_shown(address: str, now: Judgement) -> str:
    """The address of a page as of the same day and known at the same moment."""
    return f"{address}?{urlencode({'dag': now.as_of.isoformat(), 'kant': now.known_at.astimezone(UTC).isoformat()})}"


def _answers(plan: Plan, now: Judgement, lineage: dict[str, str]) -> dict[tuple[str, str], Answer]:
    """The newest known answer of each cell for its year: the decision it rests on."""
    years = {cell.year for cell in now.cells if cell.year is not None}
    wanted = {(cell.administration, cell.area): cell.year for cell in now.cells}
    rows = Answer.objects.filter(plan=plan, year__in=years, recorded_at__lte=now.known_at, withdrawn=False)
    rows = rows.exclude(corrections__recorded_at__lte=now.known_at)
    found: dict[tuple[str, str], Answer] = {}
    for row in rows.select_related("administration").order_by("recorded_at", "order", "pk"):
        key = lineage.get(fold(row.administration.name), ""), row.area_key
        if wanted.get(key) == row.year and (row.decided_on is None or row.decided_on <= now.as_of):
            found[key] = row
    return found


def _raised(plan: Plan, as_of: date, known_at: datetime, lineage: dict[str, str]) -> Iterator[Raised]:
    """What was raised, under the administration of the day."""
    for tell in telling.escalations:
        for one in tell(plan, as_of, known_at):
            yield replace(one, administration=lineage.get(fold(one.administration), one.administration))


def mandatory_in(known: Known, due: PeriodDay, as_of: date) -> frozenset[str]:
    """The areas that are mandatory in a plan year, by the version that will be in force then and was decided by now."""
    then = known.revision_on(due.due.toordinal())
    revision = then if then and then.decided_on <= as_of else known.revision_on(as_of.toordinal())
    ruler = known.rulers.on(as_of.toordinal())
    found = set()
    for area in revision.areas if revision else ():
        years = known.area_years(revision, area.key, ruler) if revision and area.mandatory else None
        if years and years.mandatory is not None and years.mandatory <= due.year:
            found.add(area.key)
    return frozenset(found)


def _coming(
    plan: Plan, now: Judgement, lineage: dict[str, str], due: PeriodDay, mandatory: frozenset[str]
) -> Iterator[Coming]:
    """The answers for a year that is not due yet: the newest of each cell mandatory then, or that there is none."""
    rows = Answer.objects.filter(plan=plan, year=due.year, recorded_at__lte=now.known_at, withdrawn=False)
    rows = rows.exclude(corrections__recorded_at__lte=now.known_at)
    newest: dict[tuple[str, str], Answer] = {}
    for row in rows.select_related("administration").order_by("recorded_at", "order", "pk"):
        if row.decided_on is not None and row.decided_on <= now.as_of:
            newest[lineage.get(fold(row.administration.name), ""), row.area_key] = row
    for cell in now.cells:
        if cell.area in mandatory:
            answer = newest.get((cell.administration, cell.area))
            yield Coming(
                cell.administration, cell.area_name, answer.adopted if answer else None,
                answer.decided_on if answer else None,
            )  # fmt: skip


def _plan(plan: Plan, as_of: date, known_at: datetime, label: str) -> PlanState:
    known = Q(recorded_at__lte=known_at) | Q(from_beginning=True)
    row = Revision.objects.filter(known, plan=plan, is_decided=True, label=label).first()
    ends = list(PlanPeriod.objects.filter(plan=plan).order_by("pk"))
    then = [one for one in ends if one.at <= known_at and (one.decided_on is None or one.decided_on <= as_of)]
    last = (then or ends[:1])[-1].ends if ends else plan.ends
    if row is None:
        return PlanState(plan.name, ends=last)
    return PlanState(
        name=plan.name, label=row.label, decided_by=row.decided_by, decided_on=row.decided_on, dnr=row.dnr,
        in_force=row.in_force, first_vp_year=row.first_vp_year, ends=last, cooperation_on=row.cooperation_on,
        cooperation_outcome=row.cooperation_outcome,
    )  # fmt: skip


def _signed(plan: Plan, as_of: date, known_at: datetime, lineage: dict[str, str]) -> Iterator[Signed]:
    rows = SignedReport.objects.filter(plan=plan, recorded_at__lte=known_at, signed_on__lte=as_of)
    columns = ("administration__name", "year", "code", "signed_on", "union_body_on")
    for name, year, code, day, body in rows.order_by("signed_on", "recorded_at", "pk").values_list(*columns):
        if holder := lineage.get(fold(name)):
            yield Signed(holder, year, code, day, body if body and body <= as_of else None)


def _central(now: Judgement) -> Iterator[Central]:
    for cell in now.central:
        href = _as_shown(reverse("vitals:central", args=[cell.central_key]), now)
        yield Central(cell.central, cell.area, cell.area_name, cell.administration, cell.sign, cell.last_act, href)


def ahead(as_of: date, known_at: datetime) -> bool:
    """Whether the day had not come when it was told of."""
    return as_of > local(known_at).date()
