"""What has been raised to whom, what has been mailed, and the addresses of calendars."""

from handslag.tasks.models.calendar import CalendarAddress
from handslag.tasks.models.escalation import Escalation, EscalationReply, EscalationStep
from handslag.tasks.models.mail import Bounce, Letter, Reminder, Round

__all__ = [
    "Bounce",
    "CalendarAddress",
    "Escalation",
    "EscalationReply",
    "EscalationStep",
    "Letter",
    "Reminder",
    "Round",
]
