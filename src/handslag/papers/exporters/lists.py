"""A list as a workbook: one sheet with a heading row that stays in sight, days as days, nothing taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from handslag.core.spreadsheet_text import EXAMPLE, Value

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 — a fixed stamp, so that the same list gives the same bytes


def workbook(name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, example: bool) -> bytes:
    """The list as .xlsx; an example says so in a column of its own."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE, "author": "Handslag"})
        sheet = book.add_worksheet(name)
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        headings = (*columns, *((EXAMPLE,) if example else ()))
        sheet.write_row(0, 0, headings, head)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            for column, value in enumerate((*row, *((EXAMPLE,) if example else ()))):
                if isinstance(value, date):
                    sheet.write_datetime(count, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value not in (None, ""):
                    sheet.write(count, column, value)
        sheet.autofilter(0, 0, max(count, 1), len(headings) - 1)
        sheet.set_column(0, len(headings) - 1, 18)
    return out.getvalue()
