"""The cells on a day: which exist, their adoption, clock, sign, since, reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handslag.vitals.facts import Answer, Facts, PeriodCode
from tests.vitals.oracle import existing, measures
from tests.vitals.oracle.existing import World
from tests.vitals.oracle.measures import Measure
from tests.vitals.oracle.texts import fold, strip

PERIODS: tuple[PeriodCode, ...] = ("T1", "T2", "VB")
SILENT_SIGNS = ("not_due", "sidestepped", "missing", "opted_out")


@dataclass(frozen=True)
class Adoption:
    """How an area counts: adopted, opted out, or unanswered (None); and the answers it rests on."""

    adopted: bool | None
    answers: tuple[Answer, ...] = ()


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
    reasons: frozenset[str] = frozenset()
    evidence: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """An administration and an area on a day, with its lineage read as one."""

    world: World
    name: str
    area: str

    @property
    def names(self) -> set[str]:
        """The folded names of the administration and its predecessors."""
        return existing.lineage(self.world, self.name)

    def measures(self) -> list[Measure]:
        """The measures of the cell."""
        return measures.measures_of_cell(self.world, self.names, self.area)


# Existence


def has_given_answer(world: World, names: set[str], area: str) -> bool:
    """An answer that counts has been given to the area."""
    return any(answer.area == area for answer in existing.counting_answers(world, names))


def had_central(world: World, names: set[str], area: str) -> bool:
    """A central measure in the area, in the revision in force on the day or one in force before."""
    return any(
        central.area == area and fold(central.administration) in names
        for revision in existing.revisions(world)
        for central in revision.central
    )


def exists(world: World, name: str, area: str) -> bool:
    """Valid × an area of the revision in force; a specialist needs a central measure or an answer."""
    known = existing.administration(world, name)
    revision = existing.revision_in_force(world)
    if known is None or revision is None or not existing.has_area(revision, area):
        return False
    if world.day < known.valid_from:
        return any(exists(world, one, area) for one in existing.predecessors(world, name))
    if not existing.is_valid(world, name):
        return False
    names = existing.lineage(world, name)
    return known.kind == "district" or had_central(world, names, area) or has_given_answer(world, names, area)


# Adoption


def lacks(world: World, area: str, answer: Answer) -> bool:
    """Opted out, and something of what it needs is lacking: a reason; mandatory: also decision day and number."""
    if existing.is_mandatory(world, area):
        return not (strip(answer.reason) and answer.decided_on is not None and strip(answer.dnr))
    return not strip(answer.reason)


def adoption(world: World, name: str, area: str) -> Adoption:
    """Its own newest answer for the year, else a central measure, else what its predecessors' answers make."""
    year = existing.year_of_cell(world, area)
    own = [a for a in existing.answers(world, {fold(name)}) if a.area == area and a.year == year]
    if own:
        return Adoption(own[-1].adopted, (own[-1],))
    if measures.central_now(world, {fold(name)}, area):
        return Adoption(adopted=True)
    return inherited(world, [adoption(world, one, area) for one in existing.predecessors(world, name)], area)


def inherited(world: World, theirs: list[Adoption], area: str) -> Adoption:
    """Adopted if any predecessor adopted, opted out if all opted out as they should, else unanswered."""
    answers = tuple(answer for one in theirs for answer in one.answers)
    if any(one.adopted is True for one in theirs):
        return Adoption(adopted=True, answers=answers)
    properly = [one for one in theirs if one.adopted is False and not any(lacks(world, area, a) for a in one.answers)]
    if theirs and len(properly) == len(theirs):
        return Adoption(adopted=False, answers=answers)
    return Adoption(adopted=None)


# The clock


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
    due = measures.due_day(measure, existing.year_of_cell(cell.world, cell.area))
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


# The sign


def overdue(cell: Cell) -> list[str]:
    """The overdue signals on the cell."""
    rows = existing.signals(cell.world, cell.names, cell.area)
    return [f"signal:{row.id}" for row in rows if existing.is_overdue(cell.world, row)]


def adopted_without_measure(cell: Cell) -> bool:
    """Adopted, and no measure in the cell, or all of them dropped."""
    adopted = adoption(cell.world, cell.name, cell.area).adopted
    return adopted is True and reported(cell) == "none"


def opted_out_lacking(cell: Cell) -> bool:
    """Opted out, and something of what it needs is lacking."""
    found = adoption(cell.world, cell.name, cell.area)
    return found.adopted is False and any(lacks(cell.world, cell.area, one) for one in found.answers)


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


# Reasons


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
    """The signed reports with an as-of day after the last act."""
    since_day = last(cell)
    found = []
    for row in existing.reports(cell.world, cell.names):
        period = existing.calendar_day(cell.world, row.year, row.code)
        as_of = None if period is None else period.as_of
        if since_day is not None and as_of is not None and as_of > since_day:
            found.append(f"report:{row.id}")
    return found


def was_due(cell: Cell, day: date) -> bool:
    """On the day the cell existed and was due."""
    then = cell.world.on(day)
    return exists(then, cell.name, cell.area) and existing.year_of_cell(then, cell.area) is not None


def signers(cell: Cell, day: date) -> set[str]:
    """The administration, or a predecessor that was the valid one on the day."""
    before = {name for name in cell.names if existing.is_valid(cell.world.on(day), name)}
    return {fold(cell.name)} | before


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
            signed = existing.reports(cell.world, signers(cell, period.as_of))
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


# All cells


def cells(world: World) -> list[Cell]:
    """The cells that exist on the day, for administrations valid on it."""
    revision = existing.revision_in_force(world)
    areas = [] if revision is None else [area.key for area in revision.areas]
    return [
        Cell(world, fold(row.name), area)
        for row in existing.administrations(world)
        if existing.is_valid(world, row.name)
        for area in areas
        if exists(world, row.name, area)
    ]


def judge_cell(cell: Cell, *, with_since: bool = True) -> Verdict:
    """The verdict on one cell."""
    found = sign(cell)
    return Verdict(
        administration=cell.name,
        area=cell.area,
        sign=found,
        since=since(cell, found) if with_since else None,
        reported=reported(cell),
        silent_days=None if found in SILENT_SIGNS else silence(cell, last(cell)),
        units={one: unit_silence(cell, one) for one in units(cell.measures())},
        reasons=frozenset(reasons(cell)),
        evidence=evidence(cell),
    )


def judge(facts: Facts, as_of: date, known_at: datetime, *, with_since: bool = True) -> list[Verdict]:
    """The verdicts on all cells of the plan, as of a day, by what was known at a moment."""
    world = World(facts, as_of, known_at)
    return [judge_cell(cell, with_since=with_since) for cell in cells(world)]
