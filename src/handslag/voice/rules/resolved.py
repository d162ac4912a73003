"""Signals and their answers as a file says them, ready to be written; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from handslag.core.text import fold
from handslag.plan.frame import UnitRef

SignalKey = tuple[int, str, str, date, str]


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal; it is the same one when administration, focus area, sender, day and text are the same."""

    administration_id: int
    area_key: str
    sender: str
    raised_on: date
    text: str
    answer_by: date
    answer_by_given: bool = False
    kind: str = ""
    unit: UnitRef | None = None
    order: int = 0

    @property
    def key(self) -> SignalKey:
        return key_of(self.administration_id, self.area_key, self.sender, self.raised_on, self.text)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to the signal of that key."""

    signal: SignalKey
    answered_on: date
    text: str
    order: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        return self.signal, self.answered_on, fold(self.text)


@dataclass(frozen=True, slots=True)
class Stood:
    """A signal that stands already: its id and what it says beside its key."""

    id: int
    answer_by: date
    answer_by_given: bool
    kind: str
    answers: frozenset[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one file adds, checked against the city as it stood after its event number `last_event`."""

    last_event: int
    rows: int = 0
    skipped: int = 0
    signals: tuple[SignalRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    standing: tuple[tuple[SignalKey, int], ...] = ()  # ids of the standing signals that are answered

    @property
    def new_units(self) -> tuple[tuple[int, str], ...]:
        units = [signal.unit for signal in self.signals]
        return tuple({unit.key: (unit.administration_id, unit.name) for unit in units if unit and not unit.id}.values())

    def created(self) -> dict[str, int]:
        """How many rows of each kind it will make."""
        counts = {"signals": len(self.signals), "signal_answers": len(self.answers), "units": len(self.new_units)}
        return {kind: number for kind, number in counts.items() if number}


def key_of(administration_id: int, area_key: str, sender: str, raised_on: date, text: str) -> SignalKey:
    """What a signal is known by."""
    return administration_id, area_key, fold(sender), raised_on, fold(text)
