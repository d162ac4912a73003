"""Plain text: UTF-8 or Windows' western letters; a form feed begins a new page."""

from __future__ import annotations

import codecs

from handslag.core.files import decoded, is_text
from handslag.core.reading.pages import ReadPage, Unreadable, pages_of, tidy


def read_text(content: bytes) -> tuple[ReadPage, ...]:
    """The pages of a text file."""
    text = _text_of(content)
    if text is None or not is_text(text):
        raise Unreadable(
            "Filen heter som en textfil men innehåller annat än text. Öppna den i programmet som den är gjord i "
            "och spara den som pdf, docx eller txt."
        )
    sheets = [tidy(sheet) for sheet in text.split("\f")]
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    return pages_of(sheets)


def _text_of(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return None
    return decoded(content)
