"""A person's word on what was found in a paper: confirmed, changed, rejected, added; undone by a later word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.core.clock import local
from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.papers.actions.cards import rebuild
from handslag.papers.actions.entering import entered, refuse_personal_numbers
from handslag.papers.loading.findings import Held, all_of, day_of
from handslag.papers.models import Document, Ruling
from handslag.papers.permissions.registering import can_rule
from handslag.papers.rules.words import FIELDS, KINDS
from handslag.people.models import User

GONE = "Förslaget finns inte längre. Läs om sidan."


@transaction.atomic
def confirm_finding(*, document: Document, key: str, by: User, at: datetime) -> Ruling:
    """It is as the machine found it; also what was rejected by mistake."""
    held, one = _open(document, key, by)
    _refuse_ahead(one.field, one.found or one.value, at)
    if one.outcome == "added":
        raise Refused("Det här har någon skrivit in för hand. Det gäller redan.")
    return _rule(held, one, "confirmed", None, by=by, at=at)


@transaction.atomic
def confirm_certain(*, document: Document, by: User, at: datetime) -> int:
    """Everything that is certain and that nobody has ruled on, in one press; gives how many."""
    held = _held(document)
    can_rule(by, held).require()
    waiting = [one for one in all_of(held) if one.certain and not one.outcome]
    if not waiting:
        raise Refused("Det finns inget säkert kvar att bekräfta.")
    facts = entered(
        action="findings.confirmed", city=held.city, by=by, at=at, recorded_at=None, document=held.pk,
        findings=len(waiting),
    )  # fmt: skip
    for order, one in enumerate(waiting):
        Ruling.objects.create(
            document=held,
            finding_id=int(one.key[1:]),
            field=one.field,
            outcome="confirmed",
            by=by,
            order=order,
            **facts,
        )
    rebuild(held)
    return len(waiting)


@transaction.atomic
def change_finding(*, document: Document, key: str, value: Mapping[str, Any], by: User, at: datetime) -> Ruling:
    """It is something else than the machine found."""
    held, one = _open(document, key, by)
    _refuse(one.field, value, at)
    if one.key.startswith("r"):
        return _add(held, one.field, {**value, "instead_of": int(one.key[1:])}, by=by, at=at)
    return _rule(held, one, "changed", dict(value), by=by, at=at)


@transaction.atomic
def reject_finding(*, document: Document, key: str, by: User, at: datetime) -> Ruling:
    """It is not so; it stays among the rejected ones, where it can be taken back."""
    held, one = _open(document, key, by)
    if one.rejected:
        raise Refused("Förslaget är redan avvisat.")
    if one.field == "kind":
        raise Refused("En handling har alltid ett slag. Ändra det i stället.")
    if one.key.startswith("r"):
        return _add(held, one.field, {"instead_of": int(one.key[1:]), "withdrawn": True}, by=by, at=at)
    return _rule(held, one, "rejected", None, by=by, at=at)


@transaction.atomic
def reopen_finding(*, document: Document, key: str, by: User, at: datetime) -> Ruling:
    """Undo what was decided: it is a proposal again, as the machine made it."""
    held, one = _open(document, key, by)
    if one.key.startswith("r") and one.rejected:
        value = {**one.value, "page": one.page, "start": one.start, "end": one.end, "instead_of": int(one.key[1:])}
        return _add(held, one.field, value, by=by, at=at)
    if not one.outcome or one.key.startswith("r"):
        raise Refused("Det finns inget beslut att ångra.")
    return _rule(held, one, "changed", None, by=by, at=at)


@transaction.atomic
def add_finding(*, document: Document, field: str, value: Mapping[str, Any], by: User, at: datetime) -> Ruling:
    """Something the machine did not see."""
    held = _held(document)
    can_rule(by, held).require()
    if field not in FIELDS or field == "kind":
        raise Refused("Välj vad du vill lägga till.")
    _refuse(field, value, at)
    return _add(held, field, dict(value), by=by, at=at)


def _held(document: Document) -> Document:
    """The paper with its row held: two who rule at once wait for each other."""
    return Document.objects.select_for_update(of=("self",)).select_related("city").get(pk=document.pk)


def _open(document: Document, key: str, by: User) -> tuple[Document, Held]:
    held = _held(document)
    can_rule(by, held).require()
    one = next((each for each in all_of(held) if each.key == key), None)
    if one is None:
        raise Refused(GONE)
    return held, one


def _refuse(field: str, value: Mapping[str, Any], at: datetime) -> None:
    refuse_personal_numbers(*_texts(value))
    if field == "kind" and value.get("code") not in KINDS:
        raise Refused("Välj ett slag av handling.")
    if not any(str(value.get(name, "")).strip() for name in ("code", "text", "name", "day")):
        raise Refused("Skriv något.")
    _refuse_ahead(field, value, at)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


def _refuse_ahead(field: str, value: Mapping[str, Any], at: datetime) -> None:
    day = day_of(Held("", field, value)) if field == "date" else None
    if day is not None and day > local(at).date():
        raise Refused(f"Handlingen kan inte vara daterad {swedish_date(day)}: den dagen har inte varit än.")


def _rule(
    document: Document, one: Held, outcome: str, value: dict[str, Any] | None, *, by: User, at: datetime
) -> Ruling:
    facts = entered(
        action=f"finding.{outcome if value is not None or outcome != 'changed' else 'reopened'}", city=document.city,
        by=by, at=at, recorded_at=None, document=document.pk, finding=one.key, field=one.field,
    )  # fmt: skip
    made: Ruling = Ruling.objects.create(
        document=document, finding_id=int(one.key[1:]), field=one.field, outcome=outcome, value=value, by=by, **facts
    )
    rebuild(document)
    return made


def _add(document: Document, field: str, value: dict[str, Any], *, by: User, at: datetime) -> Ruling:
    facts = entered(
        action="finding.added", city=document.city, by=by, at=at, recorded_at=None, document=document.pk, field=field
    )
    made: Ruling = Ruling.objects.create(document=document, field=field, outcome="added", value=value, by=by, **facts)
    rebuild(document)
    return made
