"""What every page needs around its content: the menu, the foot, who is logged in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve


@dataclass(frozen=True)
class Place:
    """A line of the menu: its address, the addresses that belong under it, and who gets to see it."""

    label: str
    href: str
    under: Sequence[str] = ()
    shown: Callable[[Any], bool] = lambda user: bool(user.is_authenticated)


def anyone(user: Any) -> bool:
    """Logged in or not."""
    return user is not None


@dataclass(frozen=True)
class NavItem:
    """A line of the menu as it is drawn."""

    label: str
    href: str
    current: bool


def may_import(user: Any) -> bool:
    """Whether the user's own `may_import` says so (the user model is a room above this one)."""
    return bool(getattr(user, "may_import", False))


def may_invite(user: Any) -> bool:
    """Whether the user is administrator somewhere."""
    return bool(user.is_authenticated and user.holds_some("administrator"))


MENU = (
    Place("Start", "/start/", under=("/uppgifter/",)),
    Place("Livstecken", "/livstecken/", under=("/forvaltningar/", "/enheter/", "/atgarder/")),
    Place("Planen", "/planen/"),
    Place("Verksamhetsplan", "/verksamhetsplan/"),
    Place("Rapporter", "/rapporter/", under=("/lagesrapport/",)),
    Place("Signaler", "/signaler/"),
    Place("Möten", "/moten/"),
    Place("Handlingar", "/handlingar/"),
    Place("Frågor", "/fragor/", under=("/underlag-till-svar/",)),
    Place("Sök", "/sok/"),
    Place("Läs in", "/las-in/", shown=may_import),
    Place("Användare", "/anvandare/", shown=may_invite),
)
FOOT = (
    Place("Öppna sidan", "/oppet/", shown=anyone),
    Place("Hjälp", "/hjalp/", shown=anyone),
    Place("Kringgång", "/kringgang/"),
    Place("Så räknas livstecken", "/sa-raknas-livstecken/"),
    Place("Tillgänglighet", "/tillganglighet/", shown=anyone),
    Place("Personuppgifter", "/personuppgifter/", shown=anyone),
)


@cache
def _exists(path: str) -> bool:
    """Whether the project answers on the address: a room that is not built yet has no line in the menu."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def places(menu: Sequence[Place], user: Any, path: str) -> list[NavItem]:
    """The lines the user may see, with the one the page stands under marked."""
    return [
        NavItem(place.label, place.href, current=path.startswith((place.href, *place.under)))
        for place in menu
        if place.shown(user) and _exists(place.href)
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """`nav`, `foot` and `who` for the base template."""
    user = getattr(request, "user", None)
    if user is None:
        return {}
    return {
        "nav": places(MENU, user, request.path),
        "foot": places(FOOT, user, request.path),
        "who": user if user.is_authenticated else None,
    }
