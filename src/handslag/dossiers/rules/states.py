"""The steps from draft to signed answer, as a table, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from handslag.core.text import counted


class State(StrEnum):
    """Where a dossier stands."""

    DRAFT = "draft"
    PREPARED = "prepared"
    APPROVED = "approved"
    SIGNED = "signed"


class Move(StrEnum):
    """What can be done with it."""

    PREPARE = "prepare"
    APPROVE = "approve"
    SIGN = "sign"
    SEND_BACK = "send_back"


DOSSIER_STATES = {
    State.DRAFT: "utkast",
    State.PREPARED: "förberett",
    State.APPROVED: "godkänt",
    State.SIGNED: "undertecknat",
}
MOVE_WORDS = {
    Move.PREPARE: "lämna för godkännande",
    Move.APPROVE: "godkänn",
    Move.SIGN: "underteckna",
    Move.SEND_BACK: "skicka tillbaka",
}
STEP_WORDS = {
    "start": "påbörjades",
    "refresh": "fick nytt underlag",
    Move.PREPARE: "lämnades för godkännande",
    Move.APPROVE: "godkändes",
    Move.SIGN: "undertecknades",
    Move.SEND_BACK: "skickades tillbaka",
}
DOSSIER_MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.PREPARE): State.PREPARED,
    (State.PREPARED, Move.APPROVE): State.APPROVED,
    (State.PREPARED, Move.SEND_BACK): State.DRAFT,
    (State.APPROVED, Move.SIGN): State.SIGNED,
    (State.APPROVED, Move.SEND_BACK): State.DRAFT,
}
"""Prepared by one, approved by another, signed by the one who must answer. What is signed never changes."""
WAITS_FOR = {
    State.DRAFT: "den som skriver",
    State.PREPARED: "någon annan än den som lämnade det",
    State.APPROVED: "den som ska svara",
    State.SIGNED: "",
}
TEXT_WORDS = {"none": "Inte påbörjat", "draft": "Utkast", "done": "Klart"}
"""The state of one question's answer."""


def why_not(state: State, move: Move) -> str:
    """Why the move cannot be made from the state, in a sentence."""
    if state is State.SIGNED:
        return "Svaret är undertecknat och kan inte ändras."
    if move is Move.PREPARE:
        return "Svaret är redan lämnat för godkännande."
    if move is Move.APPROVE:
        return "Svaret är inte lämnat för godkännande." if state is State.DRAFT else "Svaret är redan godkänt."
    if move is Move.SIGN:
        return "Svaret kan undertecknas när det är godkänt."
    return "Svaret är ett utkast. Det finns inget att skicka tillbaka."


def unfinished(done: Sequence[bool]) -> str:
    """Why an answer that is not written to the end cannot be handed over; empty when it can."""
    left = sum(not one for one in done)
    if not left:
        return ""
    if len(done) == 1:
        return "Du kan lämna svaret när det är markerat som klart."
    are = f"{left} är" if left > 1 else "En är"
    return f"Du kan lämna svaret när alla {counted(len(done), 'fråga', 'frågor')} är klara. {are} kvar."
