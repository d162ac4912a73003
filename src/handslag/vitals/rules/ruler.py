"""The measures the rules judge by on a day: settings and calendar as they held, and the days of a pause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handslag.vitals.facts import Answer, CalendarDay, PeriodCode, Revision, Setting

SLEEP_AFTER = 150
DROWSY_AFTER = 90
FOLLOW_UP_AFTER = 365
"""Days after which what is done in a mandatory area must have been followed up."""
NOTICE = 90
"""Days between a decision and the first VP it can be asked to stand in."""

NEVER = 1 << 30
"""An ordinal after every day: that of a VP no calendar knows."""

_AS_OF: dict[str, tuple[int, int]] = {"T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}

Days = tuple[tuple[int, int], ...]
"""Stretches of days as ordinals, apart from each other and in order, first and last day included."""


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period as the calendar has it: its code, reporting day and due day as ordinals."""

    year: int
    code: PeriodCode
    as_of: int
    due: int


class Ruler:
    """Settings and calendar as they held on the days of one stretch."""

    def __init__(self, settings: dict[str, int], calendar: dict[tuple[int, PeriodCode], CalendarDay]) -> None:
        """Take the holding row of each setting and calendar day."""
        self.sleep_after = settings.get("sleep_after", SLEEP_AFTER)
        self.drowsy_after = settings.get("drowsy_after", DROWSY_AFTER)
        self.vp_due = {year: row.due.toordinal() for (year, code), row in sorted(calendar.items()) if code == "VP"}
        self.periods = tuple(
            Period(year, code, _reporting_day(row), row.due.toordinal())
            for (year, code), row in sorted(calendar.items())
            if code != "VP"
        )

        self._answers: dict[int, tuple[int, int]] = {}

    def days_of(self, answer: Answer) -> tuple[int, int]:
        """The effective day of an answer, and the day from which it counts: not before the VP due day of its year.

        The effective day is its decision day, or the VP due day of its year when none is given.
        """
        days = self._answers.get(answer.id)
        if days is None:
            due = self.vp_due.get(answer.year, NEVER)
            effective = answer.decided_on.toordinal() if answer.decided_on is not None else due
            days = self._answers[answer.id] = (effective, max(effective, due))
        return days

    def newest_vp_year(self, day: int) -> int | None:
        """The newest VP year whose VP due day has come."""
        return max((year for year, due in self.vp_due.items() if due <= day), default=None)

    def first_vp_year(self, revision: Revision) -> int | None:
        """The year from which the areas new in a revision count."""
        if revision.first_vp_year is not None:
            return revision.first_vp_year
        earliest = revision.decided_on.toordinal() + NOTICE
        return min((year for year, due in self.vp_due.items() if due >= earliest), default=None)

    def period(self, year: int, code: PeriodCode) -> Period | None:
        """The calendar's row for a period."""
        return next((p for p in self.periods if p.year == year and p.code == code), None)


def _reporting_day(row: CalendarDay) -> int:
    if row.as_of is not None:
        return row.as_of.toordinal()
    return date(row.year, *_AS_OF[row.code]).toordinal()


class Rulers:
    """All rulers known at a moment, each holding from a day on."""

    def __init__(self, settings: Iterable[Setting], calendar: Iterable[CalendarDay], known_at: datetime) -> None:
        """Keep the rows known at the moment; in order, so that a newer one overwrites an older one."""
        self._settings = sorted((s for s in settings if s.recorded_at <= known_at), key=_setting_order)
        self._calendar = sorted((c for c in calendar if c.recorded_at <= known_at), key=_calendar_order)
        rows: tuple[Setting | CalendarDay, ...] = (*self._settings, *self._calendar)
        self.starts = sorted({1, *(row.effective_on.toordinal() for row in rows)})
        self._made: dict[int, Ruler] = {}

    def on(self, day: int) -> Ruler:
        """The ruler that held on the day."""
        place = bisect_right(self.starts, day) - 1
        if place not in self._made:
            self._made[place] = self._make(self.starts[place])
        return self._made[place]

    def _make(self, day: int) -> Ruler:
        settings = {s.key: s.value for s in self._settings if s.effective_on.toordinal() <= day}
        calendar = {(c.year, c.code): c for c in self._calendar if c.effective_on.toordinal() <= day}
        return Ruler(settings, calendar)

    def all(self) -> list[Ruler]:
        """Every ruler, oldest first."""
        return [self.on(day) for day in self.starts]


def _setting_order(row: Setting) -> tuple[object, ...]:
    return (row.effective_on, row.recorded_at, row.order, row.value)


def _calendar_order(row: CalendarDay) -> tuple[object, ...]:
    return (row.effective_on, row.recorded_at, row.order, row.due)


def join_days(stretches: Iterable[tuple[int, int]]) -> Days:
    """Put overlapping and touching stretches together."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if last < first:
            continue
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def days_within(stretches: Days, after: int, until: int) -> int:
    """How many days `d` with `after < d <= until` lie in the stretches."""
    return sum(max(0, min(last, until) - max(first, after + 1) + 1) for first, last in stretches)


def silence(stretches: Days, last: int, day: int) -> int:
    """The days of silence on a day since `last`, less the paused ones."""
    if day <= last:
        return 0
    return day - last - (days_within(stretches, last, day) if stretches else 0)


def first_day_over(stretches: Days, last: int, limit: int) -> int:
    """The first day on which the silence since `last` is longer than the limit."""
    day = last + limit + 1
    for first, final in stretches:
        if first > day:
            break
        if final > last:
            day += final - max(first, last + 1) + 1
    return day


def newest_act(days: Sequence[int], day: int) -> int:
    """The newest of the sorted days that is not after the day; 0 when there is none."""
    place = bisect_right(days, day)
    return days[place - 1] if place else 0
