"""What stands already: the measures that are known, under every title they have had, and the answers given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handslag.core.text import fold
from handslag.followup.rules.resolved import AnswerRow, MeasureRow
from handslag.plan.frame import KnownAdministration


def identity_of(area: str, unit: str, title: str, external_id: str = "") -> str:
    """What a measure is known by within its administration: the Id if given, else unit, focus area and title."""
    return f"id:{fold(external_id)}" if external_id else f"t:{area}|{fold(unit)}|{fold(title)}"


@dataclass
class KnownMeasure:
    """A measure with every title (folded → as written) and unit (folded, "" for none) it has been listed under."""

    row: MeasureRow
    titles: dict[str, str] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    replaces: dict[int, tuple[int, str]] = field(default_factory=dict)  # VP year → key of the measure replaced
    replaced: bool = False

    @property
    def title(self) -> str:
        """The newest title."""
        return next(reversed(self.titles.values()), self.row.title)


@dataclass
class Register:
    """All measures that are known, found by administration and what it carries on, focus area and identity."""

    _by_key: dict[tuple[int, str], KnownMeasure] = field(default_factory=dict)
    _by_area: dict[tuple[int, str], list[KnownMeasure]] = field(default_factory=dict)
    _merged: dict[tuple[int, str], list[KnownMeasure]] = field(default_factory=dict)

    def add(
        self,
        row: MeasureRow,
        *,
        title: str = "",
        unit: str | None = None,
        year: int | None = None,
        replaces: tuple[int, str] | None = None,
    ) -> KnownMeasure:
        """Know the measure, and that it was listed so; the same measure again adds to what is known of it."""
        known = self._by_key.get(row.key)
        if known is None:
            known = KnownMeasure(row, {fold(row.title): row.title}, {row.unit.folded if row.unit else ""})
            self._by_key[row.key] = known
            self._by_area.setdefault((row.administration_id, row.area_key), []).append(known)
        if title:
            known.titles.pop(fold(title), None)  # the newest stands last
            known.titles[fold(title)] = title
        if unit is not None:
            known.units.add(unit)
        if year is not None:
            known.years.add(year)
            if replaces:
                known.replaces[year] = replaces
        if replaces and (target := self._by_key.get(replaces)):
            target.replaced = True
        self._merged.clear()
        return known

    def get(self, key: tuple[int, str]) -> KnownMeasure | None:
        return self._by_key.get(key)

    def all(self) -> Iterable[KnownMeasure]:
        return self._by_key.values()

    def with_identity(self, administration: KnownAdministration, identity: str) -> KnownMeasure | None:
        """The measure of that identity, the administration's own before its predecessors'."""
        return next((k for place in administration.lineage if (k := self._by_key.get((place, identity)))), None)

    def of(self, administration: KnownAdministration, area: str) -> list[KnownMeasure]:
        """The measures of the area, predecessors' included; equal ones are one, the administration's own first."""
        found = self._merged.get((administration.id, area))
        if found is None:
            together: dict[str, KnownMeasure] = {}
            for place in administration.lineage:
                for known in self._by_area.get((place, area), ()):
                    first = together.get(known.row.identity)
                    together[known.row.identity] = known if first is None else _one(first, known)
            found = self._merged[administration.id, area] = list(together.values())
        return found

    def leads_back(self, administration: KnownAdministration, start: str, goal: str) -> bool:
        """Whether the measure of identity `start` replaces, over any number of steps, the one of identity `goal`."""
        seen, todo = {start}, [start]
        while todo:
            identity = todo.pop()
            for place in administration.lineage:
                known = self._by_key.get((place, identity))
                for _, older in known.replaces.values() if known else ():
                    if older == goal:
                        return True
                    if older not in seen:
                        seen.add(older)
                        todo.append(older)
        return False


def _one(first: KnownMeasure, second: KnownMeasure) -> KnownMeasure:
    return KnownMeasure(
        first.row,
        second.titles | first.titles,
        first.units | second.units,
        first.years | second.years,
        second.replaces | first.replaces,
        first.replaced or second.replaced,
    )


@dataclass(frozen=True, slots=True)
class StoodAnswer:
    """An answer that stands: when it takes effect, when it was recorded, and all that it says."""

    effective_on: date
    recorded_at: datetime
    order: int
    content: tuple[Any, ...]


def adds_nothing(answer: AnswerRow, stood: Sequence[StoodAnswer], *, effective_on: date, recorded_at: datetime) -> bool:
    """Whether the newest answer says the same, now or at the moment from which this one would count as known.

    Newest: by effective day, then recorded moment, then order. An answer that equals one further back, with a
    different one of the same day after it, is a return to what was said before, and does add something.
    """

    def newest(answers: Iterable[StoodAnswer]) -> tuple[Any, ...] | None:
        ranked = sorted(answers, key=lambda one: (one.effective_on, one.recorded_at, one.order))
        return ranked[-1].content if ranked else None

    content = answer.content
    before = (one for one in stood if one.recorded_at <= recorded_at and one.effective_on <= effective_on)
    return content in (newest(stood), newest(before))
