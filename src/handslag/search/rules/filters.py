"""The reader's choices among what was found, and how many there are of each."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import compress, repeat

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


YEAR, BODY = "year", "body"
NAMES = ("kind", "paper_kind", YEAR, "party", BODY)
_ONE = ord("1")
_TRUTH = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Values:
    """What each row of an index is filtered by: a whole number a value, with a bit for each row that has it.

    So thousands of rows are counted at one go. Of bodies there may be very many: they stand in a column as well.
    """

    size: int
    having: Mapping[str, Mapping[str, int]]
    bodies: Sequence[str]
    days: Sequence[int]

    def bits(self, places: Iterable[int]) -> int:
        """The rows as the bits of a number."""
        return _bits(places, self.size)

    def places(self, bits: int) -> list[int]:
        """The rows of which the bits are set, rising."""
        return list(compress(range(self.size), format(bits, f"0{self.size}b")[::-1].encode().translate(_TRUTH)))

    def passing(self, bits: int, chosen: Mapping[str, str]) -> int:
        """Those of the rows that all choices let through."""
        for name, value in chosen.items():
            bits &= self.having[name].get(value, 0)
        return bits

    def counts(self, name: str, bits: int) -> dict[str, int]:
        """How many of the rows there are of each value of a field."""
        if name == BODY:
            counts = Counter(map(self.bodies.__getitem__, self.places(bits)))
            return {value: count for value, count in counts.items() if value}
        every = {value: (bits & rows).bit_count() for value, rows in self.having[name].items()}
        return {value: count for value, count in every.items() if count}


def _bits(places: Iterable[int], size: int) -> int:
    marks = bytearray(b"0") * size
    deque(map(marks.__setitem__, places, repeat(_ONE)), maxlen=0)
    return int(marks[::-1] or b"0", 2)


def values_of(rows: Sequence[Row]) -> Values:
    """What rows are filtered by, worked out once."""
    found: dict[str, dict[str, list[int]]] = {name: {} for name in NAMES}
    for place, row in enumerate(rows):
        year = str(date.fromordinal(row.day).year) if row.day else ""
        told = (("kind", row.kind), ("paper_kind", row.paper_kind), (YEAR, year), (BODY, row.body))
        for name, value in (*told, *(("party", party) for party in row.parties)):
            if value:
                found[name].setdefault(value, []).append(place)
    having = {
        name: {value: _bits(places, len(rows)) for value, places in values.items()} for name, values in found.items()
    }
    return Values(len(rows), having, [row.body for row in rows], [row.day for row in rows])


def all_values(parts: Iterable[Values]) -> Values:
    """The rows of several parts, one after the other."""
    having: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    bodies: list[str] = []
    days: list[int] = []
    for part in parts:
        for name, values in part.having.items():
            for value, rows in values.items():
                having[name][value] = having[name].get(value, 0) | rows << len(days)
        bodies += part.bodies
        days += part.days
    return Values(len(days), having, bodies, days)


def passing(places: Iterable[int], filters: Filters, values: Values) -> list[int]:
    """Those that all choices let through."""
    if not filters.chosen:
        return list(places)
    return values.places(values.passing(values.bits(places), filters.chosen))


def counted(places: Iterable[int], filters: Filters, values: Values) -> dict[str, dict[str, int]]:
    """How many there are of each value, had the reader not chosen in that field: the most first, years backwards."""
    bits, chosen = values.bits(places), filters.chosen
    found = {}
    for name in NAMES:
        others = {other: value for other, value in chosen.items() if other != name}
        counts = values.counts(name, values.passing(bits, others))
        if name in chosen:
            counts.setdefault(chosen[name], 0)
        found[name] = _in_order(name, counts)
    return found


def _in_order(name: str, counts: dict[str, int]) -> dict[str, int]:
    if name == YEAR:
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
