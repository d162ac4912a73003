"""Files of every kind are read page by page; what cannot be read says why and what to do."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageDraw, ImageFont

import handslag.core
from handslag.core import reading
from handslag.core.reading import LARGEST, child, pdf, read_file, refuse_large
from handslag.core.reading.pages import Unreadable, tidy
from handslag.core.verdict import Refused

FONT = Path(handslag.core.__file__).parent / "fonts" / "Inter-Regular.ttf"


def texts(name: str, content: bytes) -> list[str]:
    """The pages of a file."""
    return [page.raw for page in read_file(name, content).pages]


def drawn(*pages: list[str]) -> bytes:
    """A PDF of pictures, as a scanner makes it."""
    font = ImageFont.truetype(str(FONT), 32)
    sheets = []
    for lines in pages:
        sheet = Image.new("L", (1240, 1754), 255)
        pen = ImageDraw.Draw(sheet)
        for place, line in enumerate(lines):
            pen.text((100, 150 + 60 * place), line, font=font, fill=0)
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "pdf", save_all=True, append_images=sheets[1:], resolution=150)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip file with these parts; `__` stands for a slash, `_` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "Åtta öar.\n".encode(),
        "\ufeffÅtta öar.\n".encode(),
        "Åtta öar.\r\n".encode("cp1252"),
        "Åtta öar.\n".encode("utf-16"),
    ],
    ids=["utf-8", "byte order mark", "Windows-1252", "utf-16"],
)
def test_text_is_read_in_the_letters_it_was_written_in(content: bytes) -> None:
    assert texts("brev.txt", content) == ["Åtta öar.\n"]


def test_a_form_feed_begins_a_page_and_the_last_one_ends_the_text() -> None:
    assert texts("brev.txt", b"En.\n\fTv\xc3\xa5.\n\f") == ["En.\n", "Två.\n"]


def test_a_clean_text_is_kept_letter_for_letter() -> None:
    text = "  Indraget – med tankstreck…\n\n\tTabb och  två blanksteg.\n"
    assert texts("brev.txt", text.encode()) == [text]


def test_letters_that_nobody_sees_go_and_a_broken_word_keeps_its_hyphen() -> None:
    assert tidy("arbets\u00adbelastning\u200b") == "arbetsbelastning"
    assert tidy("social\u00ad\nsekreterare, a\u030ar") == "social-\nsekreterare, år"


def test_word_gives_header_numbered_lists_tables_and_page_breaks() -> None:
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "Dnr 2025/12"
    paper.add_heading("Fråga om åtgärder", 1)
    paper.add_paragraph("Jag vill fråga:")
    for line in ("Hur går det?", "När är det klart?"):
        paper.add_paragraph(line, style="List Number")
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kostnad", "3 kr"
    paper.add_page_break()
    paper.add_paragraph("Andra sidan.")
    out = io.BytesIO()
    paper.save(out)
    first, second = texts("fråga.docx", out.getvalue())
    assert first.startswith(
        "Dnr 2025/12\n\nFråga om åtgärder\n\nJag vill fråga:\n\n1. Hur går det?\n2. När är det klart?\n"
    )
    assert "Kostnad\t3 kr" in first
    assert second == "Andra sidan."


def test_a_web_page_gives_its_main_text_in_its_own_letters() -> None:
    page = (
        '<html><head><meta charset="iso-8859-1"><title>T</title><script>bort()</script></head><body><nav>Meny</nav>'
        "<main><h1>Rubrik på å</h1><p>Ett   stycke<br>ny rad</p><ol start=3><li>tre<li>fyra</ol><table><tr><td>A<td>B"
        "</table><p hidden>osynligt</p></main><footer>Fot</footer></body></html>"
    )
    assert texts("sida.html", page.encode("latin-1")) == [
        "Rubrik på å\n\nEtt stycke\nny rad\n\n3. tre\n4. fyra\n\nA\tB"
    ]


def test_a_web_page_without_a_main_part_leaves_out_its_head_and_foot() -> None:
    page = "<body><header>Logga</header><p>Det viktiga åäö.</p><footer>Fot</footer></body>"
    assert texts("sida.htm", page.encode()) == ["Det viktiga åäö."]


def test_a_drawn_page_is_read_as_a_picture_in_swedish_and_an_empty_one_is_empty() -> None:
    assert pdf.means() == "", "tesseract-ocr-swe is not installed: run make deps"
    one, two = read_file("skannat.pdf", drawn(["Åtgärder för socialsekreterare på ön"], [])).pages
    assert (one.raw, one.how) == ("Åtgärder för socialsekreterare på ön", "ocr")
    assert two.raw == ""


@pytest.mark.parametrize("lacking", ["program", "language"])
def test_without_swedish_a_drawn_page_is_kept_unread_and_says_what_to_install(
    lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(reading, "means", lambda: lacking)
    read = read_file("skannat.pdf", drawn(["Text"]))
    assert [page.how for page in read.pages] == ["unread"]
    assert "apt install tesseract-ocr-swe" in read.problems[0]


def test_pages_that_there_is_no_time_for_are_told_and_can_be_read_by_number() -> None:
    paper = drawn(["Första sidan"], ["Andra sidan"])
    read = read_file("skannat.pdf", paper, patience=0)
    assert [page.how for page in read.pages] == ["unread", "unread"]
    assert "inte hann läsas" in read.problems[0]
    again = read_file("skannat.pdf", paper, only=[2]).pages
    assert [(page.number, page.raw) for page in again] == [(2, "Andra sidan")]


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("tom.pdf", b"", "är tom"),
        ("blank.txt", b"  \n", "ingen text"),
        ("trasig.pdf", b"%PDF-1.4 inget mer", "skadad"),
        ("låst.pdf", LOCKED, "lösenord"),
        ("inte.pdf", b"Hej", "är ingen pdf"),
        ("program.exe", b"MZ", "av en sort som inte läses"),
        ("gammal.doc", b"\xd0\xcf\x11\xe0", "spara den som docx"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n\x00\x01", "annat än text"),
        ("mapp.docx", zipped(lista_txt=b"x"), "packad mapp"),
        ("skadad.docx", b"PK\x03\x04 skadad", "skadad"),
        ("skadad.docx", zipped(word__document_xml=b"<w:document"), "skadad"),
        ("bomb.docx", zipped(word__document_xml=b"a" * (201 * 1024 * 1024)), "packar upp sig"),
        ("makron.docx", zipped(word__document_xml=b"x", word__vbaProject_bin=b"x"), "makron"),
        ("811218-9876.txt", b"Hej", "personnummer"),
        ("", b"Hej", "inget namn"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_file(name, content)


def test_entities_that_grow_are_not_followed() -> None:
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>Text &b;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert texts("b.docx", zipped(word__document_xml=bomb)) == ["Text "]


def test_a_file_of_200_megabytes_is_refused_by_its_size_alone() -> None:
    with pytest.raises(Refused, match=r"200 MB\. Högst 50 MB"):
        refuse_large("stor.pdf", 200 * 1024 * 1024)
    refuse_large("lagom.pdf", LARGEST)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/läs mig.txt", "läs mig.txt"), ("C:\\Mina\\brev.txt", "brev.txt"), ("a\x00\nb.txt", "ab.txt")],
)
def test_a_name_is_made_tidy(given: str, kept: str) -> None:
    assert reading.named(given)[0] == kept


def test_when_the_time_is_out_nothing_that_the_reading_started_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, program = tmp_path / "lever", tmp_path / "program"
    program.write_text(f"#!/bin/sh\n(sleep 1; touch {mark}) &\nsleep 9\n")
    program.chmod(0o755)
    monkeypatch.setattr(child.sys, "executable", str(program))
    monkeypatch.setattr(child, "SPARE", 0)
    with pytest.raises(Unreadable, match="för mycket tid"):
        child.read_apart("pdf", b"", patience=0.3)
    time.sleep(1.2)
    assert not mark.exists()
