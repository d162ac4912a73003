"""The only writers of snapshots: tables derived from the facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from handslag.core.clock import local
from handslag.people.models import CalendarDay
from handslag.plan.models import Plan
from handslag.vitals.judgement import compute, last_event, to_json, valid_snapshot
from handslag.vitals.models import Snapshot


def take_snapshot(*, plan: Plan, as_of: date, known_at: datetime) -> Snapshot:
    """Keep the signs of a day, replacing what was kept of that day and moment. Computed outside the transaction."""
    seen = last_event(plan)
    made = compute(plan, as_of, known_at)
    with transaction.atomic():
        Snapshot.objects.filter(plan=plan, as_of=as_of, known_at=known_at).delete()
        return Snapshot.objects.create(
            plan=plan, as_of=as_of, known_at=known_at, last_event=seen, revision=made.revision, cells=to_json(made)
        )


def refresh(*, plans: Iterable[Plan], at: datetime, periods: int | None = None) -> int:
    """Make the snapshots that are lacking: today and the newest reporting days (None: all), as known now.

    What is no longer valid is removed. Returns how many were made; running it again makes none.
    """
    made = 0
    for plan in plans:
        past = period_days(plan, local(at).date())
        days = {local(at).date(), *(past if periods is None else past[len(past) - periods :] if periods else ())}
        for day in sorted(days):
            if valid_snapshot(plan, day, at) is None:
                with transaction.atomic():
                    Snapshot.objects.filter(plan=plan, as_of=day).delete()
                take_snapshot(plan=plan, as_of=day, known_at=at)
                made += 1
    return made


def rebuild(*, plans: Iterable[Plan], at: datetime) -> int:
    """Throw away every snapshot and make them anew: the tables are derived, nothing is lost."""
    chosen = list(plans)
    with transaction.atomic():
        Snapshot.objects.filter(plan__in=chosen).delete()
    return refresh(plans=chosen, at=at)


def period_days(plan: Plan, until: date) -> list[date]:
    """The reporting days of the city's periods up to a day."""
    days = CalendarDay.objects.filter(city=plan.city, as_of__isnull=False, as_of__lte=until).values_list(
        "as_of", flat=True
    )
    return sorted({day for day in days if day})
