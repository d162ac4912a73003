"""The states of a signal and how it moves between them; who may raise what; what is said of the sender to everyone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a signal stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REOPENED = "reopened"
    ANSWERED_AGAIN = "answered_again"
    SENT = "sent"
    CLOSED = "closed"


class Move(StrEnum):
    """What can be done with a signal."""

    ANSWER = "answer"
    REOPEN = "reopen"
    SEND = "send"
    LIFT = "lift"
    CLOSE = "close"


SIGNAL_STATES = {
    State.OPEN: "väntar på svar",
    State.ANSWERED: "besvarad",
    State.REOPENED: "inte nöjd, väntar på nytt svar",
    State.ANSWERED_AGAIN: "besvarad igen",
    State.SENT: "till Arbetsmiljöverket",
    State.CLOSED: "avslutad",
}
MOVE_WORDS = {
    Move.ANSWER: "svara",
    Move.REOPEN: "inte nöjd",
    Move.SEND: "till Arbetsmiljöverket",
    Move.LIFT: "häv stoppet",
    Move.CLOSE: "avsluta",
}
SIGNAL_MOVES: dict[tuple[State, Move], State] = {
    (State.OPEN, Move.ANSWER): State.ANSWERED,
    (State.OPEN, Move.SEND): State.SENT,
    (State.OPEN, Move.LIFT): State.OPEN,
    (State.ANSWERED, Move.REOPEN): State.REOPENED,
    (State.ANSWERED, Move.SEND): State.SENT,
    (State.ANSWERED, Move.LIFT): State.ANSWERED,
    (State.ANSWERED, Move.CLOSE): State.CLOSED,
    (State.REOPENED, Move.ANSWER): State.ANSWERED_AGAIN,
    (State.REOPENED, Move.SEND): State.SENT,
    (State.REOPENED, Move.LIFT): State.REOPENED,
    (State.ANSWERED_AGAIN, Move.SEND): State.SENT,
    (State.ANSWERED_AGAIN, Move.LIFT): State.ANSWERED_AGAIN,
    (State.ANSWERED_AGAIN, Move.CLOSE): State.CLOSED,
    (State.SENT, Move.ANSWER): State.SENT,
    (State.SENT, Move.LIFT): State.SENT,
    (State.SENT, Move.CLOSE): State.CLOSED,
}
"""What is not here cannot be done. *Inte nöjd* opens a signal once: an answer after that can only be closed."""
CLOSES_AFTER = 30
"""Days after the answer from which the plan office may close a signal in the sender's place."""

KINDS_OF_ROLE: dict[str, tuple[str, ...]] = {
    "union_rep": ("union",),
    "safety_rep": ("request_66a", "stop", "staff"),
    "social_worker": ("staff",),
    "unit_manager": ("staff",),
}
"""The kinds of signal a role may raise; in their own place or below it."""
OWN_PLACE_ONLY = ("request_66a", "stop")
"""Kinds that the law ties to the representative's own area of protection (skyddsområde)."""
SHOWN_TO = {
    "everyone": "Alla i kommunen som kan se signalen",
    "union": "Bara fackliga ombud och skyddsombud",
    "plan_office": "Bara planansvariga",
}
"""To whom a sender may choose to be named, in the words of the form. The sender sees it always."""


def after(state: State, move: Move) -> State | None:
    """Where the move leads, or None when it cannot be made."""
    return SIGNAL_MOVES.get((state, move))


def state_of(moves: Iterable[Move]) -> State:
    """Where a signal stands after these moves, in their order. One that the table does not have changes nothing."""
    state = State.OPEN
    for move in moves:
        state = SIGNAL_MOVES.get((state, move), state)
    return state


def moves_taken(*, answered: bool, taken: Iterable[str], answered_again: bool) -> list[Move]:
    """The moves of a signal in the only order they can come, from what is recorded of it."""
    done = set(taken)
    found = [Move.ANSWER] if answered else []
    found += [Move.REOPEN] if Move.REOPEN in done else []
    found += [Move.ANSWER] if answered_again else []
    return found + [move for move in (Move.SEND, Move.CLOSE) if move in done]


def waits(state: State, *, unanswered: bool) -> bool:
    """Whether somebody still owes an answer: also one that has gone to the authority does, until it is given."""
    return state in (State.OPEN, State.REOPENED) or (state == State.SENT and unanswered)


def sender_words(*, name: str, kind: str, organisation: str, shown: str) -> str:
    """What everyone sees of the sender: who speaks, and the name only when that was chosen."""
    speaks = {
        "union": organisation or "fackligt ombud",
        "request_66a": "skyddsombud",
        "stop": "skyddsombud",
    }.get(kind, "medarbetare")
    return f"{name[:70]}, {speaks}" if shown == "everyone" else speaks
