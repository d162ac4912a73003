"""What surrounds the tasks of a city on a day: organisation, calendar, free days, and who holds which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM, local
from handslag.core.workdays import add_working_days
from handslag.people.loading import days_off
from handslag.people.models import City, Membership
from handslag.people.rules import DEFAULT_SETTINGS
from handslag.plan.models import Plan
from handslag.tasks.rules import Post
from handslag.vitals.surroundings import Surroundings, surroundings


@dataclass(frozen=True, slots=True)
class Period:
    """A follow-up period: the day its report is about (none for a VP) and the day it is due."""

    year: int
    code: str
    as_of: date | None
    due: date

    @property
    def name(self) -> str:
        """`T2`, `VB 2026`."""
        return f"{self.code} {self.year}"


@dataclass(frozen=True)
class CityFrame:
    """A city's plan with what its tasks need; `stamp` tells whether anything has been recorded since."""

    plan: Plan
    around: Surroundings
    day: date
    moment: datetime
    stamp: str
    posts: tuple[Post, ...]
    off: tuple[date, ...]

    @property
    def city(self) -> int:
        return self.plan.city_id

    def setting(self, key: str) -> int:
        """A number the city has set, as it holds on the day."""
        rows = [
            one
            for one in self.around.facts.settings
            if one.key == key and one.effective_on <= self.day and one.recorded_at <= self.moment
        ]
        newest = max(rows, key=lambda one: (one.effective_on, one.recorded_at, one.order), default=None)
        return newest.value if newest else DEFAULT_SETTINGS[key]

    @property
    def answer_by(self) -> date:
        """The day by which what is raised today is to be answered."""
        return add_working_days(self.day, self.setting("escalation_answer_days"), self.off)

    def periods(self) -> list[Period]:
        """The calendar as it is known, by due day."""
        rows = [one for one in self.around.facts.calendar if one.recorded_at <= self.moment]
        rows.sort(key=lambda one: (one.effective_on, one.recorded_at, one.order))
        held = {(one.year, one.code): Period(one.year, one.code, one.as_of, one.due) for one in rows}
        return sorted(held.values(), key=lambda one: one.due)

    def held_by(self, user: int) -> tuple[Post, ...]:
        """The roles a person holds in the city."""
        return tuple(post for post in self.posts if post.user == user)

    def area_name(self, key: str) -> str:
        """A focus area's name by its key."""
        return self.around.area_names().get(key, key)


def frame_of(plan: Plan, moment: datetime) -> CityFrame:
    """The frame of a plan's tasks today: three short questions when it is kept already."""
    stamp = Event.objects.filter(city_id=plan.city_id).order_by("-number").values_list("hash", flat=True).first()
    day = local(moment).date()
    off = _days_off(plan.city_id, stamp or "", day)
    return CityFrame(plan, surroundings(plan), day, moment, stamp or "", posts_of([plan.city_id], day), off)


@lru_cache(maxsize=16)
def _days_off(city: int, stamp: str, day: date) -> tuple[date, ...]:
    return days_off(City(pk=city), _end_of(day))


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=STOCKHOLM)


def posts_of(cities: list[int], day: date) -> tuple[Post, ...]:
    """Every role held in some cities on a day by somebody who can log in."""
    rows = Membership.objects.filter(city__in=cities, user__is_active=True, valid_from__lte=day)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).order_by("pk")
    return tuple(Post(*row) for row in rows.values_list("user_id", "role", "city_id", "administration_id", "unit_id"))
