"""Which files can be evidence: content and name must agree, and each refusal says why."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from handslag.followup.rules.files import LARGEST, Accepted, Turned, file_name, look_at

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def packed(*parts: str, mimetype: str = "") -> bytes:
    """A zip file with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for part in parts:
            archive.writestr(part, "x")
    return out.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Protokoll.PDF", b"%PDF-1.7 ...", "application/pdf"),
        ("plan.docx", packed("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        ("tal.xlsx", packed("xl/workbook.xml"), "spreadsheetml.sheet"),
        ("plan.odt", packed("content.xml", mimetype=ODT), ODT),
        ("bild.png", PNG, "image/png"),
        ("bild.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("lista.csv", "Enhet;Antal\nÄldre;3\n".encode("cp1252"), "text/csv"),
        ("läs mig.txt", "Åtta nya.".encode(), "text/plain"),
        ("svar.eml", b"Subject: Hej\r\nFrom: a@b.se\r\n\r\nText", "message/rfc822"),
    ],
)
def test_what_a_file_holds_decides_with_its_name(name: str, content: bytes, media_type: str) -> None:
    looked = look_at(name, content)
    assert isinstance(looked, Accepted) and looked.media_type.endswith(media_type)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.pdf", b"", "Filen är tom."),
        ("stor.txt", b"x" * (LARGEST + 1), "Filen är för stor: 20 MB. Högst 20 MB går bra."),
        ("program.exe", b"MZ", "av en sort som inte tas emot. Lämna pdf, docx,"),
        ("utan ändelse", b"x", "av en sort som inte tas emot"),
        ("sida.html", b"<script>", "av en sort som inte tas emot"),
        ("falsk.pdf", b"<html>", "innehåller inte det som namnet säger. Spara om den som pdf"),
        ("falsk.docx", b"PK\x03\x04 trasig", "innehåller inte det"),
        ("ark.docx", packed("xl/workbook.xml"), "innehåller inte det"),
        ("makro.docx", packed("word/document.xml", "word/vbaProject.bin"), "innehåller inte det"),
        ("fel.odt", packed("content.xml", mimetype="text/plain"), "innehåller inte det"),
        ("program.txt", b"\0\1\2", "innehåller inte det"),
        ("brev.eml", b"Hej bara", "innehåller inte det"),
        ("19121212-1212.pdf", b"%PDF-1.7", "Filens namn innehåller ett personnummer."),
        ("lista.csv", b"Namn;19121212-1212\n", "Filen innehåller ett personnummer."),
    ],
)
def test_a_file_that_is_turned_away_says_why(name: str, content: bytes, words: str) -> None:
    looked = look_at(name, content)
    assert isinstance(looked, Turned) and words in looked.reason


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\eva\\Protokoll.pdf", "Protokoll.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\u202etxt.pdf\r\n", "atxt.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_files_name_is_its_last_part_alone(given: str, kept: str) -> None:
    assert file_name(given) == kept
