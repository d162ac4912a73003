"""Who may raise, answer and close signals, see who raised them, register meetings and answer their points."""

from handslag.voice.permissions.meetings import can_answer_point, can_correct_meeting, can_correct_point, can_register
from handslag.voice.permissions.signals import (
    can_answer,
    can_close,
    can_lift,
    can_raise,
    can_reopen,
    can_see_receipt,
    can_see_sender,
    can_send,
    kinds_for,
    speaks_for,
)

__all__ = [
    "can_answer",
    "can_answer_point",
    "can_close",
    "can_correct_meeting",
    "can_correct_point",
    "can_lift",
    "can_raise",
    "can_register",
    "can_reopen",
    "can_see_receipt",
    "can_see_sender",
    "can_send",
    "kinds_for",
    "speaks_for",
]
