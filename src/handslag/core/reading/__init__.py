"""Papers as files: what kind a file is, told by name and content, and its pages as they stand in it."""

from __future__ import annotations

from collections.abc import Collection

from handslag.core.files import ending, file_name
from handslag.core.reading.pages import ReadFile, ReadPage, Unreadable
from handslag.core.reading.pdf import means
from handslag.core.text import join_words, number, personal_numbers
from handslag.core.verdict import Refused

__all__ = ["KINDS", "LARGEST", "ReadFile", "ReadPage", "means", "named", "read_file", "refuse_large", "unread_says"]

LARGEST = 50 * 1024 * 1024
KINDS = "pdf, docx, html eller txt"
PATIENCE = 600.0
"""Seconds that reading pictures of pages may take when nobody waits for an answer."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"txt": "text/plain", "pdf": "application/pdf", "docx": _DOCX, "html": "text/html", "htm": "text/html"}
_OTHERWISE = {
    "doc": "Öppna den i Word och spara den som docx.",
    "rtf": "Öppna den i Word och spara den som docx.",
    "odt": "Öppna den i LibreOffice och spara den som docx.",
    "docm": "Öppna den i Word och spara den som docx, utan makron.",
    "zip": "Packa upp den och läs in filerna i den.",
}
_PICTURES = ("png", "jpg", "jpeg", "tif", "tiff", "heic", "gif", "bmp")


def read_file(name: str, content: bytes, *, patience: float = PATIENCE, only: Collection[int] = ()) -> ReadFile:
    """The pages of a file. Raises `Refused` with a Swedish sentence when it cannot be read; nothing is kept then."""
    tidy, kind = named(name, content)
    refuse_large(tidy, len(content))
    if not content:
        raise Refused(f"Filen ”{tidy}” är tom. Kontrollera att den är sparad och lämna den igen.")
    try:
        if kind == "txt":
            from handslag.core.reading.texts import read_text

            pages, late = read_text(content), False
        else:
            from handslag.core.reading.child import read_apart

            _refuse_other(kind, content)
            pages, late = read_apart(kind, content, patience=patience, only=only)
    except Unreadable as why:
        raise Refused(f"”{tidy}”: {why}") from why
    return ReadFile(pages, TYPES[kind], _problems(pages, late))


def named(name: str, content: bytes = b"") -> tuple[str, str]:
    """The file's tidy name and its kind. Raises `Refused` for a kind that is not read."""
    tidy = file_name(name)
    kind = ending(tidy) or _sniffed(content)
    if personal_numbers(tidy):
        raise Refused("Filens namn innehåller ett personnummer. Byt namn på filen. Den har inte sparats.")
    if not tidy:
        raise Refused("Filen har inget namn. Ge den ett namn som slutar på pdf, docx, html eller txt.")
    if kind not in TYPES:
        advice = _OTHERWISE.get(kind, "Spara den som pdf." if kind in _PICTURES else f"Lämna {KINDS}.")
        raise Refused(f"Filen ”{tidy}” är av en sort som inte läses. {advice}")
    return tidy, "html" if kind == "htm" else kind


def refuse_large(name: str, size: int) -> None:
    """Raise `Refused` for a file that is too large, before anyone reads it into memory."""
    if size > LARGEST:
        megabytes = number(round(size / 1024 / 1024))
        raise Refused(f"Filen ”{name}” är för stor: {megabytes} MB. Högst 50 MB går bra. Dela den i flera filer.")


def unread_says(lacking: str) -> str:
    """What is to be installed so that pages which are pictures can be read."""
    if lacking == "program":
        return "Programmet Tesseract med svenska saknas. Be den som sköter servern köra: apt install tesseract-ocr-swe"
    if lacking == "language":
        return "Tesseract saknar svenska. Be den som sköter servern köra: apt install tesseract-ocr-swe"
    return ""


def _sniffed(content: bytes) -> str:
    """The kind of a file without an ending, by how it begins."""
    if content[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "docx" if content.startswith(b"PK\x03\x04") else ""


def _refuse_other(kind: str, content: bytes) -> None:
    if kind == "pdf" and content[:1024].find(b"%PDF-") < 0:
        raise Unreadable("Filen heter pdf men är ingen pdf. Öppna den och spara den som pdf på nytt.")
    if kind == "html" and (b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Unreadable("Filen heter html men är ingen webbsida. Spara webbsidan igen, eller som pdf.")


def _problems(pages: tuple[ReadPage, ...], late: bool) -> tuple[str, ...]:
    unread = [str(page.number) for page in pages if page.how == "unread"]
    if not unread:
        return ()
    which = f"Sidan {unread[0]}" if len(unread) == 1 else f"Sidorna {join_words(unread[:12])}"
    more = " med flera" if len(unread) > 12 else ""
    if late:
        return (f"{which}{more} är bilder som inte hann läsas. Läs dem igen på handlingens sida.",)
    return (f"{which}{more} är ej läst{'' if len(unread) == 1 else 'a'}. {unread_says(means())}".strip(),)
