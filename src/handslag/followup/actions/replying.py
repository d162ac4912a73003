"""The administration's own words on a cell: comments and pauses."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import personal_numbers, swedish_date
from handslag.core.verdict import Refused
from handslag.followup.actions.importing import facts_of
from handslag.followup.models import Comment, Pause
from handslag.people.actions import allow_import
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
    known = allow_import(plan.city, by=by, at=at, recorded_at=recorded_at)
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
    """Pause a cell, with a reason and an end: its days of silence are not counted."""
    known = allow_import(plan.city, by=by, at=at, recorded_at=recorded_at)
    _check_cell(plan, administration, area_key)
    _check_text(reason, "En paus behöver ett skäl.")
    if last_day < first_day:
        raise Refused("Pausens sista dag ligger före den första.")
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


def _check_cell(plan: Plan, administration: Administration, area_key: str) -> None:
    if administration.city_id != plan.city_id:
        raise Refused(f"{administration} finns inte i {plan.city}.")
    if not FocusArea.objects.filter(revision__plan=plan, key=area_key).exists():
        raise Refused(f"Fokusområdet ”{area_key}” finns inte i planen.")


def _check_text(text: str, empty: str) -> None:
    if not text.strip():
        raise Refused(empty)
    if personal_numbers(text):
        raise Refused("Texten innehåller ett personnummer. Ta bort det.")
