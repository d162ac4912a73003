"""Who is asked to do a task: a person or a role at a place, and who else when nobody is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OFFICES = ("district_office", "head")


@dataclass(frozen=True, slots=True)
class Post:
    """A role that a person holds today at a place; places are ids, None for the whole above it."""

    user: int
    role: str
    city: int
    administration: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """One link of the chain: persons, or those with one of the roles at just this place."""

    roles: tuple[str, ...] = ()
    administration: int | None = None
    unit: int | None = None
    users: tuple[int, ...] = ()
    whole_administration: bool = False
    """Also those who hold the role in any unit of the administration, or in the whole city."""

    def holds(self, post: Post) -> bool:
        """Whether this post is meant. Who holds a role over the whole city is meant only where the city is."""
        if self.users:
            return post.user in self.users
        if post.role not in self.roles:
            return False
        if self.whole_administration:
            return self.administration is None or post.administration in (None, self.administration)
        return post.administration == self.administration and post.unit == self.unit


@dataclass(frozen=True, slots=True)
class Asked:
    """The chain of those who are asked: the first link in which somebody is there."""

    city: int
    chain: tuple[Addressee, ...]
    but: frozenset[int] = frozenset()
    """People who are not asked, whatever they hold: who prepared a report does not approve it."""

    def without(self, *users: int | None) -> Asked:
        """The same chain, passing over some people."""
        return Asked(self.city, self.chain, self.but | {user for user in users if user is not None})

    @classmethod
    def owner(cls, city: int, administration: int, unit: int | None, user: int | None) -> Asked:
        """Owner, the unit's manager, the administration's office, its head, the plan office."""
        person = (Addressee(users=(user,)),) if user is not None else ()
        manager = (Addressee(("unit_manager",), administration, unit),) if unit is not None else ()
        return cls(city, (*person, *manager, *cls.administration_of(city, administration).chain))

    @classmethod
    def administration_of(cls, city: int, administration: int) -> Asked:
        """The administration's office, its head, the plan office."""
        links = tuple(Addressee((role,), administration) for role in OFFICES)
        return cls(city, (*links, *cls.city_wide(city, "plan_office").chain))

    @classmethod
    def head_of(cls, city: int, administration: int) -> Asked:
        """The head; without one the office, and then the plan office."""
        links = tuple(Addressee((role,), administration) for role in reversed(OFFICES))
        return cls(city, (*links, *cls.city_wide(city, "plan_office").chain))

    @classmethod
    def city_wide(cls, city: int, *roles: str) -> Asked:
        """Those with one of the roles in the whole city."""
        return cls(city, (Addressee(roles),))

    @classmethod
    def everyone(cls, city: int, roles: tuple[str, ...], administration: int | None = None) -> Asked:
        """All with one of the roles wherever in the city, or in an administration and above it."""
        return cls(city, (Addressee(roles, administration, whole_administration=True),))


def receivers(asked: Asked, posts: Iterable[Post]) -> Sequence[int]:
    """The people who are asked: those of the first link that is held by somebody today. Each once, by id."""
    held = [post for post in posts if post.city == asked.city]
    for link in asked.chain:
        found = sorted({post.user for post in held if link.holds(post)} - asked.but)
        if found:
            return found
    return []
