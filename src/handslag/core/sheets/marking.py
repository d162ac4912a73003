"""Gives a workbook back with its faulty cells marked."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Any

from handslag.core.palette import color
from handslag.core.sheets.grids import MAX_CELL_TEXT, Grid, Merge
from handslag.core.sheets.opening import open_book
from handslag.core.sheets.results import Problem
from handslag.core.sheets.shapes import Cell
from handslag.core.sheets.words import shown

LIST_NAME = "Fel"
MOST_LISTED = 5_000
MOST_COMMENTS = 2_000
_HEADINGS = ("Blad", "Rad", "Rubrik", "Värde", "Fel", "Så här rättar du", "Allvar")
_SEVERITY = {"error": "Fel", "warning": "Varning"}
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same file gives the same bytes
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class _Formats:
    day: Any
    moment: Any
    head: Any
    marks: dict[str, Any]
    marked_days: dict[str, Any]


def marked_copy(content: bytes, problems: Iterable[Problem], *, filename: str) -> bytes:
    """A new .xlsx with the same values, the problems' cells filled and commented, and a first sheet "Fel" listing them.

    The same content and problems give the same bytes. Values are written as values: text that looks like a
    formula stays text. Merged cells stay merged, so that the copy can be mended and read in. Raises `SheetError`
    as `read_table` does.
    """
    import xlsxwriter

    book = open_book(content, filename)
    listed = list(problems)
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    workbook = xlsxwriter.Workbook(packed, options)
    workbook.set_properties({"created": _EPOCH, "author": "Handslag"})
    formats = _formats(workbook)
    names = sheet_names([LIST_NAME, *(grid.name or PurePath(filename).stem for grid in book.grids)])
    _write_list(workbook.add_worksheet(names[0]), listed, formats)
    for grid, name in zip(book.grids, names[1:], strict=True):
        sheet = workbook.add_worksheet(name)
        marks = _marks(listed, grid)
        _write_grid(sheet, grid, marks, formats)
        if grid.hidden:
            sheet.hide()
    workbook.close()
    return packed.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """The names as Excel allows them: at most 31 characters, without `[]:*?/\\`, no two alike.

    The first name, that of the list, yields to the file's own sheets.
    """
    used: set[str] = set()
    given: list[str] = [""] * len(wanted)
    for place in [*range(1, len(wanted)), 0]:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted[place]).strip(" '")[:31] or "Blad"
        name, number = plain, 2
        while name.casefold() in used:
            name = f"{plain[:26]} ({number})"
            number += 1
        used.add(name.casefold())
        given[place] = name
    return given


def _formats(workbook: Any) -> _Formats:
    fills = {"error": color("danger-surface-tinted"), "warning": color("warning-surface-tinted")}
    return _Formats(
        day=workbook.add_format({"num_format": "yyyy-mm-dd"}),
        moment=workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        head=workbook.add_format({"bold": True, "bottom": 1}),
        marks={kind: workbook.add_format({"bg_color": fill}) for kind, fill in fills.items()},
        marked_days={
            kind: workbook.add_format({"bg_color": fill, "num_format": "yyyy-mm-dd"}) for kind, fill in fills.items()
        },
    )


def _write_list(sheet: Any, problems: Sequence[Problem], formats: _Formats) -> None:
    for column, heading in enumerate(_HEADINGS):
        sheet.write_string(0, column, heading, formats.head)
    for row, problem in enumerate(problems[:MOST_LISTED], 1):
        sheet.write_string(row, 0, problem.sheet)
        if problem.row:
            sheet.write_number(row, 1, problem.row)
        rest = (problem.column, problem.value, problem.message, problem.suggestion, _SEVERITY[problem.severity])
        for column, text in enumerate(rest, 2):
            sheet.write_string(row, column, text[:MAX_CELL_TEXT])
    if len(problems) > MOST_LISTED:
        sheet.write_string(MOST_LISTED + 1, 0, f"… och {len(problems) - MOST_LISTED} till.")
    sheet.freeze_panes(1, 0)
    for column, width in enumerate((18, 8, 24, 30, 60, 50, 10)):
        sheet.set_column(column, column, width)


def _marks(problems: Sequence[Problem], grid: Grid) -> dict[tuple[int, int], list[Problem]]:
    """The problems of a sheet by cell; one of a whole row stands on the row's first cell with a value."""
    marks: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.sheet != grid.name or problem.row == 0:
            continue
        row = problem.row - 1
        column = problem.cell
        if column is None:
            cells = grid.rows[row] if row < len(grid.rows) else []
            column = next((place for place, cell in enumerate(cells) if cell != ""), 0)
        marks.setdefault((row, column), []).append(problem)
    return marks


def _write_grid(sheet: Any, grid: Grid, marks: dict[tuple[int, int], list[Problem]], formats: _Formats) -> None:
    inside: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in _apart(grid.merges):
        top, left, bottom, right = merge
        sheet.merge_range(top, left, bottom, right, "", None)
        inside |= {(row, left): (top, left) for row in range(top, bottom + 1)}
    on_cells: dict[tuple[int, int], list[Problem]] = {}
    for place, problems in marks.items():
        on_cells.setdefault(inside.get(place, place), []).extend(problems)
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell != "":
                _write(sheet, row, column, cell, formats, _worst(on_cells.get((row, column), ())))
    for number, ((row, column), problems) in enumerate(sorted(on_cells.items())):
        cells = grid.rows[row] if row < len(grid.rows) else []
        if column >= len(cells) or cells[column] == "":
            sheet.write_blank(row, column, None, formats.marks[_worst(problems)])
        if number < MOST_COMMENTS:
            text = "\n".join(dict.fromkeys(problem.advice for problem in problems))
            sheet.write_comment(row, column, text[:MAX_CELL_TEXT], {"x_scale": 2, "author": "Handslag"})


def _worst(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    return "error" if any(problem.severity == "error" for problem in problems) else "warning"


def _apart(merges: Iterable[Merge]) -> list[Merge]:
    """The merges that no earlier one overlaps: Excel refuses a file with others."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            continue
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not cells & taken:
            taken |= cells
            kept.append((top, left, bottom, right))
    return kept


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats, mark: str) -> None:
    plain = formats.marks.get(mark)
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, plain)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(row, column, cell, plain)
    elif isinstance(cell, date) and _FIRST_DAY <= _day(cell) <= _LAST_DAY:
        timed = isinstance(cell, datetime) and cell.time() != time()
        unmarked = formats.moment if timed else formats.day
        sheet.write_datetime(row, column, cell, formats.marked_days[mark] if mark else unmarked)
    elif isinstance(cell, str | date | time | timedelta):
        text = cell if isinstance(cell, str) else shown(cell)
        sheet.write_string(row, column, str(text)[:MAX_CELL_TEXT], plain)
    else:
        sheet.write_string(row, column, str(cell), plain)


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell
