"""The only writers of the room."""

from handslag.papers.actions.cards import rebuild
from handslag.papers.actions.correcting import correct_word
from handslag.papers.actions.registering import Registered, read_again, register

__all__ = ["Registered", "correct_word", "read_again", "rebuild", "register"]
