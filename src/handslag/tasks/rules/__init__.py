"""What each must do by when, who is asked, how often one is reminded, how far something is raised; no database."""

from handslag.tasks.rules.asked import Addressee, Asked, Post, receivers
from handslag.tasks.rules.doing import AHEAD, Task, due_words, late_words, lead_of, ordered
from handslag.tasks.rules.raising import (
    ANSWERS,
    ESCALATION_MOVES,
    LEVEL_MOVES,
    LEVELS,
    RAISED_SIGNS,
    STATES,
    CellNow,
    Given,
    Move,
    Standing,
    Step,
    first_level,
    steps_today,
)
from handslag.tasks.rules.reminding import Reminded, stage_of, stage_today, to_remind

__all__ = [
    "AHEAD",
    "ANSWERS",
    "ESCALATION_MOVES",
    "LEVELS",
    "LEVEL_MOVES",
    "RAISED_SIGNS",
    "STATES",
    "Addressee",
    "Asked",
    "CellNow",
    "Given",
    "Move",
    "Post",
    "Reminded",
    "Standing",
    "Step",
    "Task",
    "due_words",
    "first_level",
    "late_words",
    "lead_of",
    "ordered",
    "receivers",
    "stage_of",
    "stage_today",
    "steps_today",
    "to_remind",
]
