"""The state of things that evidence is taken from, as of a day and known at a moment; and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from handslag.vitals.rules import SIGN_WORDS

Value = int | float | str | None
Place = tuple[int, int, int]
"""Where in a paper: page, start and end in the raw page."""


# The state of things, as of a day and known at a moment -------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CellState:
    """A cell on a day, as far as evidence needs it."""

    administration: str
    area: str
    area_name: str
    mandatory: bool
    sign: str
    since: date
    reported: str
    silent_days: int | None = None
    year: int | None = None
    reasons: tuple[str, ...] = ()
    comment: str = ""
    adopted: bool | None = None
    answer_reason: str = ""
    decided_on: date | None = None
    dnr: str = ""
    measures: int = 0
    acts: int = 0
    last_act: date | None = None
    href: str = ""

    @property
    def group(self) -> str:
        """`answer`, `watch` or `calm`."""
        return SIGN_WORDS[self.sign].group

    @property
    def word(self) -> str:
        """The sign in words."""
        return SIGN_WORDS[self.sign].word

    @property
    def name(self) -> str:
        """The area, and whose it is."""
        return f"{self.area_name}, {self.administration}"


@dataclass(frozen=True, slots=True)
class DayState:
    """How all cells stood on a day: administration and area → sign."""

    day: date
    name: str
    signs: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class PeriodDay:
    """A follow-up period of the calendar; a VP has no reporting day."""

    year: int
    code: str
    due: date
    as_of: date | None = None

    @property
    def name(self) -> str:
        """`T1 2025`."""
        return f"{self.code} {self.year}"


@dataclass(frozen=True, slots=True)
class Signed:
    """That an administration signed its report of a period."""

    administration: str
    year: int
    code: str
    signed_on: date
    union_body_on: date | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A cell that was raised, as it stood on the day: every level it has reached with the day it came there."""

    administration: str
    area: str
    area_name: str
    sign: str
    raised_on: date
    levels: tuple[tuple[str, date], ...]
    state: str
    state_word: str
    answer_by: date | None = None
    answered_on: date | None = None
    answer: str = ""
    href: str = ""
    """Where it stands with every step."""

    def reached(self, level: str) -> date | None:
        """The day it came to the level."""
        return next((day for name, day in self.levels if name == level), None)


@dataclass(frozen=True, slots=True)
class Talk:
    """A meeting where the work was spoken of."""

    kind: str
    word: str
    held_on: date
    participants: Mapping[str, int]
    administrations: tuple[str, ...]
    points: int
    answered: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class SignalState:
    """A signal as it stood on the day."""

    administration: str
    area: str
    area_name: str
    sender: str
    kind: str
    kind_word: str
    raised_on: date
    answer_by: date
    answered_on: date | None = None
    href: str = ""

    def is_overdue(self, day: date) -> bool:
        """Whether it is unanswered and its last day has passed."""
        return self.answered_on is None and self.answer_by < day


@dataclass(frozen=True, slots=True)
class PlanState:
    """The plan as it was decided by the day."""

    name: str
    label: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    dnr: str = ""
    in_force: date | None = None
    first_vp_year: int | None = None
    ends: date | None = None
    cooperation_on: date | None = None
    cooperation_outcome: str = ""
    revisions: int = 0


@dataclass(frozen=True, slots=True)
class Central:
    """A central measure on the day."""

    title: str
    area: str
    area_name: str
    administration: str
    sign: str
    last_act: date | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """An earlier question on the same matter, and what it was answered."""

    label: str
    text: str
    put_on: date | None
    asked_by: str
    state_word: str
    answer: str = ""
    answered_on: date | None = None
    href: str = ""
    replies: tuple[str, ...] = ()
    """The passages that answer it, as somebody has confirmed."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a commitment is held against: its name, what is said of it, and where that stands."""

    name: str
    told: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A confirmed commitment and whether it holds on the day."""

    pk: int
    label: str
    text: str
    who: str
    by_day: date | None
    holds: bool | None
    sentence: str
    does: tuple[Held, ...] = ()
    does_not: tuple[Held, ...] = ()
    late: bool = False
    """Whether its day has passed without its being kept."""
    source: str = ""
    href: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """What an administration has already answered to a mandatory area in a plan year that is not due yet."""

    administration: str
    area_name: str
    adopted: bool | None
    decided_on: date | None = None


@dataclass(frozen=True)
class Material:
    """Everything evidence is made of: one state of things, loaded once for all questions."""

    city: str
    plan: PlanState
    as_of: date
    known_at: datetime
    cells: tuple[CellState, ...] = ()
    days: tuple[DayState, ...] = ()
    """Each period's day up to the day, oldest first, the day itself last."""
    calendar: tuple[PeriodDay, ...] = ()
    signed: tuple[Signed, ...] = ()
    raised: tuple[Raised, ...] = ()
    talks: tuple[Talk, ...] = ()
    signals: tuple[SignalState, ...] = ()
    central: tuple[Central, ...] = ()
    commitments: tuple[CommitmentState, ...] = ()
    coming: tuple[Coming, ...] = ()
    """Answers for the plan year that is due next, when it is due within half a year."""
    coming_vp: PeriodDay | None = None
    offices: Mapping[str, str] = field(default_factory=dict)
    """Administration → its part of an address."""
    sleep_after: int = 150

    @property
    def administrations(self) -> tuple[str, ...]:
        """In the order of the organisation."""
        return tuple(dict.fromkeys(cell.administration for cell in self.cells))

    @property
    def mandatory(self) -> Mapping[str, str]:
        """The mandatory areas by key."""
        return {cell.area: cell.area_name for cell in self.cells if cell.mandatory}


@dataclass(frozen=True)
class Asked:
    """A question as the dossier takes it up."""

    key: str
    number: int
    text: str
    proposed: bool = False
    """Found by rule and not yet confirmed by anyone."""
    asked_by: str = ""
    asked_of: str = ""
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    pk: int | None = None
    answer_by: date | None = None
    earlier: tuple[EarlierQuestion, ...] = ()
    place: Place | None = None
