"""The reasons of a cell: every one whose condition holds."""

from __future__ import annotations

from datetime import date

from tests.vitals.oracle import existing, measures
from tests.vitals.oracle.cells import Cell, adoption, exists, opted_out_lacking
from tests.vitals.oracle.clock import last, past_due, pause_days, reported, silence, silent_units, slipped
from tests.vitals.oracle.signs import adopted_without_measure, not_followed_up, overdue

from handslag.vitals.facts import PeriodCode

PERIODS: tuple[PeriodCode, ...] = ("T1", "T2", "VB")


def copied(cell: Cell) -> list[str]:
    """The copies since the last act."""
    since_day = last(cell)
    if since_day is None:
        return []
    return [
        f"progress:{entry.id}"
        for one in cell.measures()
        for entry in measures.copies(one.entries)
        if entry.effective_on > since_day
    ]


def reports_without_act(cell: Cell) -> list[str]:
    """The signed reports with an as-of day after the last act, the newest of each period."""
    since_day = last(cell)
    found: dict[tuple[int, str], str] = {}
    for row in existing.reports(cell.world, cell.names):
        period = existing.calendar_day(cell.world, row.year, row.code)
        as_of = None if period is None else period.as_of
        if since_day is not None and as_of is not None and as_of > since_day:
            found[row.year, row.code] = f"report:{row.id}"
    return list(found.values())


def was_due(cell: Cell, day: date) -> bool:
    """On the day the cell existed and was due."""
    then = cell.world.on(day)
    return exists(then, cell.name, cell.area) and existing.year_of_cell(then, cell.area) is not None


def reports_missing(cell: Cell) -> list[str]:
    """The periods whose due day has passed without a signed report."""
    found = []
    for year in sorted({row.year for row in cell.world.facts.calendar}):
        for code in PERIODS:
            period = existing.calendar_day(cell.world, year, code)
            if period is None or period.as_of is None or period.due >= cell.world.day:
                continue
            if not was_due(cell, period.as_of):
                continue
            signed = existing.reports(cell.world, cell.names)
            if not any((row.year, row.code) == (year, code) for row in signed):
                found.append(f"period:{year}-{code}")
    return found


def paused(cell: Cell) -> list[str]:
    """The pauses with a day since the last act."""
    since_day = last(cell)
    if since_day is None:
        return []
    days = pause_days(cell, since_day)
    return [
        f"pause:{row.id}"
        for row in existing.pauses(cell.world, cell.names, cell.area)
        if any(row.first_day <= day <= row.last_day for day in days)
    ]


def answer_reasons(cell: Cell) -> set[str]:
    """The reasons that rest on the year and the answer."""
    if existing.year_of_cell(cell.world, cell.area) is None:
        return {"vp_not_due"}
    adopted = adoption(cell.world, cell.name, cell.area).adopted
    holds = {
        "no_answer": adopted is None,
        "no_reason": opted_out_lacking(cell),
        "reason_given": adopted is False and not opted_out_lacking(cell),
        "no_measure": adopted_without_measure(cell),
    }
    return {code for code, held in holds.items() if held}


def clock_reasons(cell: Cell) -> set[str]:
    """The reasons that rest on the measures and the clock."""
    silent = silence(cell, last(cell))
    holds = {
        "all_done": reported(cell) == "done",
        "not_followed_up": not_followed_up(cell),
        "silent": silent is not None and silent > existing.drowsy_after(cell.world),
        "units_silent": bool(silent_units(cell)),
        "past_due": bool(past_due(cell)),
        "slipped": bool(slipped(cell)),
        "vanished": bool(measures.vanished(cell.world, cell.names, cell.area)),
    }
    return {code for code, held in holds.items() if held}


def evidence(cell: Cell) -> dict[str, frozenset[str]]:
    """The reasons whose evidence the text makes plain."""
    found = {
        "signal_overdue": overdue(cell),
        "copied_notes": copied(cell),
        "reports_without_act": reports_without_act(cell),
        "report_missing": reports_missing(cell),
        "paused": paused(cell),
    }
    return {code: frozenset(rows) for code, rows in found.items() if rows}


def reasons(cell: Cell) -> set[str]:
    """Every one whose condition holds; acts otherwise."""
    found = answer_reasons(cell) | clock_reasons(cell) | set(evidence(cell))
    return found or {"acts"}
