"""The open measures that a person owns, over all plans and VP years of a city."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from handslag.core.clock import local
from handslag.core.text import clean, fold
from handslag.followup.loading.adoption_measures import Listed, listed_measures
from handslag.followup.models import Listing, LocalMeasure
from handslag.people.loading import vp_days
from handslag.people.models import ROLES, City, Membership, User

STAFF = ("social_worker", "unit_manager", "district_office", "head")
"""The roles of those who can own a measure; a representative or a politician cannot."""


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Who is responsible for a measure: a person, a role, or someone by name."""

    user: User | None = None
    role: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """As it stands beside the measure; empty when it is nobody."""
        if self.user is not None:
            return str(self.user)
        return ROLES.get(self.role, self.role).capitalize() if self.role else clean(self.name)


@dataclass(frozen=True, slots=True)
class Owned:
    """A row of a VP that names the person as owner of an open measure; `holds_from` is when a change of it holds."""

    measure: LocalMeasure
    row: Listing
    due: date | None
    state_word: str
    holds_from: date


def owned_by(city: City, person: User, *, moment: datetime) -> list[Owned]:
    """The newest row of each open measure in each year still going, where it names the person; six queries or so.

    A measure that stands in this year's VP and the next one's is there twice: both rows change hands.
    """
    places = Listing.objects.filter(owner_user=person, answer__plan__city=city).values_list(
        "answer__plan", "answer__administration"
    )
    calendar = vp_days(city, moment)
    day = local(moment).date()
    found: list[Owned] = []
    plans = {plan.pk: plan for plan in city.plans.all()}
    by_plan: dict[int, set[int]] = {}
    for plan_id, administration in places:
        by_plan.setdefault(plan_id, set()).add(administration)
    for pk, administrations in by_plan.items():
        lines = listed_measures(plans[pk], calendar, administrations=administrations, together=False)
        for line in lines:
            if line.is_open:
                found += _rows(line, person, day, calendar)
    return found


def _rows(line: Listed, person: User, day: date, calendar: dict[int, date]) -> Iterator[Owned]:
    last = max((year for year in line.years if year <= day.year), default=0)
    for year, row in sorted(line.in_year.items()):
        if row.owner_user_id != person.pk or year < last:
            continue
        answer = row.answer
        first = answer.decided_on or calendar.get(year, day)
        yield Owned(line.measure, row, line.due, line.state_word, max(day, first))


def possible_owners(city: City, administrations: Collection[int], day: date) -> list[User]:
    """Who works in the administrations on a day, by name: one question."""
    rows = Membership.objects.filter(
        city=city, administration__in=administrations, role__in=STAFF, user__is_active=True
    ).select_related("user")
    return sorted({row.user_id: row.user for row in rows if row.holds_on(day)}.values(), key=lambda u: fold(str(u)))
