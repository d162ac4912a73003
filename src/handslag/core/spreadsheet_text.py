"""Tables as CSV that a spreadsheet program reads as Swedish text, with nothing it would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

EXAMPLE = "Påhittat exempel"
"""What stands on everything that comes from an invented city."""

Value = str | int | date | None


def safe(value: str) -> str:
    """A text that a spreadsheet takes as text: what would begin a formula gets an apostrophe before it."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Value]], *, example: bool) -> str:
    """Semicolons and a mark at the start; an example says so in a column of its own."""
    mark = (EXAMPLE,) if example else ()
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow((*columns, *mark))
    for row in rows:
        write.writerow([*(safe("" if value is None else str(value)) for value in row), *mark])
    return "\ufeff" + out.getvalue()
