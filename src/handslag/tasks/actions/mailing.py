"""Sending the day's letters: a mark is set when the server has accepted a letter, and at no other time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.mail import NotAccepted, PostOffice
from handslag.core.text import clean
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.tasks.due import Due
from handslag.tasks.models import Bounce, Letter, Reminder
from handslag.tasks.rules import stage_today


@dataclass
class Sent:
    """What became of a run: letters taken, faults by address, addresses that do not work."""

    sent: int = 0
    faults: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def send_letters(
    *, letters: Iterable[Due], day: date, by: User | None, at: datetime, clock: Callable[[], datetime]
) -> Sent:
    """Send each over one connection and mark what the server takes; the rest is tried again by the next run.

    A server that refuses an address for good loses it: the address is noted, and its administrator is told.
    """
    done = Sent()
    offices: dict[bool, PostOffice] = {}
    try:
        for one in letters:
            post = offices.setdefault(one.into_files, PostOffice(into_files=one.into_files))
            _send_one(post, one, day, clock, done)
            if len(done.faults) >= 5 and not done.sent:
                break  # the server is down: no use in asking it a hundred times more
    finally:
        for post in offices.values():
            post.__exit__()
    if done.sent or done.faults or done.lost:
        data = {"sent": done.sent, "faults": len(done.faults), "lost": len(done.lost)}
        with transaction.atomic():
            record("letters.sent", by=by, at=at, subject=f"day:{day.isoformat()}", data=data)
    return done


def _send_one(post: PostOffice, one: Due, day: date, clock: Callable[[], datetime], done: Sent) -> None:
    try:
        post.send(one.address, one.subject, one.text, one.html)
    except NotAccepted as refusal:
        _not_taken(one, day, clock(), refusal)
        (done.lost if refusal.lasting else done.faults).append(f"{one.address}: {refusal}")
        return
    with transaction.atomic():
        letter, _ = Letter.objects.update_or_create(
            user_id=one.user,
            day=day,
            defaults={
                "address": one.address, "subject": one.subject, "sent_at": clock(), "tried_at": clock(), "fault": "",
            },
        )  # fmt: skip
        Reminder.objects.bulk_create(
            Reminder(letter=letter, key=task.remind_key, due=task.due, stage=stage_today(task, day))
            for task in one.tasks
        )
    done.sent += 1


def _not_taken(one: Due, day: date, moment: datetime, refusal: NotAccepted) -> None:
    with transaction.atomic():
        letter, _ = Letter.objects.get_or_create(
            user_id=one.user, day=day, defaults={"address": one.address, "subject": one.subject}
        )
        letter.tried += 1
        letter.tried_at, letter.address, letter.fault = moment, one.address, str(refusal)[:300]
        letter.save()
        if refusal.lasting:
            Bounce.objects.update_or_create(
                address=one.address, defaults={"reason": str(refusal)[:300], "noted_at": moment}
            )


@transaction.atomic
def note_bounce(*, address: str, reason: str, works: bool = False, by: User | None, at: datetime) -> None:
    """Note that letters to an address come back, or (`works`) that it can be used again."""
    wanted = clean(address)
    known = Bounce.objects.filter(address__iexact=wanted)
    if works:
        if not known.exists():
            raise Refused(f"Inga mejl har studsat från {wanted}.")
        known.delete()
    else:
        if not User.objects.filter(email__iexact=wanted).exists():
            raise Refused(f"Ingen användare har adressen {wanted}.")
        Bounce.objects.update_or_create(address=wanted, defaults={"reason": clean(reason)[:300], "noted_at": at})
    record("address.works" if works else "address.bounced", by=by, at=at, subject="address")
