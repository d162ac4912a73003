"""Confirming a commitment, changing its owner, day and check, and saying that it is kept, broken or closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import clean
from handslag.core.verdict import Refused
from handslag.papers.actions.ruling import change_finding, confirm_finding
from handslag.papers.loading.findings import all_of
from handslag.papers.models import Document, Finding
from handslag.people.models import City, Membership, User
from handslag.plan.checks import CHECKS
from handslag.plan.models import Plan
from handslag.questions.actions.questions import known_moment
from handslag.questions.models import Commitment, CommitmentStep
from handslag.questions.permissions.commitments import can_confirm, can_move_commitment
from handslag.questions.rules.commitments import WITH_REASON, CommitmentMove, CommitmentState, Terms, state_after
from handslag.questions.rules.registering import text_fault


@dataclass(frozen=True, slots=True)
class Said:
    """What was bound to, by whom and when; out of a paper with where it stands, or by hand."""

    text: str
    made_on: date
    who: str = ""
    document: Document | None = None
    finding: Finding | None = None
    added: str = ""
    """The key of what a person had added to the paper (`r5`): it follows the words it was confirmed in."""


@transaction.atomic
def confirm_commitment(
    *,
    city: City,
    plan: Plan | None,
    said: Said,
    terms: Terms,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Commitment:
    """Confirm that it is a commitment: it gets its number, an owner, a day and what it is held against."""
    can_confirm(by, city).require()
    known = known_moment(at, recorded_at)
    _refuse_said(city, said, local(known).date())
    _refuse_terms(city, plan, terms)
    City.objects.select_for_update().get(pk=city.pk)
    if said.finding is not None and Commitment.objects.filter(finding=said.finding).exists():
        raise Refused("Utfästelsen är redan bekräftad. Läs om sidan.")
    if said.added:
        _follow_words(said, by, at)
    series = local(known).year
    last = Commitment.objects.filter(city=city, series=series).aggregate(last=Max("serial"))["last"] or 0
    label = f"U {series}-{last + 1}"
    facts = _facts("commitment.confirmed", city, label, by, at, known, check=terms.check_code)
    made: Commitment = Commitment.objects.create(
        city=city, plan=plan, document=said.document, finding=said.finding, series=series, serial=last + 1,
        text=said.text.strip(), who=said.who.strip(), made_on=said.made_on, **facts,
    )  # fmt: skip
    _step(made, "confirm", CommitmentState.OPEN, said.made_on, terms, by, facts)
    if said.document is not None and said.finding is not None:
        _confirm_finding(said.document, said.finding, by, at)
    return made


@transaction.atomic
def correct_commitment(
    *,
    commitment: Commitment,
    terms: Terms,
    reason: str = "",
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> CommitmentStep:
    """Change owner, day or check: a new step; what stood before stays as it was known until now."""
    newest = _held(commitment)
    can_move_commitment(by, commitment.city, newest, CommitmentMove.CORRECT).require()
    known = known_moment(at, recorded_at)
    _refuse_terms(commitment.city, commitment.plan, terms)
    _refuse_reason(reason)
    if newest.terms == terms:
        raise Refused("Inget är ändrat.")
    facts = _facts("commitment.corrected", commitment.city, commitment.label, by, at, known)
    day = max(local(known).date(), commitment.made_on)
    return _step(commitment, CommitmentMove.CORRECT, newest.state, day, terms, by, facts, reason=reason)


@transaction.atomic
def move_commitment(
    *,
    commitment: Commitment,
    move: CommitmentMove,
    on: date,
    reason: str = "",
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> CommitmentStep:
    """Say that it is fulfilled or broken, close it with a reason, or open it again."""
    newest = _held(commitment)
    can_move_commitment(by, commitment.city, newest, move).require()
    known = known_moment(at, recorded_at)
    last = max((step.on for step in commitment.steps.exclude(move="correct")), default=commitment.made_on)
    if not last <= on <= local(known).date():
        raise Refused("Dagen ska ligga mellan utfästelsens senaste steg och i dag.")
    if move in WITH_REASON and not reason.strip():
        raise Refused("Skriv skälet.")
    _refuse_reason(reason)
    state = state_after(newest.state, move)
    assert state is not None  # the permission has asked the table
    facts = _facts(f"commitment.{move}", commitment.city, commitment.label, by, at, known)
    return _step(commitment, move, state, on, newest.terms, by, facts, reason=reason)


def _confirm_finding(document: Document, finding: Finding, by: User, at: datetime) -> None:
    """The paper's own proposal is decided too, unless somebody has said so already."""
    held = next((one for one in all_of(document) if one.key == f"f{finding.pk}"), None)
    if held is not None and not held.confirmed:
        confirm_finding(document=document, key=held.key, by=by, at=at)


def _follow_words(said: Said, by: User, at: datetime) -> None:
    """The paper's own addition is changed when it is confirmed in other words, so that it is known as registered."""
    assert said.document is not None
    one = next((one for one in all_of(said.document) if one.key == said.added and not one.rejected), None)
    same = Commitment.objects.filter(document=said.document, finding=None).values_list("text", flat=True)
    if one is None or clean(one.text) in map(clean, same):
        raise Refused("Utfästelsen är redan bekräftad. Läs om sidan.")
    if clean(one.text) != clean(said.text):
        value = {**one.value, "text": said.text.strip(), "page": one.page, "start": one.start, "end": one.end}
        change_finding(document=said.document, key=one.key, value=value, by=by, at=at)


def _held(commitment: Commitment) -> CommitmentStep:
    """Its newest step, once the row is held: two who act at once are not both let through."""
    Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    newest = commitment.steps.order_by("recorded_at", "pk").last()
    assert newest is not None  # it is made with its first step
    return newest


def _refuse_said(city: City, said: Said, today: date) -> None:
    if not said.text.strip():
        raise Refused("Skriv utfästelsen.")
    if said.made_on > today:
        raise Refused("Utfästelsen kan inte vara lämnad i framtiden.")
    if fault := text_fault(said.text, said.who):
        raise Refused(fault)
    if said.document is not None and said.document.city_id != city.pk:
        raise Refused("Handlingen hör till en annan kommun.")
    if said.finding is not None and (said.document is None or said.finding.document_id != said.document.pk):
        raise Refused("Utfästelse och handling hör inte ihop. Läs om sidan.")


def _refuse_terms(city: City, plan: Plan | None, terms: Terms) -> None:
    for fault in terms.faults().values():
        raise Refused(fault)
    if terms.check_code and terms.check_code not in CHECKS:
        raise Refused("Kontrollen finns inte.")
    if terms.check_code and plan is None:
        raise Refused("Utan en plan finns inget att kontrollera mot. Följ upp utfästelsen för hand.")
    if terms.owner_user is not None and not Membership.objects.filter(user=terms.owner_user, city=city).exists():
        raise Refused(f"Den som ansvarar ska ha en roll i {city}.")


def _refuse_reason(reason: str) -> None:
    if fault := text_fault(reason):
        raise Refused(fault)


def _facts(action: str, city: City, label: str, by: User, at: datetime, known: datetime, **data: Any) -> dict[str, Any]:
    """The one event of the act, and what its rows carry.

    The event has no moment of its own to be known at: no sign of life rests on it, so no snapshot is made again.
    """
    event = record(action, by=by, at=at, subject=label, city_id=city.pk, data=data)
    return {"event": event, "entered_at": at, "recorded_at": known}


def _step(
    commitment: Commitment, move: str, state: str, on: date, terms: Terms, by: User, facts: dict[str, Any],
    *, reason: str = "",
) -> CommitmentStep:  # fmt: skip
    made: CommitmentStep = CommitmentStep.objects.create(
        commitment=commitment, move=str(move), state=str(state), on=on, reason=reason.strip(),
        owner_user_id=terms.owner_user, owner=terms.owner.strip(), by_day=terms.by_day, check_code=terms.check_code,
        check_params=dict(terms.check_params), note=terms.note.strip(), public=terms.public, by=by, **facts,
    )  # fmt: skip
    return made
