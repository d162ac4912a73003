"""Turns the cells of a row into the typed values of its format, column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handslag.core.sheets import values
from handslag.core.sheets.heads import Head
from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import Layout, Problem, Row
from handslag.core.sheets.shapes import Cell, Column, Format, HandMapping
from handslag.core.sheets.values import Unreadable
from handslag.core.sheets.words import quoted, shown, tidy
from handslag.core.text import fold, join_words

Reader = Callable[[Cell], Any]
_NOTHING: frozenset[str] = frozenset()
_MISSING = object()


class Typist:
    """Types the rows of one sheet."""

    def __init__(self, form: Format, mapping: HandMapping, head: Head, file: str) -> None:
        cells = head.cells
        self.layout = Layout(
            file=file,
            sheet=head.grid.name,
            places={column.name: place for place, column in enumerate(form.columns)},
            cells=cells,
            headings={seen.column: seen.text for seen in head.headings if seen.column},
        )
        self._width = 1 + max((seen.cell for seen in head.headings), default=0)
        self._one_line = head.grid.name == ""
        self._steps = [
            (
                column,
                cells.get(column.name, -1),
                column_reader(column, self.layout.headings.get(column.name, ""), mapping),
            )
            for column in form.columns
        ]

    def row(self, number: int, cells: list[Cell]) -> tuple[Row, list[Problem]]:
        """The typed row, and what is wrong in it."""
        typed: list[Any] = []
        wrong: list[tuple[Column, Unreadable]] = []
        width = len(cells)
        for column, place, read in self._steps:
            cell = cells[place] if 0 <= place < width else ""
            value = None
            if cell != "":
                try:
                    value = read(cell)
                except Unreadable as fault:
                    wrong.append((column, fault))
            if value is None and column.filled and place >= 0 and not (wrong and wrong[-1][0] is column):
                wrong.append((column, Unreadable(f"{column.name} saknas.", "Fyll i cellen.", "empty")))
            typed.append(value)
        faulty = frozenset(c.name for c, fault in wrong if fault.code != "empty") if wrong else _NOTHING
        row = Row(self.layout, number, tuple(typed), tuple(cells), faulty)
        problems = [row.problem(column.name, w.message, w.advice, code=w.code) for column, w in wrong]
        if self._one_line and any(cell.strip() for cell in cells[self._width :] if isinstance(cell, str)):
            problems.append(_too_wide(row, self._width))
        return row, problems


def column_reader(column: Column, heading: str, mapping: HandMapping) -> Reader:
    """How a column's cells are read: its kind, after the words mapped by hand."""
    words = {fold(word): to for (name, word), to in mapping.words.items() if name == column.name}
    if column.kind == "choice":
        return _remembering(_choice_reader(column, words))
    if column.kind == "money":
        scale = values.heading_scale(heading)
        return _mapped(lambda cell: values.read_money(cell, scale), words)
    if column.kind == "text":
        return _mapped(values.read_text, words)
    plain: dict[str, Reader] = {"date": values.read_date, "year": values.read_year, "id": values.read_id}
    read = _mapped(plain[column.kind], words)
    return read if column.kind == "id" else _remembering(read)


def _mapped(read: Reader, words: Mapping[str, str | None]) -> Reader:
    if not words:
        return read

    def read_mapped(cell: Cell) -> Any:
        target = words.get(fold(shown(cell)), _MISSING)
        if target is _MISSING:
            return read(cell)
        return None if not target else read(str(target))

    return read_mapped


def _remembering(read: Reader) -> Reader:
    """The same, each distinct text or day read once. Numbers are not kept, for 1, 1.0 and True are one key."""
    known: dict[Cell, Any] = {}

    def read_known(cell: Cell) -> Any:
        value = known.get(cell, _MISSING) if type(cell) is str else _MISSING
        if value is _MISSING:
            value = read(cell)
            if type(cell) is str:
                known[cell] = value
        return value

    return read_known


def _choice_reader(column: Column, words: Mapping[str, str | None]) -> Reader:
    known = {fold(word): value for word, value in column.choices.items()}
    by_value = {fold(str(value)): value for value in column.choices.values()}
    targets = {
        word: None if not target else known.get(fold(target), by_value.get(fold(target), _MISSING))
        for word, target in words.items()
    }
    advice: dict[str, str] = {}

    def read(cell: Cell) -> Any:
        values.check_fault(cell)
        text = fold(tidy(shown(cell)))
        if not text:
            return None
        value = targets.get(text, _MISSING)
        if value is _MISSING:
            value = known.get(text, _MISSING)
        if value is _MISSING:
            value = known.get(text.rstrip(" .:!"), _MISSING)
        if value is _MISSING:
            if text not in advice:
                advice[text] = _advice(text, column)
            raise Unreadable(f"{quoted(shown(cell))} är inget av orden som får stå här.", advice[text], "choice")
        return value

    return read


def _advice(text: str, column: Column) -> str:
    first: dict[str, str] = {}
    for word, value in column.choices.items():
        first.setdefault(repr(value), word)
    alike = suggest(text, column.choices)
    near = first[repr(column.choices[alike])] if alike else None
    listed = f"Skriv {join_words(list(first.values())[:12], 'eller')}."
    return f"Menade du ”{near}”? {listed}" if near else listed


def _too_wide(row: Row, width: int) -> Problem:
    return row.problem(
        None,
        f"Raden har fler fält än rubrikraden, som har {width}.",
        "Text som innehåller skiljetecknet måste stå inom citattecken.",
        code="width",
    )
