"""The people and places of the small city, by name."""

from __future__ import annotations

from handslag.people.models import Administration, City, Membership, Unit, User
from handslag.people.posts import Post


def city() -> City:
    """Lillköping."""
    return City.objects.get(name="Lillköping")


def user(username: str) -> User:
    """A person, fresh from the database: what has been asked of another object is not remembered."""
    return User.objects.get(username=username)


def role(username: str) -> Membership:
    """The first role of a person."""
    return Membership.objects.filter(user__username=username).order_by("pk")[0]


def post(role: str, place: str = "Lillköping", organisation: str = "") -> Post:
    """A role at a place in Lillköping, by the place's name."""
    if unit := Unit.objects.filter(name=place).select_related("administration").first():
        return Post(role, city(), unit.administration, unit, organisation)
    return Post(role, city(), Administration.objects.filter(name=place).first(), None, organisation)
