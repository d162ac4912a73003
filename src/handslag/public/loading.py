"""What the public pages read: the open cities, the plan that is in force, and the periods that are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from handslag.audit.models import Event
from handslag.core.clock import local, today
from handslag.core.text import fold
from handslag.followup.models import Comment, Listing, ProgressEntry
from handslag.people.loading import in_order
from handslag.people.models import CalendarDay, City, Membership, Unit
from handslag.people.rules import REPORT_DAYS
from handslag.plan.models import Plan, Revision
from handslag.public.models import Publication, open_cities
from handslag.public.rules import ClosedPeriod, is_closed, names_to_hide
from handslag.vitals.judgement import FRAME_ACTIONS
from handslag.voice.models import Signal

HEAVY = ("content", "report_html", "report_pdf")
"""What a page leaves in the database when it needs but the counts."""


def open_city(slug: str) -> City | None:
    """The city with this part of an address, if it is open; None also when it is not, so that nobody can tell."""
    return open_cities().filter(slug=slug).first()


def plan_in_public(city: City) -> Plan | None:
    """The city's plan that is in force today, the newest of several; else the newest that has been."""
    in_force = Revision.objects.filter(plan=OuterRef("pk"), is_decided=True, in_force__lte=today())
    plans = Plan.objects.filter(city=city).annotate(live=Exists(in_force))
    plan = plans.annotate(stamp=Subquery(newest_hash(city.pk)[:1])).order_by("live", "pk").last()
    if plan is not None:
        plan.city = city
    return plan


def decided(plan: Plan) -> list[Revision]:
    """The decided versions that have begun to hold, in that order. A draft is nobody's but the city's own."""
    rows = Revision.objects.filter(plan=plan, is_decided=True, in_force__lte=today()).select_related("event")
    return list(rows.order_by("in_force", "pk"))


def published(plan: Plan, visitor: Any = None) -> list[Publication]:
    """The plan's published periods without their heavy parts, oldest first."""
    rows = Publication.objects.visible_to(visitor).filter(plan=plan).defer(*HEAVY)
    return list(rows.order_by("as_of", "due"))


def with_content(plan: Plan, key: str, visitor: Any = None) -> Publication | None:
    """One published period with what its cells say."""
    year, _, code = key.partition("-")
    if not year.isdecimal() or len(year) != 4:
        return None
    rows = Publication.objects.visible_to(visitor).filter(plan=plan, year=int(year), code=code)
    return rows.defer("report_html", "report_pdf").first()


def closed_periods(cities: Sequence[City], at: datetime) -> dict[int, list[ClosedPeriod]]:
    """Each city's periods whose due day has passed, as the calendar was known when each was shut; oldest first."""
    day = local(at).date()
    found: dict[int, dict[tuple[int, str], ClosedPeriod]] = {city.pk: {} for city in cities}
    for row in in_order(CalendarDay.objects.filter(city__in=cities).exclude(code="VP")):
        key = (row.year, row.code)
        period = ClosedPeriod(row.as_of or date(row.year, *REPORT_DAYS[row.code]), *key, row.due)
        before = found[row.city_id].get(key)
        # A calendar that is changed after the period was shut does not open it again.
        if before is not None and not row.from_beginning and row.recorded_at > before.known_at:
            continue
        found[row.city_id][key] = period
    return {city: sorted(one for one in rows.values() if is_closed(one.due, day)) for city, rows in found.items()}


def unpublished(plans: Sequence[Plan], periods: Mapping[int, Sequence[ClosedPeriod]]) -> dict[int, list[ClosedPeriod]]:
    """Plan → those that are not published, or have got facts since that count as known when the period was shut."""
    late = Q(recorded_at__lte=OuterRef("known_at")) | Q(action__in=FRAME_ACTIONS)
    events = Event.objects.filter(
        late, number__gt=OuterRef("last_event"), city_id=OuterRef("plan__city_id"), recorded_at__isnull=False
    ).order_by()
    rows = Publication.objects.filter(~Exists(events), plan__in=plans).order_by()
    valid = set(rows.values_list("plan_id", "year", "code", "as_of", "due"))
    return {
        plan.pk: [
            one for one in periods[plan.city_id] if (plan.pk, one.year, one.code, one.as_of, one.due) not in valid
        ]
        for plan in plans
    }


def hidden_names(plan: Plan) -> tuple[str, ...]:
    """The names of persons that must not stand in anything published of the plan."""
    city = plan.city
    users = Membership.objects.filter(city=city).order_by().values_list("user__name", flat=True).distinct()
    written = (
        Listing.objects.filter(answer__plan=plan).order_by().values_list("owner", flat=True).distinct(),
        ProgressEntry.objects.filter(measure__plan=plan).order_by().values_list("reporter", flat=True).distinct(),
        Comment.objects.filter(plan=plan).order_by().values_list("author", flat=True).distinct(),
        Signal.objects.filter(plan=plan).order_by().values_list("sender", flat=True).distinct(),
    )
    places = {fold(name) for name in city.administrations.values_list("name", flat=True)}
    places |= set(Unit.objects.filter(administration__city=city).values_list("folded", flat=True))
    return names_to_hide(users, (name for names in written for name in names), places)


def names_in(plan: Plan) -> tuple[str, ...]:
    """The same, kept for as long as nothing more is recorded of the city: for pages that show what was just said."""
    return _kept_names(plan, stamp_of(plan))


def stamp_of(plan: Plan) -> str:
    """Known by it: whether anything more has been recorded of the plan's city."""
    read = getattr(plan, "stamp", None)
    return str(read) if read is not None else newest_hash(plan.city_id).first() or ""


def newest_hash(city: Any) -> QuerySet[Event, str]:
    """The hash of the newest event of a city, by its key or in a query about it."""
    return Event.objects.filter(city_id=city).order_by("-number").values_list("hash", flat=True)


@lru_cache(maxsize=16)
def _kept_names(plan: Plan, stamp: str) -> tuple[str, ...]:
    return hidden_names(plan)
