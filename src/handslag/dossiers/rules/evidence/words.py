"""Words that several pieces of evidence share: days, spans, counts and definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from urllib.parse import urlencode

from handslag.core.text import counted, join_words, number, swedish_date
from handslag.dossiers.facts import CellState, Evidence, Figure, Material, Rows
from handslag.vitals.rules import SIGN_WORDS

YEAR = timedelta(days=365)
CELL = "En cell är ett fokusområde i en förvaltning."
COMPUTED = "Tecknen räknas fram ur daterade händelser enligt Så räknas livstecken."
ANSWERING = tuple(sign for sign, words in SIGN_WORDS.items() if words.group == "answer")
LIVING = ("awake", "done")
NAMED = 4
"""How many names a sentence holds before it counts them instead."""


def day_or_dash(day: date | None) -> str:
    """`12 maj 2026`, or a dash."""
    return swedish_date(day) if day else "–"


def span(first: date, last: date) -> str:
    """`1 januari 2025 till 22 januari 2025`."""
    return f"{swedish_date(first)} till {swedish_date(last)}"


def the_day(material: Material) -> str:
    """`Läget den 22 januari 2025`."""
    return f"Läget den {swedish_date(material.as_of)}"


def year_back(material: Material) -> str:
    """The last year as a span."""
    return span(material.as_of - YEAR + timedelta(days=1), material.as_of)


def in_year(day: date | None, material: Material) -> bool:
    """Whether a day lies in the last year."""
    return day is not None and material.as_of - YEAR < day <= material.as_of


def names(found: Sequence[str], one: str, many: str) -> str:
    """The names, or how many they are."""
    return join_words(found) if len(found) <= NAMED else counted(len(found), one, many)


def administrations(found: Sequence[str]) -> str:
    """Administrations by name, or how many."""
    return names(list(dict.fromkeys(found)), "förvaltning", "förvaltningar")


def of_all(count: int, whole: int, one: str, many: str) -> str:
    """`3 av 11 förvaltningar`, `Alla 11 förvaltningar`, `Ingen av 11 förvaltningar`."""
    if count == whole > 1:
        return f"Alla {number(whole)} {many}"
    return f"{'Ingen' if count == 0 else number(count)} av {counted(whole, one, many)}"


def as_shown(material: Material, address: str, **more: str) -> str:
    """The address of a page as of the same day and known at the same moment, so that it shows the same figures."""
    moment = material.known_at.astimezone(UTC).isoformat()
    return f"{address}?{urlencode({'dag': material.as_of.isoformat(), 'kant': moment, **more})}"


def signs_of(cells: Iterable[CellState], only: Sequence[str] = ()) -> tuple[tuple[str, int], ...]:
    """How many cells have each sign, the most serious first."""
    counts = Counter(cell.sign for cell in cells if not only or cell.sign in only)
    return tuple(sorted(counts.items(), key=lambda pair: -SIGN_WORDS[pair[0]].weight))


def by_weight(cells: Iterable[CellState]) -> list[CellState]:
    """The most serious first, then the oldest."""
    return sorted(cells, key=lambda cell: (-SIGN_WORDS[cell.sign].weight, cell.since, cell.name))


def cell_rows(cells: Iterable[CellState]) -> Rows:
    """Cells with their sign, since when, last act and the reason that decides."""
    ordered = by_weight(cells)
    return Rows(
        ("Cell", "Tecken", "Sedan", "Senaste händelse", "Skäl"),
        tuple(
            (cell.name, cell.word, swedish_date(cell.since), day_or_dash(cell.last_act), " ".join(cell.reasons[:2]))
            for cell in ordered
        ),
        tuple(cell.href for cell in ordered),
    )


def nothing(key: str, title: str, text: str, *, definition: str, material: Material, source: str = "") -> Evidence:
    """That Handslag has no data for this: said plainly, so that nobody believes it was left out."""
    return Evidence(
        key=key, kind="", title=title, text=text, why="", definition=definition, period=the_day(material),
        source=source or the_day(material), figures=(Figure("count", title, None),), empty=True,
    )  # fmt: skip


def are(count: int, one: str, many: str, none: str = "Ingen") -> str:
    """`Ingen är besvarad`, `1 är besvarad`, `3 är besvarade`."""
    return f"{number(count) if count else none} är {many if count > 1 else one}"
