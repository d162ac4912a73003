"""A frozen picture of a city and its plan against which the rows of a file are checked; no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Generic, TypeVar

from handslag.core.text import fold, slug
from handslag.core.workdays import add_working_days

T = TypeVar("T")
ANSWER_DAYS = 10
"""Working days within which a signal is answered, where the city has set nothing."""


@dataclass(frozen=True, slots=True)
class KnownAdministration:
    """An administration and whose work it carries on: its own id first, then its predecessors', nearest first."""

    id: int
    name: str
    slug: str
    lineage: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit by its administration and folded name; `id` is None until it is in the database."""

    administration_id: int
    name: str
    folded: str
    id: int | None = None
    external_id: str = ""

    @property
    def key(self) -> tuple[int, str]:
        return self.administration_id, self.folded


@dataclass(frozen=True, slots=True)
class KnownArea:
    """A focus area: its stable key, its newest name, and every name it has had, folded."""

    key: str
    name: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class CentralMeasure:
    """A measure the plan itself names, led by an administration: its newest title and every title, folded."""

    area: str
    key: str
    title: str
    titles: frozenset[str]
    administration_id: int


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """What the city has set, from a day on, known from a moment on."""

    value: T
    effective_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Frame:
    """The city, its organisation over time, its calendar and all revisions of one plan."""

    city_id: int
    city: str
    plan_id: int
    plan: str
    last_event: int
    administrations: tuple[KnownAdministration, ...]
    units: tuple[UnitRef, ...]
    areas: tuple[KnownArea, ...]
    central: tuple[CentralMeasure, ...]
    vp_due: Mapping[int, date]
    years: frozenset[int]
    answer_days: tuple[Dated[int], ...] = ()
    free_days: tuple[Dated[frozenset[date]], ...] = ()

    @cached_property
    def _administrations(self) -> dict[str, KnownAdministration]:
        by_slug = {one.slug: one for one in reversed(self.administrations)}
        return by_slug | {fold(one.name): one for one in reversed(self.administrations)}

    def administration(self, word: str) -> KnownAdministration | None:
        """The administration of that name, also one that is no more."""
        return self._administrations.get(fold(word)) or self._administrations.get(slug(word))

    @cached_property
    def administration_by_id(self) -> dict[int, KnownAdministration]:
        return {one.id: one for one in self.administrations}

    @cached_property
    def _areas(self) -> dict[str, KnownArea]:
        found: dict[str, KnownArea] = {}
        for area in self.areas:
            found.setdefault(fold(area.name), area)
        for area in self.areas:
            found.setdefault(fold(area.key), area)
        for area in self.areas:
            for name in sorted(area.names):
                found.setdefault(name, area)
        return found

    def area(self, word: str) -> KnownArea | None:
        """The focus area of that name or key, also by a name of an earlier revision."""
        return self._areas.get(fold(word))

    @cached_property
    def area_by_key(self) -> dict[str, KnownArea]:
        return {area.key: area for area in self.areas}

    @cached_property
    def _units(self) -> dict[int, dict[str, UnitRef]]:
        """For each administration: folded name or id → unit, its own before its predecessors'."""
        own: dict[int, dict[str, UnitRef]] = {}
        for unit in self.units:
            words = own.setdefault(unit.administration_id, {})
            if unit.external_id:
                words.setdefault(fold(unit.external_id), unit)
        for unit in self.units:
            own[unit.administration_id][unit.folded] = unit
        together: dict[int, dict[str, UnitRef]] = {}
        for one in self.administrations:
            words = together.setdefault(one.id, {})
            for place in one.lineage:
                for word, unit in own.get(place, {}).items():
                    words.setdefault(word, unit)
        return together

    def unit(self, administration: KnownAdministration, word: str) -> UnitRef | None:
        """The unit of that name or id, as the administration's own, though it may come from a predecessor."""
        found = self._units[administration.id].get(fold(word))
        if found is None or found.administration_id == administration.id:
            return found
        return UnitRef(administration.id, found.name, found.folded)

    def unit_names(self, administration: KnownAdministration) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit.name for unit in self._units[administration.id].values()))

    @cached_property
    def unit_by_key(self) -> dict[tuple[int, str], UnitRef]:
        return {unit.key: unit for unit in self.units}

    def central_of(self, administration: KnownAdministration, area: str) -> tuple[CentralMeasure, ...]:
        """The central measures of the area that the administration leads, or that its predecessors led."""
        return tuple(
            one for one in self.central if one.area == area and one.administration_id in administration.lineage
        )

    def answer_by(self, day: date, known_at: datetime) -> date:
        """When a signal of that day is to be answered: after the city's working days, as it had set them then."""
        days = _holding(self.answer_days, day, known_at)
        off = _holding(self.free_days, date.max, known_at)
        return add_working_days(day, ANSWER_DAYS if days is None else days, off or frozenset())


def _holding(facts: tuple[Dated[T], ...], day: date, known_at: datetime) -> T | None:
    """The newest value that holds on the day and was known at the moment."""
    found: T | None = None
    for fact in facts:  # ordered: by day, then by moment
        if fact.effective_on <= day and fact.recorded_at <= known_at:
            found = fact.value
    return found
