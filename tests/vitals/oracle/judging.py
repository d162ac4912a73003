"""The verdicts on all cells of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from tests.vitals.oracle import existing, measures
from tests.vitals.oracle.cells import Cell, cells, exists
from tests.vitals.oracle.clock import last, reported, silence, unit_silence, units
from tests.vitals.oracle.existing import World
from tests.vitals.oracle.measures import Measure
from tests.vitals.oracle.reasons import evidence, reasons
from tests.vitals.oracle.signs import sign, since
from tests.vitals.oracle.texts import fold

from handslag.vitals.facts import Facts

SILENT_SIGNS = ("not_due", "sidestepped", "missing", "opted_out")


@dataclass(frozen=True)
class Verdict:
    """What the oracle says of a cell."""

    administration: str  # folded
    area: str
    sign: str
    since: date | None  # None when it was not asked for
    reported: str
    silent_days: int | None
    units: dict[str, int]  # folded unit: its silence
    comment: int | None  # its id
    measures: tuple[tuple[object, ...], ...]  # what is said of each
    acts: tuple[tuple[object, ...], ...]  # day and evidence of entries and talks
    reasons: frozenset[str] = frozenset()
    evidence: dict[str, frozenset[str]] = field(default_factory=dict)


def told(cell: Cell, one: Measure) -> tuple[object, ...]:
    """What the rules also say of a measure."""
    done = measures.acts(one)
    return (
        measures.unit_of(one),
        measures.state(one.entries),
        measures.listed_first(one),
        measures.due_day(cell.world, cell.names, cell.area, one),
        measures.original_due(one),
        measures.moves(one),
        not measures.is_listed_now(cell.world, cell.names, cell.area, one),
        done[-1].effective_on if done else None,
        frozenset(f"progress:{entry.id}" for entry in measures.copies(one.entries)),
    )


def acts(cell: Cell) -> tuple[tuple[object, ...], ...]:
    """The substantive acts of the cell: entries and talks."""
    of_entries = [(e.effective_on, f"progress:{e.id}") for one in cell.measures() for e in measures.acts(one)]
    talks = existing.talks(cell.world, cell.names, cell.area)
    return tuple(of_entries + [(row.held_on, f"talk:{row.id}") for row in talks])


def judge_cell(cell: Cell, *, with_since: bool = True) -> Verdict:
    """The verdict on one cell."""
    found = sign(cell)
    comment = existing.comment(cell.world, cell.names, cell.area)
    return Verdict(
        administration=cell.name,
        area=cell.area,
        sign=found,
        since=since(cell, found) if with_since else None,
        reported=reported(cell),
        silent_days=None if found in SILENT_SIGNS else silence(cell, last(cell)),
        units={one: unit_silence(cell, one) for one in units(cell.measures())},
        comment=None if comment is None else comment.id,
        measures=tuple(told(cell, one) for one in cell.measures()),
        acts=acts(cell),
        reasons=frozenset(reasons(cell)),
        evidence=evidence(cell),
    )


def judge(facts: Facts, as_of: date, known_at: datetime, *, with_since: bool = True) -> list[Verdict]:
    """The verdicts on all cells of the plan, as of a day, by what was known at a moment."""
    world = World(facts, as_of, known_at)
    return [judge_cell(cell, with_since=with_since) for cell in cells(world)]


def signs_by_day(facts: Facts, known_at: datetime, cell: tuple[str, str], days: list[date]) -> list[str | None]:
    """The sign of a cell on each of the days; None on a day without the cell."""
    name, area = cell
    worlds = [World(facts, day, known_at) for day in days]
    return [sign(Cell(world, fold(name), area)) if exists(world, name, area) else None for world in worlds]
