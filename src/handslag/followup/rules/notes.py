"""What a note says: its words and numbers once dates, weeks and years are removed, and whether it copies another.

A note says something when it has words that are not stock phrases; saying it again in other order is not new.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

CLOSED = frozenset({"done", "dropped"})
"""The states in which a measure is no longer open."""
COPY_LIKENESS = 90.0
"""`token_sort_ratio` from which a note is a copy of an earlier one."""

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_WEEK = r"(?:0?[1-9]|[1-4][0-9]|5[0-3])"
_MONTH_NAMES = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_LETTER_OR_DIGIT = r"[^\W_]"
# A year after "30/4" or "30 april" goes as a year of its own; "30.4" alone is a number, so its year must stand there.
_DATES = re.compile(
    rf"(?<!{_LETTER_OR_DIGIT})(?:"
    rf"{_YEAR}-{_MONTH}-{_DAY}|{_DAY}\.{_MONTH}\.{_YEAR}|{_DAY}/{_MONTH}|{_DAY}\s+(?:{_MONTH_NAMES})"
    rf"|(?:v\.?|vecka)\s*{_WEEK}|{_YEAR}"
    rf")(?!{_LETTER_OR_DIGIT})"
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_UNUSUAL = re.compile(
    r"[^\x00-\x7fåäöéèüáàâêëïôø\u2013\u2014\u2019\u201d\u2026\u00a0]"
)  # the rest is looked at by character
_MANY = 1 << 15


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says."""

    words: str
    """All its words, sorted and joined by spaces: two texts compared so give rapidfuzz's `token_sort_ratio`."""
    numbers: frozenset[str]
    words_to_go_by: int
    is_note: bool


NOTHING = Said("", frozenset(), 0, False)


@cache
def stock_words() -> frozenset[str]:
    """The words of status notes that say nothing about what was done."""
    lines = Path(__file__).with_name("stockord.txt").read_text(encoding="utf-8").splitlines()
    words = (unicodedata.normalize("NFC", line).strip().casefold() for line in lines)
    return frozenset(word for word in words if word and not word.startswith("#"))


def _plain(char: str) -> str:
    """The character, when it is a letter, a digit, ASCII or white space; else a mark that is none of them (as ½ is)."""
    return char if char.isascii() or char.isalpha() or char.isdecimal() or char.isspace() else "_"


def read_text(text: str, *, stock: bool = True, dates: bool = True, three_words: bool = True) -> Said:
    """Read a text as the rules do; the three switches are those of `Substance`."""
    if stock and dates and three_words:
        return _read(text)  # remembered under the text alone
    return _read(text, stock, dates, three_words)


@lru_cache(maxsize=_MANY)
def _read(text: str, stock: bool = True, dates: bool = True, three_words: bool = True) -> Said:
    if not text or text.isspace():
        return NOTHING
    plain = unicodedata.normalize("NFC", text).casefold()
    if _UNUSUAL.search(plain):
        plain = "".join(map(_plain, plain))
    numbers: frozenset[str] = frozenset()
    if _DIGIT.search(plain):
        if dates:
            plain = _DATES.sub(" ", plain)
        numbers = _shared(frozenset(_NUMBERS.findall(plain)))
    words = sorted(_WORDS.findall(plain))
    to_go_by = len(words) - (sum(map(stock_words().__contains__, words)) if stock else 0)
    needed = 1 if numbers or not three_words else 3
    return Said(" ".join(words), numbers, to_go_by, to_go_by >= needed)


@lru_cache(maxsize=_MANY)
def _shared(numbers: frozenset[str]) -> frozenset[str]:
    """The same set for the same numbers: most notes share theirs with others, and a set is large."""
    return numbers


def is_copy(note: Said, earlier: Sequence[str], numbers: set[str]) -> bool:
    """Whether a note is like one of the earlier notes' words and brings no number that none of them had."""
    if not note.numbers <= numbers:
        return False
    words = note.words
    return any(
        words == other or fuzz.ratio(words, other, score_cutoff=COPY_LIKENESS) >= COPY_LIKENESS
        for other in reversed(earlier)
    )


def nearest(said: Said, earlier: Sequence[tuple[Said, int]]) -> tuple[int | None, int]:
    """The earlier note (each beside its id) that is most alike, and how alike in whole percent."""
    best, likeness = None, 0.0
    for other, pk in reversed(earlier):
        alike = 100.0 if other.words == said.words else fuzz.ratio(said.words, other.words)
        if alike > likeness:
            best, likeness = pk, alike
    return best, round(likeness)


def lack_of(note: str, said: Said) -> str:
    """What a text lacks to be a note: `empty`, `short` (too few words to go by), `stock` (none at all), or nothing."""
    if not note.strip():
        return "empty"
    if said.is_note:
        return ""
    return "short" if said.words_to_go_by else "stock"


def is_taken(state: str, note: str, evidence: str) -> bool:
    """Whether an entry that states this state brings the measure into it: done and dropped need substance."""
    if state not in CLOSED:
        return bool(state)
    if state == "done" and evidence.strip():
        return True
    return read_text(note).words_to_go_by > 0
