"""Signals and answers from a file, all of it or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handslag.audit.models import Event
from handslag.people.actions import Opened, allow_import, open_import
from handslag.people.models import User
from handslag.plan.models import Plan
from handslag.voice.models import Signal, SignalAnswer
from handslag.voice.rules import Resolved

BATCH = 2000


def import_signals(
    *,
    plan: Plan,
    resolved: Resolved,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
) -> Event | None:
    """Write signals and answers, also answers to signals that stood already; None when there is nothing new."""
    known = allow_import(plan.city, by=by, at=at, recorded_at=recorded_at)
    created = resolved.created()
    if not created:
        return None
    data = {"file": file_name, "sha256": sha256, "rows": resolved.rows, "skipped": resolved.skipped, "created": created}
    with transaction.atomic():
        opened = open_import(
            action="signals.imported",
            city=plan.city,
            by=by,
            at=at,
            recorded_at=known,
            last_event=resolved.last_event,
            subject=f"plan:{plan.pk}",
            data=data,
            units=resolved.new_units,
        )
        _write(plan, resolved, opened)
    return opened.event


def _write(plan: Plan, resolved: Resolved, opened: Opened) -> None:
    event = opened.event
    facts = {"event": event, "entered_at": event.entered_at, "recorded_at": event.recorded_at or event.entered_at}
    signals = Signal.objects.bulk_create(
        [
            Signal(
                plan=plan,
                administration_id=row.administration_id,
                area_key=row.area_key,
                unit_id=(row.unit.id or opened.units[row.unit.key]) if row.unit else None,
                sender=row.sender,
                kind=row.kind,
                raised_on=row.raised_on,
                text=row.text,
                answer_by=row.answer_by,
                answer_by_given=row.answer_by_given,
                order=row.order,
                **facts,
            )
            for row in resolved.signals
        ],
        batch_size=BATCH,
    )
    ids = dict(resolved.standing) | {row.key: one.pk for row, one in zip(resolved.signals, signals, strict=True)}
    SignalAnswer.objects.bulk_create(
        [
            SignalAnswer(
                signal_id=ids[row.signal], answered_on=row.answered_on, text=row.text, order=row.order, **facts
            )
            for row in resolved.answers
        ],
        batch_size=BATCH,
    )
