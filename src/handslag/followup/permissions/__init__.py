"""Who may do what with the follow-up, answered with a reason."""

from handslag.followup.permissions.progress import (
    can_comment,
    can_correct,
    can_end_pause,
    can_note,
    can_pause,
    office_word,
)

__all__ = ["can_comment", "can_correct", "can_end_pause", "can_note", "can_pause", "office_word"]
