"""Small but nasty worlds of facts, drawn from any source of chance: a seed or Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import strategies as st
from tests.vitals.stage import (
    FAR,
    FIRST,
    PASSES,
    SILENT,
    STARTS,
    STOCKHOLM,
    YEARS,
    Chance,
    Stage,
    T,
    calendar,
    organisation,
    plan,
    settings,
)

from handslag.vitals.facts import (
    Administration,
    Answer,
    Comment,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Pause,
    Signal,
    SignalAnswer,
    SignedReport,
    State,
    Talk,
)

ENDS: tuple[State, ...] = ("done", "done", "done", "dropped", "under_way")
STATES: tuple[State | None, ...] = (
    None,
    None,
    "planned",
    "started",
    "under_way",
    "under_way",
    "done",
    "done",
    "dropped",
)
TITLES = ("Avlasta med administratör", "Handledning varje vecka", "Larm i besöksrum")
UNITS = ("", "Barn och unga", "Ekonomi")
NOTES = (
    "",
    " ",
    "Pågår enligt plan.",
    "Dialog förs löpande, status 30/4.",
    "Två administratörer anställda på enheten",
    "Två administratörer är anställda på enheten",
    "två ADMINISTRATÖRER anställda, på enheten 12/5 2024",
    "Två administratörer anställda på enheten, nu 14 ärenden",
    "Enheten anställda två administratörer på v 17",
    "Fyra handledare utsedda bland erfarna kollegor",
    "Handledare utsedda",
    "Klart",
    "Avbryts",
    "Larm 12",
    "Larm 30.4",
    "Larm 12/14",
    "Larm 30 april 2025",
    "Larm v.17, 2024-04-30 och vecka53",
    "Larm vecka 54",
    "Larm x30/4",
    "Fem larm monterade i rum_30/4_",
    "Fem larm monterade i rum 3,5",
    "17",
)
DATES = (
    "2024-02-30",
    "2024-2-3",
    "2024-13-01",
    "30/4",
    "31/12 2024",
    "32/1",
    "1.2.2025",
    "1.2",
    "7 maj",
    "07 MAJ 1999",
)
WEEKS = ("v 9", "v. 53", "V54", "vecka 3", "1899", "1900", "2099", "5")
PIECES = ("larm", "anställda", "plan", "möte", "é", "Å1", *DATES, *WEEKS)
JOINTS = (" ", " ", " ", ", ", ". ", "", "-", "/", "_", "  ", "\n")
EVIDENCE = ("", "", "", "", "dnr 1", " dnr 1 ", "dnr 2", "DNR 1")


# What administrations answer, list and report


def measure(stage: Stage, area: str) -> MeasureRef:
    """A name of a measure: few titles, units and Ids, so that they meet."""
    chance = stage.chance
    central = [one.title for row in stage.revisions for one in row.central if one.area == area]
    if central and chance.one_in(4):
        return MeasureRef(stage.name(), area, chance.spelling(chance.of(central)))
    title, unit = chance.spelling(chance.of(TITLES)), chance.spelling(chance.of(UNITS))
    return MeasureRef(stage.name(), area, title, unit, chance.of(("", "", "", "", "7", " 7", "8")))


def known_measure(stage: Stage, area: str) -> MeasureRef:
    """A measure that has been listed, or a new name."""
    chance = stage.chance
    listed = [row.ref for answer in stage.answers for row in answer.listings if row.ref.area == area]
    if not listed or chance.one_in(6):
        return measure(stage, area)
    ref = chance.of(listed)
    return replace(
        ref, title=chance.spelling(ref.title), administration=stage.name() if chance.one_in(4) else ref.administration
    )


def listing(stage: Stage, area: str, administration: str) -> Listing:
    """A row: new or listed before, with or without a due day, sometimes replacing another."""
    chance = stage.chance
    ref = known_measure(stage, area) if chance.one_in(2) else measure(stage, area)
    ref = replace(ref, administration=administration)
    due = chance.of((None, None, chance.day(), chance.near(stage.days), date(2026, 12, 1)))
    if due is not None:
        stage.days.append((due, STARTS))
    replaced = replace(known_measure(stage, area), administration=administration) if chance.one_in(6) else None
    return Listing(chance.next(), ref, due, replaced, order=chance.next())


def answer(stage: Stage, name: str, area: str, year: int) -> Answer:
    """Adopted or opted out, early, late or undecided, with none to three measures."""
    chance = stage.chance
    due = next(row.due for row in stage.calendar if row.year == year and row.code == "VP")
    decided = chance.of((None, due, due + timedelta(days=chance.of((-40, -1, 1, 20, 31, 100)))))
    adopted = not chance.one_in(4)
    reason, dnr = ("", "") if adopted else (chance.of(("Inga ärenden här.", "", " ")), chance.of(("KS 1", "")))
    order = chance.next()
    listings = tuple(listing(stage, area, name) for _ in range(chance.of((0, 1, 1, 2, 3)) if adopted else 0))
    moment = chance.moment(decided or due)
    stage.days += [(due, STARTS), (decided or due, STARTS)]
    return Answer(chance.next(), name, area, year, adopted, reason, decided, dnr, listings, moment, order)


def answers_of(stage: Stage, administration: Administration, area: str) -> list[Answer]:
    """One for most years in which it was valid, sometimes two, sometimes of another's year."""
    chance = stage.chance
    rows = []
    for year in YEARS:
        began = administration.valid_from.year <= year
        ended = administration.valid_to is not None and administration.valid_to.year < year
        if chance.one_in(10) if ended or not began else not chance.one_in(4):
            rows.append(answer(stage, chance.spelling(administration.name), area, year))
            stage.answers.append(rows[-1])
        if rows and chance.one_in(8):
            stage.answers.append(answer(stage, chance.spelling(administration.name), area, year))
    return rows


def corrected_answer(stage: Stage) -> Answer:
    """Replaces or withdraws an answer."""
    chance = stage.chance
    old = chance.of(stage.answers)
    moment = chance.moment(chance.day())
    if chance.one_in(3):
        return replace(
            old, id=chance.next(), listings=(), replaces=old.id, withdrawn=True, recorded_at=moment, order=chance.next()
        )
    new = answer(stage, old.administration, old.area, old.year)
    return replace(
        new, administration=old.administration, area=old.area, year=old.year, replaces=old.id, recorded_at=moment,
        listings=tuple(
            replace(row, ref=replace(row.ref, administration=old.administration, area=old.area), replaces=None)
            for row in new.listings
        ),
    )  # fmt: skip


def note(chance: Chance) -> str:
    """One of the notes, or pieces of notes set together."""
    if not chance.one_in(3):
        return chance.of(NOTES)
    return "".join(chance.of(PIECES) + chance.of(JOINTS) for _ in range(chance.number(1, 5)))


def entry(stage: Stage, ref: MeasureRef, day: date) -> Entry:
    """A line on a measure; notes and evidence come again."""
    chance = stage.chance
    stage.days += [(day, SILENT), (day, SILENT)]
    ref = replace(ref, title=chance.spelling(ref.title))
    number, order = chance.next(), chance.next()
    state, text, evidence = chance.of(STATES), note(chance), chance.of(EVIDENCE)
    return Entry(number, ref, day, state, text, evidence, chance.moment(day), order)


def episode(stage: Stage, ref: MeasureRef | None = None) -> list[Entry]:
    """Up to five lines on one measure, mostly one that is listed, some of them days apart, some half a year."""
    chance = stage.chance
    ref = ref or known_measure(stage, chance.of(stage.areas))
    day = chance.near(stage.days)
    habit = (note(chance), note(chance))
    rows = []
    for _ in range(chance.number(1, 5)):
        row = entry(stage, ref, day)
        rows.append(replace(row, note=chance.of(habit)) if chance.one_in(2) else row)
        day += timedelta(days=chance.of((0, 1, 30, 91, 151, 200)))
    if chance.one_in(3):
        rows.append(replace(entry(stage, ref, day), state="done"))
    return rows


def finish(stage: Stage) -> list[Entry]:
    """Every listed measure is done, about the same day."""
    chance = stage.chance
    day = chance.near(stage.days)
    return [
        replace(
            entry(stage, row.ref, day + timedelta(days=chance.of((0, 30)))), state=chance.of(ENDS), note=note(chance)
        )
        for one in stage.answers
        for row in one.listings
    ]


def corrected_entry(stage: Stage) -> Entry:
    """Replaces or withdraws an entry."""
    chance = stage.chance
    old = chance.of(stage.entries)
    withdrawn = chance.one_in(2)
    moment = chance.moment(old.effective_on + timedelta(days=chance.of((1, 40))))
    return replace(
        old, id=chance.next(), order=chance.next(), recorded_at=moment, replaces=old.id, withdrawn=withdrawn,
        state=chance.of(STATES), note=note(chance),
    )  # fmt: skip


# What others do


def signal(stage: Stage) -> Signal:
    """A signal, answered in time, late, or not at all."""
    chance = stage.chance
    day = chance.near(stage.days)
    by = day + timedelta(days=chance.of((5, 14, 30)))
    days = [by + timedelta(days=chance.of((-4, 0, 1, 60))) for _ in range(chance.of((0, 0, 1, 2)))]
    answers = tuple(SignalAnswer(one, chance.moment(one), chance.next()) for one in days)
    stage.days.append((by, PASSES))
    moment, order = chance.moment(day), chance.next()
    area = chance.of(stage.areas)
    return Signal(chance.next(), stage.name(), area, day, by, "Vision", "", answers, moment, order)


def pause(stage: Stage) -> Pause:
    """A pause of a day, a summer or half a year."""
    chance = stage.chance
    day = chance.near(stage.days)
    last = day + timedelta(days=chance.of((0, 40, 180)))
    return Pause(chance.next(), stage.name(), chance.of(stage.areas), day, last, "Flytt", chance.moment(day))


def pauses(stage: Stage) -> list[Pause]:
    """A few pauses, of which one may be ended on another day or taken back."""
    chance = stage.chance
    rows = [pause(stage) for _ in range(chance.of((0, 0, 0, 1, 2)))]
    if rows and chance.one_in(3):
        old = chance.of(rows)
        last = old.first_day + timedelta(days=chance.of((0, 10, 200)))
        new = replace(old, id=chance.next(), last_day=last, recorded_at=chance.moment(last), replaces=old.id)
        rows.append(replace(new, withdrawn=chance.one_in(3)))
    return rows


def talk(stage: Stage) -> Talk:
    """A talk held on a cell."""
    chance = stage.chance
    day = chance.near(stage.days)
    return Talk(chance.next(), stage.name(), chance.of(stage.areas), day, chance.moment(day))


def report(stage: Stage) -> SignedReport:
    """A signed report of a period."""
    chance = stage.chance
    period = chance.of([row for row in stage.calendar if row.code != "VP"])
    day = period.due + timedelta(days=chance.of((-10, 0, 5, 60)))
    return SignedReport(chance.next(), stage.name(), period.year, period.code, day, chance.moment(day), chance.next())


def comment(stage: Stage) -> Comment:
    """The administration's own words on a cell."""
    chance = stage.chance
    day = chance.near(stage.days)
    return Comment(
        chance.next(), stage.name(), chance.of(stage.areas), day, "Vi är på väg.", "", chance.moment(day), chance.next()
    )


def shuffled(chance: Chance, rows: Sequence[T]) -> tuple[T, ...]:
    """In any order: it carries no meaning."""
    rows = list(rows)
    chance.source.shuffle(rows)
    return tuple(rows)


@dataclass(frozen=True)
class Question:
    """Facts, and the day and moment to ask of."""

    facts: Facts
    as_of: date
    known_at: datetime


def fill(stage: Stage) -> None:
    """Answers and entries of every administration and area."""
    chance = stage.chance
    for administration in stage.administrations:
        for area in stage.areas:
            answers_of(stage, administration, area)
    for _ in range(chance.of((0, 0, 1, 2)) if stage.answers else 0):
        stage.answers.append(corrected_answer(stage))
    for _ in range(chance.number(0, 6)):
        stage.entries += episode(stage)
    if chance.one_in(4):
        stage.entries += finish(stage)
    for _ in range(chance.of((0, 0, 1, 2)) if stage.entries else 0):
        stage.entries.append(corrected_entry(stage))


def fill_little(stage: Stage) -> None:
    """One answer, one or two measures and what was said of them: here every word and day tells."""
    chance = stage.chance
    year, moment = chance.of((2023, 2024)), datetime(2023, 1, 1, tzinfo=STOCKHOLM)
    due = next(row.due for row in stage.calendar if row.year == year and row.code == "VP")
    stage.days += [(due, STARTS)]
    names = [(title, unit) for unit in UNITS for title in TITLES][: chance.of((1, 1, 2, 3, 6))]
    refs = [MeasureRef("Alby", stage.areas[0], title, unit) for title, unit in names]
    rows = tuple(Listing(chance.next(), ref, chance.of((None, date(year, 9, 1))), order=chance.next()) for ref in refs)
    stage.answers.append(
        Answer(chance.next(), "Alby", stage.areas[0], year, adopted=True, listings=rows, recorded_at=moment)
    )
    stage.days += [(date(year, 9, 1), STARTS)]
    for ref in refs[: chance.of((1, 6))]:
        stage.entries += episode(stage, ref)
    if chance.one_in(2):
        stage.entries += finish(stage)


def question(source: Random) -> Question:
    """A world and a question to it."""
    chance = Chance(source)
    little = chance.one_in(2)
    stage = Stage(chance, [], ["belastning", "chefer", "hot"][: 1 if little else chance.of((1, 1, 2, 3))])
    stage.administrations = [Administration("Alby", "district", FIRST)] if little else organisation(chance)
    stage.calendar = calendar(chance)
    stage.revisions = plan(stage)
    if little:
        fill_little(stage)
    else:
        fill(stage)
    facts = Facts(
        administrations=shuffled(chance, stage.administrations),
        settings=shuffled(chance, settings(chance)),
        calendar=shuffled(chance, stage.calendar),
        revisions=shuffled(chance, stage.revisions),
        signals=tuple(signal(stage) for _ in range(chance.of((0, 0, 1, 2)))),
        pauses=tuple(pauses(stage)),
        talks=tuple(talk(stage) for _ in range(chance.of((0, 0, 0, 1)))),
        reports=tuple(report(stage) for _ in range(chance.number(0, 12))),
        comments=tuple(comment(stage) for _ in range(chance.of((0, 0, 1, 2)))),
        answers=shuffled(chance, stage.answers),
        entries=shuffled(chance, stage.entries),
    )
    as_of = chance.near(stage.days)
    if stage.entries and chance.one_in(4):
        as_of = chance.near([(max(row.effective_on for row in stage.entries), SILENT)])
    known_at = chance.of((FAR, FAR, FAR, chance.moment(as_of), chance.moment(chance.day())))
    return Question(facts, as_of, known_at)


def seeded(seed: int) -> Question:
    """The same world every time."""
    return question(Random(seed))


def questions() -> st.SearchStrategy[Question]:
    """Worlds for Hypothesis."""
    return st.randoms(use_true_random=False).map(question)
