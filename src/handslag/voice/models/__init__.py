"""Signals about a cell with their answers and steps; meetings with their points and answers."""

from handslag.voice.models.meetings import Meeting, MeetingCell, MeetingInvite, MeetingPoint, MeetingRecord, PointAnswer
from handslag.voice.models.signals import KINDS, STEPS, Signal, SignalAnswer, SignalStep

__all__ = [
    "KINDS",
    "STEPS",
    "Meeting",
    "MeetingCell",
    "MeetingInvite",
    "MeetingPoint",
    "MeetingRecord",
    "PointAnswer",
    "Signal",
    "SignalAnswer",
    "SignalStep",
]
