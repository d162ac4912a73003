"""Reads a delimited text file (.csv, .txt) into a grid: encoding and delimiter are found out, never asked for."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from handslag.core.sheets.grids import MAX_ROWS, Grid, check_size, check_text
from handslag.core.sheets.shapes import Cell, SheetError

DELIMITERS = (";", "\t", ",")
NOT_TEXT = "Filen är ingen tabell. Välj en .xlsx- eller .csv-fil."
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 200


def read_delimited(content: bytes) -> Grid:
    """The file as one grid without a name; a blank line is an empty row, so that rows are numbered as Excel does."""
    text = decode(content)
    if _CONTROL.search(text):
        raise SheetError(NOT_TEXT)
    if text.lstrip()[:1] == "<":
        raise SheetError("Filen är en webbsida eller XML, inte en tabell. Spara den som .xlsx eller .csv.")
    said = re.match(r"sep=([;,\t])\r?\n", text, re.IGNORECASE)
    delimiter = said.group(1) if said else find_delimiter(text)
    rows = list(islice(_records(text, delimiter), MAX_ROWS + 1))
    if said:
        rows[0] = []
    check_size(len(rows), max(map(len, rows), default=0))
    return Grid("", rows)


def decode(content: bytes) -> str:
    """The text: UTF-16 when a byte order mark says so, else UTF-8, else cp1252 (Swedish Windows)."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("Filens teckenkodning känns inte igen. Spara den i Excel som ”CSV UTF-8” eller som .xlsx.")


def find_delimiter(text: str) -> str:
    """The delimiter that gives the most lines of one and the same width, the wider the better; of equals `;`."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE):
            width = len(row)
            if any(cell.strip() for cell in row):
                widths[width] += 1
    except csv.Error:
        return 0.0
    return max(((width - 1) * count for width, count in widths.items()), default=0) / max(widths.total(), 1)


def _records(text: str, delimiter: str) -> list[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        for row in reader:
            while row and not row[-1]:
                row.pop()
            check_text(max(map(len, row), default=0), f"Rad {len(rows) + 1}")
            rows.append(list[Cell](row))
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as fault:
        if "field larger" in str(fault):
            check_text(1_000_000, f"Rad {len(rows) + 1}")
        raise SheetError(
            f'Rad {len(rows) + 1} har ett citattecken (") som saknar sin motsvarighet. '
            "Rätta det i filen, eller spara den som .xlsx."
        ) from fault
    return rows
