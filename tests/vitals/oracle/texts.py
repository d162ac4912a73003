"""What a note says: words, numbers, words to go by, copies."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

import handslag.followup

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MONTH = "|".join(MONTHS)
STOCK_FILE = Path(handslag.followup.__file__).parent / "rules" / "stockord.txt"

ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
SLASH = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})")
DOTS = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
NAMED = re.compile(rf"(?P<day>[0-9]{{1,2}})\s+(?:{MONTH})")
WEEK = re.compile(r"(?:vecka|v\.?)\s*(?P<week>[0-9]{1,2})")
YEAR = re.compile(r"(?P<year>[0-9]{4})")
SHAPES = (ISO, SLASH, DOTS, NAMED, WEEK, YEAR)  # the year after "30/4" and "30 april" is a year by itself
LIMITS = {"day": (1, 31), "month": (1, 12), "week": (1, 53), "year": (1900, 2099)}


def strip(text: str) -> str:
    """Texts are stripped; blank is empty."""
    return text.strip()


@cache  # the same text says the same: nothing else is remembered
def fold(text: str) -> str:
    """Names, units and titles are compared casefolded with white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def stock_words() -> set[str]:
    """The list of stock words."""
    lines = STOCK_FILE.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


STOCK = stock_words()


def can_exist(match: re.Match[str]) -> bool:
    """Only where day, month and week can exist, and years are 1900–2099."""
    parts = match.groupdict()
    return all(LIMITS[name][0] <= int(value) <= LIMITS[name][1] for name, value in parts.items())


def stands_alone(text: str, start: int, end: int) -> bool:
    """No letter or digit stands directly before or after."""
    before = text[start - 1] if start > 0 else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isalnum()


def date_at(text: str, start: int) -> int | None:
    """Where the longest date, week or year that begins at `start` ends; None when none begins there."""
    ends = []
    for shape in SHAPES:
        match = shape.match(text, start)
        if match and can_exist(match) and stands_alone(text, start, match.end()):
            ends.append(match.end())
    return max(ends, default=None)


@cache
def without_dates(text: str) -> str:
    """In NFC, casefolded; dates, weeks and years are read as a space."""
    text = unicodedata.normalize("NFC", text).casefold()
    left = ""
    place = 0
    while place < len(text):
        end = date_at(text, place)
        if end is None:
            left += text[place]
            place += 1
        else:
            left += " "
            place = end
    return left


def runs(text: str, belongs: str) -> list[str]:
    """The unbroken runs of letters (`isalpha`) or digits (`isdigit`)."""
    spaced = "".join(c if getattr(c, belongs)() else " " for c in without_dates(text))
    return spaced.split()


def numbers(text: str) -> list[str]:
    """The runs of digits left, as written."""
    return runs(text, "isdigit")


def words(text: str) -> list[str]:
    """The runs of letters left."""
    return runs(text, "isalpha")


def words_to_go_by(text: str) -> list[str]:
    """Words that are not in the list of stock words."""
    return [word for word in words(text) if word not in STOCK]


def is_note(text: str) -> bool:
    """A text is a note when it has three words to go by, or one and a number."""
    count = len(words_to_go_by(text))
    return count >= 3 or (count >= 1 and len(numbers(text)) >= 1)


def is_copy(note: str, earlier: list[str]) -> bool:
    """A note is a copy when an earlier note is 90 % like it and it brings no number of its own."""
    alike = any(fuzz.token_sort_ratio(" ".join(words(note)), " ".join(words(one))) >= 90 for one in earlier)
    had = [number for one in earlier for number in numbers(one)]
    brings = [number for number in numbers(note) if number not in had]
    return alike and not brings
