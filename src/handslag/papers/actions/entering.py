"""What every act on a paper leaves: one event in the record, and the moments its rows carry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handslag.audit.actions import record
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.people.models import City, User

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


def entered(
    *, action: str, city: City, by: User | None, at: datetime, recorded_at: datetime | None, **data: Any
) -> dict[str, Any]:
    """Record the act; gives what the rows it makes carry. Nothing of a paper's own words goes into the record.

    The event itself has no moment to be known at: no sign of life rests on a paper, so no snapshot is made again.
    """
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    known = recorded_at or at
    subject = f"document:{data['document']}" if "document" in data else f"request:{data.get('request', '')}"
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, data=data)
    return {"event": event, "entered_at": at, "recorded_at": known}


def refuse_personal_numbers(*texts: str) -> None:
    """Refuse texts with a personal number in any of them."""
    if any(personal_numbers(text) for text in texts):
        raise Refused(PERSONAL_NUMBER)
