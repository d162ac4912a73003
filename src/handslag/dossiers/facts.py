"""What a dossier is made of, as plain data: the state it is taken from, and the evidence with its figures and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

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
    does: tuple[str, ...] = ()
    does_not: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Head:
    """The matter: what kind of paper it is, who asks whom, when it was put and by when it is answered."""

    kind: str
    title: str
    dnr: str = ""
    asked_by: str = ""
    asked_of: str = ""
    put_on: date | None = None
    answer_by: date | None = None
    href: str = ""
    document: int | None = None
    place: Place | None = None


# Evidence ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Figure:
    """A value as data, with what it counts."""

    key: str
    label: str
    value: Value
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a figure is counted from: headings, and rows whose first field may lead somewhere."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: a sentence with its figures, and all that is needed to trace and to check them."""

    key: str
    kind: str
    title: str
    text: str
    why: str
    definition: str
    period: str
    source: str
    figures: tuple[Figure, ...] = ()
    signs: tuple[tuple[str, int], ...] = ()
    said: str = ""
    rows: Rows = field(default=Rows())
    link: tuple[str, str] = ("", "")
    """Words and address of the page where the same stands."""
    empty: bool = False
    """Whether there is nothing to show: then the text says so."""
    number: int = 0

    def plain(self) -> dict[str, Any]:
        """As it is kept and given out."""
        made = asdict(self)
        made["link"] = {"text": self.link[0], "href": self.link[1]}
        made["signs"] = [{"sign": sign, "count": count} for sign, count in self.signs]
        return made


def evidence_from(plain: Mapping[str, Any]) -> Evidence:
    """The same read back from what is kept."""
    rows = plain["rows"]
    return Evidence(
        **{name: plain[name] for name in
           ("key", "kind", "title", "text", "why", "definition", "period", "source", "said", "empty", "number")},
        figures=tuple(Figure(**one) for one in plain["figures"]),
        signs=tuple((one["sign"], one["count"]) for one in plain["signs"]),
        rows=Rows(tuple(rows["columns"]), tuple(map(tuple, rows["rows"])), tuple(rows["links"])),
        link=(plain["link"]["text"], plain["link"]["href"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """Everything frozen at once: the matter, the questions with their evidence's numbers, and the evidence."""

    head: Head
    questions: tuple[KeptQuestion, ...]
    evidence: tuple[Evidence, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "head": plain_value(asdict(self.head)),
            "questions": [plain_value(asdict(one)) for one in self.questions],
            "evidence": [one.plain() for one in self.evidence],
        }

    def piece(self, number: int) -> Evidence | None:
        """The evidence with a number."""
        return next((one for one in self.evidence if one.number == number), None)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as it is frozen, with the numbers of what bears on it and why that was chosen."""

    key: str
    number: int
    text: str
    proposed: bool
    asked_by: str
    asked_of: str
    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    why: tuple[str, ...]
    numbers: tuple[int, ...]
    pk: int | None = None
    answer_by: str | None = None
    place: Place | None = None


def kept_from(plain: Mapping[str, Any]) -> Kept:
    """The same read back."""
    head: dict[str, Any] = {**plain["head"]}
    for name in ("put_on", "answer_by"):
        head[name] = date.fromisoformat(head[name]) if head[name] else None
    head["place"] = tuple(head["place"]) if head["place"] else None
    questions = tuple(KeptQuestion(**_tupled(one)) for one in plain["questions"])
    return Kept(Head(**head), questions, tuple(map(evidence_from, plain["evidence"])))


def _tupled(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def plain_value(value: Any) -> Any:
    """Days as ISO, tuples as lists: what JSON can hold."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
