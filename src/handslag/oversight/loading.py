"""Everything a report rests on, asked for in a fixed number of questions and only as it was known at its moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import FilteredRelation, Q, prefetch_related_objects

from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.followup.models import Answer, SignedReport
from handslag.oversight.facts import Asked, Period, SignalLine, Signed
from handslag.plan.models import Plan, Revision
from handslag.vitals.judgement import Cell, Judgement, cell_of, central_cell, judge_days, judge_kept
from handslag.vitals.records import load_records
from handslag.vitals.rules import Known, cell_vitals, prepare
from handslag.vitals.surroundings import Surroundings, surroundings
from handslag.voice.models import Signal

AFTERWARDS = timedelta(seconds=60)
"""From which an entry was made later than it counts as known (`vitals.records.AFTERWARDS`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many days without substance a cell fades and stops, as the city had it on the day."""

    sleep_after: int
    drowsy_after: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of an administration's committee on its VP: how many areas were adopted and opted out of."""

    administration: str
    year: int
    day: date
    dnr: str
    adopted: int
    opted_out: int


@dataclass(frozen=True, slots=True)
class LateFile:
    """A file, or something written by hand, that was entered later than it counts as known."""

    name: str
    action: str
    recorded_at: datetime
    entered_at: datetime
    rows: int


@dataclass(frozen=True)
class Material:
    """What a report is made of. `then` is the state at the period before, when there is one."""

    plan: Plan
    asked: Asked
    now: Judgement
    then: Judgement | None
    before: Period | None
    following: Period | None
    limits: Limits
    revision: Revision | None
    decided: tuple[Revision, ...]
    committees: dict[str, str]
    slugs: dict[str, str]
    opt_outs: dict[int, Answer]
    decisions: tuple[Decision, ...]
    signals: tuple[SignalLine, ...]
    signed: tuple[Signed, ...]
    late_files: tuple[LateFile, ...]
    all_files: int
    around: Surroundings

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the report."""
        return self.now.cells

    @property
    def of_city(self) -> bool:
        """Whether the report is about the whole city."""
        return not self.asked.administration


@dataclass(frozen=True, slots=True)
class Frame:
    """Organisation, calendar, settings and revisions: as they were known at the moment, and their addresses."""

    known: Known
    around: Surroundings

    @property
    def known_at(self) -> datetime:
        """The moment."""
        return self.known.known_at

    @property
    def slugs(self) -> dict[str, str]:
        """The address part of each administration by its name, in the order of the organisation."""
        return {office.name: office.slug for office in self.around.offices.values()}


def known_frame(plan: Plan, known_at: datetime) -> Frame:
    """What surrounds the plan's cells, known at a moment; one question when it is kept already."""
    return framed(surroundings(plan), known_at)


def framed(around: Surroundings, known_at: datetime) -> Frame:
    """The same at another moment."""
    return Frame(prepare(around.facts, known_at), around)


def periods_of(frame: Frame, day: date) -> list[Period]:
    """The city's follow-up periods as the calendar had them on the day, oldest first."""
    rows = frame.known.rulers.on(day.toordinal()).periods
    found = [Period(p.year, p.code, date.fromordinal(p.as_of), date.fromordinal(p.due)) for p in rows]
    return sorted(found, key=lambda one: (one.as_of, one.due))


def period_in(frame: Frame, year: int, code: str) -> Period | None:
    """The period as the newest calendar known at the moment has it."""
    day = local(frame.known_at).date()
    return next((one for one in periods_of(frame, day) if (one.year, one.code) == (year, code)), None)


def load_material(plan: Plan, asked: Asked, frame: Frame) -> Material:
    """Gather it all. Raises `Refused` when the administration has no part in the plan on the day."""
    periods = periods_of(frame, asked.as_of)
    before = max((one for one in periods if one.as_of < asked.as_of), key=lambda one: one.as_of, default=None)
    following = min((one for one in periods if one.as_of > asked.as_of), key=lambda one: one.as_of, default=None)
    days = [asked.as_of, *([before.as_of] if before else [])]
    judged = _judged(plan, asked, frame, days)
    cells = judged[0].cells
    names = list(dict.fromkeys(cell.administration for cell in cells))
    holders = _holders(frame, names)
    revisions = _revisions(plan, asked)
    decided = [one for one in revisions if before is None or _between(one.decided_on, before, asked)]
    prefetch_related_objects(decided, "statements")
    ruler = frame.known.rulers.on(asked.as_of.toordinal())
    answers = _answers(plan, asked, cells, before)
    late, every = _files(plan, asked.known_at)
    return Material(
        plan=plan,
        asked=asked,
        now=judged[0],
        then=judged[1] if before else None,
        before=before,
        following=following,
        limits=Limits(ruler.sleep_after, ruler.drowsy_after),
        revision=next((one for one in revisions if one.label == judged[0].revision), None),
        decided=tuple(decided),
        committees=_committees(frame, asked.known_at),
        slugs=frame.slugs,
        opt_outs={one.pk: one for one in answers if not one.adopted},
        decisions=tuple(_decisions(answers, asked, before, holders)),
        signals=tuple(_signals(plan, asked, before, holders, {cell.area: cell.area_name for cell in cells})),
        signed=tuple(_signed(plan, asked, names)),
        late_files=late,
        all_files=every,
        around=frame.around,
    )


def _between(day: date | None, before: Period | None, asked: Asked) -> bool:
    """Whether the day lies in what is new since the period before."""
    return day is not None and day <= asked.as_of and (before is None or day > before.as_of)


def _judged(plan: Plan, asked: Asked, frame: Frame, days: list[date]) -> list[Judgement]:
    """The state on each day. One administration without a snapshot is judged by itself, which is far less work."""
    name = asked.administration
    judged = judge_kept(plan, days, asked.known_at) if name else judge_days(plan, days, asked.known_at)
    if judged is None:
        return _judged_alone(plan, asked, frame, days)
    if not name:
        return judged
    return [
        replace(
            made,
            cells=tuple(cell for cell in made.cells if cell.administration == name),
            central=tuple(cell for cell in made.central if cell.administration == name),
        )
        for made in judged
    ]


def _judged_alone(plan: Plan, asked: Asked, frame: Frame, days: list[date]) -> list[Judgement]:
    lineage = frame.known.lineage(fold(asked.administration))
    offices = [office.pk for office in frame.around.offices.values() if fold(office.name) in lineage]
    records = load_records(plan, frame.around, offices, asked.known_at)
    known = prepare(records.facts, asked.known_at)
    return [_alone(known, asked, day) for day in days]


def _alone(known: Known, asked: Asked, day: date) -> Judgement:
    revision = known.revision_on(day.toordinal())
    holder = known.administrations.get(fold(asked.administration))
    valid = holder is not None and holder.valid_from <= day and (holder.valid_to is None or day <= holder.valid_to)
    if revision is None or not valid:
        return Judgement(day, asked.known_at, revision.label if revision else "", (), ())
    found = (cell_vitals(known, asked.administration, area.key, day) for area in revision.areas)
    led = (one for one in revision.central if fold(one.administration) == fold(asked.administration))
    central = (central_cell(known.facts, one, asked.known_at, day) for one in led)
    return Judgement(
        day,
        asked.known_at,
        revision.label,
        tuple(cell_of(cell, day) for cell in found if cell is not None),
        tuple(cell for cell in central if cell is not None),
    )


def _holders(frame: Frame, names: Iterable[str]) -> dict[str, str]:
    """Folded name → the administration of the report that has it, by itself or through mergers."""
    return {member: name for name in names for member in sorted(frame.known.lineage(fold(name)))}


def _revisions(plan: Plan, asked: Asked) -> list[Revision]:
    known = Q(recorded_at__lte=asked.known_at) | Q(from_beginning=True)
    rows = Revision.objects.filter(known, plan=plan, is_decided=True, decided_on__lte=asked.as_of)
    return list(rows.order_by("decided_on", "pk"))


def _committees(frame: Frame, known_at: datetime) -> dict[str, str]:
    """Each administration's committee, as known at the moment."""
    told = frame.around.committees_known
    return {name: committee for name, committee, known in told if committee and (known is None or known <= known_at)}


def _answers(plan: Plan, asked: Asked, cells: Collection[Cell], before: Period | None) -> list[Answer]:
    """The answers that opt out of the cells, and those decided on since the period before."""
    cited = {
        int(evidence.partition(":")[2])
        for cell in cells
        if cell.adopted is False
        for reason in cell.reasons
        for evidence in reason.evidence
        if evidence.startswith("answer:")
    }
    new = Q(decided_on__lte=asked.as_of)
    if before:
        new &= Q(decided_on__gt=before.as_of)
    rows = Answer.objects.filter(Q(pk__in=cited) | new, plan=plan, recorded_at__lte=asked.known_at)
    return list(rows.select_related("administration").order_by("decided_on", "administration__order", "pk"))


def _decisions(
    answers: Iterable[Answer], asked: Asked, before: Period | None, holders: dict[str, str]
) -> Iterable[Decision]:
    """The decisions on the VP since the period before, each administration's together."""
    found: dict[tuple[date, str, int, str], list[bool]] = {}
    for one in answers:
        holder = holders.get(fold(one.administration.name))
        if one.decided_on and holder and _between(one.decided_on, before, asked):
            found.setdefault((one.decided_on, holder, one.year, one.dnr), []).append(one.adopted)
    for (day, holder, year, dnr), adopted in found.items():
        yield Decision(holder, year, day, dnr, sum(adopted), len(adopted) - sum(adopted))


def _signals(
    plan: Plan, asked: Asked, before: Period | None, holders: dict[str, str], areas: dict[str, str]
) -> Iterable[SignalLine]:
    """The signals on the report's cells that came in or were answered since the period before, or are open."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in _signal_rows(plan, asked):
        rows.setdefault(row["pk"], []).append(row)
    for pk, told in rows.items():
        one = told[0]
        holder = holders.get(fold(one["administration__name"]))
        if holder is None or one["area_key"] not in areas:
            continue
        again = one["again__pk"] is not None  # then the answer to that is the one that counts
        given = [row for row in told if row["reply__pk"] and (row["reply__after"] is not None) == again]
        order = itemgetter("reply__answered_on", "reply__recorded_at", "reply__order", "reply__pk")
        first = min(given, key=order, default=None)
        answered_on = first["reply__answered_on"] if first else None
        if before and one["raised_on"] <= before.as_of and answered_on and answered_on <= before.as_of:
            continue
        yield SignalLine(
            pk, holder, one["area_key"], areas[one["area_key"]], one["unit__name"] or "", one["sender"], one["kind"],
            one["raised_on"], one["text"], one["again__answer_by"] or one["answer_by"], answered_on,
            first["reply__text"] if first else "",
        )  # fmt: skip


def _signal_rows(plan: Plan, asked: Asked) -> Iterable[dict[str, Any]]:
    """Every signal known with each known answer to it and its being reopened: one question for all three tables."""
    known = Signal.objects.filter(plan=plan, recorded_at__lte=asked.known_at, raised_on__lte=asked.as_of)
    joined = known.annotate(
        reply=FilteredRelation(
            "answers",
            condition=Q(answers__recorded_at__lte=asked.known_at, answers__answered_on__lte=asked.as_of),
        ),
        again=FilteredRelation(
            "steps",
            condition=Q(steps__move="reopen", steps__recorded_at__lte=asked.known_at, steps__on__lte=asked.as_of),
        ),
    )
    return joined.order_by("raised_on", "pk").values(
        "pk", "administration__name", "unit__name", "area_key", "sender", "kind", "raised_on", "text", "answer_by",
        "reply__pk", "reply__after", "reply__answered_on", "reply__recorded_at", "reply__order", "reply__text",
        "again__pk", "again__answer_by",
    )  # fmt: skip


def _signed(plan: Plan, asked: Asked, names: Iterable[str]) -> Iterable[Signed]:
    """Each administration's newest signed report of the period, as known; its day is after the report's own."""
    rows = SignedReport.objects.filter(
        plan=plan, year=asked.period.year, code=asked.period.code, recorded_at__lte=asked.known_at
    ).order_by("signed_on", "recorded_at", "order", "pk")
    columns = ("administration__name", "signed_on", "union_body_on")
    newest = {name: (signed_on, body) for name, signed_on, body in rows.values_list(*columns)}
    for name in names:
        yield Signed(name, *newest.get(name, (None, None)))


def _files(plan: Plan, known_at: datetime) -> tuple[tuple[LateFile, ...], int]:
    """What the plan rests on that was entered afterwards, and how many entries there are in all."""
    subjects = Q(subject=f"plan:{plan.pk}") | Q(subject=f"city:{plan.city_id}") | Q(data__plan=plan.pk)
    rows = Event.objects.filter(subjects, city_id=plan.city_id, recorded_at__lte=known_at)
    events = list(rows.order_by("recorded_at", "number"))
    late = [e for e in events if e.recorded_at and e.entered_at - e.recorded_at > AFTERWARDS]
    return tuple(
        LateFile(e.data.get("file", ""), e.action, e.recorded_at or e.entered_at, e.entered_at, e.data.get("rows", 1))
        for e in late
    ), len(events)


def signature_moment(plan: Plan, administration: str, year: int, code: str) -> datetime | None:
    """When the administration's report of the period first counted as signed; None when it is not."""
    rows = SignedReport.objects.filter(plan=plan, administration__name=administration, year=year, code=code)
    return rows.order_by("recorded_at", "pk").values_list("recorded_at", flat=True).first()


def administration_named(frame: Frame, name: str) -> str:
    """The administration as the city writes it. Raises `Refused` naming those there are."""
    for own, slug in frame.slugs.items():
        if fold(own) == fold(name) or slug == name:
            return own
    raise Refused(f"Förvaltningen ”{name}” finns inte. De som finns: {', '.join(frame.slugs)}.")
