"""Who in the city must answer: the commissioner whose name stands in the paper."""

from __future__ import annotations

from collections.abc import Mapping

from handslag.core.clock import today
from handslag.core.text import fold
from handslag.people.models import City, Membership, User


def commissioners(city: City) -> list[User]:
    """Those who hold the role of commissioner today, by name."""
    rows = Membership.objects.on(today()).filter(city=city, role="commissioner").select_related("user")
    return sorted({row.user for row in rows}, key=lambda one: fold(str(one)))


def who_answers(asked_of: Mapping[str, str], among: list[User]) -> User | None:
    """The commissioner by that name; the only one there is when the paper names the role and nobody in it."""
    name = fold(asked_of.get("name", ""))
    if name:
        found = [one for one in among if fold(one.name) == name]
        return found[0] if len(found) == 1 else None
    named = "borgarråd" in fold(asked_of.get("role", ""))
    return among[0] if named and len(among) == 1 else None
