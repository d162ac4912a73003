"""The documents themselves: tagged PDF, Word in its anatomy, one HTML file; the brief on one page."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from handslag.core.verdict import Refused
from handslag.oversight.exporters.orders import document_of
from handslag.oversight.exporters.typesetting import pdf_of
from handslag.oversight.exporters.word import word_of
from handslag.oversight.pages import brief_of, report_of
from handslag.oversight.paper import Matrix, MatrixRow, Paper, Section, Square, Table
from handslag.plan.models import Plan
from tests.markup import faults
from tests.oversight.conftest import asked_of


def opened(content: bytes) -> bytes:
    """A PDF with its packed parts unpacked."""
    parts = [content]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(content: bytes) -> list[str]:
    """The text of each page."""
    pdf = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    return texts


def large(paper: Paper, columns: int, rows: int) -> Paper:
    """The same with a matrix of many administrations and areas, all with long names."""
    names = tuple(f"Ekeby-Årvik-Vallmo och Hagalund {n}" for n in range(columns))
    square = Square("asleep", "Avstannat", "Avstannat sedan 1 mars 2025")
    areas = tuple(
        MatrixRow(f"Samarbete med universitet och högskola {n}", n == 0, (square,) * columns, columns)
        for n in range(rows)
    )

    def grown(section: Section) -> Section:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Matrix):
                block = replace(block, columns=names, rows=areas, answer=(rows,) * columns)  # noqa: PLW2901
            if isinstance(block, Table):
                block = replace(block, rows=block.rows * 8)  # noqa: PLW2901
            blocks.append(block)
        return replace(section, blocks=tuple(blocks))

    return replace(paper, sections=tuple(map(grown, paper.sections)))


def test_the_pdf_is_tagged_in_swedish_and_has_its_title(paper: Paper) -> None:
    made = pdf_of(paper.plain())
    assert made.warnings == ()
    inside = opened(made.content)
    for mark in (
        b"/StructTreeRoot",
        b"/Marked true",
        b"/Lang(sv-SE)",
        b"/DisplayDocTitle true",
        b"pdfuaid:part",
        b"/TH",
    ):
        assert mark in inside, mark
    assert paper.title.encode("utf-16-be").hex().upper().encode() in inside.upper()
    assert set(re.findall(rb"/FontFile\d?", inside))
    assert all(b"Inter" in name for name in re.findall(rb"/FontName/[A-Z]+\+([\w-]+)", inside))


def test_an_example_says_so_on_every_page(paper: Paper) -> None:
    assert paper.example
    texts = pages(pdf_of(paper.plain()).content)
    assert len(texts) > 2 and all("Påhittat exempel" in text for text in texts)
    assert "Förslag till beslut" in texts[0] and f"Sida 1 ({len(texts)})" in texts[0]
    real = pages(pdf_of(replace(paper, example=False).plain()).content)
    assert not any("Påhittat" in text for text in real)


@pytest.mark.parametrize(("columns", "rows"), [(3, 3), (13, 13), (20, 13), (20, 22)])
def test_the_brief_is_one_page_however_large_the_city(town: Plan, columns: int, rows: int) -> None:
    brief = large(brief_of(town, asked_of(town)), columns, rows)
    made = pdf_of(brief.plain())
    texts = pages(made.content)
    assert (len(texts), made.warnings) == (1, ())
    assert "Källa: livstecken den 30 april 2025" in " ".join(texts[0].split())


def test_the_brief_of_an_administration_is_one_page(town: Plan) -> None:
    texts = pages(pdf_of(brief_of(town, asked_of(town, "Ängsby")).plain()).content)
    assert len(texts) == 1 and "Lägesrapport för Ängsby" in texts[0]


def test_the_report_of_a_large_city_can_be_set(paper: Paper) -> None:
    assert pdf_of(large(paper, 20, 16).plain()).warnings == ()


def headings(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_word_has_the_anatomy_of_a_tjansteutlatande(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(word_of(paper.plain())))
    text = "\n".join(p.text for p in document.paragraphs)
    for line in (
        "Tjänsteutlåtande",
        "Dnr: [fylls i]",
        "Datum: 1 juni 2025",
        "Handläggare:",
        "Telefon:",
        "Till:\tSocialnämnden",
    ):
        assert line in text, line
    found = headings(document)
    assert found[:5] == ["Förslag till beslut", "Sammanfattning", "Ärendet", "Ärendets beredning", "Bilagor"]
    assert found[5].startswith("Bilaga 1. ") and "1.\tSocialnämnden godkänner uppföljningen." in text
    assert "Påhittat exempel" in document.sections[0].header.paragraphs[0].text
    assert (document.core_properties.title, document.core_properties.language) == (paper.title, "sv-SE")


def test_word_can_be_listened_to(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(word_of(paper.plain())))
    body = document.element.body
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in document.tables)
    drawn = body.findall(f".//{qn('wp:docPr')}")
    assert drawn and all(one.get("descr") for one in drawn)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


def template(*, headings_too: bool = True) -> bytes:
    """A city's own Word template: its name at the top, a style of its own, something in the body."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Lillköpings kommun"
    made.styles["Heading 1"].font.name = "Georgia"
    made.add_paragraph("Så använder du mallen")
    if not headings_too:
        for name in ("Heading 1", "Heading 2", "Title", "Caption", "Body Text"):
            style = made.styles[name].element
            style.getparent().remove(style)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_word_stands_on_the_citys_own_template(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(word_of(paper.plain(), template())))
    header = [p.text for p in document.sections[0].header.paragraphs]
    assert header == ["Påhittat exempel. Personer, händelser och siffror är inte verkliga.", "Lillköpings kommun"]
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert headings(document)[0] == "Förslag till beslut"
    assert "Så använder du mallen" not in "\n".join(p.text for p in document.paragraphs)


def test_a_template_without_headings_still_gives_headings(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(word_of(paper.plain(), template(headings_too=False))))
    first = next(p for p in document.paragraphs if p.text == "Förslag till beslut")
    assert first.runs[0].bold and first._p.find(f".//{qn('w:outlineLvl')}") is not None


def test_a_template_that_is_no_word_file_is_refused(paper: Paper) -> None:
    with pytest.raises(Refused, match="Mallen går inte att läsa"):
        document_of(paper, "docx", b"ingen mall")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "inte heller")
    with pytest.raises(Refused, match="Mallen går inte att läsa"):
        document_of(paper, "docx", out.getvalue())


def test_the_html_file_is_in_order_and_needs_nothing_beside_it(town: Plan, paper: Paper) -> None:
    for one in (paper, brief_of(town, asked_of(town)), report_of(town, asked_of(town, "Ängsby"))):
        html = document_of(one, "html").decode()
        assert faults(html) == []
        assert "Påhittat exempel" in html
        assert not re.findall(r'(?:href|src)="(?!#|data:)', html)
