"""A format of no room's, and tables of it in all dresses, for the tests of the reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from handslag.core.sheets import Column, Format

GARDEN = Format(
    "garden",
    (
        Column("Park", ("Trädgård",), filled=True),
        Column("Trädslag", ("Träd", "Art"), filled=True),
        Column(
            "Tillstånd",
            ("Status",),
            kind="choice",
            choices={"Friskt": "well", "Frisk": "well", "Sjukt": "ill", "Fällt": "felled"},
        ),
        Column("Planterat", ("Planteringsdatum",), kind="date"),
        Column("År", required=False, kind="year"),
        Column("Kostnad", ("Belopp",), required=False, kind="money"),
        Column("Anteckning", ("Kommentar",), required=False),
        Column("Id", required=False, kind="id"),
    ),
)
HEADINGS = [column.name for column in GARDEN.columns]
OAK = ["Lunden", "Ek", "Friskt", date(2025, 4, 30), 2025, 1200.5, "Står bra", "7231"]
ELM = ["Lunden", "Alm", "Sjukt", date(2024, 10, 1), 2024, 300, "", "7232"]
OAK_READ = ("Lunden", "Ek", "well", date(2025, 4, 30), 2025, 120_050, "Står bra", "7231")
ELM_READ = ("Lunden", "Alm", "ill", date(2024, 10, 1), 2024, 30_000, None, "7232")

Rows = Sequence[Sequence[Any]]


def workbook(
    sheets: Mapping[str, Rows],
    *,
    merges: Sequence[tuple[str, tuple[int, int, int, int]]] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """An .xlsx with these sheets; `merges` as (sheet, (top, left, bottom, right)) from 0."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2025, 1, 1)})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for where, place in merges:
                if where == name:
                    sheet.merge_range(*place, "")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, row, column, cell, day)
            if name in hidden:
                sheet.hide()
    return packed.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, str) and cell.startswith("=error:"):
        sheet.write_formula(row, column, "=1", None, cell.removeprefix("=error:"))
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell != "":
        sheet.write(row, column, cell)


def delimited(rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows as delimited text; numbers with a decimal comma, as Swedish Excel writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    for cells in rows:
        writer.writerow([str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in cells])
    return text.getvalue().encode(encoding)
