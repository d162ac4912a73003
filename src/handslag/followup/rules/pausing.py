"""How long a pause may last."""

from __future__ import annotations

from datetime import date

LONGEST = 365
"""Days, first and last included: a pause that is to go on longer is decided again."""


def can_last(first_day: date, last_day: date) -> bool:
    """Whether a pause of these days, both included, is short enough."""
    return (last_day - first_day).days < LONGEST
