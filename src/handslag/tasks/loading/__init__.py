"""What is open in a city, from the rooms below: each source in one question or two."""

from handslag.tasks.loading.city import CityFrame, frame_of
from handslag.tasks.loading.escalations import given_in, open_escalations
from handslag.tasks.loading.mail import bounced, reminded_of, sent_today

__all__ = [
    "CityFrame",
    "bounced",
    "frame_of",
    "given_in",
    "open_escalations",
    "reminded_of",
    "sent_today",
]
