"""Tables in Word: a head that repeats, rows that do not break, signs as shaded words."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from handslag.core.palette import SIGNS, color
from handslag.core.word.styles import ink, room_of

NARROW = 22
"""Millimetres of a column that is no wider than what stands in it."""


def add_table(document: Document, block: dict[str, Any]) -> None:
    """A table as wide as the text, with lines between the rows."""
    columns = block["columns"]
    table = new_table(document, columns, block["caption"])
    for at, fields in enumerate(block["rows"]):
        row = table.add_row()
        for place, parts in enumerate(fields):
            last = block["has_sum"] and at == len(block["rows"]) - 1
            shown = [part | {"strong": part["strong"] or last} for part in parts]
            _fill(row.cells[place], shown, number=columns[place]["number"])
    finish_table(document, table, columns)


def new_table(document: Document, columns: list[dict[str, Any]], caption: str) -> Any:
    """A table with its head, as wide as the text; its rows are still to come."""
    table = document.add_table(rows=1, cols=len(columns))
    table.autofit = False
    _lines(table)
    _describe(table, caption)
    for place, column in enumerate(columns):
        _fill(table.rows[0].cells[place], [{"text": column["heading"], "strong": True}], number=column["number"])
    _row(table.rows[0], head=True)
    return table


def finish_table(document: Document, table: Any, columns: list[dict[str, Any]]) -> None:
    """The widths of the columns in all rows, rows that stay whole, and some air below."""
    widths = _widths(document, columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate(table.rows):
        if place:
            _row(row, head=False)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(6)


def _widths(document: Document, columns: list[dict[str, Any]]) -> list[Emu]:
    room = room_of(document)
    fixed = [column["share"] == 0 for column in columns]
    left = room - Mm(NARROW) * sum(fixed)
    whole = sum(column["share"] for column in columns) or 1
    return [
        Emu(Mm(NARROW)) if narrow else Emu(int(left * column["share"] / whole))
        for column, narrow in zip(columns, fixed, strict=True)
    ]


def _fill(cell: Any, parts: list[dict[str, Any]], *, number: bool) -> None:
    """Each part a line of its own."""
    for place, part in enumerate(parts):
        line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.line_spacing = 1.0
        if number:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = line.add_run(f"\u00a0{part['text']}\u00a0" if part.get("sign") else part["text"])
        run.font.size = Pt(8.5 if part.get("soft") else 9)
        run.bold = bool(part.get("strong")) or None
        if part.get("soft"):
            run.font.color.rgb = ink("neutral-text-subtle")
        if part.get("sign"):
            _paint(run, part["sign"])


def _paint(run: Any, sign: str) -> None:
    """The sign's own fill behind its word, and a frame where it has a line."""
    paint = SIGNS[sign]
    run.bold = True
    run.font.color.rgb = ink(paint.ink)
    properties = run._r.get_or_add_rPr()
    if paint.line:
        frame = OxmlElement("w:bdr")
        for name, value in (("val", "dashed" if paint.dash else "single"), ("sz", "6"), ("space", "0"),
                            ("color", color(paint.line).lstrip("#"))):  # fmt: skip
            frame.set(qn(f"w:{name}"), value)
        properties.append(frame)
    if paint.fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", color(paint.fill).lstrip("#"))):
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)


def _row(row: Any, *, head: bool) -> None:
    """A row stays on one page; the head is repeated on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _lines(table: Any) -> None:
    """Thin lines between the rows, in any template."""
    borders = OxmlElement("w:tblBorders")
    for place in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{place}")
        line.set(qn("w:val"), "single" if place in {"bottom", "insideH"} else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), color("neutral-border-subtle").lstrip("#"))
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _describe(table: Any, text: str) -> None:
    """What the table is, for those who listen."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)
