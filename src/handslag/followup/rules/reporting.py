"""The period report as rules: its states and moves, and which period is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PartState(StrEnum):
    """How far a unit has come with its part."""

    MISSING = "missing"
    STARTED = "started"
    HANDED_IN = "handed_in"


class PartMove(StrEnum):
    """What can be done with a part."""

    START = "start"
    HAND_IN = "hand_in"
    SEND_BACK = "send_back"


class ReportState(StrEnum):
    """How far an administration has come with its report."""

    MISSING = "missing"
    OPEN = "open"
    PREPARED = "prepared"
    APPROVED = "approved"
    SIGNED = "signed"


class ReportMove(StrEnum):
    """What can be done with a report."""

    START = "start"
    PREPARE = "prepare"
    APPROVE = "approve"
    SIGN = "sign"
    SEND_BACK = "send_back"


PART_MOVES: Mapping[tuple[PartState, PartMove], PartState] = {
    (PartState.MISSING, PartMove.START): PartState.STARTED,
    (PartState.STARTED, PartMove.HAND_IN): PartState.HANDED_IN,
    (PartState.HANDED_IN, PartMove.SEND_BACK): PartState.STARTED,
}
REPORT_MOVES: Mapping[tuple[ReportState, ReportMove], ReportState] = {
    (ReportState.MISSING, ReportMove.START): ReportState.OPEN,
    (ReportState.OPEN, ReportMove.PREPARE): ReportState.PREPARED,
    (ReportState.PREPARED, ReportMove.APPROVE): ReportState.APPROVED,
    (ReportState.PREPARED, ReportMove.SEND_BACK): ReportState.OPEN,
    (ReportState.APPROVED, ReportMove.SIGN): ReportState.SIGNED,
    (ReportState.APPROVED, ReportMove.SEND_BACK): ReportState.OPEN,
}
PART_LABELS = {PartState.MISSING: "inte lämnad", PartState.STARTED: "påbörjad", PartState.HANDED_IN: "lämnad"}
REPORT_LABELS = {
    ReportState.MISSING: "inte påbörjad",
    ReportState.OPEN: "påbörjad",
    ReportState.PREPARED: "förberedd",
    ReportState.APPROVED: "godkänd",
    ReportState.SIGNED: "undertecknad",
}
PART_MOVE_LABELS = {PartMove.START: "påbörja", PartMove.HAND_IN: "lämna", PartMove.SEND_BACK: "skicka tillbaka"}
REPORT_MOVE_LABELS = {
    ReportMove.START: "påbörja",
    ReportMove.PREPARE: "förbered",
    ReportMove.APPROVE: "godkänn",
    ReportMove.SIGN: "underteckna",
    ReportMove.SEND_BACK: "skicka tillbaka",
}
STEP_WORDS = {
    "start": "Påbörjad",
    "prepare": "Förberedd",
    "approve": "Godkänd",
    "sign": "Undertecknad",
    "send_back": "Skickad tillbaka",
    "part_back": "Del skickad tillbaka",
}
_PART_REFUSALS = {
    PartMove.START: "Delen är redan påbörjad.",
    PartMove.HAND_IN: "Delen är redan lämnad.",
    PartMove.SEND_BACK: "Delen är inte lämnad, så den kan inte skickas tillbaka.",
}
_REPORT_REFUSALS = {
    ReportMove.START: "Rapporten är redan påbörjad.",
    ReportMove.PREPARE: "Rapporten är redan förberedd.",
    ReportMove.APPROVE: "Rapporten ska förberedas innan den godkänns.",
    ReportMove.SIGN: "Rapporten ska godkännas innan den undertecknas.",
    ReportMove.SEND_BACK: "Rapporten är inte förberedd, så den kan inte skickas tillbaka.",
}
SIGNED_ALREADY = "Rapporten är undertecknad och går inte att ändra."


def refused_part_move(state: PartState, move: PartMove) -> str:
    """Why a part in this state cannot make this move; empty when it can."""
    if (state, move) in PART_MOVES:
        return ""
    if (state, move) == (PartState.MISSING, PartMove.HAND_IN):
        return "Delen är inte påbörjad."
    return _PART_REFUSALS[move]


def refused_report_move(state: ReportState, move: ReportMove) -> str:
    """Why a report in this state cannot make this move; empty when it can."""
    if (state, move) in REPORT_MOVES:
        return ""
    if state is ReportState.SIGNED:
        return SIGNED_ALREADY
    if (state, move) == (ReportState.MISSING, ReportMove.PREPARE):
        return "Rapporten är inte påbörjad."
    if (state, move) == (ReportState.APPROVED, ReportMove.APPROVE):
        return "Rapporten är redan godkänd."
    return _REPORT_REFUSALS[move]


# Periods --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A period to report: as it is on `as_of`, at the latest on `due`, what is new after `since`."""

    year: int
    code: str
    as_of: date
    due: date
    since: date

    @property
    def key(self) -> str:
        """`2026-T2`, as addresses and files write it."""
        return f"{self.year}-{self.code}"

    @property
    def name(self) -> str:
        """`T2 2026`."""
        return f"{self.code} {self.year}"

    def late_on(self, day: date) -> bool:
        """Whether it should have been signed before this day."""
        return day > self.due


def to_report(periods: Sequence[ReportPeriod], signed: Collection[str], day: date) -> list[ReportPeriod]:
    """The periods an administration has to report on a day, the oldest first.

    Those whose as-of day has come and that are not signed; when none is left, the coming one.
    `periods` are in order; `signed` are the keys of those signed.
    """
    come = [one for one in periods if one.as_of <= day]
    left = [one for one in come if one.key not in signed]
    if left:
        return left
    coming = next((one for one in periods if one.as_of > day), None)
    return [coming] if coming else []
