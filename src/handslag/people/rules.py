"""What a city sets by itself: its days and numbers, their defaults and their bounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from handslag.core.sheets.results import Problem
from handslag.core.workdays import add_working_days

DEFAULT_SETTINGS = {"sleep_after": 150, "drowsy_after": 90, "signal_answer_days": 10}
BOUNDS = {"sleep_after": (60, 210), "drowsy_after": (1, 209), "signal_answer_days": (1, 120)}
REPORT_DAYS = {"T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}
"""The day a period's report is about, unless the city has chosen another: month and day."""
DAYS_TO_REPORT = 15
"""Working days from that day until the report is due, unless the city has chosen another day."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a city's file states it."""

    name: str
    field_of_work: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class AdministrationLine:
    """An administration as a city's file states it; `line` is its place in the file."""

    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    committee: str = ""
    units: tuple[UnitLine, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A follow-up period as a city's file states it; a day that is left out is None."""

    year: int
    code: str
    as_of: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FreeDaysLine:
    """The weekdays on which the city does not work, beside the holidays."""

    bridge_days: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CityFile:
    """All that a city's file says. `free_days` is None when the file says nothing of them."""

    name: str
    code: str = ""
    is_example: bool = False
    settings: dict[str, int] = field(default_factory=dict)
    administrations: tuple[AdministrationLine, ...] = ()
    calendar: tuple[PeriodLine, ...] = ()
    meetings: tuple[tuple[str, date], ...] = ()
    free_days: FreeDaysLine | None = None
    warnings: tuple[Problem, ...] = ()

    @property
    def rows(self) -> int:
        """How many facts the file states."""
        units = sum(len(one.units) for one in self.administrations)
        parts = (self.settings, self.administrations, self.calendar, self.meetings)
        return sum(map(len, parts)) + units + (self.free_days is not None)


def period_days(line: PeriodLine, off: Collection[date]) -> tuple[date | None, date]:
    """The as-of day (None for a VP) and the due day of a period, with what was left out filled in.

    A VP's due day must be given. `off` are the weekdays on which the city does not work.
    """
    if line.code == "VP":
        assert line.due is not None
        return None, line.due
    as_of = line.as_of or date(line.year, *REPORT_DAYS[line.code])
    return as_of, line.due or add_working_days(as_of, DAYS_TO_REPORT, off)


def thresholds_fault(sleep_after: int, drowsy_after: int) -> str:
    """Why the two thresholds do not go together, in one Swedish sentence; empty when they do."""
    low, high = BOUNDS["sleep_after"]
    if not low <= sleep_after <= high:
        return f"sleep_after ska vara {low}–{high} dagar, inte {sleep_after}."
    if drowsy_after >= sleep_after:
        return f"drowsy_after ({drowsy_after} dagar) ska vara mindre än sleep_after ({sleep_after} dagar)."
    return ""
