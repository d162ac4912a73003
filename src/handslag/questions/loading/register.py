"""The rows of the register: questions and commitments alike, as one reader may see them today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from handslag.papers.models import SecretPassage
from handslag.papers.permissions import is_registrar
from handslag.people.models import City, User
from handslag.questions.loading.commitments import commitment_rows
from handslag.questions.loading.questions import shown
from handslag.questions.loading.rows import Row
from handslag.questions.models import Question, QuestionStep
from handslag.questions.rules.questions import KINDS, STATES, UNFINISHED, State
from handslag.questions.rules.registering import person_words, persons_words


def register_of(city: City, user: Any, day: date) -> list[Row]:
    """The register of a city for one reader."""
    return [*question_rows(city, user), *commitment_rows(city, user, day)]


class _Read(NamedTuple):
    """A question as far as a row tells of it; people and areas as they are stored."""

    pk: int
    series: int
    serial: int
    kind: str
    text: str
    matter: str
    put_on: date
    answer_by: date | None
    state: str
    document_id: int | None
    asked_of_user_id: int | None
    since: date | None
    asked_by: str
    asked_of: str
    areas: str


def question_rows(city: City, user: Any) -> list[Row]:
    """The questions of a city that a reader may see."""
    newest = QuestionStep.objects.filter(question=OuterRef("pk")).exclude(move="edit").order_by("-recorded_at", "-pk")
    rows = Question.objects.visible_to(user).filter(city=city).annotate(since=Subquery(newest.values("on")[:1]))
    stored = {f"{name}_text": Cast(name, TextField()) for name in ("asked_by", "asked_of", "areas")}
    found = [_Read(*one) for one in rows.annotate(**stored).values_list(*_Read._fields[:12], *stored)]
    covered = {} if is_registrar(user, city) else _covered(rows, city, user)
    people = User.objects.in_bulk({one.asked_of_user_id for one in found if one.asked_of_user_id})
    names = {pk: str(one) for pk, one in people.items()}
    way = reverse("questions:question", args=[0])
    return [
        _row(covered.get(one.pk, one), names.get(one.asked_of_user_id or 0, ""), way.replace("0", str(one.pk)))
        for one in found
    ]


def _covered(rows: QuerySet[Question], city: City, user: Any) -> dict[int, _Read]:
    """Question → what may be read of it, for those out of papers in which something is secret."""
    secret = SecretPassage.objects.filter(page__document__city=city).values_list("page__document_id", flat=True)
    papers = set(secret.order_by().distinct())
    found = shown(rows.filter(document__in=papers).select_related("city"), user) if papers else []
    return {
        one.pk: _Read(
            one.pk, one.series, one.serial, one.kind, one.text, one.matter, one.put_on, one.answer_by, one.state,
            one.document_id, one.asked_of_user_id, getattr(one, "since", None), json.dumps(one.asked_by),
            json.dumps(one.asked_of), json.dumps(one.areas),
        )
        for one in found
    }  # fmt: skip


def _row(one: _Read, user: str, href: str) -> Row:
    waits = one.state in UNFINISHED
    who, parties = _people(one.asked_by)
    to, role = _whom(one.asked_of)
    return Row(
        key=f"question:{one.pk}",
        kind="question",
        word=KINDS[one.kind],
        label=f"F {one.series}-{one.serial}",
        href=href,
        text=one.text,
        matter=one.matter,
        who=who,
        parties=parties,
        to=to or user,
        areas=_areas(one.areas),
        put_on=one.put_on,
        deadline=one.answer_by,
        state=one.state,
        state_word=STATES[State(one.state)],
        waits=waits,
        closed_on=None if waits else one.since,
        document=one.document_id,
        role=role if to else user,
    )


@lru_cache(maxsize=4096)
def _people(stored: str) -> tuple[str, tuple[str, ...]]:
    """Who asks, in words, and their parties."""
    people = json.loads(stored)
    return persons_words(people), tuple(sorted({one["party"] for one in people if one.get("party")}))


@lru_cache(maxsize=4096)
def _whom(stored: str) -> tuple[str, str]:
    """Who must answer, in words: by name, and as anyone may read it, which is a politician's name or else the role."""
    person = json.loads(stored) or {}
    named = persons_words([person]) if person else ""
    return named, (person_words(person) if person.get("party") else str(person.get("role", "")))


@lru_cache(maxsize=512)
def _areas(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def politicians(rows: QuerySet[Question]) -> Iterator[str]:
    """The names of those in questions who ask or are asked as one of a party."""
    for name in ("asked_by", "asked_of"):
        stored = rows.order_by().annotate(stored=Cast(name, TextField())).values_list("stored", flat=True)
        for text in stored.distinct():
            people = json.loads(text) or []
            for one in people if isinstance(people, list) else [people]:
                if one.get("party") and one.get("name"):
                    yield one["name"]


def answerer(question: Question) -> str:
    """Who must answer, as the paper has it; else the user's name."""
    named = persons_words([question.asked_of]) if question.asked_of else ""
    return named or (str(question.asked_of_user) if question.asked_of_user else "")
