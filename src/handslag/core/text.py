"""Swedish text: folding for comparison, dates and lists in words, slugs, personal numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from handslag.core.clock import local

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_SLUG_LETTERS = str.maketrans("åäöéüæø", "aaoeuao")
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?<!\d-)(?:19|20)?(?:(\d{2})(\d{2})(\d{2})(?:\s?[-+‐‑–−]\s?|[ \u00a0])?"
    r"|(\d{2})[-. \u00a0](\d{2})[-. \u00a0](\d{2})[-+‐‑–−])(\d{4})(?!\d|-\d)"
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Letters that no reader sees: a number with one of them in it is read as without."""


def clean(text: str) -> str:
    """The text in NFC with white space folded and stripped."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The text as names are compared: NFC, casefolded, white space folded, soft hyphens away."""
    return clean(text.replace("\u00ad", "")).casefold()


def slug(text: str) -> str:
    """A key for addresses and files: å and ä become a, ö becomes o, the rest letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", fold(text).translate(_SLUG_LETTERS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def swedish_date(day: date) -> str:
    """`12 maj 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, *, year: bool = False) -> str:
    """`12 maj`, with the year when asked: `12 maj 2026`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def swedish_moment(moment: datetime) -> str:
    """`12 maj 2026 kl. 07.15` on Stockholm's clock."""
    there = local(moment)
    return f"{swedish_date(there.date())} kl. {there:%H.%M}"


def join_words(words: Sequence[str], last: str = "och") -> str:
    """`a`, `a och b`, `a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def number(value: int) -> str:
    """`12 345` with a no-break space between the thousands."""
    return f"{value:,}".replace(",", "\u00a0")


def counted(count: int, one: str, many: str) -> str:
    """`1 åtgärd`, `1 234 åtgärder`."""
    return f"{number(count)} {one if count == 1 else many}"


def kronor(ore: int) -> str:
    """Whole öre as `1 234 kr`, with öre only when there are any."""
    whole, rest = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    return f"{sign}{number(whole)}{f',{rest:02}' if rest else ''}\u00a0kr"


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def personal_numbers(text: str) -> list[str]:
    """Swedish personal and coordination numbers in a text; organisation numbers (month part of 20 or more) are not.

    A date and four digits that pass Luhn's check; about one in ten such digit runs passes by chance.
    """
    found = []
    for match in _PERSONAL_NUMBER.finditer(text.translate(_UNSEEN)):
        year, month, day, last = filter(None, match.groups())
        days = int(day) - 60 if int(day) > 60 else int(day)
        if 1 <= int(month) <= 12 and 1 <= days <= 31 and _luhn(year + month + day + last):
            found.append(match.group())
    return found
