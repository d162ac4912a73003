"""Who carries on whose work: administrations and their units through mergers, as they stand on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handslag.core.text import fold
from handslag.people.models import Administration, AdministrationVersion, City, Unit


@dataclass(frozen=True)
class Offices:
    """The administrations and units of a city; a successor counts from its first day."""

    administrations: Mapping[int, Administration]
    units: Mapping[int, Unit]
    _later: Mapping[int, tuple[int, ...]]
    _earlier: Mapping[int, tuple[int, ...]]
    _own_units: Mapping[tuple[int, str], Unit]

    def lineage(self, pk: int) -> set[int]:
        """The administration and all it came from, through several mergers."""
        return set(_reached(pk, self._earlier))

    def holder(self, pk: int) -> Administration:
        """Who carries on what the administration began: its last successor, or itself."""
        return self.administrations[list(_reached(pk, self._later))[-1]]

    def unit_of(self, holder: Administration, unit: int | None) -> Unit | None:
        """The unit as the administration's own, though it may come from a predecessor."""
        if unit is None:
            return None
        given = self.units[unit]
        return self._own_units.get((holder.pk, given.folded), given)


def _reached(pk: int, ways: Mapping[int, tuple[int, ...]]) -> Iterator[int]:
    seen, ahead = {pk}, [pk]
    while ahead:
        here = ahead.pop(0)
        yield here
        for other in ways.get(here, ()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)


def offices_of(city: City, day: date) -> Offices:
    """The city's organisation on a day, in three queries."""
    rows = {row.pk: row for row in Administration.objects.filter(city=city)}
    for row in rows.values():
        row.city = city
    named = {fold(row.name): row.pk for row in rows.values()}
    newest = {
        version.administration_id: version
        for version in AdministrationVersion.objects.filter(administration__city=city).order_by("recorded_at", "pk")
    }
    later: dict[int, list[int]] = defaultdict(list)
    earlier: dict[int, list[int]] = defaultdict(list)
    for pk, version in newest.items():
        if version.valid_from <= day:
            for other in (named[fold(name)] for name in version.predecessors if fold(name) in named):
                earlier[pk].append(other)
                later[other].append(pk)
    units = {unit.pk: unit for unit in Unit.objects.filter(administration__city=city)}
    for unit in units.values():
        unit.administration = rows[unit.administration_id]
    return Offices(
        rows,
        units,
        {pk: tuple(others) for pk, others in later.items()},
        {pk: tuple(others) for pk, others in earlier.items()},
        {(unit.administration_id, unit.folded): unit for unit in units.values()},
    )
