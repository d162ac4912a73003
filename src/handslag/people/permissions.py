"""Who may do what, answered with a reason."""

from __future__ import annotations

from typing import Any

from handslag.core.clock import today
from handslag.core.verdict import Verdict
from handslag.people.models import City, Membership


def roles_in(user: Any, city: City) -> frozenset[str]:
    """The roles the user holds in the city today."""
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    return frozenset(m.role for m in Membership.objects.filter(user=user, city=city) if m.holds_on(today()))


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
