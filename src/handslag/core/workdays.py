"""Swedish working days: weekdays that are neither public nor de facto holidays, nor closed by the city."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_working_day(day: date, off: Collection[date] = ()) -> bool:
    """Whether people work on the day; `off` are the bridge days and closed days of the city."""
    return day.weekday() < 5 and day not in off and day not in _holidays(day.year)


def add_working_days(day: date, count: int, off: Collection[date] = ()) -> date:
    """The day `count` working days after `day`; the day itself is not counted. `count` ≥ 0."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, off):
            count -= 1
    return day
