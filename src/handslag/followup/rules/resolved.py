"""Rows that are ready to be written: every name has been found, nothing is left to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from handslag.plan.frame import UnitRef


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A local measure by what it is known by; `id` is None until it is in the database."""

    administration_id: int
    area_key: str
    identity: str
    title: str
    unit: UnitRef | None = None
    external_id: str = ""
    id: int | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.administration_id, self.identity


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A measure as a row of the VP lists it."""

    measure: MeasureRow
    title: str
    unit: UnitRef | None = None
    owner: str = ""
    start: date | None = None
    due: date | None = None
    expected_effect: str = ""
    cost: int | None = None  # whole öre
    target_group: str = ""
    replaces: MeasureRow | None = None
    order: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        """All that it says; two listings are equal when this is."""
        return (
            self.measure.key,
            self.title,
            self.unit.key if self.unit else (),
            self.owner,
            self.start or date.min,
            self.due or date.min,
            self.expected_effect,
            -1 if self.cost is None else self.cost,
            self.target_group,
            self.replaces.key if self.replaces else (),
        )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An administration's answer to a focus area for a year, with the measures listed under it."""

    administration_id: int
    area_key: str
    year: int
    adopted: bool
    reason: str = ""
    decided_on: date | None = None
    dnr: str = ""
    cooperation: str = ""
    listings: tuple[ListingRow, ...] = ()
    order: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        """All that it says, whatever the order of its listings."""
        said = (self.adopted, self.reason, self.decided_on, self.dnr, self.cooperation)
        return (*said, tuple(sorted((listing.content for listing in self.listings), key=repr)))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A dated line on a measure."""

    measure: MeasureRow
    effective_on: date
    state: str = ""
    note: str = ""
    evidence: str = ""
    obstacle: str = ""
    next_step: str = ""
    reporter: str = ""
    order: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        return (
            *self.measure.key, self.effective_on, self.state, self.note,
            self.evidence, self.obstacle, self.next_step, self.reporter,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRow:
    """That an administration's report for a period was signed."""

    administration_id: int
    year: int
    code: str
    signed_on: date
    union_body_on: date | None = None
    order: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        return self.administration_id, self.year, self.code, self.signed_on, self.union_body_on


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one file adds, checked against the city as it stood after its event number `last_event`."""

    last_event: int
    rows: int = 0  # read from the file
    skipped: int = 0  # rows that stood already
    answers: tuple[AnswerRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()

    @property
    def measures(self) -> tuple[MeasureRow, ...]:
        """Every measure the rows point at, each once."""
        seen: dict[tuple[int, str], MeasureRow] = {}
        for answer in self.answers:
            for listing in answer.listings:
                seen.setdefault(listing.measure.key, listing.measure)
                if listing.replaces:
                    seen.setdefault(listing.replaces.key, listing.replaces)
        for entry in self.entries:
            seen.setdefault(entry.measure.key, entry.measure)
        return tuple(seen.values())

    @property
    def new_units(self) -> tuple[tuple[int, str], ...]:
        """Administration's id and name of every unit that is not in the database yet."""
        units = [measure.unit for measure in self.measures]
        units += [listing.unit for answer in self.answers for listing in answer.listings]
        return tuple({unit.key: (unit.administration_id, unit.name) for unit in units if unit and not unit.id}.values())

    def created(self) -> dict[str, int]:
        """How many rows of each kind it will make."""
        counts = {
            "answers": len(self.answers),
            "listings": sum(len(answer.listings) for answer in self.answers),
            "measures": sum(measure.id is None for measure in self.measures),
            "entries": len(self.entries),
            "reports": len(self.reports),
            "units": len(self.new_units),
        }
        return {kind: number for kind, number in counts.items() if number}
