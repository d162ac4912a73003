"""The sheets of an opened file as plain cells, and the limits that no file may pass."""

from __future__ import annotations

from dataclasses import dataclass

from handslag.core.sheets.shapes import Cell, SheetError
from handslag.core.text import number

MAX_FILE_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_CELL_TEXT = 32_767

# First row, first column, last row, last column, counted from 0, both ends included.
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet from its cell A1 on: `rows[0]` is the row Excel calls 1. A file without sheets has one, named ""."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file."""

    file: str
    sha256: str
    grids: tuple[Grid, ...]


def check_size(rows: int, columns: int, sheet: str = "") -> None:
    """Refuse a sheet that is larger than any real table, in rows and columns counted from its first cell."""
    where = f"Bladet ”{sheet}”" if sheet else "Tabellen"
    if rows > MAX_ROWS:
        raise SheetError(
            f"{where} har värden ända ner på rad {number(rows)}; högst {number(MAX_ROWS)} rader går att läsa in. "
            "Dela upp filen, eller ta bort det som ligger långt nedanför tabellen."
        )
    if columns > MAX_COLUMNS:
        raise SheetError(
            f"{where} har värden ut till kolumn {number(columns)}; högst {MAX_COLUMNS} kolumner går att läsa in. "
            "Ta bort det som ligger långt till höger om tabellen."
        )
    if rows * columns > MAX_CELLS:
        raise SheetError(
            f"{where} har för många celler ({number(rows)} rader × {number(columns)} kolumner). Dela upp filen."
        )


def check_text(length: int, where: str) -> None:
    """Refuse a cell with more text than Excel itself can hold."""
    if length > MAX_CELL_TEXT:
        raise SheetError(
            f"{where} har en cell med mer än {number(MAX_CELL_TEXT)} tecken. Korta texten och försök igen."
        )
