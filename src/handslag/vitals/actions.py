"""The only writers of snapshots: tables derived from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from handslag.core.clock import local
from handslag.core.progress import Progress
from handslag.people.models import CalendarDay
from handslag.plan.models import Plan
from handslag.vitals.judgement import compute_days, kept_days, last_event, to_json
from handslag.vitals.models import Snapshot


def take_snapshot(*, plan: Plan, as_of: date, known_at: datetime) -> Snapshot:
    """Keep the signs of a day, replacing what was kept of that day and moment."""
    return take_snapshots(plan=plan, days=[as_of], known_at=known_at)[0]


def take_snapshots(
    *, plan: Plan, days: Sequence[date], known_at: datetime, progress: Progress | None = None
) -> list[Snapshot]:
    """The same for several days. Computed outside the transactions, from facts loaded once."""
    seen = last_event(plan)
    taken = []
    for made in compute_days(plan, days, known_at):
        with transaction.atomic():
            Snapshot.objects.filter(plan=plan, as_of=made.as_of, known_at=known_at).delete()
            kept = Snapshot(plan=plan, as_of=made.as_of, known_at=known_at, last_event=seen, revision=made.revision)
            kept.cells = to_json(made)
            kept.save()
        taken.append(kept)
        if progress is not None:
            progress(len(taken), len(days))
    return taken


def refresh(
    *, plans: Iterable[Plan], at: datetime, periods: int | None = None, progress: Progress | None = None
) -> int:
    """Make the snapshots that are lacking: today and the newest reporting days (None: all), as known now.

    What is no longer valid is removed. Returns how many were made; running it again makes none.
    """
    made = 0
    for plan in plans:
        past = period_days(plan, local(at).date())
        days = {local(at).date(), *(past if periods is None else past[len(past) - periods :] if periods else ())}
        lacking = sorted(days - kept_days(plan, days, at))
        if lacking:
            Snapshot.objects.filter(plan=plan, as_of__in=lacking).delete()
        made += len(take_snapshots(plan=plan, days=lacking, known_at=at, progress=progress))
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
