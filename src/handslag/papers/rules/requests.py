"""When a request for an official document is late, and what has come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

PROMPT_DAYS = 1
"""A request is to be tried at once or as soon as it can be: after the next working day it is shown as late.

The law sets no number of days (*genast eller så snart det är möjligt*, *skyndsamt*); this is when it is brought up.
"""
STATES = {"late": "dröjer", "open": "väntar på svar", "answered": "besvarad"}


def is_settled(outcomes: Sequence[str]) -> bool:
    """Whether nothing more can be answered: the papers were given out whole."""
    return bool(outcomes) and outcomes[-1] == "given"


def days_taken(made_on: date, answered_on: date | None, day: date) -> int:
    """Days from the request to its first answer, or to the day one looks."""
    return ((answered_on or day) - made_on).days


def state_of(made_on: date, answered_on: date | None, day: date, late_after: date) -> str:
    """Answered, late (unanswered after the day by which it should be) or open."""
    if answered_on is not None and answered_on <= day:
        return "answered"
    return "late" if day > late_after else "open"
