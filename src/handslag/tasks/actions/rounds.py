"""How far the tick has come in each city: derived, so that asking again with nothing new costs nothing."""

from __future__ import annotations

from datetime import date, datetime

from handslag.core.clock import local
from handslag.people.models import User
from handslag.tasks.models import Round


def note_round(*, city: int, last_event: int, mailed_on: date | None, by: User | None, at: datetime) -> None:
    """Remember what has been seen; no act of anyone's, so nothing is recorded."""
    Round.objects.update_or_create(
        city_id=city, defaults={"day": local(at).date(), "last_event": last_event, "mailed_on": mailed_on}
    )
