"""The rules of signs of life: pure functions from facts to verdicts; they know no database.

`prepare` once for a moment `K`, then ask for any day. All of it is `docs/explanation/signs-of-life.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handslag.vitals.facts import CellVitals, CityVitals, Facts, Run
from handslag.vitals.rules.substance import FULL, Substance
from handslag.vitals.rules.words import GROUP_WORDS, REPORTED_WORDS, SIGN_WORDS, STATE_WORDS, SignWords

__all__ = [
    "FULL", "GROUP_WORDS", "REPORTED_WORDS", "SIGN_WORDS", "STATE_WORDS",
    "Known", "SignWords", "Substance", "prepare", "runs", "signs", "vitals", "what_would_change",
]  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The facts known at a moment, corrected and indexed; ask it for as many days as you like."""

    facts: Facts
    known_at: datetime
    substance: Substance = FULL


def prepare(facts: Facts, known_at: datetime, substance: Substance = FULL) -> Known:
    """Sort out what was known at `known_at`; everything else takes the result, so do it once for many days."""
    return Known(facts, known_at, substance)


def vitals(facts: Facts | Known, as_of: date, known_at: datetime | None = None) -> CityVitals:
    """Judge every cell on a day. With `Facts` a moment is needed; a `Known` brings its own."""
    known = facts if isinstance(facts, Known) else prepare(facts, known_at or datetime.max)
    return CityVitals(as_of, known.known_at, None, ())


def signs(known: Known, as_of: date) -> dict[tuple[str, str], str]:
    """Give only the sign of every cell, by (administration name, area key): cheap, for comparing days."""
    return {}


def runs(known: Known, administration: str, area: str, first_day: date, last_day: date) -> tuple[Run, ...]:
    """Give the sign of a cell day by day between two days, as unbroken runs; days without the cell are left out."""
    return ()


def what_would_change(known: Known, cell: CellVitals, as_of: date) -> tuple[tuple[str, str | None], ...]:
    """Say in plain Swedish what would change the sign, with the sign it would give (None: it only stops the clock)."""
    return ()
