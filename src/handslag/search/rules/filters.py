"""The reader's choices among what was found, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

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


def _of(row: Row, name: str) -> Sequence[str]:
    if name == "party":
        return row.parties
    if name == "year":
        return (str(date.fromordinal(row.day).year),) if row.day else ()
    value = {"kind": row.kind, "paper_kind": row.paper_kind, "body": row.body}[name]
    return (value,) if value else ()


NAMES = tuple(one.name for one in fields(Filters))
Values = Callable[[int, str], Sequence[str]]


def values_of(rows: Sequence[Row]) -> Values:
    """What each row of an index is filtered by, worked out once."""
    kept = {name: [_of(row, name) for row in rows] for name in NAMES}
    return lambda place, name: kept[name][place]


def passing(places: Iterable[int], filters: Filters, values: Values) -> list[int]:
    """Those that all choices let through."""
    found = list(places)
    for name, value in filters.chosen.items():
        found = [place for place in found if value in values(place, name)]
    return found


def counted(places: Sequence[int], filters: Filters, values: Values) -> dict[str, dict[str, int]]:
    """How many there are of each value, had the reader not chosen in that field: the most first, years backwards."""
    chosen = filters.chosen
    found = {}
    for name in NAMES:
        others = Filters(**{key: value for key, value in chosen.items() if key != name})
        among = places if not others.chosen else passing(places, others, values)
        counts = Counter(value for place in among for value in values(place, name))
        if name in chosen:
            counts.setdefault(chosen[name], 0)
        if name == "year":
            found[name] = dict(sorted(counts.items(), reverse=True))
        else:
            found[name] = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    return found
