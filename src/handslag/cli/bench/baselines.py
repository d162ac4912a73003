"""What other systems show: self-reported traffic lights, "a task is late", and "row not updated for 180 days"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from handslag.cli.bench.scoring import ANY, CALM, Place, Shown
from handslag.cli.bench.simulator.records import World

STALE_AFTER = timedelta(days=180)
Row = tuple[str, str, str, str]
"""Administration, area, unit, and the id or title: a row in somebody's system."""


def lights(world: World, day: date) -> Shown:
    """The newest traffic light of each cell: red is an alarm, yellow a warning, none shows nothing."""
    newest: dict[Place, tuple[date, str]] = {}
    for light in world.records.lights:
        place = (light.administration, light.area)
        if light.recorded_on <= day and (place not in newest or newest[place][0] <= light.recorded_on):
            newest[place] = (light.recorded_on, light.colour)
    colours = {"red": ANY, "yellow": "warning", "green": CALM}
    return {place: colours[colour] for place, (_, colour) in newest.items()}


def late_task(world: World, day: date) -> Shown:
    """An alarm for a cell in which an open task is past its newest due day."""
    due, state = _due_days(world, day), _states(world, day)
    late: dict[Place, str] = {}
    for row, last in due.items():
        if last < day and state.get(row) not in ("done", "dropped"):
            late[row[:2]] = ANY
    return late


def stale_row(world: World, day: date) -> Shown:
    """An alarm for a cell in which no open row has been saved for 180 days, a warning when one of them has not."""
    saved, state = _saved(world, day), _states(world, day)
    cells: dict[Place, list[bool]] = defaultdict(list)
    for row, last in saved.items():
        if state.get(row) not in ("done", "dropped"):
            cells[row[:2]].append(day - last > STALE_AFTER)
    verdict = {True: ANY, False: "warning"}
    return {place: verdict[all(stale)] for place, stale in cells.items() if any(stale)}


def _due_days(world: World, day: date) -> dict[Row, date]:
    due: dict[Row, date] = {}
    for answer in sorted(world.records.answers, key=lambda answer: answer.recorded_on):
        for row in answer.listed:
            if answer.recorded_on <= day and row.due is not None:
                due[(answer.administration, answer.area, row.unit, row.source_id or row.title)] = row.due
    return due


def _states(world: World, day: date) -> dict[Row, str]:
    return {
        (line.administration, line.area, line.unit, line.source_id or line.title): line.state
        for line in sorted(world.records.lines, key=lambda line: line.day)
        if line.recorded_on <= day and line.state
    }


def _saved(world: World, day: date) -> dict[Row, date]:
    """The last save of each row: listed, listed again, or written about."""
    saved: dict[Row, date] = {}
    for answer in world.records.answers:
        for listed in answer.listed:
            row = (answer.administration, answer.area, listed.unit, listed.source_id or listed.title)
            if answer.recorded_on <= day:
                saved[row] = max(saved.get(row, date.min), answer.recorded_on)
    for line in world.records.lines:
        row = (line.administration, line.area, line.unit, line.source_id or line.title)
        if line.recorded_on <= day:
            saved[row] = max(saved.get(row, date.min), line.recorded_on)
    return saved


BASELINES: dict[str, Callable[[World, date], Shown]] = {
    "lights": lights,
    "late_task": late_task,
    "stale_row": stale_row,
}
