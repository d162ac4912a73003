"""The smallest world in which two readings still differ: facts are left out one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from handslag.vitals.facts import Facts

INNER = {"answers": "listings", "revisions": "central", "signals": "answers"}
PLAINER: tuple[tuple[str, Any], ...] = (
    ("note", ""),
    ("evidence", ""),
    ("state", None),
    ("due", None),
    ("replaces", None),
    ("predecessors", ()),
    ("first_vp_year", None),
)


def without_one(facts: Facts) -> Iterator[Facts]:
    """The facts with one of them left out."""
    for name in (field.name for field in fields(facts)):
        rows = getattr(facts, name)
        for place in range(len(rows)):
            yield replace(facts, **{name: rows[:place] + rows[place + 1 :]})


def without_one_inside(facts: Facts) -> Iterator[Facts]:
    """The facts with one row inside an answer, revision or signal left out."""
    for name, inner in INNER.items():
        rows = getattr(facts, name)
        for place, row in enumerate(rows):
            inside = getattr(row, inner)
            for gone in range(len(inside)):
                less = replace(row, **{inner: inside[:gone] + inside[gone + 1 :]})
                yield replace(facts, **{name: rows[:place] + (less,) + rows[place + 1 :]})


def plainer_listings(facts: Facts) -> Iterator[Facts]:
    """The facts with one field of a listing made plain."""
    for place, answer in enumerate(facts.answers):
        for inside, listing in enumerate(answer.listings):
            for name in ("due", "replaces"):
                if getattr(listing, name) is not None:
                    plain = (
                        *answer.listings[:inside],
                        replace(listing, **{name: None}),
                        *answer.listings[inside + 1 :],
                    )
                    one = replace(answer, listings=plain)
                    yield replace(facts, answers=(*facts.answers[:place], one, *facts.answers[place + 1 :]))


def plainer(facts: Facts) -> Iterator[Facts]:
    """The facts with one field of one fact made plain."""
    for name in (field.name for field in fields(facts)):
        rows = getattr(facts, name)
        for place, row in enumerate(rows):
            for key, value in PLAINER:
                if key == "due" and name == "calendar":
                    continue
                if hasattr(row, key) and getattr(row, key) != value:
                    less = replace(row, **{key: value})
                    yield replace(facts, **{name: rows[:place] + (less,) + rows[place + 1 :]})


def smallest(facts: Facts, differ: Callable[[Facts], bool]) -> Facts:
    """Leave out and make plain for as long as the difference stays."""
    steps = (without_one, without_one_inside, plainer, plainer_listings)
    while True:
        less = next((one for step in steps for one in step(facts) if differ(one)), None)
        if less is None:
            return facts
        facts = less
