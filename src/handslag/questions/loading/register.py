"""The rows of the register: questions and commitments alike, as one reader may see them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from handslag.people.models import City, User
from handslag.questions.loading.commitments import commitment_rows
from handslag.questions.loading.questions import shown
from handslag.questions.loading.rows import Row
from handslag.questions.models import Question, QuestionStep
from handslag.questions.rules.questions import KINDS, STATES, UNFINISHED, State
from handslag.questions.rules.registering import persons_words


@dataclass(frozen=True, slots=True)
class Register:
    """All rows that a reader may see, and the names of the areas."""

    rows: list[Row]

    def late(self, day: date) -> int:
        """How many still wait after their day."""
        return sum(one.is_late(day) for one in self.rows)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(one.waits for one in self.rows)


def register_of(city: City, user: Any, day: date) -> Register:
    """The register of a city for one reader."""
    return Register([*question_rows(city, user), *commitment_rows(city, user, day)])


def question_rows(city: City, user: Any) -> list[Row]:
    """The questions of a city that a reader may see."""
    newest = QuestionStep.objects.filter(question=OuterRef("pk")).exclude(move="edit").order_by("-recorded_at", "-pk")
    rows = Question.objects.visible_to(user).filter(city=city).annotate(since=Subquery(newest.values("on")[:1]))
    found = list(rows)
    asked = User.objects.in_bulk({one.asked_of_user_id for one in found if one.asked_of_user_id})
    for one in found:
        one.city = city
        one.asked_of_user = asked.get(one.asked_of_user_id) if one.asked_of_user_id else None
    way = reverse("questions:question", args=[0])
    return [_row(one, way.replace("0", str(one.pk))) for one in shown(found, user)]


def _row(one: Question, href: str) -> Row:
    waits = one.state in UNFINISHED
    return Row(
        key=f"question:{one.pk}",
        kind="question",
        word=KINDS[one.kind],
        label=one.label,
        href=href,
        text=one.text,
        matter=one.matter,
        who=persons_words(one.asked_by),
        parties=tuple(sorted({person["party"] for person in one.asked_by if person.get("party")})),
        to=answerer(one),
        areas=tuple(one.areas),
        put_on=one.put_on,
        deadline=one.answer_by,
        state=one.state,
        state_word=STATES[State(one.state)],
        waits=waits,
        closed_on=None if waits else getattr(one, "since", None),
    )


def answerer(question: Question) -> str:
    """Who must answer, as the paper has it; else the user's name."""
    named = persons_words([question.asked_of]) if question.asked_of else ""
    return named or (str(question.asked_of_user) if question.asked_of_user else "")
