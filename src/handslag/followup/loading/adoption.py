"""What a VP year asks of each administration and what it has answered, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from handslag.core.clock import local, now
from handslag.core.text import fold
from handslag.followup.models import Answer, Reminder
from handslag.followup.rules.adoption import (
    AskedArea,
    Changes,
    GivenAnswer,
    KnownRevision,
    Said,
    Status,
    asked_areas,
    existing,
    lacks,
    newest,
    revision_then,
)
from handslag.people.loading import vp_days
from handslag.people.models import Administration, AdministrationVersion
from handslag.plan.facts import AreaText, Decision, MeasureText, RevisionText
from handslag.plan.models import FocusArea, Measure, Plan
from handslag.plan.rules import AreaChange

AHEAD = timedelta(days=90)
"""So long before its VP is due a year is the one to work with."""


@dataclass(frozen=True, slots=True)
class Office:
    """An administration, its kind and days, and whose work it carries on: its own id first, then its predecessors'."""

    administration: Administration
    kind: str
    valid_from: date
    valid_to: date | None
    lineage: tuple[int, ...]

    @property
    def pk(self) -> int:
        return self.administration.pk

    def is_there(self, day: date) -> bool:
        """Whether it exists on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Cell:
    """How an area stands in the VP of a year: the answer, what it lacks, what the plan has changed since."""

    asked: AskedArea
    status: Status
    answer: GivenAnswer | None = None
    lacks: Mapping[str, str] = field(default_factory=dict)
    then: RevisionText | None = None
    change: AreaChange | None = None

    @property
    def needs_answer(self) -> bool:
        """Whether it is unanswered, lacks something, or has been changed since."""
        return self.status == "unanswered" or bool(self.lacks) or self.change is not None


@dataclass(frozen=True)
class VpFrame:
    """The plan, organisation and calendar around the VP of a year, as known at a moment."""

    plan: Plan
    year: int
    moment: datetime
    calendar: Mapping[int, date]
    offices: Mapping[int, Office]
    revisions: Sequence[KnownRevision]

    @property
    def due(self) -> date:
        return self.calendar[self.year]

    @property
    def today(self) -> date:
        return local(self.moment).date()

    @property
    def is_over(self) -> bool:
        """Whether the year has ended: then nothing more is answered in it."""
        return self.today > date(self.year, 12, 31)

    @cached_property
    def revision(self) -> KnownRevision | None:
        """The revision that asks about the year."""
        return revision_then(self.revisions, self.year, self.due, self.today, self.moment)

    @cached_property
    def areas(self) -> tuple[AskedArea, ...]:
        """What is asked about, in the plan's order."""
        if self.revision is None:
            return ()
        return asked_areas(self.revisions, self.revision, self.year, self.calendar)

    @cached_property
    def by_key(self) -> Mapping[str, AskedArea]:
        return {one.key: one for one in self.areas}

    @cached_property
    def changes(self) -> Changes | None:
        """What the plan has changed since an answer."""
        return Changes(self.revisions, self.revision, self.year, self.due) if self.revision else None

    @property
    def districts(self) -> list[Office]:
        """Those that are asked: every district that is there today, or was on the year's last day."""
        day = min(max(self.today, self.due), date(self.year, 12, 31))
        return [one for one in self.offices.values() if one.kind == "district" and one.is_there(day)]

    def office(self, slug: str) -> Office | None:
        return next((one for one in self.offices.values() if one.administration.slug == slug), None)

    def central(self, office: Office, key: str) -> list[MeasureText]:
        """The central measures of an area that the administration leads."""
        names = {fold(self.offices[pk].administration.name) for pk in office.lineage if pk in self.offices}
        area = self.by_key.get(key)
        found = area.area.measures if area else ()
        return [one for one in found if one.central and fold(one.administration) in names]


def years_of(calendar: Mapping[int, date], day: date) -> tuple[list[int], int | None]:
    """The VP years of the calendar, newest first, and the one to work with: the newest that is due, or soon is."""
    years = sorted(calendar, reverse=True)
    near = [year for year in years if calendar[year] <= day + AHEAD]
    return years, near[0] if near else (years[-1] if years else None)


def vp_frame(plan: Plan, year: int | None = None, *, moment: datetime | None = None) -> VpFrame | None:
    """What surrounds the VP of a year (None: the one to work with); None when the calendar has no such year."""
    moment = moment or now()
    calendar = vp_days(plan.city, moment)
    chosen = years_of(calendar, local(moment).date())[1] if year is None else year
    if chosen is None or chosen not in calendar:
        return None
    return VpFrame(plan, chosen, moment, calendar, _offices(plan), _revisions(plan))


def _offices(plan: Plan) -> dict[int, Office]:
    rows = AdministrationVersion.objects.filter(administration__city=plan.city_id).select_related("administration")
    versions = {row.administration_id: row for row in rows.order_by("recorded_at", "order", "pk")}
    named = {fold(row.administration.name): pk for pk, row in versions.items()}

    def lineage(start: int) -> tuple[int, ...]:
        found = [start]
        for place in found:  # grows while it is walked: nearest first, each once
            parents = versions[place].predecessors if place in versions else ()
            found += [pk for name in parents if (pk := named.get(fold(name))) is not None and pk not in found]
        return tuple(found)

    made = {}
    for pk, row in sorted(versions.items(), key=lambda one: (one[1].administration.order, one[0])):
        row.administration.city = plan.city
        made[pk] = Office(row.administration, row.kind, row.valid_from, row.valid_to, lineage(pk))
    return made


def _revisions(plan: Plan) -> list[KnownRevision]:
    """The decided revisions with what they ask about, in the order they came into force; two queries."""
    measures: dict[int, list[MeasureText]] = {}
    for one in Measure.objects.filter(area__revision__plan=plan, area__revision__is_decided=True).select_related(
        "administration"
    ):
        leader = one.administration.name if one.administration else ""
        text = MeasureText(one.key, one.name, one.central, leader, one.due, one.text)
        measures.setdefault(one.area_id, []).append(text)
    rows = FocusArea.objects.filter(revision__plan=plan, revision__is_decided=True).select_related("revision")
    areas: dict[int, list[AreaText]] = {}
    revisions = {}
    for row in rows.order_by("order"):
        revisions[row.revision_id] = row.revision
        listed = tuple(measures.get(row.pk, ()))
        mandate = (row.mandatory, row.mandatory_by, row.mandatory_on, row.mandatory_dnr)
        areas.setdefault(row.revision_id, []).append(AreaText(row.key, row.name, row.text, *mandate, listed))
    made = [(one.in_force or one.decided_on or date.max, one.recorded_at, pk, one) for pk, one in revisions.items()]
    return [
        KnownRevision(
            RevisionText(
                one.label, tuple(areas[pk]), decision=Decision(one.decided_by, one.decided_on, outcome=one.outcome),
                in_force=one.in_force, first_vp_year=one.first_vp_year,
            ),
            None if one.from_beginning else one.recorded_at,
        )
        for _, _, pk, one in sorted(made, key=lambda one: one[:3])
    ]  # fmt: skip


_COLUMNS = (
    "pk", "administration_id", "area_key", "year", "adopted", "reason", "decided_on", "dnr", "cooperation",
    "cooperated_on", "recorded_at", "order", "under_id", "replaces_id", "withdrawn",
)  # fmt: skip


def given_answers(
    plan: Plan, *, years: Collection[int], administrations: Collection[int] | None = None, area: str = ""
) -> list[GivenAnswer]:
    """Every answer of some VP years, corrected ones and changes included, oldest first; one query."""
    rows = Answer.objects.filter(plan=plan, year__in=years).order_by("recorded_at", "order", "pk")
    if administrations is not None:
        rows = rows.filter(administration__in=administrations)
    if area:
        rows = rows.filter(area_key=area)
    return [
        GivenAnswer(pk, place, key, asked, Said(*said), recorded, order, under, replaces, withdrawn)
        for pk, place, key, asked, *said, recorded, order, under, replaces, withdrawn in rows.values_list(*_COLUMNS)
    ]


def cells_of(frame: VpFrame, offices: Sequence[Office], answers: Sequence[GivenAnswer]) -> dict[tuple[int, str], Cell]:
    """How each area stands for each administration, by its id and the area's key."""
    held: dict[tuple[int, str], list[GivenAnswer]] = {}
    for answer in answers:
        held.setdefault((answer.administration, answer.area), []).append(answer)
    return {(office.pk, asked.key): _cell(frame, office, asked, held) for office in offices for asked in frame.areas}


def _cell(frame: VpFrame, office: Office, asked: AskedArea, held: Mapping[tuple[int, str], list[GivenAnswer]]) -> Cell:
    own = newest(held.get((office.pk, asked.key), ()), frame.due)
    if own is None:
        if frame.central(office, asked.key):
            return Cell(asked, "central")
        earlier = [newest(held.get((pk, asked.key), ()), frame.due) for pk in office.lineage[1:]]
        return Cell(asked, "inherited" if _inherited(earlier, mandatory=asked.mandatory) else "unanswered")
    answered = local(own.recorded_at).date()
    found = frame.changes.since(answered, own.recorded_at, asked.key) if frame.changes and not frame.is_over else None
    return Cell(
        asked,
        "adopted" if own.adopted else "opted_out",
        own,
        lacks(own.said, mandatory=asked.mandatory),
        *(found or (None, None)),
    )


def _inherited(earlier: Sequence[GivenAnswer | None], *, mandatory: bool) -> bool:
    """Whether predecessors' answers hold: any of them adopted, or all of them opted out with all that it needs."""
    given = [one for one in earlier if one is not None]
    if any(one.adopted for one in given):
        return True
    return bool(given) and len(given) == len(earlier) and not any(lacks(o.said, mandatory=mandatory) for o in given)


def areas_for(frame: VpFrame, office: Office, answers: Sequence[GivenAnswer]) -> list[AskedArea]:
    """What it answers for: a district every area, another those it leads something in or has answered."""
    if office.kind == "district":
        return list(frame.areas)
    answered = {one.area for one in existing(answers) if one.administration in office.lineage}
    return [one for one in frame.areas if one.key in answered or frame.central(office, one.key)]


# What the room of tasks asks ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An area that a district has not answered in the VP of a year, or not with all that an answer needs."""

    administration: Administration
    area_key: str
    area_name: str
    mandatory: bool
    year: int
    due: date


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """An area that the plan has changed since a district answered it, in the same year."""

    administration: Administration
    area_key: str
    area_name: str
    year: int
    since: date
    """The day from which the changed revision is in force."""


def _open_cells(plan: Plan, day: date) -> list[tuple[VpFrame, Office, Cell]]:
    """The cells of every VP year that is due, or soon is, and has not ended; five questions whatever their number."""
    moment = now()
    calendar = vp_days(plan.city, moment)
    years = [one for one in sorted(calendar) if calendar[one] <= day + AHEAD and day <= date(one, 12, 31)]
    if not years:
        return []
    offices, revisions = _offices(plan), _revisions(plan)
    answers = given_answers(plan, years=years)
    found = []
    for year in years:
        frame = VpFrame(plan, year, moment, calendar, offices, revisions)
        cells = cells_of(frame, frame.districts, [one for one in answers if one.year == year])
        found += [(frame, offices[pk], cell) for (pk, _), cell in cells.items()]
    return found


def unanswered(plan: Plan, day: date) -> list[Unanswered]:
    """What each district has left to answer in the VP years that are due, or are within ninety days."""
    return [
        Unanswered(office.administration, cell.asked.key, cell.asked.name, cell.asked.mandatory, frame.year, frame.due)
        for frame, office, cell in _open_cells(plan, day)
        if cell.status == "unanswered" or cell.lacks
    ]


def ask_again(plan: Plan, day: date) -> list[AskedAgain]:
    """What each district is asked once more, since the plan has been revised within the year."""
    return [
        AskedAgain(
            office.administration, cell.asked.key, cell.asked.name, frame.year, frame.revision.in_force or frame.due
        )
        for frame, office, cell in _open_cells(plan, day)
        if cell.change is not None and frame.revision is not None
    ]


def reminders(plan: Plan, since: datetime) -> list[Reminder]:
    """The reminders given after a moment, oldest first."""
    rows = Reminder.objects.filter(plan=plan, asked_at__gt=since).select_related("administration", "asked_by")
    return list(rows.order_by("asked_at", "pk"))
