"""The clock of a cell and of its units, what is reported, and what is late."""

from __future__ import annotations

from datetime import date, timedelta

from tests.vitals.oracle import existing, measures
from tests.vitals.oracle.cells import Cell
from tests.vitals.oracle.measures import Measure


def last_of(found: list[Measure]) -> date | None:
    """The latest substantive act on the measures and the latest day on which one was listed first."""
    days = [entry.effective_on for one in found for entry in measures.acts(one)]
    days += [measures.listed_first(one) for one in found]
    return max(days, default=None)


def last(cell: Cell) -> date | None:
    """The latest of the substantive acts of the cell, talks included."""
    days = [row.held_on for row in existing.talks(cell.world, cell.names, cell.area)]
    of_measures = last_of(cell.measures())
    if of_measures is not None:
        days.append(of_measures)
    return max(days, default=None)


def pause_days(cell: Cell, after: date) -> list[date]:
    """The days after `after`, up to the day, that lie in a pause of the cell."""
    rows = existing.pauses(cell.world, cell.names, cell.area)
    days = [after + timedelta(days=n) for n in range(1, (cell.world.day - after).days + 1)]
    return [day for day in days if any(row.first_day <= day <= row.last_day for row in rows)]


def silence(cell: Cell, since: date | None) -> int | None:
    """The days since, less the days of pause."""
    if since is None:
        return None
    return (cell.world.day - since).days - len(pause_days(cell, since))


def units(found: list[Measure]) -> set[str]:
    """The units of the measures; those without one count as one."""
    return {measures.unit_of(one) for one in found}


def unit_silence(cell: Cell, unit: str) -> int:
    """The same for the measures of one unit."""
    value = silence(cell, last_of([one for one in cell.measures() if measures.unit_of(one) == unit]))
    assert value is not None
    return value


def open_ones(found: list[Measure]) -> list[Measure]:
    """The open measures."""
    return [one for one in found if measures.is_open(one.entries)]


def silent_units(cell: Cell) -> set[str]:
    """The units with open measures that have been silent for longer than it takes to fall asleep."""
    with_open = units(open_ones(cell.measures()))
    return {one for one in with_open if unit_silence(cell, one) > existing.sleep_after(cell.world)}


# What is reported


def reported(cell: Cell) -> str:
    """None without measures or when all are dropped; done, under way or planned by the states of the others."""
    states = [measures.state(one.entries) for one in cell.measures()]
    kept = [one for one in states if one != "dropped"]
    if not kept:
        return "none"
    if all(one == "done" for one in kept):
        return "done"
    if any(one in ("started", "under_way", "done") for one in kept):
        return "under_way"
    return "planned"


# Late


def days_past_due(cell: Cell, measure: Measure) -> int:
    """The days since the measure's due day; below one when it has not passed."""
    due = measures.due_day(cell.world, cell.names, cell.area, measure)
    return 0 if due is None else (cell.world.day - due).days


def past_due(cell: Cell) -> list[Measure]:
    """The open measures past their due day."""
    return [one for one in open_ones(cell.measures()) if days_past_due(cell, one) > 0]


def slipped(cell: Cell) -> list[Measure]:
    """The open ones moved two times or more whose original due day has passed."""
    found = []
    for one in open_ones(cell.measures()):
        original = measures.original_due(one)
        if original is not None and cell.world.day > original and measures.moves(one) >= 2:
            found.append(one)
    return found


def is_late(cell: Cell) -> bool:
    """More than 30 days past; or two and a third of the open ones past; or moved twice and past the original."""
    past = past_due(cell)
    if any(days_past_due(cell, one) > 30 for one in past):
        return True
    if len(past) >= 2 and 3 * len(past) >= len(open_ones(cell.measures())):
        return True
    return bool(slipped(cell))
