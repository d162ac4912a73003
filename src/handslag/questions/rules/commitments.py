"""A commitment's states and moves, as a table; what somebody must say of it; when it is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from handslag.questions.rules.registering import text_fault


class CommitmentState(StrEnum):
    """Where a commitment stands."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    BROKEN = "broken"
    CLOSED = "closed"


class CommitmentMove(StrEnum):
    """What can be done with a commitment once it is confirmed."""

    CORRECT = "correct"
    FULFIL = "fulfil"
    BREAK = "break"
    CLOSE = "close"
    REOPEN = "reopen"


COMMITMENT_STATES = {
    CommitmentState.OPEN: "gäller",
    CommitmentState.FULFILLED: "infriad",
    CommitmentState.BROKEN: "inte infriad",
    CommitmentState.CLOSED: "avslutad",
}
COMMITMENT_WORDS = {
    CommitmentMove.CORRECT: "ändra",
    CommitmentMove.FULFIL: "infria",
    CommitmentMove.BREAK: "inte infriad",
    CommitmentMove.CLOSE: "avsluta",
    CommitmentMove.REOPEN: "öppna igen",
}
COMMITMENT_STEPS = {
    "confirm": "bekräftad",
    CommitmentMove.CORRECT: "ändrad",
    CommitmentMove.FULFIL: "infriad",
    CommitmentMove.BREAK: "inte infriad",
    CommitmentMove.CLOSE: "avslutad",
    CommitmentMove.REOPEN: "öppnad igen",
}
"""The steps as the page lists them."""
COMMITMENT_MOVES: dict[tuple[CommitmentState, CommitmentMove], CommitmentState] = {
    (CommitmentState.OPEN, CommitmentMove.CORRECT): CommitmentState.OPEN,
    (CommitmentState.OPEN, CommitmentMove.FULFIL): CommitmentState.FULFILLED,
    (CommitmentState.OPEN, CommitmentMove.BREAK): CommitmentState.BROKEN,
    (CommitmentState.OPEN, CommitmentMove.CLOSE): CommitmentState.CLOSED,
    (CommitmentState.BROKEN, CommitmentMove.FULFIL): CommitmentState.FULFILLED,
    (CommitmentState.FULFILLED, CommitmentMove.REOPEN): CommitmentState.OPEN,
    (CommitmentState.BROKEN, CommitmentMove.REOPEN): CommitmentState.OPEN,
    (CommitmentState.CLOSED, CommitmentMove.REOPEN): CommitmentState.OPEN,
}
"""What is proposed stands among a paper's findings; a commitment begins when somebody confirms it."""
WITH_REASON = (CommitmentMove.BREAK, CommitmentMove.CLOSE, CommitmentMove.REOPEN)
"""Moves for which somebody must say why."""
HOLDS = {True: "håller", False: "håller inte", None: "går inte att säga än"}
"""What is said of a check's outcome, in a word or two."""
BY_HAND = "följs upp för hand"


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose a commitment is, by which day, and what it is held against; with no check, how it is followed by hand."""

    by_day: date
    owner: str = ""
    owner_user: int | None = None
    check_code: str = ""
    check_params: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    public: bool = True

    def faults(self) -> dict[str, str]:
        """Field by field, why they cannot be taken as they stand."""
        found = {}
        if not self.owner.strip() and self.owner_user is None:
            found["owner"] = "Skriv vem som ansvarar, eller välj en person."
        if not self.check_code and not self.note.strip():
            found["note"] = "Skriv hur utfästelsen följs upp."
        for name in ("owner", "note"):
            if fault := text_fault(getattr(self, name)):
                found[name] = fault
        return found


def state_after(state: str, move: str) -> CommitmentState | None:
    """Where a move leads from a state; None when it is not open."""
    return COMMITMENT_MOVES.get((CommitmentState(state), CommitmentMove(move)))


def move_refused(state: str, move: str) -> str:
    """Why a move is not open in a state, in a sentence; empty when it is."""
    if state_after(state, move) is not None:
        return ""
    if move == CommitmentMove.REOPEN:
        return "Utfästelsen är inte avslutad."
    word = COMMITMENT_STATES[CommitmentState(state)]
    return f"Utfästelsen är {word}. Öppna den igen om det blev fel."


def is_overdue(state: str, by_day: date, day: date, *, holds: bool | None) -> bool:
    """Whether its day has passed without its being kept: the check does not hold, or nobody has said that it is."""
    return state == CommitmentState.OPEN and by_day < day and holds is not True
