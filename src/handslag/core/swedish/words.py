"""Swedish words: where they stand in a text, and how they read without their dots and rings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[-‐‑\u00ad][^\W_]+)*")
_ALIKE = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u00ad": None})


class Token(NamedTuple):
    """A word and its place: `text[start:end]`."""

    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The words of the text in order: runs of letters and digits; a hyphen between two of them is kept."""
    for match in _WORD.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def spans(text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where the words stand, all or the first ones, without them: the same words as `tokens` gives."""
    return [match.span() for match in islice(_WORD.finditer(text), most)]


def words(text: str) -> list[str]:
    """The words alone: the same as `tokens` gives."""
    return _WORD.findall(text)


def fold(word: str) -> str:
    """The word as one who has no Swedish keyboard writes it: `Åkerström` → `akerstrom`, `idé` → `ide`."""
    letters = unicodedata.normalize("NFKD", word.casefold()).translate(_ALIKE)
    return letters if letters.isascii() else "".join(sign for sign in letters if not unicodedata.combining(sign))
