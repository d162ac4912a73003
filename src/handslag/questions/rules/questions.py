"""A question's states and moves, as a table, and what a move must say."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can be done with a question."""

    ANSWER = "answer"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


STATES = {
    State.OPEN: "obesvarad",
    State.ANSWERED: "besvarad",
    State.POSTPONED: "uppskjuten",
    State.WITHDRAWN: "återkallad",
}
MOVES = {
    Move.ANSWER: "besvara",
    Move.POSTPONE: "skjut upp",
    Move.WITHDRAW: "återkalla",
    Move.REOPEN: "öppna igen",
}
STEPS = {
    "register": "registrerad",
    "edit": "rättad",
    Move.ANSWER: "besvarad",
    Move.POSTPONE: "uppskjuten",
    Move.WITHDRAW: "återkallad",
    Move.REOPEN: "öppnad igen",
}
"""The steps as the page lists them: the moves of the table, the registration, and a correction that moves nothing."""
QUESTION_MOVES: dict[tuple[State, Move], State] = {
    (State.OPEN, Move.ANSWER): State.ANSWERED,
    (State.POSTPONED, Move.ANSWER): State.ANSWERED,
    (State.OPEN, Move.POSTPONE): State.POSTPONED,
    (State.POSTPONED, Move.POSTPONE): State.POSTPONED,
    (State.OPEN, Move.WITHDRAW): State.WITHDRAWN,
    (State.POSTPONED, Move.WITHDRAW): State.WITHDRAWN,
    (State.ANSWERED, Move.REOPEN): State.OPEN,
    (State.WITHDRAWN, Move.REOPEN): State.OPEN,
    (State.POSTPONED, Move.REOPEN): State.OPEN,
}
UNFINISHED = (State.OPEN, State.POSTPONED)
"""The states in which someone still has to answer."""

KINDS = {
    "interpellation": "interpellation",
    "written_question": "skriftlig fråga",
    "oral": "muntlig fråga",
    "council_letter": "skrivelse",
    "motion": "motion",
    "other": "annan fråga",
}
"""How a question was put."""

LINKS = {
    "proposed": "förslag",
    "confirmed": "bekräftat",
    "rejected": "avvisat",
    "none": "inget svar hittat",
}
"""What is said of a paper as the answer to a question."""


def next_state(state: str, move: str) -> State | None:
    """Where a move leads from a state; None when it is not open."""
    return QUESTION_MOVES.get((State(state), Move(move)))


def refusal(state: str, move: str) -> str:
    """Why a move is not open in a state, in a sentence."""
    if move == Move.REOPEN:
        return "Frågan är inte avslutad och inte uppskjuten."
    return {
        State.ANSWERED: "Frågan är redan besvarad. Öppna den igen om det blev fel.",
        State.WITHDRAWN: "Frågan är återkallad. Öppna den igen om det blev fel.",
    }.get(State(state), "Det går inte i frågans läge.")
