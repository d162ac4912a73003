"""What was known at a moment: corrections applied, administrations and their mergers, the plan's revisions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from handslag.vitals.facts import Administration, Area, Facts, Revision
from handslag.vitals.rules.reading import CentralRow, Reading, leads
from handslag.vitals.rules.ruler import Ruler, Rulers
from handslag.vitals.rules.store import Store, folded, stores_of
from handslag.vitals.rules.substance import FULL, Substance

if TYPE_CHECKING:
    from handslag.vitals.rules.history import CellHistory

Members = frozenset[str]
"""Folded names of administrations whose facts are read together."""


def area_in(revision: Revision | None, key: str) -> Area | None:
    """The focus area as the revision states it, when it has it."""
    return next((area for area in revision.areas if area.key == key), None) if revision else None


class AreaYears:
    """From which VP year an area counts, and from which it is mandatory, as the revision in force has it."""

    __slots__ = ("counts", "mandatory")

    def __init__(self, back: Iterable[Revision], key: str, ruler: Ruler) -> None:
        """Walk back through the revisions for as long as the area stands in them, and is mandatory in them."""
        self.counts: int | None = None
        self.mandatory: int | None = None
        unbroken = True
        for revision in back:
            area = area_in(revision, key)
            if area is None:
                break
            self.counts = ruler.first_vp_year(revision)
            unbroken = unbroken and area.mandatory
            if unbroken:
                self.mandatory = self.counts


class Known:
    """The facts known at a moment, corrected and indexed; ask it for as many days as you like."""

    def __init__(self, facts: Facts, known_at: datetime, substance: Substance = FULL) -> None:
        """Sort out what was known; what only some questions need is worked out when asked for."""
        self.facts = facts
        self.known_at = known_at
        self.substance = substance
        self.rulers = Rulers(facts.settings, facts.calendar, known_at)
        self.administrations = _newest_versions(facts, known_at)
        self.revisions = sorted((r for r in facts.revisions if r.recorded_at <= known_at), key=_revision_order)
        self._in_force = [revision.in_force.toordinal() for revision in self.revisions]
        self._stores = stores_of(facts, known_at)
        self._readings: dict[Members, Reading] = {}
        self._lineages: dict[str, Members] = {}
        self._area_years: dict[tuple[int, str, Ruler], AreaYears] = {}
        self.histories: dict[tuple[str, str], CellHistory] = {}

    def let_go(self) -> None:
        """Forget the cells' histories, which point back here: then all memory is given back at once."""
        self.histories.clear()

    @cached_property
    def calendar_days(self) -> frozenset[int]:
        """The days on which plan, settings or calendar change for every cell, and on which years turn."""
        days = {1, *self._in_force, *self.rulers.starts}
        for ruler in self.rulers.all():
            for year, due in ruler.vp_due.items():
                days.update((due, date(year, 1, 1).toordinal()))
        return frozenset(days)

    def in_order(self) -> list[Administration]:
        """Districts first, then specialist administrations, each in the order of the organisation."""
        ranks = {"district": 0, "specialist": 1}
        return sorted(self.administrations.values(), key=lambda a: (ranks[a.kind], a.order, folded(a.name)))

    def revision_on(self, day: int) -> Revision | None:
        """The revision in force on the day: the newest whose in-force day has come."""
        place = bisect_right(self._in_force, day)
        return self.revisions[place - 1] if place else None

    def area_years(self, revision: Revision, area: str, ruler: Ruler) -> AreaYears:
        """From which years the area counts and is mandatory, when the revision is in force."""
        key = (revision.id, area, ruler)
        if key not in self._area_years:
            place = self.revisions.index(revision)
            self._area_years[key] = AreaYears(reversed(self.revisions[: place + 1]), area, ruler)
        return self._area_years[key]

    def lineage(self, name: str) -> Members:
        """The administration and all it came from, through several mergers."""
        if name not in self._lineages:
            found, ahead = {name}, [name]
            while ahead:
                for other in self.predecessors(ahead.pop()):
                    if other not in found:
                        found.add(other)
                        ahead.append(other)
            self._lineages[name] = frozenset(found)
        return self._lineages[name]

    def predecessors(self, name: str) -> tuple[str, ...]:
        """The folded names of those merged into the administration."""
        administration = self.administrations.get(name)
        return tuple(map(folded, administration.predecessors)) if administration else ()

    def members(self, name: str, day: int) -> Members:
        """Whose facts are read as the administration's: before its first day only its predecessors'."""
        if self.has_begun(name, day):
            return self.lineage(name)
        found: set[str] = set()
        for other in self.origins(name):
            found |= self.members(other, day)
        return frozenset(found)

    def has_begun(self, name: str, day: int) -> bool:
        """Whether the administration's first day has come (one that is only named as a predecessor always has)."""
        administration = self.administrations.get(name)
        return administration is None or administration.valid_from.toordinal() <= day

    def origins(self, name: str) -> list[str]:
        """The predecessors, but for those that came from the administration itself."""
        return [other for other in self.predecessors(name) if name not in self.lineage(other)]

    def reading(self, members: Members) -> Reading:
        """The facts of the administrations, read together."""
        if members not in self._readings:
            stores = [self._stores[name] if name in self._stores else Store() for name in sorted(members)]
            rows = [
                CentralRow(revision, measure, place)
                for revision in self.revisions
                for place, measure in enumerate(revision.central)
                if leads(members, measure)
            ]
            self._readings[members] = Reading(stores, rows, self.substance)
        return self._readings[members]


def _newest_versions(facts: Facts, known_at: datetime) -> dict[str, Administration]:
    known = (a for a in facts.administrations if a.recorded_at <= known_at)
    ordered = sorted(known, key=lambda a: (a.recorded_at, a.order, a.name))
    return {folded(administration.name): administration for administration in ordered}


def _revision_order(revision: Revision) -> tuple[object, ...]:
    return (revision.in_force, revision.recorded_at, revision.order, revision.id)
