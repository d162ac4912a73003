"""What a report is about and what it rests on, as the sentences need it; no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A follow-up period of the calendar: the day its report is about, and the day it is due."""

    year: int
    code: str
    as_of: date
    due: date

    @property
    def key(self) -> str:
        """As it is asked for: `2025-T1`."""
        return f"{self.year}-{self.code}"

    @property
    def name(self) -> str:
        """Short: `T1 2025`."""
        return f"{self.code} {self.year}"

    @property
    def long_name(self) -> str:
        """As in a title: `tertial 1 2025`, `helåret 2025`."""
        return f"helåret {self.year}" if self.code == "VB" else f"tertial {self.code[1:]} {self.year}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What only the one who writes the paper knows."""

    dnr: str = ""
    officer: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is asked for: all of it fixes what stands in it."""

    period: Period
    as_of: date
    known_at: datetime
    administration: str = ""
    letterhead: Letterhead = field(default=Letterhead())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cell stands: its names, sign, what is reported of it and which way it has turned."""

    administration: str
    area: str
    mandatory: bool
    sign: str
    reported: str
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """An administration's report of the period: signed, or not (yet)."""

    administration: str
    signed_on: date | None = None
    union_body_on: date | None = None


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal as it stood on the day; `answered_on` is the day of its first known answer."""

    pk: int
    administration: str
    area: str
    area_name: str
    unit: str
    sender: str
    kind: str
    raised_on: date
    text: str
    answer_by: date
    answered_on: date | None = None
    answer: str = ""

    def is_overdue(self, day: date) -> bool:
        """Whether it is unanswered and its last day has passed."""
        return self.answered_on is None and self.answer_by < day
