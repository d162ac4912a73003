"""Tells the rows of a table from what else stands below its header: blank lines, sums, footers, repeated headers.

The rules, in the order they are tried. They look at a line's own cells, before merged cells are filled in:

1. *Blank*: nothing but white space in the line. Dropped without a word.
2. *Repeated header*: at least two cells of known columns, each saying its column's own heading again.
3. *Page number*: a single cell such as "Sida 1 av 2", "2 (5)".
4. *Sum*: the first cell begins with "Summa", "Totalt" or the like, and every other cell of a known column is a
   number. A row with any other text in it is a row, whatever it begins with.
5. *Footer*: the first cell stands at or left of the leftmost known column and begins with "Källa", "Utskriven",
   "Antal rader" or the like; the line has at most three cells; and it could not be a row, because a column that
   must be filled is empty in it. With a colon after the word ("Källa: …") a line of at most two cells is enough.
6. *Remark at the end*: a single cell that could not be a row (as above), after the last real row and parted
   from it by a blank or left-out line; or, in the same place, nothing but numbers.

All but blank lines are listed as notes. Everything else is a row: one with missing values is kept, and its
missing values are errors, for it may be a real one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handslag.core.sheets.heads import Head
from handslag.core.sheets.results import Note
from handslag.core.sheets.shapes import Cell, Format
from handslag.core.sheets.words import shown
from handslag.core.text import fold

_PAGE = re.compile(
    r"(?:sida|sidan|sid\.?|s\.|page) ?\d+(?: ?(?:av|/|of|\() ?\d+\)?)?|\d+ ?(?:\(\d+\)|/ ?\d+)|- ?\d+ ?-"
)
_SUM = re.compile(r"(?:del|slut|total)?(?:summa|summering|total(?:t|er|en)?|s:a)\b[^\n]{0,40}")
_FOOTER = re.compile(
    r"(?:källor|källa|noter|not|obs|anm|anmärkning(?:ar)?|utskriven|utskrivet|utskrift(?:sdatum)?|uttagen|uttaget|"
    r"uttag(?:sdatum)?|skapad|skapat|exporterad|exporterat|genererad|hämtad|hämtat|senast (?:ändrad|uppdaterad|sparad)|"
    r"rapporten|antal (?:rader|poster)|\*+|¹)(?!\w) ?(?P<colon>:)?.*",
    re.DOTALL,
)
_NUMBER = re.compile(r"[-−]?[\d  .,]+(?: ?(?:kr|tkr|mnkr|st|%))?")


class Lines:
    """Sorts the lines below one sheet's header."""

    def __init__(self, form: Format, head: Head) -> None:
        self._sheet = head.grid.name
        self._cells = head.cells
        self._known = frozenset(self._cells.values())
        self._left = min(self._known, default=0)
        self._headings = {seen.cell: fold(seen.text) for seen in head.headings if seen.column}
        self._filled = [self._cells[c.name] for c in form.columns if c.filled and c.name in self._cells]

    def sort(
        self, own: Sequence[Sequence[Cell]], filled: Sequence[Sequence[Cell]], start: int
    ) -> tuple[list[int], list[Note]]:
        """The places (in `own`) of the real rows, and notes on what was left out; `start` is the row of place 0."""
        rows: list[int] = []
        notes: list[Note] = []
        doubtful: list[tuple[int, bool]] = []
        apart = False
        for place, cells in enumerate(own):
            there = [column for column, cell in enumerate(cells) if cell != "" and not _white(cell)]
            if not there:
                apart = True
                continue
            reason = self._reason(cells, there, filled[place])
            if reason:
                notes.append(self._note(start + place, cells, there, reason))
                apart = True
                continue
            remark = self._may_be_remark(cells, there, filled[place])
            if remark:
                doubtful.append((place, apart))
            else:
                doubtful.clear()
                apart = False
            rows.append(place)
        remarks = _tail(doubtful)
        notes += [self._note(start + place, own[place], None, "Kommentar under tabellen") for place in sorted(remarks)]
        return [place for place in rows if place not in remarks], sorted(notes, key=lambda note: note.row)

    def _reason(self, cells: Sequence[Cell], there: list[int], filled: Sequence[Cell]) -> str:
        if len(there) >= 2 and self._repeats(cells, there):
            return "Rubrikraden igen"
        first = cells[there[0]]
        if not isinstance(first, str) or len(first) > 300:
            return ""
        text = fold(first)
        if len(there) == 1 and _PAGE.fullmatch(text):
            return "Sidnummer"
        if _SUM.fullmatch(text) and all(_numeric(cells[c]) for c in there[1:] if c in self._known):
            return "Summarad"
        return "Fotnot" if there[0] <= self._left and self._is_footer(text, len(there), filled) else ""

    def _is_footer(self, text: str, cells: int, filled: Sequence[Cell]) -> bool:
        match = _FOOTER.fullmatch(text)
        if match is None:
            return False
        return cells <= 3 and (not self._valid(filled) or (cells <= 2 and match["colon"] is not None))

    def _repeats(self, cells: Sequence[Cell], there: list[int]) -> bool:
        known = [column for column in there if column in self._headings]
        if len(known) < 2:
            return False
        return all(isinstance(cells[c], str) and fold(str(cells[c])) == self._headings[c] for c in known)

    def _may_be_remark(self, cells: Sequence[Cell], there: list[int], filled: Sequence[Cell]) -> bool:
        return (len(there) == 1 or all(_numeric(cells[c]) for c in there)) and not self._valid(filled)

    def _valid(self, filled: Sequence[Cell]) -> bool:
        """Whether the line has all that a row must have; a format that asks for nothing takes any line for a row."""
        return all(place < len(filled) and filled[place] != "" for place in self._filled)

    def _note(self, row: int, cells: Sequence[Cell], there: list[int] | None, reason: str) -> Note:
        first = (
            next((cell for cell in cells if cell != "" and not _white(cell)), "") if there is None else cells[there[0]]
        )
        return Note(self._sheet, row + 1, shown(first)[:200], reason)


def _tail(doubtful: list[tuple[int, bool]]) -> set[int]:
    """The lines after the last real row, from the first one that is parted from the table."""
    first = next((number for number, (_place, apart) in enumerate(doubtful) if apart), len(doubtful))
    return {place for place, _apart in doubtful[first:]}


def _white(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\u00a0")


def _numeric(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float)
