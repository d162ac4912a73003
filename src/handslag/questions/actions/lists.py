"""Noting that the half-yearly table was reported, with its rows as they stood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from handslag.core.clock import local
from handslag.core.verdict import Refused
from handslag.people.models import City, User
from handslag.questions.actions.questions import facts_of, known_moment
from handslag.questions.models import ReportedList
from handslag.questions.permissions import can_report_list
from handslag.questions.rules.balance import Line, frozen
from handslag.questions.rules.registering import text_fault


@transaction.atomic
def report_list(
    *,
    city: City,
    lines: Sequence[Line],
    as_of: date,
    reported_on: date,
    body: str,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> ReportedList:
    """Keep that the table was given to a body: what stood there as closed falls off the next one."""
    can_report_list(by, city).require()
    known = known_moment(at, recorded_at)
    City.objects.select_for_update().get(pk=city.pk)
    _refuse(city, as_of, reported_on, body, local(known).date())
    facts = facts_of(
        action="list.reported",
        city=city,
        by=by,
        at=at,
        known=known,
        subject=f"{body} {reported_on}",
        rows=len(lines),
        as_of=as_of.isoformat(),
    )
    made: ReportedList = ReportedList.objects.create(
        city=city, as_of=as_of, reported_on=reported_on, body=body.strip(), rows=frozen(lines), by=by, **facts
    )
    return made


def _refuse(city: City, as_of: date, reported_on: date, body: str, today: date) -> None:
    if not body.strip():
        raise Refused("Skriv för vilket organ listan redovisades.")
    if fault := text_fault(body):
        raise Refused(fault)
    if not as_of <= reported_on <= today:
        raise Refused("Dagen för redovisningen ska ligga mellan listans dag och i dag.")
    if ReportedList.objects.filter(city=city, body=body.strip(), reported_on=reported_on).exists():
        raise Refused("Listan är redan redovisad för organet den dagen.")
