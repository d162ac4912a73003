"""The register and the half-yearly table as Excel: text stays text, days are days, the head stands still."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from handslag.core.spreadsheet_text import EXAMPLE

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


def workbook_of(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, moment: datetime, example: bool
) -> bytes:
    """One sheet with a filter over its head; an example says so in a column of its own."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": ""}
    heads = [*columns, *((EXAMPLE,) if example else ())]
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": name, "author": "Handslag", "created": moment.replace(tzinfo=None)})
        sheet = book.add_worksheet(name[:31])
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        widths = [len(head) + 4 for head in heads]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, bold)
        count = 0
        for count, row in enumerate(rows, 1):
            for place, value in enumerate((*row, *(("ja",) if example else ()))):
                _write(sheet, count, place, value, wrapped, dated)
                widths[place] = max(widths[place], min(WIDEST, len(str(value or "")) + 2))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(count, 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()


def _write(sheet: Any, row: int, place: int, value: Any, wrapped: Any, dated: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, dated)
    elif value not in (None, ""):
        sheet.write_string(row, place, str(value), wrapped)
