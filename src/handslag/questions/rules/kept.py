"""Where a commitment stood as of a day: its state by the days of its steps, its terms as they were last entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar


class Stepped(Protocol):
    """What the rule reads of a step."""

    @property
    def move(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...


S = TypeVar("S", bound=Stepped)


def stood_and_terms(steps: Sequence[S], as_of: date, known_at: datetime) -> tuple[S, S] | None:
    """The step that gives the state as of the day, and the one that gives owner, day and check as known at the moment.

    None before the commitment was made or known. Steps come in the order they were recorded. A correction holds from
    the beginning as soon as it is known: it moves no state.
    """
    known = [step for step in steps if step.recorded_at <= known_at]
    if not known:
        return None
    taken = [step for step in known if step.on <= as_of and step.move != "correct"]
    if not taken:
        return None
    newest = max(range(len(taken)), key=lambda place: (taken[place].on, place))
    return taken[newest], known[-1]
