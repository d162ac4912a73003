"""Cooperation with the unions, and the decision that a political body has taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.text import clean
from handslag.core.verdict import Refused
from handslag.people.models import City, User
from handslag.plan.actions.consulting import _situation, _step
from handslag.plan.actions.drafting import _locked
from handslag.plan.facts import (
    CENTRAL,
    COOPERATION_KINDS,
    COOPERATION_OUTCOMES,
    CooperationTalks,
    Decision,
    StatementText,
    Terms,
)
from handslag.plan.loading import base_of, content_of, talks_of, with_content
from handslag.plan.models import CooperationRecord, Revision, Statement
from handslag.plan.permissions import can_move, can_register_cooperation
from handslag.plan.rules import OF_OUTCOME, content_hash
from handslag.plan.rules.texts import refuse_numbers


@transaction.atomic
def register_cooperation(*, revision: Revision, talks: CooperationTalks, by: User, at: datetime) -> CooperationRecord:
    """What the talks with the unions came to; what is registered later holds instead."""
    refuse_numbers(talks)
    row = _locked(revision)
    can_register_cooperation(by, row).require()
    _check_talks(talks, local(at).date())
    disagreed = talks.outcome == "disagreed"
    made = CooperationRecord.objects.create(
        revision=row, kind=talks.kind, body=clean(talks.body), held_on=talks.held_on, outcome=talks.outcome,
        reason=talks.reason.strip(), central=talks.central if disagreed else "",
        central_on=talks.central_on if disagreed else None, by=by, at=at,
    )  # fmt: skip
    told = {"kind": talks.kind, "outcome": talks.outcome, "central": made.central}
    record(
        "plan.cooperation_registered", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told
    )
    return made


def _check_talks(talks: CooperationTalks, today: date) -> None:
    if talks.kind not in COOPERATION_KINDS or talks.outcome not in COOPERATION_OUTCOMES or not clean(talks.body):
        raise Refused("Ange hur samverkan gick till, i vilket organ och med vilket utfall.")
    if talks.held_on > today or (talks.central_on and talks.central_on > today):
        raise Refused("Samverkan kan inte registreras innan den har ägt rum.")
    if talks.outcome == "exceptional" and not talks.reason.strip():
        raise Refused("Skriv vilka synnerliga skäl som finns för att besluta före förhandlingen.")
    if talks.outcome == "disagreed" and (talks.central not in CENTRAL or talks.central_on is None):
        raise Refused(
            "Parterna var oeniga. Ange om central förhandling är begärd, avslutad eller inte begärs, och dag."
        )


@transaction.atomic
def decide(*, revision: Revision, decision: Decision, terms: Terms, by: User, at: datetime) -> Revision:
    """Enter what the body decided. Approved, the revision is a fact from now on and can never be changed."""
    refuse_numbers(decision, terms)
    city = City.objects.select_for_update().get(pk=revision.plan.city_id)
    row = _locked(revision)
    day = local(at).date()
    move = OF_OUTCOME.get(decision.outcome)
    if move is None or not clean(decision.body) or decision.on is None:
        raise Refused("Ange vem som beslutade, vilken dag och vad beslutet blev.")
    can_move(by, row, move, _situation(row, day)).require()
    talks = talks_of(row)
    _check_days(row, decision.on, terms, talks, day)
    told = {
        "label": row.label,
        "outcome": decision.outcome,
        "decided_on": decision.on.isoformat(),
        "in_force": (terms.in_force or decision.on).isoformat() if move == "approve" else "",
    }
    act: dict[str, Any] = {"by": by, "at": at, "subject": f"revision:{row.pk}", "city_id": city.pk, "data": told}
    approved = move == "approve"
    event = record("plan.decided", recorded_at=at, **act) if approved else record("plan.not_approved", **act)
    row.decided_on, row.decided_by, row.outcome = decision.on, clean(decision.body), decision.outcome
    row.paragraph, row.dnr = clean(decision.paragraph), clean(decision.dnr)
    row.sent_to = list(terms.sent_to)
    _write_statements(row, terms.statements)
    if move == "approve":
        assert talks is not None
        _approve(row, terms, talks, event, at)
    else:
        row.event, row.entered_at = event, event.entered_at
        row.save()
        _step(row, move, "", by, at)
        return row
    _step_to_decided(row, by, at)
    return row


def _step_to_decided(row: Revision, by: User, at: datetime) -> None:
    """Decided last of all, for then the database lets nothing more in."""
    Revision.objects.filter(pk=row.pk).update(is_decided=True, state="decided")
    row.steps.create(move="approve", state="decided", by=by, at=at)
    row.is_decided, row.state = True, "decided"


def _approve(row: Revision, terms: Terms, talks: CooperationRecord, event: Event, at: datetime) -> None:
    row.in_force = terms.in_force or row.decided_on
    row.first_vp_year = terms.first_vp_year
    row.cooperation_kind, row.cooperation_body = talks.kind, talks.body
    row.cooperation_on, row.cooperation_outcome = talks.held_on, talks.outcome
    row.recorded_at, row.entered_at, row.event = at, event.entered_at, event
    row.save()
    fresh = with_content(Revision.objects.filter(pk=row.pk)).get()
    row.content_hash = content_hash(content_of(fresh))
    row.save(update_fields=["content_hash"])


def _write_statements(row: Revision, statements: Sequence[StatementText]) -> None:
    Statement.objects.filter(revision=row).delete()
    Statement.objects.bulk_create(
        Statement(revision=row, kind=one.kind, who=list(one.who), party=one.party, text=one.text, order=place)
        for place, one in enumerate(statements)
    )


def _check_days(row: Revision, decided_on: date, terms: Terms, talks: CooperationRecord | None, today: date) -> None:
    if decided_on > today:
        raise Refused("Beslutsdagen har inte varit än. För in beslutet när det är fattat.")
    if talks is not None and talks.outcome != "exceptional" and talks.held_on > decided_on:
        raise Refused("Samverkan är daterad efter beslutet. Den ska äga rum före.")
    in_force = terms.in_force or decided_on
    if in_force < decided_on:
        raise Refused("Versionen kan inte gälla från en dag före beslutet.")
    base = base_of(Revision.objects.filter(plan=row.plan).order_by("pk"), today)
    if base is not None and base.in_force is not None and in_force < base.in_force:
        raise Refused(f"Version {base.label} gäller från en senare dag. Välj en dag efter den.")
