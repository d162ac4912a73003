"""The administration's own words on a cell: comments and pauses."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import personal_numbers, swedish_date
from handslag.core.verdict import Refused, Verdict
from handslag.followup.actions.importing import facts_of
from handslag.followup.models import Comment, Pause
from handslag.followup.permissions import can_comment, can_end_pause, can_pause
from handslag.followup.rules.pausing import LONGEST, can_last
from handslag.people.models import Administration, User
from handslag.plan.models import FocusArea, Plan


def comment(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    text: str,
    effective_on: date,
    author: str = "",
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Comment:
    """Put the administration's own comment beside the sign of a cell: the right of reply."""
    known = _known(can_comment(by, administration) if by else None, at, recorded_at)
    _check_cell(plan, administration, area_key)
    _check_text(text, "Skriv en kommentar.")
    if effective_on > local(known).date():
        raise Refused(f"Kommentaren kan inte gälla från en dag efter {swedish_date(local(known).date())}.")
    with transaction.atomic():
        event = record(
            "comment.given",
            by=by,
            at=at,
            recorded_at=known,
            subject=f"cell:{administration.slug}/{area_key}",
            city_id=plan.city_id,
            data={"plan": plan.pk, "effective_on": effective_on.isoformat(), "author": author},
        )
        return Comment.objects.create(
            plan=plan,
            administration=administration,
            area_key=area_key,
            effective_on=effective_on,
            text=text.strip(),
            author=author,
            **facts_of(event),
        )


def pause(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    first_day: date,
    last_day: date,
    reason: str,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Pause:
    """Pause a cell, with a reason and an end: its days of silence are not counted.

    A person pauses from today on: days that have gone by silently are not paused afterwards.
    """
    known = _known(can_pause(by, administration) if by else None, at, recorded_at)
    _check_cell(plan, administration, area_key)
    _check_text(reason, "En paus behöver ett skäl.")
    if last_day < first_day:
        raise Refused("Pausens sista dag ligger före den första.")
    if not can_last(first_day, last_day):
        raise Refused(f"En paus kan vara högst {LONGEST} dagar. Besluta om en ny när den går ut.")
    if by is not None and first_day < local(known).date():
        raise Refused("En paus kan inte börja före i dag. De dagar som har gått räknas.")
    with transaction.atomic():
        event = record(
            "pause.set",
            by=by,
            at=at,
            recorded_at=known,
            subject=f"cell:{administration.slug}/{area_key}",
            city_id=plan.city_id,
            data={"plan": plan.pk, "first_day": first_day.isoformat(), "last_day": last_day.isoformat()},
        )
        return Pause.objects.create(
            plan=plan,
            administration=administration,
            area_key=area_key,
            first_day=first_day,
            last_day=last_day,
            reason=reason.strip(),
            **facts_of(event),
        )


@transaction.atomic
def end_pause(*, pause: Pause, by: User | None, at: datetime) -> Pause:
    """End a pause: yesterday is its last day, and today counts again. One that has not begun is taken back."""
    if by is not None:
        can_end_pause(by, pause).require()
    today = local(at).date()
    if pause.last_day < today:
        raise Refused(f"Pausen slutade redan den {swedish_date(pause.last_day)}.")
    unbegun = pause.first_day >= today
    last_day = pause.last_day if unbegun else today - timedelta(days=1)
    event = record(
        "pause.ended",
        by=by,
        at=at,
        recorded_at=at,
        subject=f"cell:{pause.administration.slug}/{pause.area_key}",
        city_id=pause.plan.city_id,
        data={"plan": pause.plan_id, "pause": pause.pk, "last_day": "" if unbegun else last_day.isoformat()},
    )
    return Pause.objects.create(
        plan=pause.plan,
        administration=pause.administration,
        area_key=pause.area_key,
        first_day=pause.first_day,
        last_day=last_day,
        reason=pause.reason,
        replaces=pause,
        withdrawn=unbegun,
        **facts_of(event),
    )


def _known(verdict: Verdict | None, at: datetime, recorded_at: datetime | None) -> datetime:
    """The moment from which it counts as known, if it may be done; no verdict is the machine itself."""
    if verdict is not None:
        verdict.require()
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def _check_cell(plan: Plan, administration: Administration, area_key: str) -> None:
    if administration.city_id != plan.city_id:
        raise Refused(f"{administration} finns inte i {plan.city}.")
    if not FocusArea.objects.filter(revision__plan=plan, key=area_key).exists():
        raise Refused(f"Fokusområdet ”{area_key}” finns inte i planen.")


def _check_text(text: str, empty: str) -> None:
    if not text.strip():
        raise Refused(empty)
    if personal_numbers(text):
        raise Refused("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
