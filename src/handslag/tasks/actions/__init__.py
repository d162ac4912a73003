"""The only writers of escalations, letters, rounds and calendar addresses."""

from handslag.tasks.actions.addresses import make_calendar, revoke_calendar
from handslag.tasks.actions.escalating import Raised, escalate
from handslag.tasks.actions.mailing import Sent, note_bounce, send_letters
from handslag.tasks.actions.replying import reply_to
from handslag.tasks.actions.rounds import note_round

__all__ = [
    "Raised",
    "Sent",
    "escalate",
    "make_calendar",
    "note_bounce",
    "note_round",
    "reply_to",
    "revoke_calendar",
    "send_letters",
]
