"""What surrounds every cell of a plan: organisation, calendar, settings and revisions, kept while nothing is added.

They change when a file is read in, a few times a year, and are asked for by every page. Each process keeps them under
the hash of the city's newest event: one short question says whether they still hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from handslag.audit.models import Event
from handslag.core.text import fold
from handslag.people.models import Administration, AdministrationVersion, Unit
from handslag.plan.models import FocusArea, Plan
from handslag.vitals.facts import Facts
from handslag.vitals.loading import load_frame


@dataclass(frozen=True, slots=True)
class Office:
    """An administration by name."""

    pk: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Workplace:
    """A unit of an administration."""

    pk: int
    office: int
    name: str
    folded: str
    field_of_work: str


@dataclass(frozen=True, slots=True)
class MandatoryBy:
    """By whose decision an area is mandatory; all empty when it is not said."""

    body: str = ""
    on: date | None = None
    dnr: str = ""


@dataclass(frozen=True)
class Surroundings:
    """The frame of a plan's cells; `facts` hold for any moment, since the rules ask when each was recorded."""

    facts: Facts
    offices: dict[int, Office]
    workplaces: dict[int, Workplace]
    mandatory_by: dict[tuple[int, str], MandatoryBy]
    committees: dict[int, str]
    committees_known: tuple[tuple[str, str, datetime | None], ...]
    """The administration, its committee and when that became known (None: from the beginning), the newest last."""
    _successors: dict[int, tuple[int, ...]]
    _predecessors: dict[int, tuple[int, ...]]
    stamp: str = ""
    """The hash of the city's newest event: what else is kept by it holds for as long as this does."""

    def office(self, slug: str) -> Office | None:
        """The administration with this part of an address."""
        return next((office for office in self.offices.values() if office.slug == slug), None)

    def named(self, name: str) -> Office | None:
        """The administration with this name, compared folded."""
        folded = fold(name)
        return next((office for office in self.offices.values() if fold(office.name) == folded), None)

    def lineage(self, pk: int) -> set[int]:
        """The administration and all it came from, through several mergers."""
        return set(_reached(pk, self._predecessors))

    def successors(self, pk: int) -> list[Office]:
        """Those the administration became part of, nearest first."""
        return [self.offices[other] for other in _reached(pk, self._successors) if other != pk]

    def predecessors(self, pk: int) -> list[Office]:
        """Those the administration came from, nearest first."""
        return [self.offices[other] for other in _reached(pk, self._predecessors) if other != pk]

    def holder(self, pk: int) -> Office:
        """Who carries on what the administration began: its last successor, or itself."""
        return [self.offices[pk], *self.successors(pk)][-1]

    def area_names(self) -> dict[str, str]:
        """The name of each focus area by key, as the newest revision has it, in the plan's order."""
        return {area.key: area.name for revision in self.facts.revisions for area in revision.areas}


def _reached(pk: int, ways: dict[int, tuple[int, ...]]) -> Iterator[int]:
    seen, ahead = {pk}, [pk]
    while ahead:
        here = ahead.pop(0)
        yield here
        for other in ways.get(here, ()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)


def surroundings(plan: Plan) -> Surroundings:
    """The frame of the plan's cells: one query when it is kept already."""
    stamp = Event.objects.filter(city_id=plan.city_id).order_by("-number").values_list("hash", flat=True).first()
    return _kept(plan, plan.city_id, stamp or "")


@lru_cache(maxsize=8)
def _kept(plan: Plan, city: int, stamp: str) -> Surroundings:
    rows = Administration.objects.filter(city=city).order_by("order", "pk").values_list("pk", "name", "slug")
    offices = {row[0]: Office(*row) for row in rows}
    units = Unit.objects.filter(administration__city=city).order_by("administration__order", "name")
    named = {fold(office.name): office.pk for office in offices.values()}
    successors: dict[int, list[int]] = defaultdict(list)
    predecessors: dict[int, list[int]] = defaultdict(list)
    committees: dict[int, str] = {}
    known: list[tuple[str, str, datetime | None]] = []
    versions = AdministrationVersion.objects.filter(administration__city=city).order_by("recorded_at", "order", "pk")
    for row in versions:
        moment = None if row.from_beginning else row.recorded_at
        known.append((offices[row.administration_id].name, row.committee, moment))
        committees[row.administration_id] = row.committee
        for other in (named[fold(name)] for name in row.predecessors if fold(name) in named):
            if other not in predecessors[row.administration_id]:
                predecessors[row.administration_id].append(other)
                successors[other].append(row.administration_id)
    areas = FocusArea.objects.filter(revision__plan=plan, mandatory=True)
    return Surroundings(
        load_frame(plan),
        offices,
        {
            row[0]: Workplace(*row)
            for row in units.values_list("pk", "administration_id", "name", "folded", "field_of_work")
        },
        {
            (row[0], row[1]): MandatoryBy(row[2], row[3], row[4])
            for row in areas.values_list("revision_id", "key", "mandatory_by", "mandatory_on", "mandatory_dnr")
        },
        committees,
        tuple(sorted(known, key=lambda one: one[2] is not None)),
        {pk: tuple(others) for pk, others in successors.items()},
        {pk: tuple(others) for pk, others in predecessors.items()},
        stamp,
    )
