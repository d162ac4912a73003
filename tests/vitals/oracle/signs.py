"""The sign of a cell, and since when it has it."""

from __future__ import annotations

from datetime import date, timedelta

from tests.vitals.oracle import existing
from tests.vitals.oracle.cells import Cell, adoption, exists, opted_out_lacking
from tests.vitals.oracle.clock import is_late, last, open_ones, reported, silence, silent_units, units


def overdue(cell: Cell) -> list[str]:
    """The overdue signals on the cell."""
    rows = existing.signals(cell.world, cell.names, cell.area)
    return [f"signal:{row.id}" for row in rows if existing.is_overdue(cell.world, row)]


def adopted_without_measure(cell: Cell) -> bool:
    """Adopted, and no measure in the cell, or all of them dropped."""
    adopted = adoption(cell.world, cell.name, cell.area).adopted
    return adopted is True and reported(cell) == "none"


def is_sidestepped(cell: Cell) -> bool:
    """Mandatory areas: unanswered after 30 days, opted out lacking something, or adopted without a measure."""
    if not existing.is_mandatory(cell.world, cell.area):
        return False
    year = existing.year_of_cell(cell.world, cell.area)
    assert year is not None
    due = existing.vp_due(cell.world, year)
    assert due is not None
    unanswered = adoption(cell.world, cell.name, cell.area).adopted is None
    too_late = (cell.world.day - due).days > 30
    return (unanswered and too_late) or opted_out_lacking(cell) or adopted_without_measure(cell)


def is_missing(cell: Cell) -> bool:
    """No answer; or, in other areas, opted out without a reason or adopted without a measure."""
    if adoption(cell.world, cell.name, cell.area).adopted is None:
        return True
    if existing.is_mandatory(cell.world, cell.area):
        return False
    return opted_out_lacking(cell) or adopted_without_measure(cell)


def is_done(cell: Cell) -> bool:
    """No measure open; in a mandatory area only while the silence is at most 365 days."""
    if open_ones(cell.measures()):
        return False
    return not not_followed_up(cell)


def not_followed_up(cell: Cell) -> bool:
    """In a mandatory area, all done and silent for more than a year."""
    silent = silence(cell, last(cell))
    return (
        existing.is_mandatory(cell.world, cell.area)
        and reported(cell) == "done"
        and silent is not None
        and silent > 365
    )


def is_drowsy(cell: Cell, silent: int) -> bool:
    """Silent for longer than it takes to be drowsy; or more than half of the units with open measures silent."""
    with_open = units(open_ones(cell.measures()))
    return silent > existing.drowsy_after(cell.world) or 2 * len(silent_units(cell)) > len(with_open)


def sign(cell: Cell) -> str:
    """The first that holds."""
    world = cell.world
    if existing.year_of_cell(world, cell.area) is None:
        return "not_due"
    if is_sidestepped(cell):
        return "sidestepped"
    if is_missing(cell):
        return "missing"
    if adoption(world, cell.name, cell.area).adopted is False:
        return "opted_out"
    if reported(cell) in ("under_way", "done") and overdue(cell):
        return "contested"
    if is_done(cell):
        return "done"
    silent = silence(cell, last(cell))
    assert silent is not None
    if silent > existing.sleep_after(world):
        return "asleep"
    if is_late(cell):
        return "late"
    return "drowsy" if is_drowsy(cell, silent) else "awake"


def since(cell: Cell, found: str) -> date:
    """The first day of the unbroken run of days on which the cell existed and had the same sign."""
    first = cell.world.day
    while True:
        before = cell.world.on(first - timedelta(days=1))
        if not exists(before, cell.name, cell.area) or sign(Cell(before, cell.name, cell.area)) != found:
            return first
        first = before.day
