"""The hidden life of one cell: its measures, the days on which somebody really works on them, and when that stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from handslag.cli.bench.simulator import texts
from handslag.cli.bench.simulator.records import AreaInPlan
from handslag.cli.bench.simulator.scenarios import HABITS, Scenario

FIRST = date(2023, 1, 31)
"""The day the first yearly plan is due; all cells begin here."""
LAST = date(2025, 12, 31)
YEARS = (2023, 2024, 2025)
CHRISTMAS = ((12, 20), (1, 6))
ON_TIME = 0.70
"""Share of the measures of working cells that are finished by their due day."""
EARLY = 0.15
"""Share finished in a year although they are due later, or have no due day."""
MOVED = 0.80
"""Share of the measures past their due day to which the next yearly plan gives a new one."""
NO_NEXT_ANSWER = 0.10
"""Chance that a cell that sleeps is left unanswered in a later yearly plan."""
RENAMED = 0.08
"""Share of the measures that are honestly renamed in a year."""
SLEEPER_GAPS = (20.0, 40.0, 75.0)
"""Mean days between real work in a cell that later falls asleep, while it still works."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a measure is called from a day on; `formerly` is what it admits to having been called."""

    since: date
    title: str
    source_id: str = ""
    formerly: str = ""


@dataclass(slots=True)
class Job:
    """A measure as it really is: who has it, what it is about, when it was worked on, what has been written."""

    unit: str
    thing: str
    names: list[Name]
    year: int
    series: int
    worked: list[date] = field(default_factory=list)
    finished_on: date | None = None
    closed_on: date | None = None
    """When somebody wrote that it is done or dropped, true or not."""
    state: str = "planned"
    notes: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    told: date = FIRST
    dues: dict[int, date | None] = field(default_factory=dict)
    """The due day as each year's plan lists it."""

    def due_in(self, year: int) -> date | None:
        """The due day that the newest plan up to a year gives."""
        return self.dues[max(listed for listed in self.dues if listed <= year)]

    def name_on(self, day: date) -> Name:
        """What it is called on a day."""
        return next((name for name in reversed(self.names) if name.since <= day), self.names[0])

    def open_on(self, day: date) -> bool:
        """Whether the measure exists on a day and is not finished."""
        return date(self.year, 1, 1) <= day and (self.finished_on is None or day <= self.finished_on)


@dataclass(slots=True)
class Cell:
    """An administration and an area, how they behave, and what really happens there."""

    administration: str
    area: AreaInPlan
    scenario: Scenario
    rng: Random
    units: tuple[str, ...]
    habits: dict[str, str]
    brevity: dict[str, float]
    uses_ids: bool
    jobs: list[Job] = field(default_factory=list)
    stop: date | None = None
    wake: date | None = None
    pause: tuple[date, date] | None = None
    busy: str = ""
    told: list[tuple[date, date]] = field(default_factory=list)
    """Day and day of handing in of each line that tells of real work."""
    ordinary_until: int = YEARS[-1]
    """The last VP year answered in the ordinary way, in a cell that is sidestepped."""

    skipped: frozenset[int] = frozenset()
    """Years in which a sleeping cell is left unanswered."""

    def plans(self, year: int) -> bool:
        """Whether the yearly plan lists measures in the ordinary way."""
        if self.scenario.family == "sidestepped" and self.scenario.key != "all_dropped":
            return year <= self.ordinary_until
        return not (self.asleep_at(year) and year in self.skipped)

    def asleep_at(self, year: int) -> bool:
        """Whether the cell sleeps when the yearly plan is written."""
        return self.scenario.family == "asleep" and self.stopped_on(date(year, 1, 15), "")

    def stopped_on(self, day: date, unit: str) -> bool:
        """Whether a unit has stopped working on a day."""
        if self.stop is None or day < self.stop or (self.wake is not None and day >= self.wake):
            return False
        return unit != self.busy or not self.busy

    def works(self) -> list[date]:
        """Every day of real work in the cell."""
        return sorted(day for job in self.jobs for day in job.worked)


def days_between(rng: Random, first: date, last: date) -> date:
    """A day, all equally likely, both ends included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _holiday_end(day: date, holiday: tuple[tuple[int, int], tuple[int, int]]) -> date | None:
    """The last day of the holiday in which a day lies."""
    (first_month, first_day), (last_month, last_day) = holiday
    if date(day.year, first_month, first_day) <= day <= date(day.year, last_month, last_day):
        return date(day.year, last_month, last_day)
    if (day.month, day.day) >= CHRISTMAS[0]:
        return date(day.year + 1, *CHRISTMAS[1])
    return date(day.year, *CHRISTMAS[1]) if (day.month, day.day) <= CHRISTMAS[1] else None


def work_days(rng: Random, first: date, last: date, scenario: Scenario, gap: float) -> list[date]:
    """Days of real work: gamma gaps, and most of what would fall in a holiday waits until after it."""
    days: list[date] = []
    day = first + timedelta(days=int(rng.random() * gap))
    while day <= last:
        end = _holiday_end(day, scenario.holiday)
        if end is not None and rng.random() < 0.85:
            day = end + timedelta(days=rng.randint(1, 20))
        if day <= last:
            days.append(day)
        day += timedelta(days=max(1, round(rng.gammavariate(scenario.regular, gap / scenario.regular))))
    return sorted(set(days))


def new_job(cell: Cell, unit: str, year: int) -> Job:
    """A measure that is listed for the first time in a year."""
    thing = texts.a_thing(cell.area.key, cell.rng)
    name = texts.title(thing, cell.rng)
    if cell.scenario.key == "token":
        name = texts.token_title(cell.area.name, cell.rng)
    if any(job.names[-1].title == name and job.unit == unit for job in cell.jobs):
        name = f"{name}, del {sum(job.unit == unit for job in cell.jobs) + 1}"
    number = f"{cell.administration}-{cell.area.key}-{len(cell.jobs) + 1}" if cell.uses_ids else ""
    job = Job(unit, thing, [Name(FIRST, name, number)], year, cell.rng.randint(0, 99))
    job.dues[year] = _new_due(cell, year)
    return job


def _new_due(cell: Cell, year: int) -> date | None:
    """The due day of a measure: mostly the end of the year or of the next, sometimes none; too early if it is late."""
    if cell.scenario.key == "behind":
        return date(year, 6, 30)
    return cell.rng.choices((date(year, 12, 31), date(year + 1, 12, 31), None), (0.55, 0.25, 0.20))[0]


def make_cell(
    seed: str, administration: str, units: tuple[str, ...], area: AreaInPlan, scenario: Scenario, uses_ids: bool
) -> Cell:
    """Draw the people of the cell, decide when it stops and lay out its first measures."""
    rng = Random(f"{seed}/{administration}/{area.key}")
    names, weights = [habit for habit, _ in HABITS], [weight for _, weight in HABITS]
    habits = {unit: scenario.habit or rng.choices(names, weights)[0] for unit in units}
    brevity = {unit: 0.85 if habits[unit] == "terse" else rng.uniform(0.05, 0.35) for unit in units}
    cell = Cell(administration, area, scenario, rng, units, habits, brevity, uses_ids)
    _draw_fate(cell)
    count = {"one_busy": len(units), "token": 1, "silent": rng.randint(1, 5)}.get(scenario.key, rng.randint(2, 5))
    for unit in rng.sample(units, count):
        cell.jobs.append(new_job(cell, unit, YEARS[0]))
    if scenario.family == "partly":
        cell.busy = cell.jobs[0].unit
    return cell


def _draw_fate(cell: Cell) -> None:
    """When the cell stops, wakes or pauses."""
    rng, key = cell.rng, cell.scenario.key
    if key not in ("token", "vanished"):
        cell.skipped = frozenset(year for year in YEARS if rng.random() < NO_NEXT_ANSWER)
    if key == "token":
        cell.stop = FIRST
    elif cell.scenario.family in ("asleep", "partly"):
        cell.stop = days_between(rng, date(2023, 6, 15), date(2025, 3, 31))
    elif key == "all_dropped":
        cell.stop = days_between(rng, date(2023, 6, 1), date(2024, 10, 31))
    elif cell.scenario.family == "sidestepped":
        cell.ordinary_until = rng.choice((2022, 2023))
        cell.stop = date(cell.ordinary_until + 1, 1, 31)
    elif key == "done":
        cell.stop = days_between(rng, date(2023, 10, 1), date(2024, 12, 31))
    elif key == "paused":
        first = days_between(rng, date(2023, 6, 1), date(2025, 3, 31))
        cell.pause = (first, first + timedelta(days=rng.randint(90, 240)))
    if key == "revived" and cell.stop is not None:
        cell.wake = cell.stop + timedelta(days=rng.randint(200, 380))


def live(cell: Cell) -> None:
    """Let the years pass: who works on what and when, which measures are finished, which are new."""
    gap = cell.rng.choice(SLEEPER_GAPS) if cell.scenario.family == "asleep" else cell.scenario.gap
    days = [day for day in work_days(cell.rng, FIRST, LAST, cell.scenario, gap) if _is_alive(cell, day)]
    for year in YEARS:
        if year > YEARS[0]:
            _renew(cell, year)
        _spend(cell, [day for day in days if day.year == year])
    if cell.scenario.key == "done":
        _finish_all(cell)


def _is_alive(cell: Cell, day: date) -> bool:
    if cell.pause is not None and cell.pause[0] <= day <= cell.pause[1]:
        return False
    return bool(cell.busy) or not cell.stopped_on(day, "")


def _spend(cell: Cell, days: Iterable[date]) -> None:
    """Give each day of real work to one of the measures that can be worked on."""
    for day in days:
        candidates = [job for job in cell.jobs if job.open_on(day) and not cell.stopped_on(day, job.unit)]
        if candidates:
            cell.rng.choice(candidates).worked.append(day)


def _renew(cell: Cell, year: int) -> None:
    """The turn of the year: some measures were finished with their last work, others begin."""
    if not cell.plans(year):
        return
    turn = date(year, 1, 1)
    working = cell.stop is None or turn < cell.stop or (cell.wake is not None and turn >= cell.wake)
    running = [job for job in cell.jobs if job.open_on(turn) and not cell.stopped_on(turn, job.unit)]
    if cell.scenario.key == "done" or not (working or cell.busy):
        _resolve(cell, year)
        _move_dues(cell, year)
        return
    for job in running:
        due = job.due_in(year - 1)
        in_time = ON_TIME if due is not None and due < turn else EARLY
        if len(job.worked) >= 2 and cell.rng.random() < in_time:
            job.finished_on = job.worked[-1]
            if cell.rng.random() < 0.9 or not any(other.open_on(turn) for other in cell.jobs):
                cell.jobs.append(new_job(cell, job.unit, year))
        elif cell.rng.random() < RENAMED:
            old = job.names[-1]
            job.names.append(Name(date(year, 1, 31), texts.new_name(job.thing, cell.rng), old.source_id, old.title))
    _move_dues(cell, year)


def _move_dues(cell: Cell, year: int) -> None:
    """The yearly plan gives most of what is past its due day, and not finished, a new one."""
    for job in cell.jobs:
        due = job.due_in(year)
        late = due is not None and due < date(year, 1, 1) and job.finished_on is None
        if late and (cell.scenario.key == "moved" or cell.rng.random() < MOVED):
            job.dues[year] = _new_due(cell, year)


def _resolve(cell: Cell, year: int) -> None:
    """The turn of the year in a cell that sleeps: names are changed, or a measure is listed that nobody will begin."""
    if cell.scenario.key == "renamed":
        for number, job in enumerate(cell.jobs):
            source_id = f"{cell.administration}-{cell.area.key}-{year}-{number}" if cell.uses_ids else ""
            job.names.append(Name(date(year, 1, 31), texts.new_name(job.thing, cell.rng), source_id))
    chance = 0.5 if cell.scenario.key == "vanished" else 0.12
    honest = cell.scenario.family == "asleep" and cell.scenario.key not in ("token", "renamed")
    if honest and cell.rng.random() < chance:
        cell.jobs.append(new_job(cell, cell.rng.choice(cell.units), year))


def _finish_all(cell: Cell) -> None:
    """Every measure is really finished, the last ones on the days around the cell's last."""
    last = cell.stop or LAST
    for job in cell.jobs:
        job.worked = [day for day in job.worked if day <= last]
        if len(job.worked) < 2:
            job.worked.append(max(FIRST, last - timedelta(days=cell.rng.randint(0, 60))))
        job.worked.sort()
        job.finished_on = job.worked[-1]
