"""Which revision is in force on a day, and from which VP year it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol, TypeVar

LEAD = timedelta(days=90)
"""So long before a VP is due a plan must be decided for that VP to answer it."""


class Decided(Protocol):
    """What it takes to tell whether a revision is in force: a draft has no such day, or is not decided."""

    @property
    def is_decided(self) -> bool: ...

    @property
    def in_force(self) -> date | None: ...


R = TypeVar("R", bound=Decided)


def revision_in_force(revisions: Iterable[R], day: date) -> R | None:
    """The decided revision with the newest in-force day on or before `day`; of several, the last given."""
    best: R | None = None
    for one in revisions:
        if not one.is_decided or one.in_force is None or one.in_force > day:
            continue
        if best is None or best.in_force is None or one.in_force >= best.in_force:
            best = one
    return best


def first_vp_year(decided_on: date, given: int | None, calendar: Mapping[int, date]) -> int | None:
    """The first VP year a revision counts for: given, else the first whose VP is due 90 days after the decision.

    `calendar` holds each year's VP due day. None when no year of the calendar is late enough.
    """
    if given is not None:
        return given
    return min((year for year, due in calendar.items() if due >= decided_on + LEAD), default=None)
