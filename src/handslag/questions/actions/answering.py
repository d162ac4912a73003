"""Linking a paper to the questions it answers: proposals by rule, and a person's word on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from handslag.core.verdict import Refused
from handslag.papers.models import Document, Page
from handslag.people.models import User
from handslag.questions.actions.questions import facts_of, known_moment
from handslag.questions.models import AnswerLink, Question
from handslag.questions.permissions import can_link


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: its page, and from where to where in the raw page."""

    page: int
    start: int
    end: int


@transaction.atomic
def propose_answers(
    *,
    document: Document,
    places: Mapping[int, Place | None],
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[AnswerLink]:
    """Note which passage of a paper is taken to answer each question (its id), or that none was found.

    What a person has decided of the same paper and question stands.
    """
    can_link(by, document.city).require()
    questions = _questions(document, list(places))
    decided = AnswerLink.objects.filter(document=document, question__in=questions, by__isnull=False)
    settled = set(decided.values_list("question_id", flat=True))
    known = known_moment(at, recorded_at)
    facts = facts_of(
        action="answers.proposed", city=document.city, by=by, at=at, known=known, subject=str(document),
        document=document.pk,
        questions=[one.pk for one in questions],
    )  # fmt: skip
    made = []
    for order, question in enumerate(questions):
        if question.pk not in settled:
            found = places[question.pk]
            made.append(_link(question, document, found, "proposed" if found else "none") | {"order": order})
    return [AnswerLink.objects.create(**row, **facts) for row in made]


@transaction.atomic
def decide_answer(
    *,
    question: Question,
    document: Document,
    outcome: str,
    place: Place | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> AnswerLink:
    """Confirm the passage that answers a question, choose another, reject it, or say that the paper has none."""
    can_link(by, question.city).require()
    _questions(document, [question.pk])
    before = AnswerLink.objects.filter(question=question, document=document).order_by("recorded_at", "id").last()
    if outcome == "none":
        place = None
    elif place is None and before is not None and before.page is not None:
        place = Place(before.page, before.start, before.end)
    if outcome == "confirmed" and place is None:
        raise Refused("Välj det stycke som svarar på frågan.")
    if outcome not in ("confirmed", "rejected", "none"):
        raise Refused("Välj om stycket svarar på frågan eller inte.")
    if place is not None and not Page.objects.filter(document=document, number=place.page).exists():
        raise Refused("Sidan finns inte i handlingen.")
    known = known_moment(at, recorded_at)
    facts = facts_of(
        action=f"answer.{outcome}", city=question.city, by=by, at=at, known=known, subject=question.label,
        question=question.pk,
        document=document.pk,
    )  # fmt: skip
    row = _link(question, document, place, outcome if place else "none")
    made: AnswerLink = AnswerLink.objects.create(**row, by=by, **facts)
    return made


def _link(question: Question, document: Document, place: Place | None, outcome: str) -> dict[str, object]:
    where = {"page": place.page, "start": place.start, "end": place.end} if place else {}
    return {"question": question, "document": document, "outcome": outcome, **where}


def _questions(document: Document, wanted: Sequence[int]) -> list[Question]:
    found = list(Question.objects.filter(pk__in=wanted, city=document.city_id).order_by("put_on", "number", "id"))
    if not found or len(found) != len(set(wanted)):
        raise Refused("Välj vilka frågor handlingen svarar på.")
    return found
