"""A town of a few facts for the tests of the rules: one district, two focus areas, VP years 2024 to 2026.

`beta` is an ordinary focus area, `alfa` a mandatory one. VP is due on 31 January of each year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from handslag.vitals import rules
from handslag.vitals.facts import (
    Administration,
    Answer,
    Area,
    CalendarDay,
    CellVitals,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Revision,
    State,
)
from handslag.vitals.rules.frames import frame_on
from handslag.vitals.rules.judging import judge
from handslag.vitals.rules.store import folded

NOW = datetime(2030, 1, 1, tzinfo=UTC)
NORTH = "Norra"
ALFA, BETA = Area("alfa", "Alfa", mandatory=True), Area("beta", "Beta")
PLAN = Revision(1, "2023", date(2023, 6, 1), date(2023, 6, 1), (ALFA, BETA), first_vp_year=2024)
VPS = tuple(CalendarDay(year, "VP", date(year, 1, 31)) for year in (2024, 2025, 2026))
NEWS = "ny handledare anställd"


def day(text: str) -> date:
    """A day as ISO writes it."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """Noon of a day."""
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC)


def after(start: str, days: int) -> date:
    """So many days after a day."""
    return day(start) + timedelta(days)


def ref(title: str = "Tak", unit: str = "", *, who: str = NORTH, area: str = "beta", source: str = "") -> MeasureRef:
    """How a fact names a measure."""
    return MeasureRef(who, area, title, unit, source)


def listed(number: int, title: str = "Tak", unit: str = "", due: str = "", **named: Any) -> Listing:
    """A row of the VP; `area`, `who` and `source` (its Id) name the measure, the rest are the listing's own."""
    own = {key: named.pop(key) for key in ("replaces", "cost", "order") if key in named}
    return Listing(number, ref(title, unit, **named), day(due) if due else None, **own)


def answered(number: int, year: int, *listings: Listing, decided: str = "", who: str = NORTH, **facts: Any) -> Answer:
    """An answer, adopted unless told otherwise."""
    facts.setdefault("area", "beta")
    facts.setdefault("adopted", True)
    return Answer(
        number,
        who,
        year=year,
        listings=listings,
        decided_on=day(decided) if decided else None,
        **facts,
    )


def noted(
    number: int, on: str | date, state: State | None = None, note: str = "", evidence: str = "", **named: Any
) -> Entry:
    """A line on a measure; `of` names it, else it is the only one of the town."""
    of = named.pop("of", ref())
    return Entry(number, of, day(on) if isinstance(on, str) else on, state, note, evidence, **named)


def town(*answers: Answer, entries: Iterable[Entry] = (), **facts: Any) -> Facts:
    """The facts of the town."""
    found = Facts(
        administrations=(Administration(NORTH, "district", day("2007-01-01")),),
        calendar=VPS,
        revisions=(PLAN,),
        answers=answers,
        entries=tuple(entries),
    )
    return replace(found, **facts)


def cell(facts: Facts, on: str | date, area: str = "beta", who: str = NORTH, known_at: datetime = NOW) -> CellVitals:
    """The verdict on one cell."""
    found = rules.vitals(facts, day(on) if isinstance(on, str) else on, known_at)
    return next(c for c in found.cells if (c.administration, c.area) == (who, area))


def codes(found: CellVitals) -> set[str]:
    """The codes of the reasons."""
    return {reason.code for reason in found.reasons}


def text_of(found: CellVitals, code: str) -> str:
    """The sentence of one reason."""
    return next(reason.text for reason in found.reasons if reason.code == code)


def evidence_of(found: CellVitals, code: str) -> tuple[str, ...]:
    """What one reason rests on."""
    return next(reason.evidence for reason in found.reasons if reason.code == code)


def naive_sign(known: rules.Known, who: str, area: str, on: date) -> str | None:
    """The sign of a cell on a day, worked out from nothing but that day."""
    frame = frame_on(known, known.administrations[folded(who)], area, on.toordinal())
    return judge(frame, on.toordinal(), known.known_at) if frame is not None else None


def naive_since(known: rules.Known, who: str, area: str, on: date, floor: date) -> date:
    """The first day of the run, found by asking day by day."""
    sign = naive_sign(known, who, area, on)
    while on > floor and naive_sign(known, who, area, on - timedelta(1)) == sign:
        on -= timedelta(1)
    return on
