"""Which city a page is about: the one chosen, or the first one may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from handslag.core.verdict import Denied
from handslag.people.models import City
from handslag.people.permissions import memberships


def cities_of(request: HttpRequest) -> list[City]:
    """The cities the user can read, by name: those of the roles held today, which are asked for once a request."""
    found: list[City] | None = getattr(request, "_cities", None)
    if found is None:
        held = {one.city.name: one.city for one in memberships(getattr(request, "user", None))}
        found = [held[name] for name in sorted(held)]
        request._cities = found  # type: ignore[attr-defined]
    return found


def city_of(request: HttpRequest) -> City:
    """The city the page is about. Raises `Denied` when the user has a role in none."""
    cities = cities_of(request)
    if not cities:
        raise Denied("Du har ingen roll i någon kommun. Be administratören i din kommun.")
    chosen = request.session.get("city")
    return next((city for city in cities if city.slug == chosen), cities[0])


def city(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the city and the others one can change to."""
    if not getattr(getattr(request, "user", None), "is_authenticated", False):
        return {"city": None, "cities": [], "example": settings.HANDSLAG_DEMO}
    cities = cities_of(request)
    return {"city": city_of(request) if cities else None, "cities": cities if len(cities) > 1 else []}
