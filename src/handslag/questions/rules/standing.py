"""Where a question stood as of a day: the steps that were known, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handslag.questions.rules.questions import UNFINISHED, State


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the rule reads it; `values` are the fields it set."""

    move: str
    state: str
    on: date
    recorded_at: datetime
    reason: str = ""
    answer_by: date | None = None
    document: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stood:
    """A question as of a day: its state, since when, and what its fields were."""

    state: State
    since: date
    values: dict[str, Any]
    answer_by: date | None
    reason: str = ""
    document: int | None = None

    @property
    def waits(self) -> bool:
        """Whether someone still had to answer."""
        return self.state in UNFINISHED

    @property
    def closed_on(self) -> date | None:
        """The day it was answered or withdrawn."""
        return None if self.waits else self.since

    def is_late(self, day: date) -> bool:
        """Whether it waited after its day."""
        return self.waits and self.answer_by is not None and self.answer_by < day


def stood(steps: Iterable[Step], as_of: date, known_at: datetime | None = None) -> Stood | None:
    """Where the steps of one question lead as of a day, by what was known; None before it was put.

    Steps come in the order they were recorded: one that is entered afterwards counts from its own day, and what was
    entered last decides.
    """
    values: dict[str, Any] = {}
    answer_by: date | None = None
    found: Stood | None = None
    for step in steps:
        if step.on > as_of or (known_at is not None and step.recorded_at > known_at):
            continue
        values = values | step.values
        answer_by = step.answer_by or answer_by
        edited = found is not None and step.move == "edit"
        found = Stood(
            State(step.state),
            found.since if found is not None and edited else step.on,
            values,
            answer_by,
            found.reason if found is not None and edited else step.reason,
            found.document if found is not None and edited else step.document,
        )
    return found
