"""Lives through the years of a demo city and writes down the rows its administrations would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from handslag.cli.demo import words
from handslag.cli.demo.places import END
from handslag.cli.demo.stories import ALIVE, Story, awake_again, measures_for, quiet_on, story_of

Row = dict[str, object]
COSTS = (None, None, 25_000, 40_000, 80_000, 120_000, 250_000)
TARGETS = ("socialsekreterare", "biståndshandläggare", "chefer", "alla")


@dataclass(slots=True)
class Life:
    """One local measure over its years."""

    administration: str
    unit: str
    unit_place: int
    field_of_work: str
    area: str
    title: str
    owner: str
    start: date
    due: date
    done_on: date | None
    cost: int | None
    effect: str
    target: str
    last_note: str = ""
    moved: list[tuple[int, date]] = field(default_factory=list)

    def due_in(self, year: int) -> date:
        """The due day as the VP of a year writes it."""
        return next((day for at, day in reversed(self.moved) if at <= year), self.due)

    def open_in(self, year: int) -> bool:
        """Whether it is carried on in the VP of a year."""
        return self.start.year < year and (self.done_on is None or self.done_on.year >= year)


@dataclass(frozen=True, slots=True)
class Place:
    """An administration as the years see it: its units by name and field of work, and its years."""

    name: str
    units: tuple[tuple[str, str], ...]
    first: date
    last: date
    district: bool = True


@dataclass(slots=True)
class Grown:
    """All rows, by what they are."""

    vp: dict[int, list[Row]] = field(default_factory=dict)
    late_vp: dict[int, list[Row]] = field(default_factory=dict)
    progress: list[Row] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)


def grow(random: Random, places: list[Place], areas: dict[int, list[str]], names: dict[str, str]) -> Grown:
    """Live through the VP years: `areas` are the plan's keys by year, `names` their names."""
    grown = Grown()
    for place in places:
        used: dict[tuple[str, str], set[str]] = {}
        for year, keys in sorted(areas.items()):
            if not place.first <= date(year, 1, 31) <= place.last:
                continue
            for area in keys:
                _answer(random, grown, place, area, year, names, used)
    for life in grown.lives:
        grown.progress.extend(_entries(random, life, names))
    grown.progress.sort(key=lambda row: (str(row["Datum"]), str(row["Förvaltning"]), str(row["Åtgärd"])))
    return grown


def _answer(
    random: Random, grown: Grown, place: Place, area: str, year: int, names: dict[str, str],
    used: dict[tuple[str, str], set[str]],
) -> None:  # fmt: skip
    story = story_of(place.name, area)
    this_year = story.turns.year == year
    if story.kind == "unanswered" and this_year:
        return
    head = _head(random, place.name, names[area], year)
    rows = grown.vp.setdefault(year, [])
    if story.kind in ("opted_out", "opted_out_bare") and this_year:
        bare = story.kind == "opted_out_bare"
        rows.append(
            head | {"Beslut": "Bortvalt", "Skäl": "" if bare else random.choice(words.REASONS)}
            | ({"Dnr": "", "Beslutsdatum": ""} if bare else {})
        )  # fmt: skip
        return
    lives = [life for life in grown.lives if (life.administration, life.area) == (place.name, area)]
    carried = [life for life in lives if life.open_in(year)]
    count = measures_for(random, story, year)
    fresh = [_life(random, place, area, year, story, used, number) for number in range(count)]
    grown.lives.extend(fresh)
    if not carried and not fresh:
        rows.append(head | {"Beslut": "Antaget"})
    for life in carried + fresh:
        if life in carried:
            _slip(random, life, story, year)
        rows.append(head | {"Beslut": "Antaget"} | _listing(life, year))


def _head(random: Random, administration: str, area: str, year: int) -> Row:
    day = date(year, 1, 12) + timedelta(days=Random(f"{administration}{year}").randint(0, 16))
    return {
        "Förvaltning": administration,
        "Fokusområde": area,
        "År": year,
        "Beslutsdatum": day.isoformat(),
        "Dnr": f"{administration[:3].upper()} {year}/{Random(administration).randint(2, 40)}",
    }


def _life(
    random: Random, place: Place, area: str, year: int, story: Story, used: dict[tuple[str, str], set[str]],
    number: int,
) -> Life:  # fmt: skip
    spread = story.kind == "few_units" and year == story.turns.year  # one busy unit among silent ones
    unit_place = (number if spread else random.randrange(len(place.units))) % len(place.units)
    unit, field_of_work = place.units[unit_place]
    start = date(year, 2, 1) + timedelta(days=random.randint(0, 45))
    due = random.choice(_dues(story, year))
    return Life(
        place.name, unit, unit_place, field_of_work, area,
        words.title(random, area, used.setdefault((unit, area), set())),
        random.choice(("Enhetschef", "Gruppledare", "Verksamhetsutvecklare", "HR-specialist")),
        start, due, _done(random, due, story, year, (place.name, area)), random.choice(COSTS),
        random.choice(words.EFFECTS), random.choice(TARGETS),
    )  # fmt: skip


def _dues(story: Story, year: int) -> list[date]:
    if story.kind == "late" and year == story.turns.year:
        return [date(year, 6, 30), date(year, 9, 15)]
    later = [date(year, 10, 31), date(year, 12, 31), date(year + 1, 3, 31), date(year + 1, 6, 30)]
    return later if year == END.year else [date(year, 9, 30), *later]


def _done(random: Random, due: date, story: Story, year: int, cell: tuple[str, str]) -> date | None:
    if story.kind == "done" and year == story.turns.year:
        return min(due, story.turns) + timedelta(days=random.randint(0, 25))
    if story.kind != ALIVE and year == story.turns.year:
        return None
    day = awake_again(*cell, due - timedelta(days=random.randint(0, 25)))
    return day if day <= END and not quiet_on(*cell, day, 0) else None


def _slip(random: Random, life: Life, story: Story, year: int) -> None:
    before = life.due_in(year - 1)
    if story.kind == "late" and year == story.turns.year:
        life.moved.append((year, date(year, 9, 15)))
    elif life.done_on is None and before < date(year, 2, 1):
        life.moved.append((year, date(year + 1, 3, 31)))
    elif random.random() < 0.12:
        life.moved.append((year, before + timedelta(days=90)))
        if life.done_on:
            life.done_on = awake_again(life.administration, life.area, life.done_on + timedelta(days=60))


def _listing(life: Life, year: int) -> Row:
    return {
        "Enhet": life.unit,
        "Åtgärd": life.title,
        "Ansvarig": life.owner,
        "Start": life.start.isoformat(),
        "Klart senast": life.due_in(year).isoformat(),
        "Förväntad effekt": life.effect,
        "Kostnad": life.cost or "",
        "Målgrupp": life.target,
    }


def _entries(random: Random, life: Life, names: dict[str, str]) -> list[Row]:
    """The life of a measure as dated lines: started, worked on, copied when nothing happens, done."""
    story = story_of(life.administration, life.area)
    rate = 55 if story.kind == "slow" else 21
    rows = []
    day, state = life.start, "Startad"
    while day <= END and (life.done_on is None or day < life.done_on):
        if not quiet_on(life.administration, life.area, day, life.unit_place):
            life.last_note = words.note(random, day.month, life.field_of_work)
            evidence = f"Protokoll {day:%Y-%m-%d}" if random.random() < 0.15 else ""
            rows.append(_entry(random, life, names, day, state, life.last_note, evidence))
            state = "Pågår"
        elif random.random() < 0.45:
            rows.append(_entry(random, life, names, day, "Pågår", _nothing(random, life), ""))
        day += timedelta(days=random.randint(rate - 10, rate + 10))
    if life.done_on and life.done_on <= END and state == "Pågår":
        ending = f"Genomfört. {words.note(random, life.done_on.month, life.field_of_work)}"
        rows.append(_entry(random, life, names, life.done_on, "Klar", ending, ""))
    return rows


def _nothing(random: Random, life: Life) -> str:
    """What is written when nothing has happened: the same again, or a phrase."""
    return life.last_note if life.last_note and random.random() < 0.5 else random.choice(words.EMPTY)


def _entry(random: Random, life: Life, names: dict[str, str], day: date, state: str, note: str, evidence: str) -> Row:
    return {
        "Förvaltning": life.administration,
        "Enhet": life.unit,
        "Fokusområde": names[life.area],
        "Åtgärd": life.title,
        "Datum": day.isoformat(),
        "Läge": state,
        "Notering": note,
        "Underlag": evidence,
        "Uppgiftslämnare": words.person(random) if random.random() < 0.5 else "",
    }
