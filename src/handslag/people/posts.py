"""A role at a place, before somebody holds it; and places as a form writes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from handslag.core.text import join_words
from handslag.core.verdict import Refused
from handslag.people.models import LEVELS, ROLES, Administration, City, Invitation, Membership, Unit

LEVEL_WORDS = {"city": "hela kommunen", "administration": "en förvaltning", "unit": "en enhet"}


@dataclass(frozen=True, slots=True)
class Post:
    """A role at a place: the whole city, an administration or a unit; and the union or party it is held for."""

    role: str
    city: City
    administration: Administration | None = None
    unit: Unit | None = None
    organisation: str = ""

    @property
    def place(self) -> City | Administration | Unit:
        """Where the role is held."""
        return self.unit or self.administration or self.city

    def check(self) -> None:
        """Raise `Refused` when there is no such role, or not at such a place."""
        if self.role not in ROLES:
            raise Refused(f"Rollen ”{self.role}” finns inte. Välj en av: {', '.join(ROLES)}.")
        level = "unit" if self.unit else "administration" if self.administration else "city"
        if level not in LEVELS[self.role]:
            wanted = join_words([LEVEL_WORDS[one] for one in LEVELS[self.role]], "eller")
            raise Refused(f"En {ROLES[self.role]} har sin roll i {wanted}. Ange vilken.")

    def fields(self) -> dict[str, Any]:
        """What a membership keeps of it."""
        administration = self.administration or (self.unit.administration if self.unit else None)
        return {
            "role": self.role,
            "city": self.city,
            "administration": administration,
            "unit": self.unit,
            "organisation": self.organisation,
        }

    def told(self) -> dict[str, Any]:
        """What the record keeps of it."""
        return {"role": self.role, "place": str(self.place)}


def post_of(row: Membership | Invitation) -> Post:
    """The role at a place that a row is about."""
    return Post(row.role, row.city, row.administration, row.unit, row.organisation)


def place_key(place: City | Administration | Unit) -> str:
    """A place as a form writes it: `kommun`, `f-3` or `e-12`."""
    if isinstance(place, City):
        return "kommun"
    return f"{'f' if isinstance(place, Administration) else 'e'}-{place.pk}"


class Places:
    """The places of a city, to choose among; `without` are administrations (ids) that are not to be chosen."""

    def __init__(self, city: City, without: Collection[int] = ()) -> None:
        self.city = city
        standing = city.administrations.exclude(pk__in=without)
        self.administrations = {place_key(one): one for one in standing}
        units = Unit.objects.filter(administration__in=standing).select_related("administration")
        self.units = {place_key(one): one for one in units.order_by("administration__order", "name")}

    def choices(self) -> list[tuple[str, Any]]:
        """For a select: the city first, then each administration with its units."""
        groups = {one.pk: (str(one), [(key, f"{one} (hela)")]) for key, one in self.administrations.items()}
        for key, unit in self.units.items():
            groups[unit.administration_id][1].append((key, str(unit)))
        return [("kommun", f"Hela {self.city}"), *groups.values()]

    def post(self, role: str, key: str, organisation: str = "") -> Post:
        """The post a form asks for. Raises KeyError for a place that is not the city's."""
        if key == "kommun":
            return Post(role, self.city, None, None, organisation)
        if unit := self.units.get(key):
            return Post(role, self.city, unit.administration, unit, organisation)
        return Post(role, self.city, self.administrations[key], None, organisation)
