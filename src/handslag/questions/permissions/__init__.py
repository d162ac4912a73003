"""Who may do what with a question or a commitment, and why not."""

from handslag.questions.permissions.commitments import can_confirm, can_move_commitment
from handslag.questions.permissions.questions import can_link, can_move, can_register, can_report_list

__all__ = ["can_confirm", "can_link", "can_move", "can_move_commitment", "can_register", "can_report_list"]
