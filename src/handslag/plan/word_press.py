"""The press of the difference: a process of its own that sets it as Word, so that the one that shows pages stays small.

It reads the difference as JSON from standard input and writes the document to standard output; it knows no database.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_UNDERLINE
from docx.shared import Mm, Pt

from handslag.core.word.sheets import add_banner, number_pages, set_properties, stilled
from handslag.core.word.styles import Styles, ink, set_language, set_sheet
from handslag.core.word.tables import finish_table, new_table

COLORS = {"removed": "danger-text-subtle", "added": "lugn-text-subtle"}


def document_of(paper: dict[str, Any]) -> bytes:
    """The difference as a Word document, the same to the byte each time."""
    document = docx.Document()
    styles = Styles(document, own=False)
    set_sheet(document, brief=False)
    number_pages(document)
    set_language(document)
    moment = datetime.fromisoformat(paper["moment"])
    set_properties(document, title=paper["title"], subject=paper["subtitle"], office=paper["office"], moment=moment)
    if paper["example"]:
        add_banner(document)
    styles.apply(document.add_paragraph(paper["title"]), "title")
    styles.apply(document.add_paragraph(paper["subtitle"]), "body")
    for name, value in paper["facts"]:
        _fact(document, styles, name, value)
    styles.apply(document.add_paragraph("Sammanfattning"), "h1")
    styles.apply(document.add_paragraph(paper["lead"]), "body")
    _key(document, styles)
    for area in paper["areas"]:
        styles.apply(document.add_paragraph(area["name"]), "h1")
        _changes(document, paper, area)
    if paper["same"]:
        styles.apply(document.add_paragraph(paper["same"]), "caption")
    out = io.BytesIO()
    document.save(out)
    return stilled(out.getvalue())


def _fact(document: Document, styles: Styles, name: str, value: str) -> None:
    line = document.add_paragraph()
    styles.apply(line, "body")
    line.add_run(f"{name}:\t{value}")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(35))
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(35), Mm(-35)
    line.paragraph_format.space_after = Pt(0)


def _key(document: Document, styles: Styles) -> None:
    """How the marks are read."""
    line = document.add_paragraph()
    styles.apply(line, "caption")
    line.add_run("Så läser du: ")
    _mark(line, "removed", "struket ord", 9)
    line.add_run(" fanns förut, ")
    _mark(line, "added", "tillagt ord", 9)
    line.add_run(" är nytt.")


def _changes(document: Document, paper: dict[str, Any], area: dict[str, Any]) -> None:
    """A row a change: what it is about, what stood, what stands."""
    columns = [
        {"heading": heading, "share": share, "number": False}
        for heading, share in (("Ändring", 0.9), (paper["before"], 1.4), (paper["after"], 1.4))
    ]
    table = new_table(document, columns, f"Ändringar i {area['name']}")
    for change in area["changes"]:
        cells = table.add_row().cells
        name = f"{change['number']} {change['name']}".strip()
        _line(cells[0], 0).add_run(name).bold = True
        _line(cells[0], 1).add_run(", ".join(change["tags"]))
        for place, side in ((1, "removed"), (2, "added")):
            _paragraphs(cells[place], change["before" if place == 1 else "after"], side)
        more = [text for text in (f"Skäl: {change['reason']}" if change["reason"] else "", change["note"]) if text]
        for text in more:
            run = cells[2].add_paragraph().add_run(text)
            run.font.color.rgb = ink("neutral-text-subtle")
    for row in table.rows[1:]:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(2), 1.0
                for run in line.runs:
                    run.font.size = Pt(9)
    finish_table(document, table, columns)


def _line(cell: Any, place: int) -> Any:
    return cell.paragraphs[0] if place == 0 else cell.add_paragraph()


def _paragraphs(cell: Any, paragraphs: list[list[list[str]]], side: str) -> None:
    if not paragraphs:
        cell.paragraphs[0].add_run("Fanns inte." if side == "removed" else "Finns inte kvar.")
    for place, marks in enumerate(paragraphs):
        line = _line(cell, place)
        for what, text in marks:
            if what == "same":
                line.add_run(text)
            else:
                _mark(line, side, text, 9)


def _mark(line: Any, side: str, text: str, size: float) -> None:
    """Struck or underlined words: never by colour alone."""
    token = COLORS[side]
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), ink(token)
    if side == "removed":
        run.font.strike = True
    else:
        run.font.underline = WD_UNDERLINE.SINGLE


def main() -> int:
    """Carry out one order."""
    sys.stdout.buffer.write(document_of(json.load(sys.stdin.buffer)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
