"""Small but nasty worlds of facts, drawn from any source of chance: a seed or Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from handslag.vitals.facts import (
    Administration,
    Answer,
    Area,
    CalendarDay,
    CentralMeasure,
    Comment,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Pause,
    Revision,
    Setting,
    Signal,
    SignalAnswer,
    SignedReport,
    Talk,
)

T = TypeVar("T")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
FAR = datetime(2027, 6, 1, 12, tzinfo=STOCKHOLM)
FIRST, LAST = date(2023, 1, 1), date(2026, 9, 30)
YEARS = (2023, 2024, 2025, 2026)
NEAR = (0, 1, 2, 29, 30, 31, 32, 89, 90, 91, 92, 149, 150, 151, 152, 364, 365, 366, 367)
STATES = (None, None, "planned", "started", "under_way", "under_way", "done", "done", "dropped")
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
EVIDENCE = ("", "", "", "", "dnr 1", " dnr 1 ", "dnr 2", "DNR 1")


class Chance:
    """Draws from a source of chance; Hypothesis' own shrinks towards the first choice and the smallest number."""

    def __init__(self, source: Random) -> None:
        self.source = source
        self.count = 0

    def number(self, low: int, high: int) -> int:
        """Between the two, both included."""
        return self.source.randint(low, high)

    def one_in(self, count: int) -> bool:
        """True once in `count` times."""
        return self.source.randint(1, count) == count

    def of(self, values: Sequence[T]) -> T:
        """One of them."""
        return values[self.source.randint(0, len(values) - 1)]

    def some(self, values: Sequence[T]) -> list[T]:
        """About half of them."""
        return [value for value in values if self.one_in(2)]

    def next(self) -> int:
        """A number that nothing else has: ids and places in the file."""
        self.count += 1
        return self.count

    def day(self) -> date:
        """Any day of the world."""
        return FIRST + timedelta(days=self.number(0, (LAST - FIRST).days))

    def near(self, days: Sequence[date]) -> date:
        """A day at one of the thresholds from a day that matters, or any day."""
        if not days or self.one_in(4):
            return self.day()
        return self.of(days) + timedelta(days=self.of(NEAR))

    def moment(self, day: date) -> datetime:
        """When a fact of the day was recorded: that day, soon after, or long after."""
        later = self.of((0, 0, 0, 1, 7, 30, 200))
        return datetime(day.year, day.month, day.day, self.of((9, 9, 15)), tzinfo=STOCKHOLM) + timedelta(days=later)

    def spelling(self, text: str) -> str:
        """The same name, written a little otherwise."""
        return self.of((text, text, text, text.upper(), f" {text} ", text.replace(" ", "  ")))


@dataclass
class Stage:
    """What a world is about: its administrations, areas and the facts made so far."""

    chance: Chance
    administrations: list[Administration] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    calendar: list[CalendarDay] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def name(self) -> str:
        """The name of one of the administrations, spelt somehow."""
        return self.chance.spelling(self.chance.of(self.administrations).name)


# The frame: organisation, calendar, settings, plan


def organisation(chance: Chance) -> list[Administration]:
    """Alone, side by side, merged, merged again, split, with a specialist; sometimes with a gap or an overlap."""
    begin, first, second = date(2015, 1, 1), date(2024, 7, 1), date(2025, 7, 1)
    kind = chance.of(("district", "district", "district", "specialist"))
    end = first - timedelta(days=chance.of((1, 1, 1, 1, 4, -20)))
    one = Administration("Alby", kind, begin)
    shape = chance.of(("alone", "beside", "specialist", "merger", "chain", "split"))
    shapes: dict[str, list[Administration]] = {
        "alone": [one],
        "beside": [one, Administration("Berga", kind, begin)],
        "specialist": [one, Administration("Socialförvaltningen", "specialist", begin)],
        "merger": [
            replace(one, valid_to=end),
            Administration("Berga", kind, begin, end),
            Administration("Dalen", kind, first, None, ("Alby", "berga")),
        ],
        "chain": [
            replace(one, valid_to=end),
            Administration("Berga", kind, begin, second - timedelta(days=1)),
            Administration("Dalen", kind, first, second - timedelta(days=1), ("Alby",)),
            Administration("Eken", kind, second, None, ("Dalen", "Berga")),
        ],
        "split": [
            replace(one, valid_to=end),
            Administration("Berga", kind, first, None, ("ALBY",)),
            Administration("Dalen", kind, first, None, (" Alby",)),
        ],
    }
    rows = shapes[shape]
    if chance.one_in(8):
        latest = chance.of(rows)
        moment = chance.moment(chance.day())
        rows.append(replace(latest, valid_to=chance.day(), recorded_at=moment, order=chance.next()))
    return rows


def calendar(chance: Chance) -> list[CalendarDay]:
    """Every year's periods; sometimes one is changed later."""
    rows = []
    for year in YEARS:
        due = chance.of((date(year, 1, 31), date(year, 1, 31), date(year - 1, 12, 10), date(year, 3, 15)))
        rows += [
            CalendarDay(year, "VP", due),
            CalendarDay(year, "T1", date(year, 5, 20), date(year, 4, 30)),
            CalendarDay(year, "T2", date(year, 9, 22), date(year, 8, 31)),
            CalendarDay(year, "VB", date(year + 1, 1, 30), date(year, 12, 31)),
        ]
    for _ in range(chance.of((0, 0, 0, 1, 2))):
        old = chance.of(rows[: 4 * len(YEARS)])
        day = chance.day()
        due = old.due + timedelta(days=chance.of((-30, -1, 1, 15, 40)))
        moment = chance.moment(day)
        rows.append(replace(old, due=due, effective_on=day, recorded_at=moment, order=chance.next()))
    return rows


def settings(chance: Chance) -> list[Setting]:
    """Unset, set from the beginning, or changed later."""
    rows = []
    if chance.one_in(4):
        rows += [Setting("sleep_after", chance.of((60, 120, 210))), Setting("drowsy_after", chance.of((30, 59)))]
    if chance.one_in(4):
        day = chance.day()
        value = chance.of((100, 151, 200))
        rows.append(Setting("sleep_after", value, day, chance.moment(day), chance.next()))
    return rows


def plan(stage: Stage) -> list[Revision]:
    """One to three revisions: areas come, go and return, are made mandatory or not, central measures are renamed."""
    chance = stage.chance
    starts = [date(2023, 1, 10), *chance.some((date(2024, 4, 1), date(2025, 3, 1)))]
    owners = [chance.of(stage.administrations) for _ in range(chance.of((0, 0, 1, 2)))]
    placed = [(owner, chance.of(stage.areas), f"c{place}") for place, owner in enumerate(owners)]
    rows = []
    for place, start in enumerate(starts):
        kept = [key for key in stage.areas if not chance.one_in(5)] or stage.areas[:1]
        areas = tuple(Area(key, key.capitalize(), mandatory=chance.one_in(2)) for key in kept)
        decided = start - timedelta(days=chance.of((0, 0, 20, 60)))
        central = tuple(
            CentralMeasure(
                key, chance.of((f"Gemensam {key}", f"Gemensam {key}", f"Ny gemensam {key}")), area,
                chance.spelling(owner.name), chance.of((None, date(2025, 6, 30), date(2024, 12, 31), chance.day())),
            )
            for owner, area, key in placed
            if area in kept and not chance.one_in(5)
        )  # fmt: skip
        first = chance.of((None, None, start.year, start.year + 1))
        moment = chance.moment(decided) if place else datetime(2023, 1, 1, tzinfo=STOCKHOLM)
        rows.append(Revision(place + 1, str(start.year), decided, start, areas, central, first, moment, chance.next()))
        stage.days += [decided, start]
    return rows


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
    due = chance.of((None, None, chance.day(), chance.near(stage.days), date(2025, 6, 30)))
    replaced = replace(known_measure(stage, area), administration=administration) if chance.one_in(6) else None
    return Listing(chance.next(), ref, due, replaced, order=chance.next())


def answer(stage: Stage) -> Answer:
    """Adopted or opted out, early, late or undecided, with none to three measures."""
    chance = stage.chance
    year, area, name = chance.of(YEARS), chance.of(stage.areas), stage.name()
    due = next(row.due for row in stage.calendar if row.year == year and row.code == "VP")
    decided = chance.of((None, due, due + timedelta(days=chance.of((-40, -1, 1, 20, 31, 100)))))
    adopted = not chance.one_in(4)
    reason, dnr = ("", "") if adopted else (chance.of(("Inga ärenden här.", "", " ")), chance.of(("KS 1", "")))
    order = chance.next()
    listings = tuple(listing(stage, area, name) for _ in range(chance.of((0, 1, 1, 2, 3)) if adopted else 0))
    moment = chance.moment(decided or due)
    stage.days += [due, decided or due]
    return Answer(chance.next(), name, area, year, adopted, reason, decided, dnr, listings, moment, order)


def corrected_answer(stage: Stage) -> Answer:
    """Replaces or withdraws an answer."""
    chance = stage.chance
    old = chance.of(stage.answers)
    moment = chance.moment(chance.day())
    if chance.one_in(3):
        return replace(
            old, id=chance.next(), listings=(), replaces=old.id, withdrawn=True, recorded_at=moment, order=chance.next()
        )
    new = answer(stage)
    return replace(
        new, administration=old.administration, area=old.area, year=old.year, replaces=old.id, recorded_at=moment,
        listings=tuple(
            replace(row, ref=replace(row.ref, administration=old.administration, area=old.area), replaces=None)
            for row in new.listings
        ),
    )  # fmt: skip


def entry(stage: Stage) -> Entry:
    """A line on a measure, mostly one that is listed; notes and evidence come again."""
    chance = stage.chance
    area = chance.of(stage.areas)
    day = chance.near(stage.days)
    stage.days.append(day)
    return Entry(
        chance.next(), known_measure(stage, area), day, chance.of(STATES), chance.of(NOTES), chance.of(EVIDENCE),
        chance.moment(day), chance.next(),
    )  # fmt: skip


def corrected_entry(stage: Stage) -> Entry:
    """Replaces or withdraws an entry."""
    chance = stage.chance
    old = chance.of(stage.entries)
    withdrawn = chance.one_in(2)
    moment = chance.moment(old.effective_on + timedelta(days=chance.of((1, 40))))
    return replace(
        old, id=chance.next(), order=chance.next(), recorded_at=moment, replaces=old.id, withdrawn=withdrawn,
        state=chance.of(STATES), note=chance.of(NOTES),
    )  # fmt: skip


# What others do


def signal(stage: Stage) -> Signal:
    """A signal, answered in time, late, or not at all."""
    chance = stage.chance
    day = chance.near(stage.days)
    by = day + timedelta(days=chance.of((5, 14, 30)))
    days = [by + timedelta(days=chance.of((-4, 0, 1, 60))) for _ in range(chance.of((0, 0, 1, 2)))]
    answers = tuple(SignalAnswer(one, chance.moment(one), chance.next()) for one in days)
    stage.days.append(by)
    return Signal(
        chance.next(),
        stage.name(),
        chance.of(stage.areas),
        day,
        by,
        "Vision",
        "",
        answers,
        chance.moment(day),
        chance.next(),
    )


def pause(stage: Stage) -> Pause:
    """A pause of a day, a summer or half a year."""
    chance = stage.chance
    day = chance.near(stage.days)
    last = day + timedelta(days=chance.of((0, 40, 180)))
    return Pause(chance.next(), stage.name(), chance.of(stage.areas), day, last, "Flytt", chance.moment(day))


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


def question(source: Random) -> Question:
    """A world and a question to it."""
    chance = Chance(source)
    stage = Stage(chance, organisation(chance), ["belastning", "chefer", "hot"][: chance.number(1, 3)])
    stage.calendar = calendar(chance)
    stage.revisions = plan(stage)
    for _ in range(chance.number(0, 4 + 3 * len(stage.areas))):
        stage.answers.append(answer(stage))
    for _ in range(chance.of((0, 0, 1, 2)) if stage.answers else 0):
        stage.answers.append(corrected_answer(stage))
    for _ in range(chance.number(0, 14)):
        stage.entries.append(entry(stage))
    for _ in range(chance.of((0, 0, 1, 2)) if stage.entries else 0):
        stage.entries.append(corrected_entry(stage))
    facts = Facts(
        administrations=shuffled(chance, stage.administrations),
        settings=shuffled(chance, settings(chance)),
        calendar=shuffled(chance, stage.calendar),
        revisions=shuffled(chance, stage.revisions),
        signals=tuple(signal(stage) for _ in range(chance.of((0, 1, 2)))),
        pauses=tuple(pause(stage) for _ in range(chance.of((0, 0, 1, 2)))),
        talks=tuple(talk(stage) for _ in range(chance.of((0, 0, 1)))),
        reports=tuple(report(stage) for _ in range(chance.number(0, 6))),
        comments=tuple(comment(stage) for _ in range(chance.of((0, 0, 1, 2)))),
        answers=shuffled(chance, stage.answers),
        entries=shuffled(chance, stage.entries),
    )
    as_of = chance.near(stage.days)
    known_at = chance.of((FAR, FAR, chance.moment(as_of), chance.moment(chance.day())))
    return Question(facts, as_of, known_at)


def seeded(seed: int) -> Question:
    """The same world every time."""
    return question(Random(seed))


def questions() -> st.SearchStrategy[Question]:
    """Worlds for Hypothesis."""
    return st.randoms(use_true_random=False).map(question)
