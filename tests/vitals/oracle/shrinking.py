"""The smallest world in which two readings still differ: facts are left out one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from handslag.vitals.facts import Facts

INNER = {"answers": "listings", "revisions": "central", "signals": "answers"}
PLAIN: dict[str, Any] = {
    "note": "",
    "evidence": "",
    "state": None,
    "replaces": None,
    "predecessors": (),
    "first_vp_year": None,
}


def put(rows: tuple[Any, ...], place: int, *new: Any) -> tuple[Any, ...]:
    """The rows with one of them exchanged for others, or for nothing."""
    return (*rows[:place], *new, *rows[place + 1 :])


def plainer(row: Any, plain: dict[str, Any]) -> Iterator[Any]:
    """The row with one field made plain."""
    for name, value in plain.items():
        if hasattr(row, name) and getattr(row, name) != value:
            yield replace(row, **{name: value})


def smaller_rows(row: Any, inner: str | None) -> Iterator[Any]:
    """The row with something inside left out or made plain."""
    yield from plainer(row, PLAIN)
    if inner is None:
        return
    inside = getattr(row, inner)
    for place, one in enumerate(inside):
        yield replace(row, **{inner: put(inside, place)})
        for less in plainer(one, {"due": None, "replaces": None}):
            yield replace(row, **{inner: put(inside, place, less)})


def smaller(facts: Facts) -> Iterator[Facts]:
    """The facts with one left out (every year keeps its VP due day), then with one made smaller."""
    names = [field.name for field in fields(facts)]
    for name in names:
        rows = getattr(facts, name)
        for place, row in enumerate(rows):
            if not (name == "calendar" and row.code == "VP" and row.effective_on == date.min):
                yield replace(facts, **{name: put(rows, place)})
    for name in names:
        rows = getattr(facts, name)
        for place, row in enumerate(rows):
            for less in smaller_rows(row, INNER.get(name)):
                yield replace(facts, **{name: put(rows, place, less)})


def smallest(facts: Facts, differ: Callable[[Facts], bool]) -> Facts:
    """Leave out and make plain for as long as the difference stays."""
    while True:
        less = next((one for one in smaller(facts) if differ(one)), None)
        if less is None:
            return facts
        facts = less
