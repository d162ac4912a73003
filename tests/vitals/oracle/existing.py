"""Which facts exist for a day and a known-at moment: settings, calendar, organisation, plan, answers, entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.vitals.oracle.texts import fold

from handslag.vitals.facts import (
    Administration,
    Answer,
    CalendarDay,
    Comment,
    Entry,
    Facts,
    Pause,
    PeriodCode,
    Revision,
    Signal,
    SignedReport,
    Talk,
)


@dataclass(frozen=True)
class World:
    """Facts as seen on a day, known at a moment."""

    facts: Facts
    day: date
    known_at: datetime

    def on(self, day: date) -> World:
        """The same knowledge on another day."""
        return World(self.facts, day, self.known_at)


# Settings and calendar


def setting(world: World, key: str, unset: int) -> int:
    """The newest of the city's settings that exists."""
    rows = [
        row
        for row in world.facts.settings
        if row.key == key and row.effective_on <= world.day and row.recorded_at <= world.known_at
    ]
    newest = max(rows, key=lambda row: (row.effective_on, row.recorded_at, row.order), default=None)
    return unset if newest is None else newest.value


def sleep_after(world: World) -> int:
    """150 days unless the city has set another number."""
    return setting(world, "sleep_after", 150)


def drowsy_after(world: World) -> int:
    """90 days unless the city has set another number."""
    return setting(world, "drowsy_after", 90)


def calendar_day(world: World, year: int, code: PeriodCode) -> CalendarDay | None:
    """The newest of the calendar's days for the period that exists."""
    rows = [
        row
        for row in world.facts.calendar
        if (row.year, row.code) == (year, code) and row.effective_on <= world.day and row.recorded_at <= world.known_at
    ]
    return max(rows, key=lambda row: (row.effective_on, row.recorded_at, row.order), default=None)


def vp_due(world: World, year: int) -> date | None:
    """The VP due day of a year."""
    row = calendar_day(world, year, "VP")
    return None if row is None else row.due


def vp_years(world: World) -> list[int]:
    """The VP years of the calendar, oldest first."""
    years = {row.year for row in world.facts.calendar if row.code == "VP"}
    return sorted(year for year in years if vp_due(world, year) is not None)


# Organisation


def administrations(world: World) -> list[Administration]:
    """The newest known version of each administration."""
    known = [row for row in world.facts.administrations if row.recorded_at <= world.known_at]
    names = sorted({fold(row.name) for row in known})
    return [
        max((row for row in known if fold(row.name) == name), key=lambda row: (row.recorded_at, row.order))
        for name in names
    ]


def administration(world: World, name: str) -> Administration | None:
    """The administration with the name, if it is known."""
    return next((row for row in administrations(world) if fold(row.name) == fold(name)), None)


def predecessors(world: World, name: str) -> list[str]:
    """The folded names of the direct predecessors."""
    known = administration(world, name)
    return [] if known is None else [fold(one) for one in known.predecessors]


def lineage(world: World, name: str) -> set[str]:
    """Itself and its predecessors, through several mergers: what is theirs is read as its own."""
    names = {fold(name)}
    for one in predecessors(world, name):
        names |= lineage(world, one)
    return names


def read_together(world: World, name: str) -> set[str]:
    """Whose facts are read as its own: before its first day those of its predecessors."""
    known = administration(world, name)
    if known is None or known.valid_from <= world.day:
        return lineage(world, name)
    return {other for one in predecessors(world, name) for other in read_together(world, one)}


def is_valid(world: World, name: str) -> bool:
    """Valid on the day, first and last day included."""
    known = administration(world, name)
    if known is None or world.day < known.valid_from:
        return False
    return known.valid_to is None or world.day <= known.valid_to


# Plan


def revisions(world: World) -> list[Revision]:
    """The revisions that have come into force, oldest first."""
    known = [row for row in world.facts.revisions if row.recorded_at <= world.known_at and row.in_force <= world.day]
    return sorted(known, key=lambda row: (row.in_force, row.recorded_at, row.order))


def revision_in_force(world: World) -> Revision | None:
    """The newest one whose in-force day has come."""
    known = revisions(world)
    return known[-1] if known else None


def first_vp_year(world: World, revision: Revision) -> int | None:
    """Given, or the first year whose VP due day is at least 90 days after the decision."""
    if revision.first_vp_year is not None:
        return revision.first_vp_year
    for year in vp_years(world):
        due = vp_due(world, year)
        if due is not None and due >= revision.decided_on + timedelta(days=90):
            return year
    return None


def has_area(revision: Revision, key: str) -> bool:
    """The revision has the focus area."""
    return any(area.key == key for area in revision.areas)


def has_mandatory(revision: Revision, key: str) -> bool:
    """The revision has the focus area and makes it mandatory."""
    return any(area.key == key and area.mandatory for area in revision.areas)


def year_since(world: World, holds: list[bool]) -> int | None:
    """The first VP year of the revision with which the unbroken run of revisions up to now began."""
    rows = revisions(world)
    if not rows or not holds[-1]:
        return None
    place = len(rows) - 1
    while place > 0 and holds[place - 1]:
        place -= 1
    return first_vp_year(world, rows[place])


def counts_from_year(world: World, area: str) -> int | None:
    """An area new in a revision counts from that revision's first VP year."""
    return year_since(world, [has_area(row, area) for row in revisions(world)])


def year_of_cell(world: World, area: str) -> int | None:
    """The newest VP year whose VP due day has come, among the years from which the area counts."""
    first = counts_from_year(world, area)
    if first is None:
        return None
    years = [year for year in vp_years(world) if year >= first and vp_due(world, year) <= world.day]  # type: ignore[operator]
    return max(years, default=None)


def is_mandatory(world: World, area: str) -> bool:
    """An area made mandatory in a revision is mandatory from that revision's first VP year."""
    first = year_since(world, [has_mandatory(row, area) for row in revisions(world)])
    year = year_of_cell(world, area)
    return first is not None and year is not None and year >= first


# Answers and entries


def corrected(world: World, rows: tuple[Answer, ...] | tuple[Entry, ...] | tuple[Pause, ...]) -> set[int]:
    """Those replaced or withdrawn by a known one: from its recorded moment they do not exist."""
    return {row.replaces for row in rows if row.replaces is not None and row.recorded_at <= world.known_at}


def effective_day(world: World, answer: Answer) -> date | None:
    """Its decision day, or the VP due day of its year when none is given."""
    return answer.decided_on if answer.decided_on is not None else vp_due(world, answer.year)


def counts_from(world: World, answer: Answer) -> date | None:
    """The later of its effective day and the VP due day of its year."""
    effective, due = effective_day(world, answer), vp_due(world, answer.year)
    if effective is None or due is None:
        return effective
    return max(effective, due)


def answers(world: World, names: set[str]) -> list[Answer]:
    """The answers of these administrations that exist, oldest first."""
    gone = corrected(world, world.facts.answers)
    rows = []
    for answer in world.facts.answers:
        effective = effective_day(world, answer)
        if answer.recorded_at > world.known_at or answer.withdrawn or answer.id in gone:
            continue
        if fold(answer.administration) in names and effective is not None and effective <= world.day:
            rows.append(answer)
    return sorted(rows, key=lambda row: (effective_day(world, row), row.recorded_at, row.order))


def counting_answers(world: World, names: set[str]) -> list[Answer]:
    """Those that count: one for a later year than that of the cell does not, as its VP due day has not come."""
    rows = []
    for answer in answers(world, names):
        start = counts_from(world, answer)
        if start is not None and start <= world.day:
            rows.append(answer)
    return rows


def entries(world: World, names: set[str]) -> list[Entry]:
    """The entries of these administrations that exist, oldest first."""
    gone = corrected(world, world.facts.entries)
    rows = [
        entry
        for entry in world.facts.entries
        if entry.recorded_at <= world.known_at
        and entry.effective_on <= world.day
        and not entry.withdrawn
        and entry.id not in gone
        and fold(entry.ref.administration) in names
    ]
    return sorted(rows, key=lambda row: (row.effective_on, row.recorded_at, row.order))


# The rest


def signals(world: World, names: set[str], area: str) -> list[Signal]:
    """The signals on the cell."""
    return [
        row
        for row in world.facts.signals
        if fold(row.administration) in names
        and row.area == area
        and row.raised_on <= world.day
        and row.recorded_at <= world.known_at
    ]


def is_overdue(world: World, signal: Signal) -> bool:
    """Open, that is without a known answer, and its answer-by day is before the day."""
    known = [row for row in signal.answers if row.answered_on <= world.day and row.recorded_at <= world.known_at]
    return not known and signal.answer_by < world.day


def pauses(world: World, names: set[str], area: str) -> list[Pause]:
    """The pauses of the cell, but for those taken back or ended on another day by one known at the moment."""
    gone = corrected(world, world.facts.pauses)
    return [
        row
        for row in world.facts.pauses
        if fold(row.administration) in names
        and row.area == area
        and row.first_day <= world.day
        and row.recorded_at <= world.known_at
        and not row.withdrawn
        and row.id not in gone
    ]


def talks(world: World, names: set[str], area: str) -> list[Talk]:
    """The talks held on the cell."""
    return [
        row
        for row in world.facts.talks
        if fold(row.administration) in names
        and row.area == area
        and row.held_on <= world.day
        and row.recorded_at <= world.known_at
    ]


def comment(world: World, names: set[str], area: str) -> Comment | None:
    """The newest of the administration's own comments on the cell."""
    rows = [
        row
        for row in world.facts.comments
        if fold(row.administration) in names
        and row.area == area
        and row.effective_on <= world.day
        and row.recorded_at <= world.known_at
    ]
    return max(rows, key=lambda row: (row.effective_on, row.recorded_at, row.order), default=None)


def reports(world: World, names: set[str]) -> list[SignedReport]:
    """The signed reports of these administrations, oldest first."""
    rows = [
        row
        for row in world.facts.reports
        if fold(row.administration) in names and row.signed_on <= world.day and row.recorded_at <= world.known_at
    ]
    return sorted(rows, key=lambda row: (row.signed_on, row.recorded_at, row.order))
