"""The press of answers: a process of its own that sets one as Word, in the form of an answer to an interpellation.

It reads the paper as JSON from standard input and writes the document to standard output; it knows no database.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt

from handslag.core.palette import color
from handslag.core.word.sheets import number_pages, set_properties, stilled
from handslag.core.word.styles import Styles, ink, room_of, set_language, set_sheet
from handslag.core.word.tables import add_table

LABELS = Mm(32)
WATERMARK = (
    '<w:r {w}><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="utkast" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{word}" '
    'style="position:absolute;margin-left:0;margin-top:0;width:320pt;height:100pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="{fill}" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="{word}"/>'
    "</v:shape></w:pict></w:r>"
)


def document_of(paper: dict[str, Any]) -> bytes:
    """The answer as a Word document, the same to the byte each time."""
    document = docx.Document()
    styles = Styles(document, own=False)
    set_sheet(document, brief=False)
    number_pages(document)
    set_language(document)
    moment = datetime.fromisoformat(paper["known_at"])
    set_properties(document, title=paper["title"], subject=paper["kind"], office=paper["office"], moment=moment)
    _header(document, paper)
    _letterhead(document, styles, paper)
    styles.apply(document.add_paragraph(paper["title"]), "title")
    styles.apply(document.add_paragraph("Bakgrund"), "h1")
    for text in (paper["lead"], paper["basis"]):
        styles.apply(document.add_paragraph(text), "body")
    for question in paper["questions"]:
        _question(document, styles, question)
    _signature(document, styles, paper)
    _sources(document, styles, paper)
    out = io.BytesIO()
    document.save(out)
    return stilled(out.getvalue())


def _header(document: Document, paper: dict[str, Any]) -> None:
    """On every page: that it is a draft, that it is invented, and the registration number."""
    line = document.sections[0].header.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Emu(room_of(document)), WD_TAB_ALIGNMENT.RIGHT)
    words = [paper["draft_word"]] if paper["draft"] else []
    words += [paper["example_sentence"]] if paper["example"] else []
    if words:
        run = line.add_run(". ".join(word.rstrip(".") for word in words) + ".")
        run.bold = True
        run.font.size, run.font.color.rgb = Pt(9), ink("warning-text-default")
    if paper["dnr"]:
        line.add_run(f"\tDnr {paper['dnr']}").font.size = Pt(9)
    if paper["draft"]:
        mark = WATERMARK.format(w=nsdecls("w"), word=paper["draft_word"], fill=color("neutral-surface-tinted"))
        line._p.append(parse_xml(mark))


def _letterhead(document: Document, styles: Styles, paper: dict[str, Any]) -> None:
    dnr = f"Dnr {paper['dnr']}" if paper["dnr"] else "Dnr: [fylls i]"
    office = paper["city"]
    for place, (left, right) in enumerate(((office, paper["kind"]), ("", dnr), ("", paper["day"]))):
        line = document.add_paragraph()
        styles.apply(line, "body")
        line.add_run(f"{left}\t{right}").bold = place == 0
        line.paragraph_format.tab_stops.add_tab_stop(Emu(room_of(document)), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.space_after = Pt(0)
    for place, (name, value) in enumerate((("Från", paper["sender"]), ("Till", paper["to"]))):
        line = document.add_paragraph()
        styles.apply(line, "body")
        line.add_run(f"{name}:\t{value or '[fylls i]'}")
        _hang(line, Mm(16))
        line.paragraph_format.space_before = Pt(10 if place == 0 else 0)
        line.paragraph_format.space_after = Pt(0 if place == 0 else 10)


def _hang(line: Any, width: Any) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(width)
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = width, -width


def _question(document: Document, styles: Styles, question: dict[str, Any]) -> None:
    styles.apply(document.add_paragraph(f"Fråga {question['number']}"), "h1")
    _quoted(document, question["text"]).paragraph_format.keep_with_next = True
    if question["proposed"]:
        note = "Frågan är föreslagen: den är hittad i handlingen och ingen har bekräftat den."
        styles.apply(document.add_paragraph(note), "caption")
    if question["written"]:
        styles.apply(document.add_paragraph("Svar"), "h2")
    else:
        unwritten = document.add_paragraph("Svaret är inte skrivet än. Det här säger underlaget:")
        styles.apply(unwritten, "body")
        unwritten.paragraph_format.keep_with_next = True
    for runs in question["paragraphs"]:
        line = document.add_paragraph()
        styles.apply(line, "body")
        _runs(line, runs)
    for runs in question["points"]:
        line = document.add_paragraph(style="List Bullet")
        _runs(line, runs)
        line.paragraph_format.space_after = Pt(3)


def _quoted(document: Document, text: str) -> Any:
    """What somebody has said, in Word's own style for it."""
    line = document.add_paragraph(text, style="Quote")
    line.paragraph_format.left_indent = Mm(6)
    return line


def _runs(line: Any, runs: list[dict[str, Any]]) -> None:
    """Text, and numbers raised above the line that lead to their source; two in a row have a comma between them."""
    before = 0
    for run in runs:
        if run["source"]:
            if before:
                comma = line.add_run(",")
                comma.font.superscript = True
            _raised(line, run["source"])
        else:
            line.add_run(run["text"])
        before = run["source"]


def _raised(line: Any, number: int) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"kalla{number}")
    run = line.add_run(str(number))
    run.font.superscript = True
    run.font.color.rgb = ink("accent-text-subtle")
    link.append(run._r)
    line._p.append(link)


def _signature(document: Document, styles: Styles, paper: dict[str, Any]) -> None:
    for name, day in paper["signed"]:
        place = document.add_paragraph(f"{paper['city']} den {day}")
        styles.apply(place, "body")
        place.paragraph_format.space_before = Pt(16)
        place.paragraph_format.keep_with_next = True
        styles.apply(document.add_paragraph(f"Undertecknat av {name}"), "body")
    if not paper["signed"]:
        line = document.add_paragraph(f"{paper['city']} den [fylls i]")
        styles.apply(line, "body")
        line.paragraph_format.space_before = Pt(16)
        if paper["sender"]:
            styles.apply(document.add_paragraph(paper["sender"]), "body")


def _sources(document: Document, styles: Styles, paper: dict[str, Any]) -> None:
    title = document.add_paragraph("Bilaga. Källor")
    styles.apply(title, "h1")
    title.paragraph_format.page_break_before = True
    styles.apply(document.add_paragraph(paper["locked"]), "body")
    for source in paper["sources"]:
        heading = document.add_paragraph()
        styles.apply(heading, "h2")
        _bookmark(heading, source["number"])
        heading.add_run(f"{source['number']}. {source['title']}")
        heading.paragraph_format.space_before = Pt(14)
        if source["text"]:
            styles.apply(document.add_paragraph(source["text"]), "body")
        if source["said"]:
            _quoted(document, f"”{source['said']}”")
        for name in ("definition", "period", "source", "why"):
            _told(document, styles, name, source[name])
        if source["figures"]:
            _figures(document, source)
        if source["rows"]:
            widths = zip(source["columns"], source["widths"], strict=True)
            columns = [{"heading": one, "share": width, "number": False} for one, width in widths]
            rows = [[[{"text": field}] for field in row] for row in source["rows"]]
            add_table(document, _table(source["title"], columns, rows))
        if source["left_out"]:
            styles.apply(document.add_paragraph(f"Och {source['left_out']} rader till, i Handslag."), "caption")
    if paper["sha256"]:
        styles.apply(document.add_paragraph(f"Undertecknat innehåll, SHA-256: {paper['sha256']}"), "caption")


NAMES = {"definition": "Så räknas det", "period": "Period", "source": "Källa", "why": "Varför det visas"}


def _told(document: Document, styles: Styles, name: str, text: str) -> None:
    if not text:
        return
    line = document.add_paragraph()
    styles.apply(line, "caption")
    line.add_run(f"{NAMES[name]}:\t{text}")
    _hang(line, LABELS)
    line.paragraph_format.space_after = Pt(2)


def _figures(document: Document, source: dict[str, Any]) -> None:
    columns = [{"heading": "Uppgift", "share": 3, "number": False}, {"heading": "Värde", "share": 1, "number": True}]
    rows = [[[{"text": label}], [{"text": value}]] for label, value in source["figures"]]
    add_table(document, _table(f"Uppgifter i källa {source['number']}", columns, rows))


def _table(caption: str, columns: list[dict[str, Any]], rows: list[Any]) -> dict[str, Any]:
    plain = [
        [[{"strong": False, "soft": False, "sign": "", **part} for part in field] for field in row] for row in rows
    ]
    return {"caption": caption, "columns": columns, "rows": plain, "has_sum": False}


def _bookmark(paragraph: Any, number: int) -> None:
    """What the raised numbers lead to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), f"kalla{number}")
        paragraph._p.append(mark)


def main() -> int:
    """Carry out one order."""
    sys.stdout.buffer.write(document_of(json.load(sys.stdin.buffer)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
