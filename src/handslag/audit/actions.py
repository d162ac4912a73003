"""Writing and checking the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, transaction

from handslag.audit.models import Event
from handslag.audit.rules import START, digest, segment_of
from handslag.core.append_only import missing

_CHAIN_LOCK = 4_815_162_342


class Actor(Protocol):
    """Whoever acts: a user, known by id and name."""

    id: int

    def __str__(self) -> str: ...


def record(
    action: str,
    *,
    by: Actor | None,
    at: datetime,
    subject: str = "",
    city_id: int | None = None,
    recorded_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """Add one event to the chain, inside the caller's transaction. `at` is the true moment of entry."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event is recorded in the transaction of the act it records")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = Event.objects.order_by("-number").only("number", "hash").first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    content: dict[str, Any] = {
        "number": number,
        "entered_at": at,
        "recorded_at": recorded_at,
        "action": action,
        "subject": subject[:200],
        "actor_id": by.id if by else None,
        "city_id": city_id,
        "data": data or {},
    }
    return Event.objects.create(
        **content,
        segment=segment_of(at),
        actor_label=str(by) if by else "systemet",
        previous=previous,
        hash=digest(previous, **content),
    )


@dataclass(frozen=True, slots=True)
class Check:
    """What `verify` found: how many events, and the first fault in a Swedish sentence, empty when all holds."""

    events: int
    fault: str
    missing_triggers: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.fault and not self.missing_triggers


def _first_fault(events: Iterable[Event]) -> tuple[int, str]:
    previous, number = START, 0
    for event in events:
        number += 1
        where = f"Rad {event.number} ({event.action}, {event.segment})"
        if event.number != number:
            return number, f"{where}: raden före saknas, nummer {number}."
        if event.previous != previous:
            return number, f"{where}: länken till raden före stämmer inte."
        if event.segment != segment_of(event.entered_at) or event.hash != digest(
            previous,
            number=event.number,
            entered_at=event.entered_at,
            recorded_at=event.recorded_at,
            action=event.action,
            subject=event.subject,
            actor_id=event.actor_id,
            city_id=event.city_id,
            data=event.data,
        ):
            return number, f"{where}: innehållet har ändrats."
        previous = event.hash
    return number, ""


def _lost_end() -> str:
    """Rows whose event is gone: the end of the chain has been cut off, which the chain itself cannot show."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is not Event:
                continue
            rows = model._base_manager.filter(**{f"{field.name}__isnull": False})
            if (row := rows.exclude(**{f"{field.name}__in": Event.objects.all()}).first()) is not None:
                return f"Rad {row.pk} i {model._meta.db_table} hör till en händelse som saknas: kedjan är avkortad."
    return ""


def verify() -> Check:
    """Walk the whole chain and look that the triggers stand; names the first broken row."""
    count, fault = _first_fault(Event.objects.order_by("number").iterator(chunk_size=2000))
    fault = fault or _lost_end()
    return Check(count, fault, tuple(missing()))
