"""Tables in Word: any words can stand in them, and long ones do not take long."""

from __future__ import annotations

import time

import docx

from handslag.core.word.tables import add_table


def _table(rows: list[list[str]]) -> docx.document.Document:
    document = docx.Document()
    columns = [{"heading": name, "share": 1, "number": False} for name in ("Fråga", "Svar")]
    cells = [[[{"text": text, "strong": False}] for text in row] for row in rows]
    add_table(document, {"caption": "Frågor", "columns": columns, "rows": cells, "has_sum": False})
    return document


def test_what_xml_cannot_hold_does_not_stop_the_document() -> None:
    document = _table([["Sida 1\x0csida 2\x00", "a < b & c\nny rad\ttabb "]])
    first, second = document.tables[0].rows[1].cells
    assert first.text == "Sida 1 sida 2 "
    assert second.text == "a < b & c\nny rad\ttabb "


def test_two_thousand_rows_are_set_in_a_second_or_two() -> None:
    begun = time.process_time()
    document = _table([[f"Fråga {place}", "Svar"] for place in range(2000)])
    assert time.process_time() - begun < 2
    assert len(document.tables[0]._tbl.tr_lst) == 2001
