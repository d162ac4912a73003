"""Tables in Word: a head that repeats, rows that do not break, signs as shaded words."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt

from handslag.core.palette import SIGNS, color
from handslag.core.word.styles import ink, room_of

NARROW = 22
"""Millimetres of a column that is no wider than what stands in it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"(\r\n|[\r\n\t])")
_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>", "\r\n": "<w:br/>"}


def add_table(document: Document, block: dict[str, Any]) -> None:
    """A table as wide as the text, with lines between the rows; thousands of rows take about a second."""
    columns = block["columns"]
    table = new_table(document, columns, block["caption"])
    rows = []
    for at, fields in enumerate(block["rows"]):
        last = block["has_sum"] and at == len(block["rows"]) - 1
        cells = zip(columns, fields, strict=True)
        rows.append(f"<w:tr>{''.join(_cell(parts, number=one['number'], strong=last) for one, parts in cells)}</w:tr>")
    for row in parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(rows)}</w:tbl>"):
        table._tbl.append(row)
    finish_table(document, table, columns)


def new_table(document: Document, columns: list[dict[str, Any]], caption: str) -> Any:
    """A table with its head, as wide as the text; its rows are still to come."""
    table = document.add_table(rows=1, cols=len(columns))
    table.autofit = False
    _lines(table)
    _describe(table, caption)
    for old, column in zip(table._tbl.tr_lst[0].tc_lst, columns, strict=True):
        parts = [{"text": column["heading"], "strong": True}]
        head = f"<w:tr {nsdecls('w')}>{_cell(parts, number=column['number'])}</w:tr>"
        old.getparent().replace(old, parse_xml(head)[0])
    _row(table._tbl.tr_lst[0], head=True)
    return table


def finish_table(document: Document, table: Any, columns: list[dict[str, Any]]) -> None:
    """The widths of the columns in all rows, rows that stay whole, and some air below."""
    widths = _widths(document, columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate(table._tbl.tr_lst):
        if place:
            _row(row, head=False)
        for cell, width in zip(row.tc_lst, widths, strict=True):
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


def _cell(parts: list[dict[str, Any]], *, number: bool, strong: bool = False) -> str:
    """A cell with each part a line of its own, as it is written: building it piece by piece is slow in long tables."""
    right = '<w:jc w:val="right"/>' if number else ""
    spacing = '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>'
    lines = [
        f"<w:p><w:pPr>{spacing}{right}</w:pPr>"
        f"<w:r><w:rPr>{_look(part, strong=strong)}</w:rPr>{_words(part)}</w:r></w:p>"
        for part in parts
    ]
    return f"<w:tc>{''.join(lines) or '<w:p/>'}</w:tc>"


def _look(part: dict[str, Any], *, strong: bool) -> str:
    """How a part is written; a sign has its own fill behind its word, and a frame where it has a line."""
    size = f'<w:sz w:val="{17 if part.get("soft") else 18}"/>'
    paint = SIGNS[part["sign"]] if part.get("sign") else None
    bold = "<w:b/>" if strong or part.get("strong") or paint else ""
    if paint is None:
        return f"{bold}{_ink('neutral-text-subtle') if part.get('soft') else ''}{size}"
    frame = fill = ""
    if paint.line:
        style, line = "dashed" if paint.dash else "single", color(paint.line).lstrip("#")
        frame = f'<w:bdr w:val="{style}" w:sz="6" w:space="0" w:color="{line}"/>'
    if paint.fill:
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{color(paint.fill).lstrip("#")}"/>'
    return f"{bold}{_ink(paint.ink)}{size}{frame}{fill}"


def _ink(token: str) -> str:
    return f'<w:color w:val="{ink(token)}"/>'


def _words(part: dict[str, Any]) -> str:
    """The words of a part; line breaks and tabs are kept, what XML cannot hold becomes a space."""
    text = f"\u00a0{part['text']}\u00a0" if part.get("sign") else part["text"]
    said = []
    for piece in _BREAKS.split(_CONTROL.sub(" ", text)):
        if piece in _MARKS:
            said.append(_MARKS[piece])
        elif piece:
            space = ' xml:space="preserve"' if piece.strip() != piece else ""
            said.append(f"<w:t{space}>{escape(piece)}</w:t>")
    return "".join(said)


def _row(row: Any, *, head: bool) -> None:
    """A row stays on one page; the head is repeated on each."""
    properties = row.get_or_add_trPr()
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
