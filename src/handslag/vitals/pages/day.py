"""The day a page is about and the moment it is as known at, with the city's periods and limits as they held then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Q

from handslag.core.clock import local
from handslag.core.text import swedish_date
from handslag.people.loading import in_order
from handslag.people.models import CalendarDay, City, Setting
from handslag.people.rules import DEFAULT_SETTINGS, REPORT_DAYS

NO_COMPARISON = "ingen"


@dataclass(frozen=True, slots=True)
class Day:
    """What is asked for. `query` carries it on to other pages: empty for today as known now, else from `?` on."""

    as_of: date
    known_at: datetime
    today: date
    now_known: bool = True

    @property
    def query(self) -> str:
        asked = {} if self.as_of == self.today else {"dag": self.as_of.isoformat()}
        if not self.now_known:
            asked["kant"] = local(self.known_at).strftime("%Y-%m-%dT%H:%M:%S")
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def ahead(self) -> bool:
        """Whether the day is yet to come."""
        return self.as_of > self.today


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period with the day its report is about."""

    year: int
    code: str
    as_of: date

    @property
    def key(self) -> str:
        return f"{self.year}-{self.code}"

    @property
    def name(self) -> str:
        return f"{self.code} {self.year}"

    @property
    def label(self) -> str:
        return f"{self.code}, {swedish_date(self.as_of)}"


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many days without substance a cell fades and stops."""

    sleep_after: int = DEFAULT_SETTINGS["sleep_after"]
    drowsy_after: int = DEFAULT_SETTINGS["drowsy_after"]


def _holding(day: Day) -> Q:
    """Which of the city's dated facts exist on the day as known at the moment."""
    return Q(from_beginning=True) | Q(recorded_at__lte=day.known_at, effective_on__lte=day.as_of)


def periods_before(city: City, day: Day) -> list[Period]:
    """The reporting periods whose day lies before the one asked for, newest first."""
    rows = {
        (row.year, row.code): row
        for row in in_order(CalendarDay.objects.filter(_holding(day), city=city).exclude(code="VP"))
    }
    found = [Period(row.year, row.code, row.as_of or date(row.year, *REPORT_DAYS[row.code])) for row in rows.values()]
    return sorted((one for one in found if one.as_of < day.as_of), key=lambda one: one.as_of, reverse=True)


def limits_of(city: City, day: Day) -> Limits:
    """The city's limits as they held on the day."""
    rows = in_order(Setting.objects.filter(_holding(day), city=city, key__in=("sleep_after", "drowsy_after")))
    held = {row.key: row.value for row in rows}
    return Limits(**held)


def compared_with(periods: list[Period], asked: str) -> Period | None:
    """The period to compare with: the one asked for if it lies before the day, else the last one, or none."""
    if asked == NO_COMPARISON:
        return None
    return next((one for one in periods if one.key == asked), periods[0] if periods else None)
