"""The only writers of the room."""

from handslag.papers.actions.cards import rebuild

__all__ = ["rebuild"]
