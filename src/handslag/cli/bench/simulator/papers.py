"""The papers around a cell: yearly plans, signals, pauses, traffic lights; and the truth, written down by nobody."""

from __future__ import annotations

from datetime import date, timedelta

from handslag.cli.bench.simulator.cells import FIRST, LAST, YEARS, Cell, Job, days_between
from handslag.cli.bench.simulator.records import (
    Alarm,
    Break,
    Circumstance,
    Light,
    Listed,
    PeriodDay,
    PlanAnswer,
    Span,
    Truth,
)
from handslag.cli.bench.simulator.scenarios import LIGHTS

ANSWER_DAYS = 14
"""Days within which a signal is to be answered (ten working days)."""
NOISE = 0.08
"""Chance that a working cell gets a signal about something else."""


def answers(cell: Cell) -> list[PlanAnswer]:
    """The yearly plans' answers to the area; sometimes late, sometimes revised in the middle of the year."""
    found: list[PlanAnswer] = []
    for year in YEARS:
        answer = _answer(cell, year)
        if answer is None:
            continue
        found.append(answer)
        asleep = cell.stopped_on(date(year, 6, 1), "")
        if cell.scenario.key == "moved" and asleep and cell.rng.random() < 0.5:
            found.append(_revised(cell, answer))
    return found


def _answer(cell: Cell, year: int) -> PlanAnswer | None:
    rng, key = cell.rng, cell.scenario.key
    decided = date(year, 1, 10) + timedelta(days=rng.randint(0, 18) if rng.random() < 0.92 else rng.randint(22, 64))
    recorded = decided + timedelta(days=rng.randint(0, 12))
    place = (cell.administration, cell.area.key, year)
    if key == "opted_out":
        reason = "Området är redan uppnått enligt medarbetarenkäten och följs i ordinarie arbetsmiljöarbete"
        return PlanAnswer(*place, False, decided, recorded, reason, f"SDN {year}/{rng.randint(10, 400)}")
    if not cell.plans(year):
        silent = key == "unanswered" or cell.scenario.family != "sidestepped"
        return None if silent else PlanAnswer(*place, key == "no_measure", decided, recorded)
    listed = tuple(_listed(job, year) for job in cell.jobs if _is_listed(cell, job, year))
    return PlanAnswer(*place, True, decided, recorded, "", "", listed)


def _is_listed(cell: Cell, job: Job, year: int) -> bool:
    """Whether the yearly plan lists the measure: until it is finished, or said to be, unless it is to vanish."""
    if job.year > year:
        return False
    if any(end is not None and end < date(year, 1, 1) for end in (job.finished_on, job.closed_on)):
        return False
    if cell.scenario.key == "all_dropped" and cell.stopped_on(date(year, 1, 15), ""):
        return False
    return not (cell.scenario.key == "vanished" and cell.asleep_at(year) and job.year < year)


def _listed(job: Job, year: int) -> Listed:
    """The row of the yearly plan."""
    name = job.name_on(date(year, 1, 31))
    formerly = name.formerly if name.since == date(year, 1, 31) else ""
    return Listed(job.unit, name.title, job.due_in(year), name.source_id, formerly)


def _revised(cell: Cell, answer: PlanAnswer) -> PlanAnswer:
    """The same answer in June, with all due days moved to the end of the year or beyond."""
    decided = date(answer.year, 6, cell.rng.randint(1, 28))
    due = date(answer.year + cell.rng.randint(0, 1), 12, 31)
    listed = tuple(Listed(row.unit, row.title, due, row.source_id) for row in answer.listed)
    return PlanAnswer(answer.administration, answer.area, answer.year, True, decided, decided, "", "", listed)


def alarms(cell: Cell) -> list[Alarm]:
    """Signals from staff and unions: about the stop (contradicted), or about this and that."""
    rng, key = cell.rng, cell.scenario.key
    if key == "contradicted" and cell.stop is not None:
        days = [cell.stop + timedelta(days=rng.randint(20, 150)) for _ in range(rng.randint(1, 3))]
        return [_alarm(cell, day, rng.randint(60, 250) if rng.random() < 0.3 else None) for day in days]
    if key == "heard":
        days = [days_between(rng, date(2023, 4, 1), date(2025, 11, 1)) for _ in range(rng.randint(1, 3))]
        return [_alarm(cell, day, rng.randint(3, ANSWER_DAYS - 1)) for day in days]
    if cell.scenario.family == "alive" and rng.random() < NOISE:
        wait = rng.choices((rng.randint(2, 13), rng.randint(16, 60), None), (0.80, 0.15, 0.05))[0]
        return [_alarm(cell, days_between(rng, date(2023, 4, 1), date(2025, 11, 1)), wait)]
    return []


def _alarm(cell: Cell, day: date, wait: int | None) -> Alarm:
    answered = None if wait is None else day + timedelta(days=wait)
    return Alarm(cell.administration, cell.area.key, day, day + timedelta(days=ANSWER_DAYS), answered)


def breaks(cell: Cell) -> list[Break]:
    """The declared pause, handed in around its first day."""
    if cell.pause is None:
        return []
    first, last = cell.pause
    recorded = first + timedelta(days=cell.rng.randint(-10, 10))
    return [Break(cell.administration, cell.area.key, first, last, recorded, "Projektledaren är föräldraledig")]


def lights(cell: Cell, truth: Truth, calendar: tuple[PeriodDay, ...]) -> list[Light]:
    """The colour that those responsible give the cell themselves, in nine reports of ten; none without a measure."""
    found = []
    for period in calendar:
        if period.as_of is None or period.due > LAST or not cell.jobs or cell.scenario.key == "opted_out":
            continue
        if cell.scenario.family == "sidestepped" and period.year > cell.ordinary_until:
            continue
        if cell.rng.random() < 0.9:
            weights = LIGHTS[_mood(cell, truth, period.as_of)]
            colour = cell.rng.choices(("green", "yellow", "red"), weights)[0]
            found.append(Light(cell.administration, cell.area.key, period.due, colour))
    return found


def _mood(cell: Cell, truth: Truth, day: date) -> str:
    span = truth.span_on(day)
    life = span.life if span is not None else "working"
    if life == "asleep" and cell.scenario.mask not in ("silent", ""):
        return "masked"
    if life == "working" and cell.scenario.key in LIGHTS:
        return cell.scenario.key
    return life if life in LIGHTS else "working"


def truth_of(cell: Cell, given: list[PlanAnswer], raised: list[Alarm]) -> Truth:
    """The truth: the spans of the cell's life, and what is true on paper beside them."""
    beside = _unanswered(cell, given) + [
        Circumstance(a.answer_by + timedelta(days=1), (a.answered_on or LAST) - timedelta(days=1), "contested")
        for a in raised
        if a.answered_on is None or a.answered_on > a.answer_by
    ]
    worked = tuple(cell.works())
    return Truth(
        cell.administration, cell.area.key, cell.scenario.key, tuple(_spans(cell)), tuple(beside), worked,
        tuple(cell.told),
        cell.scenario.tellable,
    )  # fmt: skip


def _unanswered(cell: Cell, given: list[PlanAnswer]) -> list[Circumstance]:
    """The days on which the newest yearly plan has not answered, or, in a cell that sleeps, lists no measure."""
    found = []
    for year in YEARS:
        due, end = date(year, 1, 31), date(year + 1, 1, 30) if year < YEARS[-1] else LAST
        serious = [a for a in given if a.year == year and (a.listed or cell.scenario.family != "asleep")]
        known = min((answer.recorded_on for answer in serious), default=end + timedelta(days=1))
        if known > due:
            kinds = ("missing", "sidestepped") if cell.area.mandatory else ("missing",)
            found += [Circumstance(due, known - timedelta(days=1), kind) for kind in kinds]
    return found


def _spans(cell: Cell) -> list[Span]:
    """The spans of the cell's life, without gaps from the first day to the last."""
    turns = [(FIRST, "working", frozenset[str]())]
    if cell.scenario.family == "outside":
        turns = [(FIRST, "outside", frozenset())]
    elif cell.scenario.key == "done" and (works := cell.works()):
        turns += [(works[-1], "done", frozenset()), (works[-1] + timedelta(days=366), "outside", frozenset())]
    elif cell.pause is not None:
        turns += [(cell.pause[0], "paused", frozenset()), (cell.pause[1] + timedelta(days=1), "working", frozenset())]
    elif cell.stop is not None:
        turns += _after_the_stop(cell, cell.stop)
    turns = sorted((turn for turn in turns if turn[0] <= LAST), key=lambda turn: turn[0])
    firsts = [turn[0] for turn in turns[1:]] + [LAST + timedelta(days=1)]
    spans = [Span(turn[0], end - timedelta(days=1), turn[1], turn[2]) for turn, end in zip(turns, firsts, strict=True)]
    return [span for span in spans if span.first_day <= span.last_day]


def _after_the_stop(cell: Cell, stop: date) -> list[tuple[date, str, frozenset[str]]]:
    family, key = cell.scenario.family, cell.scenario.key
    kinds = {"asleep"} if family in ("asleep", "partly") else {"sidestepped", "asleep"}
    if key == "contradicted":
        kinds.add("contested")
    if key == "token" and cell.area.mandatory:
        kinds.add("sidestepped")
    turns: list[tuple[date, str, frozenset[str]]] = [(stop, family, frozenset(kinds))]
    return [*turns, (cell.wake, "working", frozenset())] if cell.wake is not None else turns


def sidesteps_from_the_start(cell: Cell) -> bool:
    """A cell in which there never was anything."""
    return cell.scenario.family == "outside" or (
        cell.scenario.family == "sidestepped" and cell.ordinary_until < YEARS[0] and cell.scenario.key != "all_dropped"
    )
