"""The only writers of signals, meetings and their answers."""

from handslag.voice.actions.importing import import_signals
from handslag.voice.actions.meetings import (
    MeetingFacts,
    add_points,
    answer_point,
    correct_meeting,
    correct_point,
    register_meeting,
)
from handslag.voice.actions.signals import answer_signal, close_signal, lift_stop, raise_signal, reopen_signal, send_on

__all__ = [
    "MeetingFacts",
    "add_points",
    "answer_point",
    "answer_signal",
    "close_signal",
    "correct_meeting",
    "correct_point",
    "import_signals",
    "lift_stop",
    "raise_signal",
    "register_meeting",
    "reopen_signal",
    "send_on",
]
