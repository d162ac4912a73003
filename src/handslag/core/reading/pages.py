"""What every kind of file is read into: pages, letter for letter, and what could not be read of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST = 5_000_000
"""Letters a paper may hold: some two thousand pages."""
MOST_PAGES = 3000
_UNSEEN = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n"
}
_BREAK = re.compile("[\u00ad\ufffe\x02][ \\t]*(?=\\n|$)")
"""The marks for a word that goes on in the next line, of Word and of PDF."""


class Unreadable(Exception):
    """A file that cannot be read; the message is a Swedish sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page: its text, and whether it lay in the file (`text`), was read as a picture (`ocr`) or not (`unread`)."""

    number: int
    raw: str
    how: str = "text"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that has been read. `problems` are Swedish sentences on what of it could not be."""

    pages: tuple[ReadPage, ...]
    media_type: str
    problems: tuple[str, ...] = field(default=())


def tidy(text: str) -> str:
    """The letters of a page: NFC, one kind of line break, nothing that cannot be seen or kept."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BREAK.sub("-", plain).translate(_UNSEEN).encode("utf-8", "replace").decode("utf-8")


def pages_of(texts: list[str]) -> tuple[ReadPage, ...]:
    """The texts as pages. Raises `Unreadable` when nothing stands in them, or far too much."""
    if not any(text.strip() for text in texts):
        raise Unreadable("Filen innehåller ingen text. Finns texten som bild? Spara filen som pdf och läs in den.")
    refuse_flood(texts)
    return tuple(ReadPage(number, text) for number, text in enumerate(texts, 1))


def refuse_flood(texts: list[str]) -> None:
    """Raise `Unreadable` for more text than a paper can hold."""
    if len(texts) > MOST_PAGES or sum(map(len, texts)) > LONGEST:
        raise Unreadable("Handlingen är längre än 3 000 sidor eller 5 miljoner tecken. Dela den i flera filer.")
