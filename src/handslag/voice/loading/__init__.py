"""What is recorded of signals and meetings, read in few questions: for pages, for tasks and for the public page."""

from handslag.voice.loading.importing import load_signals
from handslag.voice.loading.meetings import PublicPoint, WaitingPoint, public_points, unanswered_points
from handslag.voice.loading.signals import Standing, answer_day, open_signals, standings

__all__ = [
    "PublicPoint",
    "Standing",
    "WaitingPoint",
    "answer_day",
    "load_signals",
    "open_signals",
    "public_points",
    "standings",
    "unanswered_points",
]
