"""The paper as Word, in the anatomy of a tjänsteutlåtande, on the city's own template when it has one."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from handslag.core.word.sheets import add_banner, number_pages, set_properties, stilled
from handslag.core.word.styles import Styles, room_of, set_language, set_sheet
from handslag.core.word.tables import add_table
from handslag.oversight.exporters.typesetting import picture_of

TO_FILL_IN = "[fylls i]"
UNTITLED = ("kort-svar", "kort-kalla")
"""Parts of a brief that need no heading."""
BRIEF_ROWS = 4


class FaultyTemplate(Exception):
    """The template is no Word document."""


def word_of(paper: dict[str, Any], template: bytes = b"") -> bytes:
    """The paper as a Word document, the same to the byte each time."""
    try:
        document = docx.Document(io.BytesIO(template)) if template else docx.Document()
    except (ValueError, KeyError, zipfile.BadZipFile, OSError) as wrong:
        raise FaultyTemplate from wrong
    styles = Styles(document, own=bool(template))
    if template:
        _empty(document)
    else:
        set_sheet(document, brief=paper["brief"])
        number_pages(document)
    set_language(document)
    set_properties(
        document,
        title=paper["title"],
        subject=paper["subtitle"],
        office=paper["head"]["office"],
        moment=datetime.fromisoformat(paper["known_at"]),
    )
    if paper["example"]:
        add_banner(document)
    _head(document, styles, paper)
    for place, section in enumerate(paper["sections"]):
        _section(document, styles, paper, section, _annex_number(paper, place))
    out = io.BytesIO()
    document.save(out)
    return stilled(out.getvalue())


def _annex_number(paper: dict[str, Any], place: int) -> int:
    return sum(section["annex"] for section in paper["sections"][: place + 1])


def _empty(document: Document) -> None:
    """The template's own body away; its sheet, header and footer stay."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _head(document: Document, styles: Styles, paper: dict[str, Any]) -> None:
    """Who writes and to whom; what the city has not given is left to be filled in."""
    head = paper["head"]
    across = [
        (head["office"], head["kind"]),
        (head["unit"], f"Dnr: {head['dnr'] or TO_FILL_IN}"),
        ("", f"Datum: {head['day']}"),
    ]
    down = [
        ("Handläggare", head["officer"] or TO_FILL_IN),
        ("Telefon", head["phone"] or TO_FILL_IN),
        ("Till", head["to"] or TO_FILL_IN),
    ]
    if paper["brief"]:
        across, down = [(head["office"], head["day"])], down[2:]
    for place, (left, right) in enumerate(across):
        line = document.add_paragraph()
        styles.apply(line, "body")
        line.add_run(f"{left}\t{right}").bold = place == 0
        line.paragraph_format.tab_stops.add_tab_stop(Emu(room_of(document)), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.space_after = Pt(0)
    for place, (name, value) in enumerate(down):
        line = document.add_paragraph()
        styles.apply(line, "body")
        line.add_run(f"{name}:\t{value}")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(28))
        line.paragraph_format.space_before = Pt(8 if place == 0 else 0)
        line.paragraph_format.space_after = Pt(0)
    styles.apply(document.add_paragraph(paper["title"]), "title")
    if not paper["brief"]:
        styles.apply(document.add_paragraph(paper["subtitle"]), "body")


def _section(document: Document, styles: Styles, paper: dict[str, Any], section: dict[str, Any], number: int) -> None:
    title = f"Bilaga {number}. {section['title']}" if section["annex"] else section["title"]
    if section["key"] not in UNTITLED:
        styles.apply(document.add_paragraph(title), "h1")
    for block in section["blocks"]:
        short = paper["brief"] and block["kind"] == "table"
        _block(document, styles, paper, block | {"rows": block["rows"][:BRIEF_ROWS]} if short else block)


def _block(document: Document, styles: Styles, paper: dict[str, Any], block: dict[str, Any]) -> None:
    kind = block["kind"]
    if kind == "prose":
        for text in block["paragraphs"]:
            styles.apply(document.add_paragraph(text), "caption" if block["soft"] else "body")
    elif kind == "points":
        _points(document, styles, block["items"])
    elif kind == "heading":
        styles.apply(document.add_paragraph(block["text"]), "h2")
    elif kind == "table":
        add_table(document, block)
    elif kind == "figure":
        _picture(document, styles, paper, block, block["alt"], f"{block['caption']} {block['source']}")
    elif kind == "matrix":
        _picture(document, styles, paper, block, block["alt"], block["caption"])
        if not paper["brief"]:
            styles.apply(document.add_paragraph("Samma i ord"), "h2")
            add_table(document, block["in_words"])


def _points(document: Document, styles: Styles, items: list[str]) -> None:
    """A numbered list; the numbers are written out, so that each list begins at one in any template."""
    for number, text in enumerate(items, 1):
        paragraph = document.add_paragraph(f"{number}.\t{text}")
        styles.apply(paragraph, "body")
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))


def _picture(
    document: Document, styles: Styles, paper: dict[str, Any], block: dict[str, Any], alt: str, caption: str
) -> None:
    holder = document.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    width = min(room_of(document), Mm(125 if paper["brief"] else 160))
    holder.add_run().add_picture(io.BytesIO(picture_of(paper, block)), width=width)
    drawing = holder._p.find(f".//{qn('wp:docPr')}")
    assert drawing is not None
    drawing.set("descr", alt)
    drawing.set("title", caption[:120])
    styles.apply(document.add_paragraph(caption), "caption")
