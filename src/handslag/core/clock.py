"""Time: the only place that asks what time it is, and the city's time zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present moment, aware, in Stockholm's time."""
    return datetime.now(STOCKHOLM)


def today() -> date:
    """The present day in Stockholm."""
    return now().date()


def at_local(text: str) -> datetime:
    """The moment written as `2025-01-22` or `2025-01-22T12:00`; local time unless it carries an offset.

    Raises ValueError when it is no such moment. A bare day means its very beginning.
    """
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)


def local(moment: datetime) -> datetime:
    """The same moment on Stockholm's clock."""
    return moment.astimezone(STOCKHOLM)
