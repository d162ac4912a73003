"""The rules of signs of life: pure functions from facts to verdicts; they know no database.

`prepare` once for a moment `K`, then ask for any day. All of it is `docs/explanation/signs-of-life.md`.
"""

from __future__ import annotations

from handslag.vitals.rules.cells import cell_vitals, prepare, runs, signs, vitals
from handslag.vitals.rules.changes import what_would_change
from handslag.vitals.rules.known import Known
from handslag.vitals.rules.stories import DueDay, Part, Story, Told, parts_of, story_of
from handslag.vitals.rules.substance import FULL, Substance
from handslag.vitals.rules.words import GROUP_WORDS, REPORTED_WORDS, SIGN_WORDS, STATE_WORDS, SignWords

__all__ = [
    "FULL", "GROUP_WORDS", "REPORTED_WORDS", "SIGN_WORDS", "STATE_WORDS",
    "DueDay", "Known", "Part", "SignWords", "Story", "Substance", "Told", "cell_vitals", "parts_of",
    "prepare", "runs", "signs", "story_of", "vitals", "what_would_change",
]  # fmt: skip
