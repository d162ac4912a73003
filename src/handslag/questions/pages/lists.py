"""The half-yearly table as a page, a spreadsheet and a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handslag.core.text import counted, swedish_date
from handslag.questions.rules.balance import Line, Place

LIST_COLUMNS = ("Nummer", "Slag", "Ställd av", "Ärende", "Ställd", "Svar senast", "Läge", "Avslutad")
WIDTHS = (0.8, 1.0, 1.6, 3.2, 0.9, 0.9, 1.6, 0.9)


def list_cells(lines: Iterable[Line]) -> Iterable[tuple[Any, ...]]:
    """The rows of a spreadsheet."""
    for one in lines:
        yield (one.label, one.kind, one.submitter, one.matter, one.put_on, one.deadline, one.state, one.closed_on)


def lead_of(lines: Sequence[Place], day: date) -> str:
    """The table in a sentence or two."""
    waiting = [one for one in lines if one.closed_on is None]
    late = sum(one.is_late(day) for one in waiting)
    closed = len(lines) - len(waiting)
    said = [f"{_many(len(waiting))} den {swedish_date(day)}."]
    if late:
        said.append(f"För {late} av dem har svarsdagen passerat.")
    if closed:
        said.append(f"{counted(closed, 'ärende', 'ärenden')} har avslutats sedan listan senast redovisades.")
    return " ".join(said)


def _many(count: int) -> str:
    return "Inget ärende väntade" if count == 0 else f"{counted(count, 'ärende', 'ärenden')} väntade"


def paper_cells(lines: Iterable[Line], day: date) -> Iterable[tuple[Any, ...]]:
    """The rows of a paper: that the day has passed is written, since nothing there is red."""
    late = (replace(one, state=f"{one.state}\nDagen har passerat") if one.is_late(day) else one for one in lines)
    return list_cells(late)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line on a page."""

    line: Line
    late: bool
    state: str


def list_rows(lines: Iterable[Line], day: date) -> list[ListRow]:
    """The lines as a page shows them."""
    return [ListRow(one, one.is_late(day), one.state[:1].upper() + one.state[1:]) for one in lines]
