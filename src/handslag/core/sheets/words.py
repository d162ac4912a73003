"""Text in cells: made comparable, and shown as a person would write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from handslag.core.sheets.shapes import Cell

_SPACES = re.compile("[\u00a0\u2007\u202f\u2009\t\v\f]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_LINES = re.compile("\r\n?|[\u2028\u2029\x85]")


def tidy(text: str) -> str:
    """The text in NFC, without characters that cannot be seen, with plain spaces and line ends, stripped."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = _LINES.sub("\n", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", text).strip()


def number_text(value: float) -> str:
    """A number as Swedish Excel shows it: `7231`, `12,5`."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return repr(value).replace(".", ",")


def shown(cell: Cell) -> str:
    """Any cell as text, the way a person would read it in the file."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return _duration(cell)


def quoted(text: str) -> str:
    """A word in Swedish quotes, cut when it is long, to be named in a sentence."""
    return f"”{text}”" if len(text) <= 80 else f"”{text[:79]}…”"


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
