"""What may be done with signals and points when, who is named to whom, and what a file of signals adds."""

from handslag.voice.rules.resolved import AnswerRow, Resolved, SignalKey, SignalRow, Stood, key_of

__all__ = ["AnswerRow", "Resolved", "SignalKey", "SignalRow", "Stood", "key_of"]
