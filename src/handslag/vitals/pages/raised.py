"""What has been raised of a cell to the next level: the room that raises (above this one) tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handslag.plan.models import Plan
    from handslag.vitals.pages.day import Day
    from handslag.vitals.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class RaisedLine:
    """An escalation of the cell, as the page shows it."""

    href: str
    word: str
    raised_on: date
    level_word: str
    state_word: str
    answer_by: date | None
    late: bool
    answer: str


RaisedBeside = Callable[["Plan", "Surroundings", int, str, "Day"], Sequence[RaisedLine]]

raised_beside: RaisedBeside | None = None
"""Where and when → what was raised. The room that raises puts its function here when it starts."""


def raised_of(plan: Plan, around: Surroundings, administration: int, area: str, day: Day) -> Sequence[RaisedLine]:
    """What has been raised of a cell, the newest first; nothing when no room raises."""
    return raised_beside(plan, around, administration, area, day) if raised_beside else ()
