"""What all measures of a plan stand on: organisation, calendar, focus areas; kept until something is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from handslag.audit.models import Event
from handslag.core.text import fold
from handslag.followup.loading.offices import Offices, offices_of
from handslag.people.loading import in_order
from handslag.people.models import CalendarDay
from handslag.plan.models import FocusArea, Measure, Plan

Central = frozenset[tuple[int | None, str, str]]


@dataclass(frozen=True)
class Ground:
    """The frame of a plan's measures on a day."""

    offices: Offices
    calendar: tuple[CalendarDay, ...]
    areas: dict[str, str]
    """The name of each focus area by key, in the plan's order."""
    central: Central
    """The central measures: who leads them, the area's key, the folded title."""

    def days(self, moment: datetime) -> dict[tuple[int, str], CalendarDay]:
        """The newest day of each period among those known at a moment."""
        known = (row for row in self.calendar if row.from_beginning or row.recorded_at <= moment)
        return {(row.year, row.code): row for row in in_order(known)}

    def vp_due(self, moment: datetime) -> dict[int, date]:
        """Year → the day its VP is due, as known at a moment."""
        return {year: row.due for (year, code), row in self.days(moment).items() if code == "VP"}


def ground_of(plan: Plan, day: date) -> Ground:
    """The frame of the plan's measures on a day: one query when it is kept already."""
    stamp = Event.objects.filter(city_id=plan.city_id).order_by("-number").values_list("hash", flat=True).first()
    return _kept(plan, plan.city_id, day, stamp or "")


@lru_cache(maxsize=16)
def _kept(plan: Plan, city: int, day: date, stamp: str) -> Ground:
    return Ground(
        offices_of(plan.city, day), tuple(CalendarDay.objects.filter(city=city)), area_names(plan), central_of(plan)
    )


def area_names(plan: Plan) -> dict[str, str]:
    """The name of each focus area by key, as the newest decided revision has it, in the plan's order."""
    rows = FocusArea.objects.filter(revision__plan=plan, revision__is_decided=True)
    found: dict[str, str] = {}
    for key, name in rows.order_by("-revision__in_force", "-revision_id", "order").values_list("key", "name"):
        found.setdefault(key, name)
    return found


def central_of(plan: Plan) -> Central:
    """The central measures of all decided revisions."""
    rows = Measure.objects.filter(area__revision__plan=plan, area__revision__is_decided=True, central=True)
    columns = rows.values_list("administration_id", "area__key", "name")
    return frozenset((place, key, fold(title)) for place, key, title in columns)
