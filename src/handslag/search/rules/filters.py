"""The reader's choices among what was found, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import itemgetter
from typing import TypeVar

from handslag.search.rules.segments import Row


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen; empty means all."""

    kind: str = ""
    paper_kind: str = ""
    year: str = ""
    body: str = ""
    party: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """Those that are set."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


Value = TypeVar("Value", int, str)
PARTY, YEAR, BODY = "party", "year", "body"
NAMES = ("kind", "paper_kind", YEAR, PARTY, BODY)


@dataclass(frozen=True)
class Values:
    """What each row of an index is filtered by. Rows alike are one sort, so that thousands are counted at one go."""

    sorts: Sequence[tuple[str, str, str]]
    """Each combination there is of kind, kind of paper and year."""
    sort_of: Sequence[int]
    parties: Sequence[Sequence[str]]
    """Each combination of parties."""
    parties_of: Sequence[int]
    bodies: Sequence[str]

    def has(self, place: int, name: str, value: str) -> bool:
        if name == BODY:
            return self.bodies[place] == value
        if name == PARTY:
            return value in self.parties[self.parties_of[place]]
        return self.sorts[self.sort_of[place]][NAMES.index(name)] == value

    def counts(self, places: Sequence[int]) -> dict[str, dict[str, int]]:
        """How many there are of each value, field by field."""
        found: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
        for sort, count in _counted(self.sort_of, places).items():
            for name, value in zip(NAMES, self.sorts[sort], strict=False):
                found[name][value] += count
        for which, count in _counted(self.parties_of, places).items():
            for party in self.parties[which]:
                found[PARTY][party] += count
        found[BODY] = Counter(_counted(self.bodies, places))
        return {name: {value: count for value, count in each.items() if value} for name, each in found.items()}


def _counted(column: Sequence[Value], places: Sequence[int]) -> dict[Value, int]:
    """How often each value stands in these places of a column."""
    if len(places) < 2:
        return {column[place]: 1 for place in places}
    return Counter(itemgetter(*places)(column))


def values_of(rows: Sequence[Row]) -> Values:
    """The columns, worked out once."""
    sorts: dict[tuple[str, str, str], int] = {}
    parties: dict[Sequence[str], int] = {}
    sort_of, parties_of = [], []
    for row in rows:
        year = str(date.fromordinal(row.day).year) if row.day else ""
        sort_of.append(sorts.setdefault((row.kind, row.paper_kind, year), len(sorts)))
        parties_of.append(parties.setdefault(tuple(row.parties), len(parties)))
    return Values(list(sorts), sort_of, list(parties), parties_of, [row.body for row in rows])


def passing(places: Iterable[int], filters: Filters, values: Values) -> list[int]:
    """Those that all choices let through."""
    found = list(places)
    for name, value in filters.chosen.items():
        found = [place for place in found if values.has(place, name, value)]
    return found


def counted(places: Sequence[int], filters: Filters, values: Values) -> dict[str, dict[str, int]]:
    """How many there are of each value, had the reader not chosen in that field: the most first, years backwards."""
    every = values.counts(places)
    for name, value in filters.chosen.items():
        others = Filters(**{key: other for key, other in filters.chosen.items() if key != name})
        every[name] = values.counts(passing(places, others, values))[name]
        every[name].setdefault(value, 0)
    among = values.counts(passing(places, filters, values)) if filters.chosen else every
    return {name: _in_order(name, every[name] if name in filters.chosen else among[name]) for name in NAMES}


def _in_order(name: str, counts: dict[str, int]) -> dict[str, int]:
    if name == YEAR:
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
