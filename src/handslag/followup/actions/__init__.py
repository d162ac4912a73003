"""The only writers of answers, local measures, progress entries, pauses, comments and period reports."""

from handslag.followup.actions.answering import adopt_areas, answer_area, confirm_answer, withdraw_answer
from handslag.followup.actions.evidence import keep_evidence
from handslag.followup.actions.importing import import_progress, import_reports, import_vp
from handslag.followup.actions.listing import add_measure, carry_over, change_measure
from handslag.followup.actions.noting import add_entry, correct_entry, withdraw_entry
from handslag.followup.actions.owning import hand_over, remind
from handslag.followup.actions.replying import comment, end_pause, pause

__all__ = [
    "add_entry",
    "add_measure",
    "adopt_areas",
    "answer_area",
    "carry_over",
    "change_measure",
    "comment",
    "confirm_answer",
    "correct_entry",
    "end_pause",
    "hand_over",
    "import_progress",
    "import_reports",
    "import_vp",
    "keep_evidence",
    "pause",
    "remind",
    "withdraw_answer",
    "withdraw_entry",
]
