"""Who may do what, answered with a reason."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.people.models import Administration, City, Membership, Unit


def memberships(user: Any) -> tuple[Membership, ...]:
    """The roles the user holds today; none for a visitor. Asked for once a request."""
    if not getattr(user, "is_authenticated", False):
        return ()
    held: tuple[Membership, ...] = user.held
    return held


def roles_in(user: Any, city: City) -> frozenset[str]:
    """The roles the user holds today anywhere in the city."""
    return frozenset(m.role for m in memberships(user) if m.city_id == city.pk)


def holds(
    user: Any,
    *roles: str,
    city: City | None = None,
    administration: Administration | None = None,
    unit: Unit | None = None,
) -> bool:
    """Whether the user holds one of the roles at the place or above it: a role in the city holds everywhere in it."""
    where = administration or (unit.administration if unit else None)
    town = city.pk if city else where.city_id if where else None
    if town is None:
        raise ValueError("a role is held at a place")
    at = (town, where.pk if where else None, unit.pk if unit else None)
    return any(m.role in roles and m.covers(*at) for m in memberships(user))


def belongs(user: Any, administration: Administration) -> bool:
    """Whether the user holds any role in the administration itself or in a unit of it; city-wide roles do not count."""
    return any(m.administration_id == administration.pk for m in memberships(user))


def can_read(user: Any, city: City) -> Verdict:
    """Whoever holds a role in the city may read its plan and its signs of life."""
    return Verdict.yes() if roles_in(user, city) else Verdict.no(f"Du har ingen roll i {city}.")


def can_import(user: Any, city: City) -> Verdict:
    """Only the plan office reads in files."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga kan läsa in filer. Be planansvarig i din kommun.")


def can_report(user: Any, city: City) -> Verdict:
    """Only the plan office makes reports; whoever may read reads the finished ones."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga gör rapporter. De färdiga kan du läsa och hämta.")
