"""Who may do what with the follow-up, answered with a reason."""

from handslag.followup.permissions.adoption import can_answer, can_change_measure, can_hand_over, can_remind
from handslag.followup.permissions.progress import can_comment, can_correct, can_end_pause, can_note, can_pause

__all__ = [
    "can_answer",
    "can_change_measure",
    "can_comment",
    "can_correct",
    "can_end_pause",
    "can_hand_over",
    "can_note",
    "can_pause",
    "can_remind",
]
