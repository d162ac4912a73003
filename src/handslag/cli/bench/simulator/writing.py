"""What the people of a cell write down: while they work, and when work has stopped but reports are still asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from handslag.cli.bench.simulator import texts
from handslag.cli.bench.simulator.cells import LAST, Cell, Job
from handslag.cli.bench.simulator.records import Line, PeriodDay

Draft = tuple[str, str, str]
"""State, note, evidence."""
WRITTEN = 0.85
"""Share of the days of real work that those who keep a diary write down."""
PAPER = 0.20
"""Share of the lines on real work that bring a document."""
HANDED_IN = 0.85
"""Share of the reports that a stopped unit still hands in, when it hides that it has stopped."""
EXTRA = 0.25
"""Chance of a line of the same kind between two reports."""
FORGOTTEN = 0.25
"""Chance that a forgetful unit skips a report; what was done is then told in the next one."""


def write(cell: Cell, calendar: tuple[PeriodDay, ...]) -> list[Line]:
    """All lines of the cell; written in the order of the days, since people copy what is already there."""
    if cell.scenario.habit == "unwritten":
        return []
    lines: list[Line] = []
    for day, _, job, occasion in sorted(_agenda(cell, calendar), key=lambda item: item[:2]):
        if occasion == "drop":
            lines.append(_line(cell, job, day, 3, ("dropped", texts.dropping(cell.rng), "")))
        elif occasion == "work":
            lines += _diary(cell, job, day)
        else:
            lines += _report(cell, job, day, date.fromisoformat(occasion))
    return sorted(lines, key=lambda line: (line.recorded_on, line.day))


def _agenda(cell: Cell, calendar: tuple[PeriodDay, ...]) -> list[tuple[date, int, Job, str]]:
    """When somebody may write: on days of real work (those who keep a diary) and when a report is asked for."""
    agenda = []
    for number, job in enumerate(cell.jobs):
        if cell.habits[job.unit] in ("diary", "terse", "series"):
            agenda += [(day, number, job, "work") for day in job.worked]
        for period in calendar:
            if period.as_of is not None and period.as_of > date(job.year, 1, 31):
                agenda.append((_handed_in(cell, period), number, job, period.as_of.isoformat()))
        if cell.scenario.key == "all_dropped" and cell.stop is not None:
            agenda.append((cell.stop, number, job, "drop"))
    return [item for item in agenda if item[0] <= LAST]


def _line(cell: Cell, job: Job, day: date, delay: int, draft: Draft) -> Line:
    """Write a line; what is written is remembered, since it will be copied from."""
    state, note, evidence = draft
    job.state = state or job.state
    if state in ("done", "dropped"):
        job.closed_on = day
    if note not in texts.NOTHING_NEW:
        job.notes.append(note)
    if evidence:
        job.papers.append(evidence)
    name = job.name_on(day)
    return Line(
        cell.administration, cell.area.key, job.unit, name.title, day, day + timedelta(days=delay),
        state, note, evidence, name.source_id,
    )  # fmt: skip


def _of_work(cell: Cell, job: Job, day: date) -> Draft:
    """What somebody writes who has really done something."""
    rng = cell.rng
    evidence = texts.paper(rng, day) if rng.random() < PAPER else ""
    if job.finished_on == day:
        return "done", texts.finished(job.thing, rng, day), evidence
    fresh = job.state == "planned"
    state = rng.choice(("started", "under_way") if fresh else ("under_way", "under_way", ""))
    if rng.random() < cell.brevity[job.unit]:
        return state, texts.scribble(rng, day), evidence
    if cell.habits[job.unit] == "series":
        return state, texts.in_series(job.thing, job.series, len(job.notes), rng, day), evidence
    return state, texts.deed(job.thing, rng, day), evidence


def _diary(cell: Cell, job: Job, day: date) -> list[Line]:
    """A line for most days of real work, some days afterwards; one in ten a month late."""
    if job.state in ("done", "dropped") or (cell.rng.random() >= WRITTEN and job.finished_on != day):
        return []
    delay = int(cell.rng.expovariate(0.2)) + (30 if cell.rng.random() < 0.1 else 0)
    cell.told.append((day, day + timedelta(days=delay)))
    return [_line(cell, job, day, delay, _of_work(cell, job, day))]


def _handed_in(cell: Cell, period: PeriodDay) -> date:
    """When the unit writes its part: from a week before the day reported on to the due day, some later."""
    as_of = period.as_of or period.due
    late = cell.rng.randint(1, 20) if cell.rng.random() < 0.12 else 0
    return as_of + timedelta(days=cell.rng.randint(-7, (period.due - as_of).days) + late)


def _report(cell: Cell, job: Job, handed_in: date, as_of: date) -> list[Line]:
    """The unit's part of a period report, for one measure; half of the lines are dated the day reported on."""
    habit = cell.habits[job.unit]
    if job.state in ("done", "dropped") or (habit == "forgetful" and cell.rng.random() < FORGOTTEN):
        return []
    day = min(as_of, handed_in) if cell.rng.random() < 0.5 else handed_in
    delay = (handed_in - day).days
    done = [worked for worked in job.worked if job.told < worked <= day]
    job.told = day
    if done and habit in ("reporter", "forgetful"):
        cell.told.append((day, handed_in))
        return [_line(cell, job, day, delay, _of_work(cell, job, done[-1]))]
    if cell.stopped_on(day, job.unit):
        return _masked(cell, job, day, delay)
    draft = _in_passing(cell, job, day)
    return [_line(cell, job, day, delay, draft)] if draft else []


def _in_passing(cell: Cell, job: Job, day: date) -> Draft | None:
    """What a working unit puts in a report when it has nothing new to tell about this measure."""
    draw = cell.rng.random()
    if draw < 0.4:
        return None
    if draw < 0.6:
        return "", texts.nothing_new(cell.rng), ""
    if draw < 0.8 and job.notes:
        return "under_way", texts.copied(job.notes[-1], cell.rng, day), ""
    return "under_way" if job.notes else "", texts.hope(cell.rng), ""


def _masked(cell: Cell, job: Job, day: date, delay: int) -> list[Line]:
    """What a stopped unit hands in, and now and then a line of the same kind in between."""
    mask = cell.scenario.mask or "silent"
    if mask == "mixed":
        mask = cell.rng.choice(("silent", "copied", "reworded", "hopeful"))
    lines = []
    if cell.rng.random() < HANDED_IN and (draft := _MASKS[mask](cell, job, day)):
        lines.append(_line(cell, job, day, delay, draft))
    between = day + timedelta(days=cell.rng.randint(30, 80))
    writes_more = mask not in ("silent", "closed") and cell.rng.random() < EXTRA and between <= LAST
    if writes_more and cell.stopped_on(between, job.unit) and (draft := _MASKS[mask](cell, job, between)):
        lines.append(_line(cell, job, between, 2, draft))
    return lines


def _source(cell: Cell, job: Job) -> str:
    """The text to copy from: the measure's own last note, else another one of the cell, else nothing."""
    if job.notes:
        return job.notes[-1]
    others = [other.notes[-1] for other in cell.jobs if other.notes]
    return cell.rng.choice(others) if others else texts.hope(cell.rng)


def _old_paper(cell: Cell, job: Job) -> str:
    """Evidence in a masked line: mostly none, sometimes the old one again, rarely a reference to the yearly plan."""
    draw = cell.rng.random()
    if draw < 0.15 and job.papers:
        return job.papers[-1]
    return "Se VP" if draw > 0.96 else ""


def _silent(cell: Cell, job: Job, day: date) -> Draft | None:
    return ("under_way", "", "") if cell.rng.random() < 0.25 else None


def _copied(cell: Cell, job: Job, day: date) -> Draft | None:
    return "under_way", texts.copied(_source(cell, job), cell.rng, day), _old_paper(cell, job)


def _reworded(cell: Cell, job: Job, day: date) -> Draft | None:
    return "under_way", texts.reworded(_source(cell, job), cell.rng), _old_paper(cell, job)


def _hopeful(cell: Cell, job: Job, day: date) -> Draft | None:
    return cell.rng.choice(("started", "under_way", "under_way")), texts.hope(cell.rng), _old_paper(cell, job)


def _scribbled(cell: Cell, job: Job, day: date) -> Draft | None:
    return "under_way", texts.scribble(cell.rng, day), _old_paper(cell, job)


def _toggled(cell: Cell, job: Job, day: date) -> Draft | None:
    states = [state for state in ("planned", "started", "under_way", "under_way") if state != job.state]
    note = cell.rng.choice(("", texts.scribble(cell.rng, day), texts.hope(cell.rng)))
    return cell.rng.choice(states), note, ""


def _renamed(cell: Cell, job: Job, day: date) -> Draft | None:
    return _copied(cell, job, day) if cell.rng.random() < 0.5 else _hopeful(cell, job, day)


def _moved(cell: Cell, job: Job, day: date) -> Draft | None:
    return "under_way", cell.rng.choice(("", texts.hope(cell.rng), "Ny tidplan")), ""


def _closed(cell: Cell, job: Job, day: date) -> Draft | None:
    return "done", texts.closing(cell.rng), ""


def _renumbered(cell: Cell, job: Job, day: date) -> Draft | None:
    return "under_way", texts.renumbered(_source(cell, job), cell.rng), _old_paper(cell, job)


def _invented(cell: Cell, job: Job, day: date) -> Draft | None:
    evidence = texts.paper(cell.rng, day) if cell.rng.random() < 0.1 else ""
    return "under_way", texts.deed(job.thing, cell.rng, day), evidence


_MASKS: dict[str, Callable[[Cell, Job, date], Draft | None]] = {
    "silent": _silent, "scribbled": _scribbled, "copied": _copied, "reworded": _reworded, "hopeful": _hopeful,
    "toggled": _toggled,
    "renamed": _renamed, "moved": _moved, "closed": _closed, "renumbered": _renumbered, "invented": _invented,
}  # fmt: skip
