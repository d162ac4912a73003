"""Word: paragraphs with the numbers of their lists, tables row by row, the header first; a page break is a page."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from handslag.core.files import is_packed
from handslag.core.reading.numbering import Numbering, W, attribute, parsed
from handslag.core.reading.pages import ReadPage, Unreadable, pages_of, tidy

UNPACKED = 200 * 1024 * 1024
LARGEST_PART = 60 * 1024 * 1024
_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"))
_OUTSIDE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "footnote", "instrText", "delText"))
_BREAKS = frozenset((f"{W}br", f"{W}cr", f"{W}lastRenderedPageBreak"))
BROKEN = "Word-filen är skadad eller ingen Word-fil. Öppna den i Word, spara den som docx och försök igen."


def read_word(content: bytes) -> tuple[ReadPage, ...]:
    """The pages of a document as Word last laid them out, as far as the file tells."""
    if not is_packed(content, "word/document.xml", most=UNPACKED):
        raise Unreadable(_why_not(content))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            body = parsed(_part(archive, "word/document.xml")).find(f"{W}body")
            numbering = Numbering(
                parsed(_part(archive, "word/numbering.xml")), parsed(_part(archive, "word/styles.xml"))
            )
            header = _header(archive)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, SyntaxError) as wrong:
        raise Unreadable(BROKEN) from wrong
    if body is None:
        raise Unreadable(BROKEN)
    pages = [[header] if header else []]
    for words, breaks in _blocks(body, numbering):
        if breaks and any(line.strip() for line in pages[-1]):
            pages.append([])
        pages[-1].append(words)
    return pages_of([tidy(re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")) for lines in pages])


def _why_not(content: bytes) -> str:
    """Why a file that is called .docx is not read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            items = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            return "Filen är låst med lösenord eller i Words gamla format. Spara en kopia utan lösenord som docx."
        return BROKEN
    if not any(item.filename == "word/document.xml" for item in items):
        return "Filen heter docx men är en packad mapp (zip). Packa upp den och läs in filerna i den."
    if any(item.filename.casefold().endswith("vbaproject.bin") for item in items):
        return "Word-filen innehåller makron. Spara den som docx utan makron och försök igen."
    return "Word-filen packar upp sig till mer än 200 MB och läses därför inte. Spara om den i Word, eller som pdf."


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the file; empty when it is not there."""
    try:
        item = archive.getinfo(name)
    except KeyError:
        return b""
    if item.file_size > LARGEST_PART:
        raise ValueError(name)
    return archive.read(item)


def _header(archive: zipfile.ZipFile) -> str:
    """The first header that says something."""
    names = sorted(name for name in archive.namelist() if name.startswith("word/header") and name.endswith(".xml"))
    for name in names[:6]:
        lines = [words.strip() for words, _ in _blocks(parsed(_part(archive, name)), Numbering(None, None))]
        if any(lines):
            return "\n".join(filter(None, lines)) + "\n"
    return ""


def _blocks(parent: Any, numbering: Numbering) -> Iterator[tuple[str, bool]]:
    """The paragraphs and table rows in their order, each with whether a page begins at it."""
    for element in parent if parent is not None else ():
        if element.tag == f"{W}p":
            words, breaks = _paragraph(element)
            before = numbering.next_of(element) if words.strip() else ""
            yield (f"{before}{words}" if before else f"\n{words}\n"), breaks
        elif element.tag == f"{W}tbl":
            yield from _rows(element, numbering)
        elif element.tag in _HOLDERS:
            yield from _blocks(element, numbering)


def _rows(table: Any, numbering: Numbering) -> Iterator[tuple[str, bool]]:
    yield "", False
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is row]
        yield "\t".join(" ".join(w.strip() for w, _ in _blocks(cell, numbering) if w.strip()) for cell in cells), False
    yield "", False


def _paragraph(paragraph: Any) -> tuple[str, bool]:
    """The words of a paragraph, and whether a new page begins at it."""
    parts: list[str] = []
    page = False
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        tag = element.tag
        if tag in _OUTSIDE or not isinstance(tag, str):
            continue
        if tag == f"{W}pPr":
            page = page or _asked(element.find(f"{W}pageBreakBefore"))
        elif tag == f"{W}t":
            parts.append(element.text or "")
        elif tag in _BREAKS:
            new = tag == f"{W}lastRenderedPageBreak" or attribute(element, "type") == "page"
            page = page or new
            parts.append("" if new else "\n")
        elif tag == f"{W}tab":
            parts.append("\t")
        elif tag == f"{W}noBreakHyphen":
            parts.append("-")
        else:
            pending.extend(reversed(element))
    return "".join(parts), page


def _asked(element: Any) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false")
