"""Makes the files that a district sends: rows of words become CSV or Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

COLUMNS: dict[str, tuple[str, ...]] = {
    "vp": (
        "Förvaltning", "Enhet", "Fokusområde", "Beslut", "Skäl", "Beslutsdatum", "Dnr", "År", "Åtgärd", "Ansvarig",
        "Start", "Klart senast", "Förväntad effekt", "Kostnad", "Id", "Ersätter", "Målgrupp", "Samverkan",
    ),
    "progress": (
        "Förvaltning", "Enhet", "Fokusområde", "Åtgärd", "Datum", "Läge", "Notering", "Underlag", "Id", "Hinder",
        "Nästa steg", "Uppgiftslämnare",
    ),
    "signals": (
        "Förvaltning", "Fokusområde", "Avsändare", "Datum", "Signal", "Svar senast", "Svarsdatum", "Svar", "Enhet",
        "Slag",
    ),
    "reports": ("Förvaltning", "Period", "Undertecknad", "Förvaltningsgrupp"),
}  # fmt: skip

Line = Mapping[str, Any]


def csv_file(kind: str, lines: Iterable[Line], columns: Sequence[str] | None = None) -> bytes:
    """The rows as Excel writes CSV in Sweden: semicolons, UTF-8 with BOM."""
    headings = columns or COLUMNS[kind]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for line in lines:
        writer.writerow([line.get(heading, "") for heading in headings])
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(kind: str, lines: Iterable[Line], *, sheet: str = "Blad1", title: str = "") -> bytes:
    """The rows as a workbook, with a title above the header row when one is given."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    top = 0
    if title:
        page.write_string(0, 0, title)
        top = 2
    for place, heading in enumerate(COLUMNS[kind]):
        page.write_string(top, place, heading)
    for number, line in enumerate(lines, top + 1):
        for place, heading in enumerate(COLUMNS[kind]):
            if (value := line.get(heading, "")) != "":
                page.write(number, place, value)
    book.close()
    return out.getvalue()
