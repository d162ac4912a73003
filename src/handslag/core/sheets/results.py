"""What comes out of reading a table: rows that know their place, problems, notes, and how headings were understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.shapes import Cell
from handslag.core.sheets.words import quoted, shown

Severity = Literal["error", "warning"]
How = Literal["mapping", "name", "synonym", "likeness", "ignored", "unknown", "ambiguous", "taken", "duplicate"]

LONGEST_VALUE = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def year_in(text: str) -> int | None:
    """The one year that stands in a text such as a sheet's name; None when there is none or several."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the file: where, what stood there, what is wrong, and what to write instead.

    `str(problem)` is the whole Swedish sentence with its place. `row` is the number Excel shows; 0 means the
    whole sheet, and `sheet` "" a file without sheets. `column` is the heading as it stands in the file, `field`
    the name of the declared column, `cell` the column's place counted from 0 (None: the row as such). `code`
    names the kind of problem for a page: formula, date, year, money, choice, name, id, empty, heading, width.
    """

    sheet: str
    row: int
    column: str
    value: str
    message: str
    suggestion: str = ""
    severity: Severity = "error"
    field: str = ""
    cell: int | None = None
    code: str = ""

    @property
    def where(self) -> str:
        """`Blad ”VP 2025”, rad 7, kolumn Klart senast`."""
        parts = [
            f"blad ”{self.sheet}”" if self.sheet else "",
            f"rad {self.row}" if self.row else "",
            f"kolumn {self.column}" if self.column else "",
        ]
        text = ", ".join(part for part in parts if part)
        return text[:1].upper() + text[1:]

    @property
    def advice(self) -> str:
        """The message and what to do about it."""
        return f"{self.message} {self.suggestion}".strip()

    def __str__(self) -> str:
        value = " ".join(self.value.split())
        told = not value or value[:30] in self.advice or value == self.column
        short = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
        where = self.where if told else f"{self.where}, ”{short}”"
        return f"{where}: {self.advice}" if where else self.advice


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet lies, shared by its rows: `places` of columns in a row's values, `cells` in the file."""

    file: str
    sheet: str
    places: Mapping[str, int]
    cells: Mapping[str, int]
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, typed; `number` is the one Excel shows. Every declared column has a value, maybe None."""

    layout: Layout
    number: int
    values: tuple[Any, ...]
    cells: tuple[Cell, ...]
    faulty: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> Any:
        """The typed value of a declared column: None when empty, unreadable or not in the file."""
        return self.values[self.layout.places[column]]

    @property
    def file(self) -> str:
        return self.layout.file

    @property
    def sheet(self) -> str:
        """The sheet's name; "" for a file without sheets."""
        return self.layout.sheet

    @property
    def sheet_year(self) -> int | None:
        """The one year in the sheet's name."""
        return year_in(self.layout.sheet)

    def text(self, column: str) -> str:
        """The text of a text or id column, "" when empty."""
        value = self[column]
        return value if isinstance(value, str) else ""

    def day(self, column: str) -> date | None:
        """The date of a date column."""
        value = self[column]
        return value if isinstance(value, date) else None

    def whole(self, column: str) -> int | None:
        """The number of a year column, or the whole öre of a money column."""
        value = self[column]
        return value if isinstance(value, int) else None

    def given(self, column: str) -> bool:
        """Whether something stands in the cell, readable or not."""
        return self[column] is not None or column in self.faulty

    def original(self, column: str) -> str:
        """What stood in the cell, as text."""
        cell = self.layout.cells.get(column)
        return "" if cell is None or cell >= len(self.cells) else shown(self.cells[cell])

    def problem(
        self,
        column: str | None,
        message: str,
        suggestion: str = "",
        *,
        severity: Severity = "error",
        code: str = "",
    ) -> Problem:
        """A problem in this row's cell of a column (None: in the row as such)."""
        if column is None:
            return Problem(self.sheet, self.number, "", "", message, suggestion, severity, code=code)
        heading = self.layout.headings.get(column, column)
        cell = self.layout.cells.get(column)
        value = self.original(column)
        return Problem(self.sheet, self.number, heading, value, message, suggestion, severity, column, cell, code)

    def unknown(self, column: str, known: Iterable[str], message: str = "") -> Problem:
        """The cell's word is not one of the known names: an error of code "name" that suggests the nearest one."""
        word = self.original(column)
        near = suggest(word, known)
        return self.problem(
            column,
            message or f"{quoted(word)} känns inte igen.",
            f"Menade du ”{near}”?" if near else "",
            code="name",
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A line or a sheet that was left out, so that nothing is lost silently; `row` 0 means the whole sheet."""

    sheet: str
    row: int
    text: str
    reason: str

    def __str__(self) -> str:
        place = ", ".join(
            p for p in (f"blad ”{self.sheet}”" if self.sheet else "", f"rad {self.row}" if self.row else "") if p
        )
        start = f"{place[:1].upper()}{place[1:]}: " if place else ""
        return f"{start}{self.reason}" + (f" (”{self.text}”)" if self.text else "")


@dataclass(frozen=True, slots=True)
class HeadingSeen:
    """A heading of the file and how it was understood; `column` is None unless it was taken for one."""

    cell: int
    text: str
    column: str | None
    how: How
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet of the file: its header's row (None: not found), its headings, how many rows were read, a few of them."""

    name: str
    header_row: int | None
    headings: tuple[HeadingSeen, ...]
    taken: bool
    reason: str = ""
    rows: int = 0
    sample: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownHeading:
    """A heading that was not understood, once a file, with the column it is most like."""

    heading: str
    sheet: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that a choice column does not know, once a file, with the number of rows and the nearest known word."""

    column: str
    word: str
    count: int
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page shows before reading in earnest: the file's sheets and how their headings were understood."""

    file: str
    sheets: tuple[SheetSeen, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All that was read from a file. Nothing may be written from it while it has `errors`."""

    format: str
    file: str
    sha256: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    sheets: tuple[SheetSeen, ...] = ()
    unknown_headings: tuple[UnknownHeading, ...] = ()
    unknown_words: tuple[UnknownWord, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether there is no error (warnings may stand)."""
        return not self.errors

    def with_problems(self, more: Iterable[Problem]) -> Table:
        """The same table with the room's own problems added, all in the order of the file."""
        order = {sheet.name: place for place, sheet in enumerate(self.sheets)}
        together = {**dict.fromkeys(self.problems), **dict.fromkeys(more)}
        ranked = sorted(together, key=lambda p: (order.get(p.sheet, -1), p.row, -1 if p.cell is None else p.cell))
        return replace(self, problems=tuple(ranked))
