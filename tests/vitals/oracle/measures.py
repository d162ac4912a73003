"""The measures of a cell: identity, where they stand, first days, due days, states, acts and copies."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.vitals.oracle import existing
from tests.vitals.oracle.existing import World
from tests.vitals.oracle.texts import fold, is_copy, is_note, strip, words_to_go_by

from handslag.vitals.facts import CentralMeasure, Entry, MeasureRef

Identity = tuple[str, ...]
OPEN = ("planned", "started", "under_way")


@dataclass(frozen=True)
class Standing:
    """A place where a measure stands: a row under an answer that counts, or a central measure of a revision."""

    identity: Identity
    area: str
    unit: str
    due: date | None
    year: int | None  # None: central, for every year
    newest_by: tuple[date, datetime, int, int]
    first_day: date
    evidence: str
    same_as: Identity | None = None  # what it replaces; for a central measure, what its key ties it to


@dataclass(frozen=True)
class Measure:
    """All standings and entries of one identity, oldest first."""

    identities: frozenset[Identity]
    standings: tuple[Standing, ...]
    entries: tuple[Entry, ...]


def identity(ref: MeasureRef) -> Identity:
    """The Id if given, else (within the administration) unit, focus area, title."""
    if strip(ref.external_id):
        return ("id", strip(ref.external_id))
    return ("named", fold(ref.unit), ref.area, fold(ref.title))


def central_identity(central: CentralMeasure) -> Identity:
    """A central measure has no unit."""
    return ("named", "", central.area, fold(central.title))


def listed_standings(world: World, names: set[str]) -> list[Standing]:
    """Every row of every answer that counts."""
    rows = []
    for answer in existing.counting_answers(world, names):
        effective, start = existing.effective_day(world, answer), existing.counts_from(world, answer)
        assert effective is not None and start is not None
        rows += [
            Standing(
                identity=identity(listing.ref),
                area=answer.area,
                unit=listing.ref.unit,
                due=listing.due,
                year=answer.year,
                newest_by=(effective, answer.recorded_at, answer.order, listing.order),
                first_day=start,
                evidence=f"listing:{listing.id}",
                same_as=None if listing.replaces is None else identity(listing.replaces),
            )
            for listing in answer.listings
        ]
    return rows


def central_standings(world: World, names: set[str]) -> list[Standing]:
    """Every central measure of every revision that has come into force; a key ties its titles together."""
    return [
        Standing(
            identity=central_identity(central),
            area=central.area,
            unit="",
            due=central.due,
            year=None,
            newest_by=(revision.decided_on, revision.recorded_at, revision.order, 0),
            first_day=revision.decided_on,
            evidence=f"central:{central.key}",
            same_as=("key", central.area, central.key),
        )
        for revision in existing.revisions(world)
        for central in revision.central
        if fold(central.administration) in names
    ]


def central_now(world: World, names: set[str], area: str) -> set[Identity]:
    """The central ones of the revision in force."""
    revision = existing.revision_in_force(world)
    if revision is None:
        return set()
    return {
        central_identity(central)
        for central in revision.central
        if central.area == area and fold(central.administration) in names
    }


def same(standings: list[Standing], entries: list[Entry]) -> list[set[Identity]]:
    """Equal identities are one measure; so are those of which one replaces the other."""
    groups: list[set[Identity]] = [{row.identity} for row in standings]
    groups += [{row.identity, row.same_as} for row in standings if row.same_as is not None]
    groups += [{identity(entry.ref)} for entry in entries]
    while True:
        pair = next(
            ((one, two) for one in groups for two in groups if one is not two and one & two),
            None,
        )
        if pair is None:
            return groups
        groups = [group for group in groups if group is not pair[0] and group is not pair[1]]
        groups.append(pair[0] | pair[1])


def all_measures(world: World, names: set[str]) -> list[Measure]:
    """Every measure that these administrations have listed anywhere."""
    standings = listed_standings(world, names) + central_standings(world, names)
    standings.sort(key=lambda row: row.newest_by)
    entries = existing.entries(world, names)
    measures = []
    for group in same(standings, entries):
        stands = tuple(row for row in standings if row.identity in group)
        theirs = tuple(entry for entry in entries if identity(entry.ref) in group)
        if stands:
            measures.append(Measure(frozenset(group), stands, theirs))
    return measures


# State and acts


def has_substance(entry: Entry) -> bool:
    """Done needs a word to go by or evidence, dropped a word to go by."""
    if entry.state == "done":
        return bool(words_to_go_by(entry.note)) or bool(strip(entry.evidence))
    if entry.state == "dropped":
        return bool(words_to_go_by(entry.note))
    return True


def states(entries: tuple[Entry, ...]) -> list[str]:
    """The state after each entry: the newest stated one, planned if none, lacking substance left as it was."""
    state = "planned"
    after = []
    for entry in entries:
        if entry.state is not None and has_substance(entry):
            state = entry.state
        after.append(state)
    return after


def state(entries: tuple[Entry, ...]) -> str:
    """The state after all entries."""
    return states(entries)[-1] if entries else "planned"


def is_open(entries: tuple[Entry, ...]) -> bool:
    """Open = not done and not dropped."""
    return state(entries) in OPEN


def notes_before(entries: tuple[Entry, ...], place: int) -> list[str]:
    """The earlier notes of the measure."""
    return [entry.note for entry in entries[:place] if is_note(entry.note)]


def copies(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries whose note is a copy."""
    return [
        entry
        for place, entry in enumerate(entries)
        if is_note(entry.note) and is_copy(entry.note, notes_before(entries, place))
    ]


def brings_new_state(entries: tuple[Entry, ...], place: int) -> bool:
    """The entry brings the measure into a state it has not had before; it began as planned."""
    had = ["planned", *states(entries)[:place]]
    return states(entries)[place] not in had


def reopens(entries: tuple[Entry, ...], place: int) -> bool:
    """The entry reopens the measure, with a word to go by."""
    was = state(entries[:place])
    now = states(entries)[place]
    return was not in OPEN and now in OPEN and bool(words_to_go_by(entries[place].note))


def brings_evidence(entries: tuple[Entry, ...], place: int) -> bool:
    """The entry brings evidence that no earlier entry of the measure had."""
    evidence = strip(entries[place].evidence)
    return bool(evidence) and evidence not in [strip(entry.evidence) for entry in entries[:place]]


def brings_note(entries: tuple[Entry, ...], place: int) -> bool:
    """The entry has a note that is no copy."""
    note = entries[place].note
    return is_note(note) and not is_copy(note, notes_before(entries, place))


def leaves_planned_with_nothing(entries: tuple[Entry, ...], place: int) -> bool:
    """The entry leaves the measure planned, with no note and no evidence."""
    entry = entries[place]
    return states(entries)[place] == "planned" and not is_note(entry.note) and not strip(entry.evidence)


def is_substantive(entries: tuple[Entry, ...], place: int) -> bool:
    """A substantive act on a measure, its entries taken in order."""
    if leaves_planned_with_nothing(entries, place):
        return False
    return (
        brings_new_state(entries, place)
        or reopens(entries, place)
        or brings_evidence(entries, place)
        or brings_note(entries, place)
    )


def acts(measure: Measure) -> list[Entry]:
    """The substantive entries of a measure."""
    return [entry for place, entry in enumerate(measure.entries) if is_substantive(measure.entries, place)]


def last_done(entries: tuple[Entry, ...]) -> date | None:
    """The day of the newest entry that changed the state to done."""
    after = states(entries)
    before = ["planned", *after][: len(after)]
    days = [
        entry.effective_on
        for entry, was, now in zip(entries, before, after, strict=True)
        if now == "done" and was != "done"
    ]
    return days[-1] if days else None


# Days


def listed_first(measure: Measure) -> date:
    """The day from which the first answer it stands under counts (central: the revision's decision day)."""
    return min(row.first_day for row in measure.standings)


def given_dues(measure: Measure) -> list[date]:
    """The due days given, oldest first; an empty one says nothing."""
    return [row.due for row in measure.standings if row.due is not None]


def original_due(measure: Measure) -> date | None:
    """The first given one."""
    given = given_dues(measure)
    return given[0] if given else None


def due_day(world: World, names: set[str], area: str, measure: Measure) -> date | None:
    """The newest given, else 31 December of the newest year it was listed in (central: every year)."""
    given = given_dues(measure)
    if given:
        return given[-1]
    listed = [row.year for row in measure.standings if row.year is not None]
    if measure.identities & central_now(world, names, area):
        year = existing.year_of_cell(world, area) or existing.counts_from_year(world, area)
        if year is None:
            return None  # for every year, and none is known
        listed.append(year)
    return date(max(listed), 12, 31) if listed else None


def moves(measure: Measure) -> int:
    """Every given due day that differs from the one before it."""
    given = given_dues(measure)
    return sum(1 for one, two in itertools.pairwise(given) if one != two)


def unit_of(measure: Measure) -> str:
    """The unit as the newest standing writes it."""
    return fold(measure.standings[-1].unit)


# The measures of a cell


def is_listed(measure: Measure, area: str, year: int | None) -> bool:
    """Listed under the year of the cell by any known answer, also one replaced since."""
    return any(row.area == area and row.year is not None and row.year == year for row in measure.standings)


def was_listed(measure: Measure, area: str, year: int | None) -> bool:
    """Listed under any earlier year."""
    return any(
        row.area == area and row.year is not None and year is not None and row.year < year for row in measure.standings
    )


def was_open(world: World, measure: Measure, year: int) -> bool:
    """Open, judged by its entries up to 31 December of the year before (or up to the day, if earlier)."""
    until = min(date(year - 1, 12, 31), world.day)
    return is_open(tuple(entry for entry in measure.entries if entry.effective_on <= until))


def done_lately(world: World, measure: Measure) -> bool:
    """Done, by the newest entry that changed the state to done, at most 365 days before the day."""
    done = last_done(measure.entries)
    return done is not None and world.day - done <= timedelta(days=365)


def measures_of_cell(world: World, names: set[str], area: str) -> list[Measure]:
    """Those listed under the year, the central ones, the carried; if none, those done lately."""
    year = existing.year_of_cell(world, area)
    every = all_measures(world, names)
    central = central_now(world, names, area)
    chosen = [
        one for one in every if is_listed(one, area, year) or one.identities & central or is_carried(world, one, area)
    ]
    if chosen:
        return chosen
    return [one for one in every if was_listed(one, area, year) and done_lately(world, one)]


def is_listed_now(world: World, names: set[str], area: str, measure: Measure) -> bool:
    """Listed under the year of the cell, or one of the central ones."""
    year = existing.year_of_cell(world, area)
    return is_listed(measure, area, year) or bool(measure.identities & central_now(world, names, area))


def is_carried(world: World, measure: Measure, area: str) -> bool:
    """Listed under an earlier year and still open when the year of the cell began."""
    year = existing.year_of_cell(world, area)
    return year is not None and was_listed(measure, area, year) and was_open(world, measure, year)


def vanished(world: World, names: set[str], area: str) -> list[Measure]:
    """Carried measures that are not listed under the year of the cell; a central one is listed every year."""
    return [
        one
        for one in measures_of_cell(world, names, area)
        if is_carried(world, one, area) and not is_listed_now(world, names, area, one)
    ]
