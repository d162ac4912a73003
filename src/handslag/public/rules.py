"""What may be told in public, and when: periods that are closed, names that are taken away, turns between periods."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handslag.core.clock import STOCKHOLM
from handslag.core.text import fold

ALIVE = ("awake", "done")
"""The signs of what is active or done."""
NAMELESS = "[namn borttaget]"
"""What stands where a person's name stood."""
OFFICES = ("enhetschef", "förvaltningschef", "avdelningschef", "socialchef", "stadsdelsdirektör", "chef", "biträdande")
"""Words that begin the name of an office, not of a person."""
_PERSON = re.compile(r"[A-ZÅÄÖÉ][\wåäöéü]+(?:[- ][A-ZÅÄÖÉ][\wåäöéü]+)+")


@dataclass(frozen=True, slots=True, order=True)
class ClosedPeriod:
    """A follow-up period whose due day has passed: its day, and the moment at which it was shut."""

    as_of: date
    year: int
    code: str
    due: date

    @property
    def key(self) -> str:
        """`2025-T1`."""
        return f"{self.year}-{self.code}"

    @property
    def name(self) -> str:
        """`T1 2025`."""
        return f"{self.code} {self.year}"

    @property
    def known_at(self) -> datetime:
        """The end of the due day: what was known by then is what the public is shown."""
        return datetime.combine(self.due + timedelta(days=1), time(), STOCKHOLM) - timedelta(seconds=1)


def is_closed(due: date, day: date) -> bool:
    """Whether a period with this due day is shut on the day: the whole due day is left to report in."""
    return day > due


def names_to_hide(users: Iterable[str], written: Iterable[str], places: Collection[str]) -> tuple[str, ...]:
    """The names of persons among those who log in and those who are written down, longest first.

    A single word is no full name. What is the name of a place, or begins as an office, is not a person's.
    """
    known = {fold(place) for place in places}
    found = {name.strip() for name in users if len(name.split()) > 1}
    for text in written:
        name = text.strip()
        first = fold(name).split(" ")[0] if name else ""
        if _PERSON.fullmatch(name) and fold(name) not in known and first not in OFFICES:
            found.add(name)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def without_names(text: str, names: Sequence[str]) -> str:
    """The text with the names taken away, however they are written as to case and space."""
    if not text or not names:
        return text
    return _pattern(tuple(names)).sub(NAMELESS, text)


_KEPT: dict[tuple[str, ...], re.Pattern[str]] = {}


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    if names not in _KEPT:
        _KEPT.clear()
        parts = (r"\s+".join(map(re.escape, name.split())) for name in names)
        _KEPT[names] = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})s?(?!\w)", re.IGNORECASE)
    return _KEPT[names]


@dataclass(frozen=True, slots=True)
class Turn:
    """A cell whose sign is another than at the period before."""

    cell: str
    before: str
    now: str


def turns(before: Mapping[str, str], now: Mapping[str, str]) -> list[Turn]:
    """The cells that stood at both and have another sign, in the order of `now`."""
    return [Turn(cell, before[cell], sign) for cell, sign in now.items() if cell in before and before[cell] != sign]


def percent(part: int, whole: int) -> int:
    """Whole percent, half upwards; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0
