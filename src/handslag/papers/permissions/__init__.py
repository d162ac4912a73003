"""Who may do what with a paper, answered with a reason."""

from handslag.papers.permissions.registering import can_correct, can_register

__all__ = ["can_correct", "can_register"]
