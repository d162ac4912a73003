"""Escalation: a cell that has stopped, is sidestepped or contested is raised to the next level, until it is answered.

Whoever should have acted is not asked again: the level above is. Its answer is a comment, a pause or a new measure in
the cell, recognised by itself, or a comment on the escalation by the level it was raised to; the escalation is closed
when the sign is no longer one of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

RAISED_SIGNS = ("sidestepped", "contested", "asleep")
LEVELS = {
    "unit": "enheten",
    "district": "förvaltningen",
    "plan_office": "planansvarig",
    "commissioner": "borgarrådets kansli",
}
STATES = {"raised": "väntar på svar", "answered": "besvarad", "closed": "avslutad"}
ANSWERS = {"comment": "kommentar", "pause": "paus", "measure": "ny åtgärd", "reply": "kommentar"}
"""What answers. A comment is the administration's own in the cell, a reply that of the level it was raised to."""


class Move(StrEnum):
    """What happens to an escalation."""

    RAISE = "raise"
    MOVE_UP = "move_up"
    ANSWER = "answer"
    RUN_OUT = "run_out"
    CLOSE = "close"


MOVE_WORDS = {
    Move.RAISE: "lyft",
    Move.MOVE_UP: "lyft vidare",
    Move.ANSWER: "besvarad",
    Move.RUN_OUT: "lyft igen när pausen gick ut",
    Move.CLOSE: "avslutad",
}
ESCALATION_MOVES: dict[tuple[str, Move], str] = {
    ("raised", Move.MOVE_UP): "raised",
    ("raised", Move.ANSWER): "answered",
    ("raised", Move.CLOSE): "closed",
    ("answered", Move.RUN_OUT): "raised",
    ("answered", Move.CLOSE): "closed",
}
LEVEL_MOVES: dict[tuple[str, Move], str] = {
    ("unit", Move.RAISE): "district",
    ("district", Move.RAISE): "plan_office",
    ("plan_office", Move.RAISE): "commissioner",
    ("district", Move.MOVE_UP): "plan_office",
    ("plan_office", Move.MOVE_UP): "commissioner",
}
"""Who should have acted → the level it is raised to; and to whom it goes when that level does not answer in time."""


@dataclass(frozen=True, slots=True)
class CellNow:
    """A cell as it stands today. `units`: units with open measures in it."""

    administration: str
    area: str
    sign: str
    since: date
    units: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.administration, self.area


@dataclass(frozen=True, slots=True)
class Given:
    """What has been said or done in a cell: a comment, a pause (until a day) or a new measure; `pk` is its row's."""

    kind: str
    pk: int
    day: date
    recorded_at: datetime
    """It counts when that is later than the raising, and its day no earlier."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An escalation that is not closed, as its newest step left it."""

    pk: int
    administration: str
    area: str
    sign: str
    level: str
    state: str
    answer_by: date | None
    raised_on: date
    raised_at: datetime
    """The recorded moment at which it was raised to this level."""
    until: date | None = None
    """The last day of the pause that answered it."""

    @property
    def key(self) -> tuple[str, str]:
        return self.administration, self.area


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be taken: for an escalation (`pk`), or to raise a cell (`cell`)."""

    move: Move
    level: str
    state: str
    answer_by: date | None = None
    pk: int | None = None
    cell: CellNow | None = None
    given: Given | None = None


def first_level(cell: CellNow) -> str:
    """The level above who should have acted: units for what goes on in them, else the administration.

    An area that is sidestepped is answered for by the administration, whatever its units do.
    """
    own = "unit" if cell.units and cell.sign != "sidestepped" else "district"
    return LEVEL_MOVES[own, Move.RAISE]


def steps_today(
    cells: Sequence[CellNow],
    open_ones: Sequence[Standing],
    given: Callable[[tuple[str, str]], Sequence[Given]],
    day: date,
    answer_by: date,
) -> Iterator[Step]:
    """What to do today. Taking the steps and asking again gives none: that is what makes the tick idempotent.

    `given` is what has been said and done in a cell; `answer_by` the day by which what is raised today is answered.
    """
    now = {cell.key: cell for cell in cells}
    standing = {one.key: one for one in open_ones}
    for one in open_ones:
        cell = now.get(one.key)
        if cell is None or cell.sign not in RAISED_SIGNS:
            yield Step(Move.CLOSE, one.level, ESCALATION_MOVES[one.state, Move.CLOSE], pk=one.pk)
        elif (step := _step_of(one, given(one.key), day, answer_by)) is not None:
            yield step
    for cell in cells:
        if cell.sign in RAISED_SIGNS and cell.key not in standing:
            yield Step(Move.RAISE, first_level(cell), "raised", answer_by, cell=cell)


def _step_of(one: Standing, given: Sequence[Given], day: date, answer_by: date) -> Step | None:
    """The step of an escalation whose sign still holds; None when it waits, or is answered."""
    if one.state == "raised":
        answers = [each for each in given if each.recorded_at > one.raised_at and each.day >= one.raised_on]
        if answers:
            newest = max(answers, key=lambda each: (each.recorded_at, each.kind, each.pk))
            state = ESCALATION_MOVES[one.state, Move.ANSWER]
            return Step(Move.ANSWER, one.level, state, pk=one.pk, given=newest)
        higher = LEVEL_MOVES.get((one.level, Move.MOVE_UP))
        if one.answer_by is not None and one.answer_by < day and higher:
            return Step(Move.MOVE_UP, higher, ESCALATION_MOVES[one.state, Move.MOVE_UP], answer_by, pk=one.pk)
    elif one.until is not None and one.until < day:
        return Step(Move.RUN_OUT, one.level, ESCALATION_MOVES[one.state, Move.RUN_OUT], answer_by, pk=one.pk)
    return None
