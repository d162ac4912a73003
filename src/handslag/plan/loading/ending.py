"""The plan's end, as the pages and the tasks ask for it."""

from __future__ import annotations

from datetime import date

from handslag.plan.models import Plan
from handslag.plan.rules import EndWarning, ending


def end_warnings(plan: Plan, day: date) -> tuple[EndWarning, ...]:
    """The warnings that the plan's end is near that have come by a day, the latest last; none once it is prolonged."""
    return ending.end_warnings(plan.ends, day)
