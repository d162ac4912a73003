"""A person's calendar address: made, replaced, revoked."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from handslag.audit.actions import record
from handslag.people.models import User
from handslag.tasks.models import CalendarAddress


@transaction.atomic
def make_calendar(*, by: User, at: datetime) -> CalendarAddress:
    """A new secret address for one's own deadlines; the one before stops working at once."""
    CalendarAddress.objects.filter(user=by, revoked_at=None).update(revoked_at=at)
    made = CalendarAddress.objects.create(user=by, key=token_urlsafe(24), made_at=at)
    record("calendar.made", by=by, at=at, subject=f"user:{by.pk}")
    return made


@transaction.atomic
def revoke_calendar(*, by: User, at: datetime) -> None:
    """The address stops working, and there is no new one."""
    if CalendarAddress.objects.filter(user=by, revoked_at=None).update(revoked_at=at):
        record("calendar.revoked", by=by, at=at, subject=f"user:{by.pk}")
