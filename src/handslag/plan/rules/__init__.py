"""What holds for plans: which revision is in force, the keys that stay, and what two revisions differ in."""

from handslag.plan.rules.difference import AreaChange, Difference, Kind, MeasureChange, difference
from handslag.plan.rules.ending import EndWarning
from handslag.plan.rules.force import first_vp_year, revision_in_force
from handslag.plan.rules.keys import content_hash, with_keys
from handslag.plan.rules.marks import Mark, mark_words, paragraphs
from handslag.plan.rules.revising import (
    CLOSED,
    OF_OUTCOME,
    REVISION_MOVES,
    SHARED,
    STATES,
    Move,
    Situation,
    State,
    Talks,
)

__all__ = [
    "CLOSED",
    "OF_OUTCOME",
    "REVISION_MOVES",
    "SHARED",
    "STATES",
    "AreaChange",
    "Difference",
    "EndWarning",
    "Kind",
    "Mark",
    "MeasureChange",
    "Move",
    "Situation",
    "State",
    "Talks",
    "content_hash",
    "difference",
    "first_vp_year",
    "mark_words",
    "paragraphs",
    "revision_in_force",
    "with_keys",
]
