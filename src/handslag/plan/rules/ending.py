"""When a plan's end comes near: the warnings that a decision on prolonging it is needed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from handslag.core.text import swedish_date
from handslag.plan.rules.wording import few

MONTHS = (12, 6, 3)
"""So many months before the plan's last day it is time to ask whether it is to be prolonged."""


@dataclass(frozen=True, slots=True)
class EndWarning:
    """A warning that has come: so many months before the end (0 after it), since when, and what it says."""

    months: int
    since: date
    ends: date

    @property
    def text(self) -> str:
        if not self.months:
            return f"Planen tog slut {swedish_date(self.ends)}. Den är inte förlängd."
        return f"Planen slutar {swedish_date(self.ends)}, inom {few(self.months)} månader. Den är inte förlängd."


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_warnings(ends: date | None, day: date) -> tuple[EndWarning, ...]:
    """The warnings that have come by `day`, the latest last; none for a plan without an end, or with a far one."""
    if ends is None:
        return ()
    found = [EndWarning(months, months_before(ends, months), ends) for months in MONTHS]
    found.append(EndWarning(0, ends + timedelta(days=1), ends))
    return tuple(one for one in found if one.since <= day)
