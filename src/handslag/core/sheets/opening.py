"""Opens a file by what it holds, whatever its name says."""

from __future__ import annotations

import hashlib

from handslag.core.sheets.delimited import NOT_TEXT, read_delimited
from handslag.core.sheets.grids import MAX_FILE_BYTES, Book, Grid
from handslag.core.sheets.packages import LOCKED
from handslag.core.sheets.shapes import SheetError
from handslag.core.sheets.workbooks import read_workbook

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = {b"%PDF": "en PDF", b"{\\rtf": "ett RTF-dokument", b"\x89PNG": "en bild", b"\xff\xd8\xff": "en bild"}


def open_book(content: bytes, filename: str) -> Book:
    """The file's sheets; SheetError with one clear sentence when there are none to be had."""
    if len(content) > MAX_FILE_BYTES:
        raise SheetError(f"Filen är större än {MAX_FILE_BYTES // 1_000_000} MB. Dela upp den.")
    if not content.strip():
        raise SheetError("Filen är tom.")
    grids = _grids(content)
    if not any(cell != "" for grid in grids for row in grid.rows for cell in row):
        raise SheetError("Filen är tom: det finns inga värden i den.")
    return Book(filename, hashlib.sha256(content).hexdigest(), tuple(grids))


def _grids(content: bytes) -> list[Grid]:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return read_workbook(content)
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise SheetError(LOCKED)
        raise SheetError("Filen är i ett äldre Officeformat (.xls). Öppna den i Excel och spara den som .xlsx.")
    for start, what in _OTHER.items():
        if content.startswith(start):
            raise SheetError(f"Filen är {what}, inte en tabell. Välj en .xlsx- eller .csv-fil.")
    if content.startswith(b"\x7fELF"):
        raise SheetError(NOT_TEXT)
    return [read_delimited(content)]
