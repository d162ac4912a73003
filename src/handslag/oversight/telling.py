"""What rooms above tell the report: they put their functions here when they start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class RaisedCell:
    """A cell that was raised, as it stood on the report's day and was known at its moment."""

    administration: str
    area_name: str
    sign: str
    word: str
    raised_on: date
    level_word: str
    state_word: str
    waits: bool
    answer_by: date | None
    answered_on: date | None
    answer: str


escalations: list[Callable[[Any], Sequence[RaisedCell]]] = []
"""The report's material → what was raised within its period or still waits."""
