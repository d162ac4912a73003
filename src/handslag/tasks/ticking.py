"""The tick: snapshots, escalations and the day's letters; asked again with nothing new it does nothing."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from handslag.audit.models import Event
from handslag.core.clock import local, now
from handslag.people.actions import forget_expired
from handslag.plan.models import Plan
from handslag.tasks.actions import Sent, escalate, note_round, send_letters
from handslag.tasks.loading.mail import unsent
from handslag.tasks.models import Round
from handslag.vitals.actions import rebuild as rebuild_snapshots
from handslag.vitals.actions import refresh

MAIL_FROM = time(7, 15)
"""From when on a day letters are sent by the server's own tick; `handslag tick` sends whenever it is run."""


@dataclass
class Ticked:
    """What a run did."""

    snapshots: int = 0
    steps: int = 0
    letters: Sent = field(default_factory=Sent)
    waiting: Sequence[str] = ()
    """With `dry_run`: whom letters would go to, and about what."""
    without_server: bool = False


@contextmanager
def alone() -> Iterator[None]:
    """One tick at a time on this machine: another waits."""
    folder = Path(settings.HANDSLAG_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tick.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tick(
    *,
    at: datetime,
    rebuild: bool = False,
    mail: bool = True,
    periods: int | None = None,
    dry_run: bool = False,
    only: str = "",
    limit: int | None = None,
) -> Ticked:
    """Do all that the day asks for. `periods`: how many reporting days keep a snapshot beside today (None: all)."""
    done = Ticked()
    plans = list(Plan.objects.select_related("city").order_by("pk"))
    with alone():
        rounds = {one.city_id: one for one in Round.objects.all()}
        newest = newest_events()
        fresh = [plan for plan in plans if rebuild or is_new(plan, rounds, newest, local(at).date())]
        if rebuild:
            done.snapshots = rebuild_snapshots(plans=plans, at=at)
        if not dry_run:
            if fresh:
                forget_expired(by=None, at=at)
            done.snapshots += refresh(plans=fresh, at=at, periods=periods) if fresh and not rebuild else 0
            done.steps = sum(escalate(plan=plan, by=None, at=at).total for plan in fresh)
        mailed = mail and _mails(done, plans, rounds, bool(fresh), at, (only, limit), dry_run=dry_run)
        if not dry_run and (fresh or mailed):
            _note(plans, rounds, at, mailed=mailed and not only and limit is None)
    return done


def newest_events() -> dict[int | None, int]:
    """City → the number of its newest event; one question."""
    return dict(Event.objects.order_by().values("city_id").annotate(most=Max("number")).values_list("city_id", "most"))


def is_new(plan: Plan, rounds: dict[int, Round], newest: dict[int | None, int], day: date) -> bool:
    """Whether the day is new, or something has been recorded in the city since the last round."""
    seen = rounds.get(plan.city_id)
    return seen is None or seen.day != day or seen.last_event != newest.get(plan.city_id, 0)


def _mails(
    done: Ticked,
    plans: Sequence[Plan],
    rounds: dict[int, Round],
    fresh: bool,
    at: datetime,
    chosen: tuple[str, int | None],
    *,
    dry_run: bool,
) -> bool:
    """Send what is to be sent; whether there was reason to look."""
    day = local(at).date()
    wanted = fresh or dry_run or any(_unmailed(rounds, plan, day) for plan in plans) or unsent(day) > 0
    if not wanted:
        return False
    from handslag.tasks.pages.letters import Chosen, letters_of  # only when there may be letters: it loads every room

    due = letters_of(plans, at, Chosen(*chosen))
    done.without_server = any(not one.into_files for one in due) and not settings.HANDSLAG_SMTP_URL
    if done.without_server:
        due = [one for one in due if one.into_files]
    if dry_run:
        done.waiting = [f"{one.address}: {one.subject}" for one in due]
        return False
    done.letters = send_letters(letters=due, day=day, by=None, at=at, clock=now)
    return True


def _unmailed(rounds: dict[int, Round], plan: Plan, day: date) -> bool:
    seen = rounds.get(plan.city_id)
    return seen is None or seen.mailed_on != day


def _note(plans: Sequence[Plan], rounds: dict[int, Round], at: datetime, *, mailed: bool) -> None:
    newest, day = newest_events(), local(at).date()
    for city in {plan.city_id for plan in plans}:
        before = rounds.get(city)
        note_round(
            city=city,
            last_event=newest.get(city, 0),
            mailed_on=day if mailed else before.mailed_on if before else None,
            by=None,
            at=at,
        )
