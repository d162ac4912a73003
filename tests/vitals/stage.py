"""The stage of a small world: organisation, calendar, settings and plan, drawn from any source of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from handslag.vitals.facts import (
    Administration,
    Answer,
    Area,
    CalendarDay,
    CentralMeasure,
    Entry,
    Kind,
    Revision,
    Setting,
)

T = TypeVar("T")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
FAR = datetime(2027, 6, 1, 12, tzinfo=STOCKHOLM)
FIRST, LAST = date(2023, 1, 1), date(2026, 9, 30)
YEARS = (2023, 2024, 2025, 2026)
KINDS: tuple[Kind, ...] = ("district", "district", "district", "specialist")
STARTS = (0, 1, 30, 31)  # what begins or is due on a day, and the month after it
PASSES = (0, 1)  # a day that passes
SILENT = (0, 1, 90, 91, 150, 151, 365, 366)  # what may be the last that was done
Mark = tuple[date, tuple[int, ...]]


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

    def near(self, days: Sequence[Mark]) -> date:
        """A day at one of the thresholds from a day that matters, or any day."""
        if not days or self.one_in(6):
            return self.day()
        day, offsets = self.of(days)
        return day + timedelta(days=self.of(offsets))

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
    days: list[Mark] = field(default_factory=list)

    def name(self) -> str:
        """The name of one of the administrations, spelt somehow."""
        return self.chance.spelling(self.chance.of(self.administrations).name)


# The frame: organisation, calendar, settings, plan


def organisation(chance: Chance) -> list[Administration]:
    """Alone, side by side, merged, merged again, split, with a specialist; sometimes with a gap or an overlap."""
    begin, first, second = date(2015, 1, 1), date(2024, 7, 1), date(2025, 7, 1)
    kind: Kind = chance.of(KINDS)
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
        notice = [row.due - timedelta(days=chance.of((89, 90))) for row in stage.calendar if row.code == "VP"]
        before = [day for day in notice if start - timedelta(days=200) <= day <= start]
        decided = chance.of([start, start, start - timedelta(days=20), start - timedelta(days=60), *before])
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
        stage.days += [(decided, STARTS), (start, STARTS)]
    return rows
