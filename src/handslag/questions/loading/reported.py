"""The questions that waited for an answer as of a day, as everyone may read them: for reports and the open page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from handslag.papers.loading.hidden import NOTHING, hidden_in
from handslag.papers.models import SecretPassage
from handslag.papers.rules.hidden import Hidden
from handslag.people.models import City
from handslag.questions.loading.questions import covered_person
from handslag.questions.models import Question, QuestionStep
from handslag.questions.rules.registering import persons_words
from handslag.questions.rules.standing import Step, Stood, stood

COVERED = "Texten är sekretessbelagd."


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question that somebody still had to answer."""

    pk: int
    label: str
    text: str
    matter: str
    asked_by: str
    asked_of: str
    put_on: date
    answer_by: date | None
    is_late: bool
    postponed: bool


def waiting_questions(
    city: City,
    as_of: date,
    known_at: datetime | None = None,
    *,
    public: bool = False,
    hidden: Callable[[], Mapping[int, Hidden]] | None = None,
) -> list[WaitingQuestion]:
    """Those that waited as of a day, by what was known: the late ones first, then by day.

    What stands in a draft is left out, and what is kept secret is covered. `public`: only what is shown to anyone,
    out of papers that are published. `hidden` when it is known already (`hidden_of`).
    """
    rows = _with_steps(city, as_of, public=public)
    marked = {question.document_id for question, marked, _ in rows if marked}
    secret = {} if not marked else hidden() if hidden else hidden_in(marked)
    found = [
        _waiting(question, where, as_of, secret.get(question.document_id or 0, NOTHING))
        for question, _, steps in rows
        if (where := stood(steps, as_of, known_at)) is not None and where.waits
        if not public or where.values.get("public", question.public)
    ]
    return sorted(found, key=lambda one: (not one.is_late, one.answer_by or date.max, one.pk))


def _with_steps(city: City, as_of: date, *, public: bool) -> list[tuple[Question, bool, list[Step]]]:
    """The questions with their steps, and whether anything was ever marked in the paper of each: one question."""
    secret = SecretPassage.objects.filter(page__document=OuterRef("question__document"))
    state = Q(question__document__card__state="published") if public else ~Q(question__document__card__state="draft")
    rows = QuestionStep.objects.filter(
        Q(question__document=None) | state, question__city=city, question__put_on__lte=as_of
    )
    steps: dict[int, list[Step]] = defaultdict(list)
    heads: dict[int, tuple[Question, bool]] = {}
    ordered = rows.select_related("question__finding").annotate(marked=Exists(secret)).order_by("recorded_at", "pk")
    for row in ordered:
        heads.setdefault(row.question_id, (row.question, bool(row.marked)))
        steps[row.question_id].append(
            Step(row.move, row.state, row.on, row.recorded_at, row.reason, row.answer_by, row.document_id, row.values)
        )
    return [(*heads[pk], held) for pk, held in steps.items()]


def _waiting(question: Question, where: Stood, as_of: date, hidden: Hidden) -> WaitingQuestion:
    said: dict[str, Any] = where.values
    place = question.finding
    covered = place is not None and hidden.hides(place.page, place.start, place.end)
    asked_of = covered_person(said.get("asked_of") or question.asked_of or {}, hidden)
    asked_by = [covered_person(who, hidden) for who in said.get("asked_by", question.asked_by)]
    return WaitingQuestion(
        pk=question.pk,
        label=question.label,
        text=COVERED if covered else hidden.cover(said.get("text", question.text)),
        matter=hidden.cover(said.get("matter", question.matter)),
        asked_by=persons_words(asked_by),
        asked_of=persons_words([asked_of]) if asked_of else "",
        put_on=question.put_on,
        answer_by=where.answer_by,
        is_late=where.is_late(as_of),
        postponed=where.state == "postponed",
    )
