"""The list of a city's users: searched, filtered, sorted; one line a person with the roles that are not over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handslag.core.text import fold
from handslag.people.models import City, Membership
from handslag.people.pages.posts import PostLine, in_state, post_line
from handslag.people.posts import place_key

COLUMNS = ("namn", "anvandarnamn", "epost", "roll", "inloggad")
"""What the list can be sorted by."""


@dataclass(slots=True)
class PersonLine:
    """A person with an account."""

    pk: int
    name: str
    username: str
    email: str
    last_login: datetime | None
    is_active: bool
    posts: list[PostLine] = field(default_factory=list)
    places: set[tuple[str, str]] = field(default_factory=set)
    """Role and place of what holds or is to come, for the filter."""

    @property
    def shown(self) -> list[PostLine]:
        """The roles that hold or are to come."""
        return in_state(self.posts, "now", "coming")

    @property
    def has_left(self) -> bool:
        """Whether no role is left."""
        return not self.shown

    @property
    def remark(self) -> str:
        """Why the account does not work, if it does not."""
        if not self.is_active:
            return "Kontot är stängt"
        return "Har slutat" if self.has_left else ""


def people_of(city: City, day: date) -> list[PersonLine]:
    """Everybody who has had, has or will have a role in the city; one question."""
    rows = Membership.objects.filter(city=city).select_related("user", "city", "administration", "unit", "stand_in_for")
    people: dict[int, PersonLine] = {}
    for row in rows.order_by("valid_from", "pk"):
        user = row.user
        line = people.get(user.pk)
        if line is None:
            line = PersonLine(user.pk, str(user), user.username, user.email, user.last_login, user.is_active)
            people[user.pk] = line
        line.posts.append(post_line(row, day))
        for place in {row.place, row.administration or row.city}:
            line.places.add((row.role, place_key(place)))
    return list(people.values())


def chosen(people: list[PersonLine], cleaned: Mapping[str, Any], order: str) -> list[PersonLine]:
    """Those asked for, in the order asked for."""
    words = fold(cleaned.get("sok") or "").split()
    role, place, shown = cleaned.get("roll"), cleaned.get("plats"), cleaned.get("visa") or "nu"
    found = [
        one
        for one in people
        if (shown == "alla" or one.has_left == (shown == "slutat"))
        and any((not role or r == role) and (not place or p == place) for r, p in one.places)
        and all(word in fold(f"{one.name} {one.username} {one.email}") for word in words)
    ]
    found.sort(key=lambda one: fold(one.name))
    key = order.lstrip("-")
    if key in COLUMNS:
        found.sort(key=_KEYS[key], reverse=order.startswith("-"))
    return found


_KEYS: dict[str, Callable[[PersonLine], Any]] = {
    "namn": lambda one: fold(one.name),
    "anvandarnamn": lambda one: fold(one.username),
    "epost": lambda one: fold(one.email),
    "roll": lambda one: [fold(post.title) for post in one.shown],
    "inloggad": lambda one: one.last_login.timestamp() if one.last_login else 0.0,
}
