"""Reads an .xlsx workbook into grids: scanned first, then parsed by calamine, formula errors put back in place."""

from __future__ import annotations

import io
from typing import Any

import python_calamine

from handslag.core.sheets.grids import MAX_CELLS, Grid, Merge, check_size, check_text
from handslag.core.sheets.packages import BROKEN, TOO_LARGE, repack, sheet_parts, unpack
from handslag.core.sheets.scanning import SheetScan, scan
from handslag.core.sheets.shapes import Cell, Fault, SheetError

MAX_SHEETS = 200


def read_workbook(content: bytes) -> list[Grid]:
    """Every worksheet of the workbook, in its order; SheetError when it cannot be read or is too large."""
    parts = unpack(content)
    names = sheet_parts(parts)
    if len(names) > MAX_SHEETS:
        raise SheetError(f"Filen har fler än {MAX_SHEETS} blad. Dela upp den.")
    scans: dict[str, SheetScan] = {}
    for part, found in scan(parts).items():
        name = names.get(part, "")
        check_size(found.rows, found.columns, name)
        scans[name] = found
    try:
        return _parse(repack(parts), scans)
    except (SheetError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # the parser's panics are no Exception
        raise SheetError(BROKEN) from fault


def _parse(package: io.BytesIO, scans: dict[str, SheetScan]) -> list[Grid]:
    grids = []
    cells = 0
    with python_calamine.load_workbook(package) as book:
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            rows = sheet.to_python(skip_empty_area=False)
            cells += len(rows) * len(rows[0]) if rows else 0
            if cells > 2 * MAX_CELLS:
                raise SheetError(TOO_LARGE)
            faults = scans[about.name].faults if about.name in scans else {}
            _put_back(rows, faults)
            _check_texts(rows, about.name)
            hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
            grids.append(Grid(about.name, rows, _merges(sheet, len(rows)), hidden))
    return grids


def _put_back(rows: list[list[Cell]], faults: dict[tuple[int, int], str]) -> None:
    for (row, column), text in faults.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = Fault(text or "#N/A")


def _check_texts(rows: list[list[Cell]], name: str) -> None:
    for number, row in enumerate(rows, 1):
        for cell in row:
            if type(cell) is str and len(cell) > 1000:
                check_text(len(cell), f"Rad {number} på bladet ”{name}”")


def _merges(sheet: Any, height: int) -> tuple[Merge, ...]:
    """The merged ranges that hold more than one cell, cut at the sheet's last row with a value."""
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        last = min(bottom, height - 1)
        if last >= top and right >= left and (last, right) != (top, left):
            found.append((top, left, last, right))
    if sum(bottom - top + 1 for top, _left, bottom, _right in found) > MAX_CELLS:
        raise SheetError(TOO_LARGE)
    return tuple(found)
