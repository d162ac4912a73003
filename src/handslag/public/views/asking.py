"""What a public address is about, and the frame round its answer. Neither the session nor the user is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from handslag.core.context import NavItem
from handslag.people.models import City
from handslag.plan.models import Plan
from handslag.public.loading import open_city, plan_in_public, published, with_content
from handslag.public.models import Publication
from handslag.public.pages.cells import OpenCell, cells_of

VISITOR = AnonymousUser()
MENU = (
    ("Så går det", "public:front"),
    ("Livstecken", "public:matrix"),
    ("Planen", "public:plan"),
    ("Rapporter", "public:reports"),
    ("Möten", "public:meetings"),
    ("Handlingar", "public:papers"),
    ("Frågor", "public:questions"),
    ("Öppna data", "public:data"),
)
FOOT = (
    ("Tillgänglighet", "core:accessibility"),
    ("Personuppgifter", "public:privacy"),
    ("Hjälp", "public:help"),
    ("Logga in", "people:login"),
)


def city_or_404(slug: str) -> City:
    """The open city; one that is closed is not found, nor is one that is not there."""
    city = open_city(slug)
    if city is None:
        raise Http404
    return city


def plan_or_404(city: City) -> Plan:
    """The plan the city shows."""
    plan = plan_in_public(city)
    if plan is None:
        raise Http404
    return plan


def chosen(request: HttpRequest, plan: Plan, history: Sequence[Publication]) -> tuple[Publication, list[OpenCell]]:
    """The period asked for by `?period=2025-T1`, else the newest, with its cells. Raises Http404 for one not there."""
    newest = history[-1]
    key = request.GET.get("period", newest.key)
    place = next((at for at, one in enumerate(history) if one.key == key), None)
    one = with_content(plan, key, VISITOR) if place is not None else None
    if place is None or one is None:
        raise Http404
    before = history[place - 1] if place else None
    return one, cells_of(plan.city.slug, one, before, newest=one.key == newest.key)


def history_of(plan: Plan) -> list[Publication]:
    """The published periods, oldest first."""
    return published(plan, VISITOR)


def drawn(request: HttpRequest, city: City | None, template: str, heading: str, **context: Any) -> HttpResponse:
    """The page with the public frame: rendered without the request, so that it is the same for everyone."""
    frame = {
        "city": city,
        "nav": _nav(city, request.path) if city else [],
        "foot": _foot(city, request.path),
        "who": None,
        "text_size": "md",
        "heading": heading,
    }
    return HttpResponse(render_to_string(template, frame | context))


def _nav(city: City, path: str) -> list[NavItem]:
    places = [(label, reverse(name, args=[city.slug])) for label, name in MENU]
    here = max((href for _, href in places if path.startswith(href)), key=len, default="")
    return [NavItem(label, href, current=href == here) for label, href in places]


def _foot(city: City | None, path: str) -> list[NavItem]:
    places = [("Så räknas livstecken", reverse("public:how", args=[city.slug]))] if city else []
    places += [(label, reverse(name)) for label, name in FOOT]
    return [NavItem(label, href, current=href == path) for label, href in places]
