"""Kinds of meetings, who takes part, and the states of a point."""

from __future__ import annotations

from enum import StrEnum

MEETING_KINDS = {
    "dialogue": "dialogmöte",
    "presidium": "presidiemöte",
    "union": "facklig träff",
    "visit": "verksamhetsbesök",
}
COUNTS_AS_TALK = ("dialogue",)
"""Kinds that are a substantive act of the cells they concern; the others are talks about the work, not part of it."""
PARTICIPANTS = {
    "handlaggare": ("handläggare", "handläggare"),
    "enhetschefer": ("enhetschef", "enhetschefer"),
    "ledning": ("i förvaltningens ledning", "i förvaltningens ledning"),
    "fackliga": ("fackligt ombud", "fackliga ombud"),
    "skyddsombud": ("skyddsombud", "skyddsombud"),
    "fortroendevalda": ("förtroendevald", "förtroendevalda"),
    "borgarrad": ("borgarråd", "borgarråd"),
    "planansvariga": ("planansvarig", "planansvariga"),
    "ovriga": ("övrig", "övriga"),
}
"""Who takes part, counted and never named: key → one, many."""


class PointState(StrEnum):
    """Where a point stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class PointMove(StrEnum):
    """What can be done with a point."""

    ANSWER = "answer"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


POINT_STATES = {
    PointState.OPEN: "väntar på svar",
    PointState.ANSWERED: "besvarad",
    PointState.WITHDRAWN: "återtagen",
}
POINT_MOVE_WORDS = {PointMove.ANSWER: "svara", PointMove.CORRECT: "rätta", PointMove.WITHDRAW: "återta"}
POINT_MOVES: dict[tuple[PointState, PointMove], PointState] = {
    (PointState.OPEN, PointMove.ANSWER): PointState.ANSWERED,
    (PointState.OPEN, PointMove.CORRECT): PointState.OPEN,
    (PointState.OPEN, PointMove.WITHDRAW): PointState.WITHDRAWN,
    (PointState.ANSWERED, PointMove.ANSWER): PointState.ANSWERED,
}
"""A second answer corrects the first, and both are shown. What is answered is neither reworded nor withdrawn."""


def point_state(*, withdrawn: bool, answered: bool) -> PointState:
    """Where a point stands, from what is recorded of it."""
    if withdrawn:
        return PointState.WITHDRAWN
    return PointState.ANSWERED if answered else PointState.OPEN
