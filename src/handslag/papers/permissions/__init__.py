"""Who registers, corrects, keeps secret, publishes and gives out papers, answered with a reason."""

from handslag.papers.permissions.publishing import can_draw_up, can_publish, can_withdraw
from handslag.papers.permissions.registering import can_correct, can_register, can_rule, is_registrar
from handslag.papers.permissions.requests import can_answer_request, can_log_requests
from handslag.papers.permissions.secrecy import can_fetch_original, can_lift, can_mark

__all__ = [
    "can_answer_request",
    "can_correct",
    "can_draw_up",
    "can_fetch_original",
    "can_lift",
    "can_log_requests",
    "can_mark",
    "can_publish",
    "can_register",
    "can_rule",
    "can_withdraw",
    "is_registrar",
]
