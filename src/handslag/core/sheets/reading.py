"""Reads a file as a table of a declared format."""

from __future__ import annotations

from collections.abc import Callable

from handslag.core.sheets.results import Outline, Table
from handslag.core.sheets.shapes import Format, HandMapping, SheetError

Progress = Callable[[int, int], None]


def read_table(
    content: bytes,
    form: Format,
    *,
    filename: str,
    mapping: HandMapping | None = None,
    progress: Progress | None = None,
) -> Table:
    """All rows of every sheet whose header is recognised, with what is wrong in them.

    Raises `SheetError` only when the file is no readable table (wrong type, broken, locked, too large); all
    else is a `Problem` in the table. `progress(done, total)` is told the number of rows, now and then.
    """
    raise SheetError(f"{filename} kan inte läsas.")


def outline(
    content: bytes, form: Format, *, filename: str, mapping: HandMapping | None = None, sample: int = 5
) -> Outline:
    """The file's sheets, how each heading was understood, and the first rows as text; raises `SheetError`."""
    raise SheetError(f"{filename} kan inte läsas.")
