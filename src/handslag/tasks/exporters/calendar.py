"""A person's deadlines as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from icalendar import Calendar, Event

from handslag.core.clock import STOCKHOLM
from handslag.tasks.rules import Task

AT = time(8, 0)
LASTS = timedelta(minutes=30)


def calendar_of(
    tasks: Iterable[Task], *, name: str, base: str, sequence: int, changed: datetime, whole_days: bool = False
) -> bytes:
    """The tasks as a calendar, each at eight on its day; days that are not one's own to do by stand as whole days.

    A task keeps its UID for ever. `sequence` is the number of the newest recorded event: it only grows, so a program
    that has seen an earlier version takes the later one; `changed` is that event's moment.
    """
    made = Calendar()
    made.add("prodid", "-//Handslag//handslag//SV")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Europe/Stockholm")
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    domain = base.partition("//")[2].partition("/")[0] or "handslag"
    for task in tasks:
        event = Event()
        event.add("uid", f"{task.key}@{domain}")
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("sequence", sequence)
        event.add("dtstart", task.due if whole_days else datetime.combine(task.due, AT, STOCKHOLM))
        event.add("duration", timedelta(days=1) if whole_days else LASTS)
        event.add("transp", "TRANSPARENT")
        event.add("summary", task.title)
        event.add("description", f"{task.why}\n{base}{task.href}")
        event.add("url", f"{base}{task.href}")
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())
