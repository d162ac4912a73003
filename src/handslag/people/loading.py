"""What is known of a city at a moment: the newest of its dated facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q

from handslag.core.text import fold
from handslag.people.models import (
    Administration,
    AdministrationVersion,
    CalendarDay,
    City,
    CityFact,
    FailedLogin,
    FreeDays,
    Invitation,
    Meeting,
    Membership,
    Setting,
    Unit,
    User,
)
from handslag.people.rules import FAILURE_WINDOW, hashed, paused_until, username_key

F = TypeVar("F", bound=CityFact)


def in_order(facts: Iterable[F]) -> list[F]:
    """Oldest first: what holds from the beginning, then by day, moment and place."""
    return sorted(facts, key=lambda f: (not f.from_beginning, f.effective_on, f.recorded_at, f.order, f.pk))


@dataclass(slots=True)
class Known:
    """The city as it was known at a moment; keys are folded names."""

    settings: dict[str, int] = field(default_factory=dict)
    calendar: dict[tuple[int, str], CalendarDay] = field(default_factory=dict)
    free_days: FreeDays | None = None
    meetings: set[tuple[str, date]] = field(default_factory=set)
    administrations: dict[str, Administration] = field(default_factory=dict)
    versions: dict[int, AdministrationVersion] = field(default_factory=dict)
    units: dict[tuple[int, str], Unit] = field(default_factory=dict)

    @property
    def days_off(self) -> tuple[date, ...]:
        """The weekdays on which the city does not work, beside the holidays."""
        free = self.free_days
        return tuple(date.fromisoformat(day) for day in (*free.bridge_days, *free.closed)) if free else ()


def known_of(city: City, moment: datetime) -> Known:
    """The newest fact of each kind among those known at the moment."""
    then = Q(recorded_at__lte=moment) | Q(from_beginning=True)
    versions = AdministrationVersion.objects.filter(then, administration__city=city)
    free = in_order(FreeDays.objects.filter(then, city=city))
    units = Unit.objects.filter(administration__city=city)
    return Known(
        settings={row.key: row.value for row in in_order(Setting.objects.filter(then, city=city))},
        calendar={(row.year, row.code): row for row in in_order(CalendarDay.objects.filter(then, city=city))},
        free_days=free[-1] if free else None,
        meetings={(fold(row.body), row.held_on) for row in Meeting.objects.filter(city=city)},
        administrations={fold(row.name): row for row in city.administrations.all()},
        versions={row.administration_id: row for row in in_order(versions)},
        units={(row.administration_id, row.folded): row for row in units},
    )


def days_off(city: City, moment: datetime) -> tuple[date, ...]:
    """The weekdays on which the city does not work, as known at a moment: for counting working days."""
    then = Q(recorded_at__lte=moment) | Q(from_beginning=True)
    free = in_order(FreeDays.objects.filter(then, city=city))
    return Known(free_days=free[-1] if free else None).days_off


def vp_days(city: City, moment: datetime) -> dict[int, date]:
    """Year → the day its VP is due, as known at a moment."""
    then = Q(recorded_at__lte=moment) | Q(from_beginning=True)
    return {row.year: row.due for row in in_order(CalendarDay.objects.filter(then, city=city, code="VP"))}


def find_city(name: str) -> City | None:
    """The city with this name, compared folded; or with this slug."""
    return next((city for city in City.objects.all() if fold(name) in (fold(city.name), city.slug)), None)


def holders(
    city: City, *roles: str, day: date, administration: Administration | None = None, unit: Unit | None = None
) -> list[User]:
    """Who holds one of the roles on a day over a place: at the place itself or above it. Each once, by name."""
    where = administration or (unit.administration if unit else None)
    rows = Membership.objects.filter(city=city, role__in=roles, user__is_active=True).select_related("user")
    at = (city.pk, where.pk if where else None, unit.pk if unit else None)
    found = {row.user_id: row.user for row in rows if row.holds_on(day) and row.covers(*at)}
    return sorted(found.values(), key=lambda user: fold(str(user)))


def find_invitation(token: str) -> Invitation | None:
    """The invitation whose link this is, whatever its state."""
    rows = Invitation.objects.select_related("city", "administration", "unit", "account", "invited_by")
    return rows.filter(token_hash=hashed(token)).first()


def login_pause(username: str, at: datetime) -> datetime | None:
    """Until when this user name must wait after too many failures; None when it need not."""
    rows = FailedLogin.objects.filter(name_hash=username_key(username), failed_at__gt=at - FAILURE_WINDOW)
    return paused_until(list(rows.values_list("failed_at", flat=True)), at)


def closed_administrations(city: City, day: date) -> set[int]:
    """The administrations (ids) that are gone on a day, merged into others or closed."""
    newest = {
        row.administration_id: row for row in in_order(AdministrationVersion.objects.filter(administration__city=city))
    }
    return {pk for pk, row in newest.items() if row.valid_to is not None and row.valid_to < day}
