"""Registering questions, correcting them, and taking them from open to answered, postponed or withdrawn and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.verdict import Refused
from handslag.papers.models import Document, Finding
from handslag.people.models import City, User
from handslag.questions.models import Question, QuestionStep
from handslag.questions.permissions import can_move, can_register
from handslag.questions.rules.questions import Move, State, next_state
from handslag.questions.rules.registering import NewQuestion, fault_of, text_fault


@transaction.atomic
def register_questions(
    *,
    city: City,
    questions: Sequence[NewQuestion],
    document: Document | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[Question]:
    """Register questions out of a paper, or put without one; each gets its number in the register at once."""
    can_register(by, city).require()
    if not questions:
        raise Refused("Det finns ingen fråga att registrera.")
    known = known_moment(at, recorded_at)
    for one in questions:
        if fault := fault_of(one, local(known).date()):
            raise Refused(fault)
    if document is not None and document.city_id != city.pk:
        raise Refused("Handlingen hör till en annan kommun.")
    City.objects.select_for_update().get(pk=city.pk)
    _refuse_known(document, questions)
    data = {"count": len(questions), "document": document.pk if document else None}
    facts = facts_of(
        action="questions.registered", city=city, by=by, at=at, known=known, subject=str(document or ""), **data
    )
    return [_registered(city, document, one, place, by, facts) for place, one in enumerate(questions)]


def _refuse_known(document: Document | None, questions: Sequence[NewQuestion]) -> None:
    found = [one.finding_id for one in questions if one.finding_id is not None]
    if Finding.objects.filter(pk__in=found, document=document).count() != len(set(found)):
        raise Refused("Fråga och handling hör inte ihop. Läs om sidan.")
    if Question.objects.filter(finding__in=found).exists():
        raise Refused("Frågorna är redan registrerade. Läs om sidan.")


def _registered(
    city: City, document: Document | None, one: NewQuestion, place: int, by: User, facts: dict[str, Any]
) -> Question:
    series = one.put_on.year
    last = Question.objects.filter(city=city, series=series).aggregate(last=Max("serial"))["last"] or 0
    made = Question.objects.create(
        city=city, document=document, finding_id=one.finding_id, series=series, serial=last + 1, put_on=one.put_on,
        answer_by=one.answer_by, order=place, **one.values, **facts,
    )  # fmt: skip
    QuestionStep.objects.create(
        question=made, move="register", state=made.state, on=one.put_on, answer_by=one.answer_by, values=one.values,
        by=by, order=place, **facts,
    )  # fmt: skip
    return made


@transaction.atomic
def edit_question(
    *,
    question: Question,
    changed: NewQuestion,
    reason: str = "",
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Question:
    """Correct what was registered: a new step with the fields whole; what stood before stays in the earlier ones."""
    held = held_question(question)
    can_register(by, held.city).require()
    known = known_moment(at, recorded_at)
    if changed.put_on != held.put_on:
        raise Refused("Dagen då frågan ställdes rättas inte. Återkalla frågan och registrera den på nytt.")
    fault = fault_of(changed, local(known).date()) or text_fault(reason)
    if changed.answer_by != held.answer_by and not reason.strip():
        fault = fault or "Skriv varför svarsdagen ändras."
    if fault:
        raise Refused(fault)
    if changed.answer_by is None and held.answer_by is not None:
        raise Refused("Skriv en svarsdag. Den som fanns kan inte tas bort.")
    facts = facts_of(
        action="question.corrected", city=held.city, by=by, at=at, known=known, subject=held.label, question=held.pk
    )
    _set(held, {**changed.values, "answer_by": changed.answer_by})
    QuestionStep.objects.create(
        question=held, move="edit", state=held.state, on=local(known).date(), reason=reason,
        answer_by=changed.answer_by, values=changed.values, by=by, **facts,
    )  # fmt: skip
    return held


@transaction.atomic
def move_question(
    *,
    question: Question,
    move: Move,
    on: date,
    reason: str = "",
    answer_by: date | None = None,
    document: Document | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> QuestionStep:
    """Answer, postpone, withdraw or reopen a question; the table of states says what is open."""
    held = held_question(question)
    can_move(by, held, move).require()
    known = known_moment(at, recorded_at)
    _refuse_step(held, move, on, reason, answer_by, local(known).date())
    if document is not None and document.city_id != held.city_id:
        raise Refused("Handlingen hör till en annan kommun.")
    state = next_state(held.state, move)
    if move == Move.REOPEN and held.state == State.POSTPONED:
        answer_by = _day_before_postponing(held)
    facts = facts_of(
        action=f"question.{move}", city=held.city, by=by, at=at, known=known, subject=held.label, question=held.pk
    )
    _set(held, {"state": str(state), **({"answer_by": answer_by} if answer_by else {})})
    made: QuestionStep = QuestionStep.objects.create(
        question=held, move=move, state=str(state), on=on, reason=reason, answer_by=answer_by, document=document,
        by=by, **facts,
    )  # fmt: skip
    return made


def _day_before_postponing(question: Question) -> date | None:
    """The day to answer by that held before it was postponed the last time."""
    steps = list(question.steps.order_by("recorded_at", "id"))
    last = max(place for place, step in enumerate(steps) if step.move == Move.POSTPONE)
    return next((step.answer_by for step in reversed(steps[:last]) if step.answer_by), None)


def _refuse_step(held: Question, move: Move, on: date, reason: str, answer_by: date | None, today: date) -> None:
    if not held.put_on <= on <= today:
        raise Refused("Dagen ska ligga mellan den dag då frågan ställdes och i dag.")
    if move != Move.ANSWER and not reason.strip():
        raise Refused("Skriv skälet.")
    if move == Move.POSTPONE and (answer_by is None or answer_by <= (held.answer_by or on)):
        raise Refused("Skriv en ny svarsdag, efter den som gällde.")
    if fault := text_fault(reason):
        raise Refused(fault)


def _set(question: Question, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(question, name, value)
    question.save(update_fields=list(values))


def held_question(question: Question) -> Question:
    """The question as it stands, held for the transaction: two who act at once are not both let through."""
    return Question.objects.select_for_update(of=("self",)).select_related("city").get(pk=question.pk)


def known_moment(at: datetime, recorded_at: datetime | None) -> datetime:
    """From when it counts as known: now, unless it is entered afterwards."""
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def facts_of(
    *, action: str, city: City, by: User, at: datetime, known: datetime, subject: str, **data: Any
) -> dict[str, Any]:
    """The one event of the act, and what its rows carry.

    The event itself has no moment to be known at: no sign of life rests on a question, so no snapshot is made again.
    """
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, data=data)
    return {"event": event, "entered_at": at, "recorded_at": known}
