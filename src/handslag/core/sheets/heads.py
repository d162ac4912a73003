"""Finds a sheet's header row among titles and blank lines, and decides which sheets are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handslag.core.sheets.grids import Grid
from handslag.core.sheets.headings import Headings
from handslag.core.sheets.merging import filled_rows
from handslag.core.sheets.results import HeadingSeen, Note, Problem
from handslag.core.sheets.shapes import Cell
from handslag.core.sheets.words import shown
from handslag.core.text import join_words

DEEPEST_HEADER = 100


@dataclass(frozen=True, slots=True)
class Head:
    """A sheet's header row (counted from 0), or its best guess when `found` is false."""

    grid: Grid
    row: int
    headings: tuple[HeadingSeen, ...]
    found: bool
    missing: tuple[str, ...]

    @property
    def cells(self) -> dict[str, int]:
        """Column name → place in the sheet's rows."""
        return {seen.column: seen.cell for seen in self.headings if seen.column}

    @property
    def number(self) -> int:
        """The row's number in Excel."""
        return self.row + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sheets are read, and what is to be said about the headings of all."""

    taken: tuple[Head, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def find_head(grid: Grid, headings: Headings) -> Head | None:
    """The row, among the first hundred, in which most columns are recognised; the first of equals.

    Two columns must be recognised (one, if the format has only one). When no row has them, the first row with
    about as many short texts as any is given back as a guess, not `found`; None for an empty sheet.
    """
    rows = filled_rows(grid, 0, DEEPEST_HEADER)
    best: tuple[HeadingSeen, ...] = ()
    place = -1
    least = min(2, len(headings.form.columns))
    for number, cells in enumerate(rows):
        seen = headings.row(cells, near=False)
        if _claimed(seen) > _claimed(best):
            best, place = seen, number
    if _claimed(best) >= least:
        best = headings.row(rows[place])
        return Head(grid, place, best, found=True, missing=_missing(headings, best))
    guessed = _guess(rows)
    if guessed is None:
        return None
    seen = headings.row(rows[guessed])
    return Head(grid, guessed, seen, found=False, missing=_missing(headings, seen))


def choose(grids: Sequence[Grid], heads: Sequence[Head | None], headings: Headings) -> Choice:
    """Every sheet with all required columns is read. So is one that lacks a few, with an error for each of them.

    A hidden sheet is left out with a warning. A sheet in which less than two thirds of the required columns are
    found (a list of words, an instruction) is left out with a warning when another sheet has them all.
    """
    visible = [head for head in heads if head is not None and head.found and not head.grid.hidden]
    required = max(1, sum(column.required for column in headings.form.columns))
    complete = any(not head.missing for head in visible)
    most = max((required - len(head.missing) for head in visible), default=0)
    taken: list[Head] = []
    problems: list[Problem] = []
    notes: list[Note] = []
    for grid, head in zip(grids, heads, strict=True):
        if head is None or not head.found:
            notes.append(Note(grid.name, 0, "", "Bladet är tomt" if head is None else "Ingen rubrikrad känns igen"))
        elif grid.hidden:
            problems.append(_left_out(head, "Bladet är dolt och läses inte.", "Visa det i Excel om det ska läsas in."))
        elif not head.missing or required - len(head.missing) >= (required * 2 / 3 if complete else most):
            taken.append(head)
            problems += _heading_problems(head)
        else:
            lack = f"Bladet läses inte: kolumnerna {join_words(head.missing)} saknas i det."
            problems.append(_left_out(head, lack, "Bortse från det om bladet inte hör till tabellen."))
    if not taken and not any(head.found for head in heads if head is not None):
        problems.append(_no_header([head for head in heads if head is not None], headings))
    return Choice(tuple(taken), tuple(problems), tuple(notes))


def _claimed(seen: tuple[HeadingSeen, ...]) -> int:
    columns = {one.column or one.suggestion for one in seen if one.column or one.how == "duplicate"}
    return len(columns)


def _missing(headings: Headings, seen: tuple[HeadingSeen, ...]) -> tuple[str, ...]:
    there = {one.column or one.suggestion for one in seen if one.column or one.how == "duplicate"}
    return tuple(column.name for column in headings.form.columns if column.required and column.name not in there)


def _guess(rows: Sequence[Sequence[Cell]]) -> int | None:
    counts = [sum(isinstance(cell, str) and 0 < len(shown(cell)) <= 60 for cell in row) for row in rows]
    most = max(counts, default=0)
    if most == 0:
        return next((place for place, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    return next(place for place, count in enumerate(counts) if count >= 0.6 * most)


def _left_out(head: Head, message: str, advice: str) -> Problem:
    return Problem(head.grid.name, 0, "", "", message, advice, "warning", code="heading")


def _heading_problems(head: Head) -> list[Problem]:
    sheet, row = head.grid.name, head.number
    problems = []
    twice: dict[str, list[HeadingSeen]] = {}
    for seen in head.headings:
        if seen.how == "duplicate" and seen.suggestion:
            twice.setdefault(seen.suggestion, []).append(seen)
    for column, group in twice.items():
        names = join_words([f"”{one.text}”" for one in group])
        last = group[-1]
        problems.append(
            Problem(
                sheet, row, last.text, last.text, f"Rubrikerna {names} betyder båda {column}.",
                "Byt namn på den ena.", field=column, cell=last.cell, code="heading",
            )
        )  # fmt: skip
    listed = join_words([f"”{one.text}”" for one in head.headings])
    for column in head.missing:
        near = next((one for one in head.headings if one.column is None and one.suggestion == column), None)
        advice = (
            f"Är det rubriken ”{near.text}”? Byt namn på den till {column}."
            if near
            else f"Lägg till den, eller para ihop den med en av rubrikerna som finns: {listed}."
        )
        found = "" if near is None else f" Rubriker som finns: {listed}."
        problems.append(
            Problem(
                sheet, row, "", "", f"Kolumnen {column} saknas.{found}", advice, field=column,
                cell=near.cell if near else None, code="heading",
            )
        )  # fmt: skip
    return problems


def _no_header(heads: Sequence[Head], headings: Headings) -> Problem:
    wanted = join_words([column.name for column in headings.form.columns if column.required])
    listed = join_words([f"”{one.text[:60]}”" for head in heads for one in head.headings][:20])
    found = f" I filen står: {listed}." if listed else ""
    return Problem(
        "", 0, "", "", f"Ingen rubrikrad känns igen.{found}",
        f"Tabellen behöver kolumnerna {wanted}. Byt namn på rubrikerna eller para ihop dem för hand.", code="heading",
    )  # fmt: skip
