"""Questions as of any day: where each stood, which are open, which earlier ones are about the same matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from handslag.papers.loading.hidden import NOTHING, hidden_in
from handslag.papers.models import Document
from handslag.papers.permissions import is_registrar
from handslag.papers.rules.hidden import Hidden, blacked
from handslag.people.models import City
from handslag.questions.models import Question, QuestionStep
from handslag.questions.rules.likeness import Matter, shared_matter
from handslag.questions.rules.questions import STATES, UNFINISHED, State
from handslag.questions.rules.standing import Step, Stood, stood

VALUES = (
    "kind", "text", "matter", "dnr", "body", "asked_by", "asked_of", "asked_of_user_id", "public", "answer_by_reason",
    "areas", "evidence", "number",
)  # fmt: skip
"""The fields that a registration or a correction sets, as they stand in a step."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A question with where it stood. `question` holds the fields as they were on the day."""

    question: Question
    stood: Stood

    @property
    def state(self) -> State:
        return self.stood.state

    @property
    def words(self) -> str:
        """The state in a word: `besvarad`."""
        return STATES[self.stood.state]

    @property
    def answer_by(self) -> date | None:
        return self.stood.answer_by

    @property
    def closed_on(self) -> date | None:
        return self.stood.closed_on

    def is_late(self, day: date) -> bool:
        """Whether it waited after its day."""
        return self.stood.is_late(day)


def questions_of(document: Document, user: Any) -> list[Question]:
    """The registered questions of a paper in its own order, for one reader: secret passages are black."""
    rows = Question.objects.visible_to(user).filter(document=document)
    return shown(rows.select_related("city", "asked_of_user").order_by("number", "id"), user)


def standings(
    rows: QuerySet[Question], as_of: date, known_at: datetime | None = None, *, user: Any = None
) -> list[Standing]:
    """Where each of the questions stood as of a day, by what was known; those that were not put yet are left out."""
    questions = list(rows.select_related("city", "document", "asked_of_user"))
    steps = steps_of(rows)
    found = []
    for question in questions:
        where = stood(steps[question.pk], as_of, known_at)
        if where is not None:
            found.append(Standing(_as_it_was(question, where), where))
    if user is not None:
        shown([one.question for one in found], user)
    return found


def open_questions(city: City, as_of: date, known_at: datetime | None = None) -> list[Standing]:
    """The questions of a city that waited for an answer as of a day, by their day; secret to nobody: choose readers."""
    rows = Question.objects.filter(city=city, put_on__lte=as_of)
    waiting = [one for one in standings(rows, as_of, known_at) if one.stood.waits]
    return sorted(waiting, key=lambda one: (one.answer_by or date.max, one.question.put_on, one.question.pk))


def earlier(question: Question, as_of: date, *, among: QuerySet[Question] | None = None) -> list[Standing]:
    """Earlier questions on the same matter, newest first: put before this one, on the same topics or in its words.

    Without `among` those of the city that do not stand in a draft.
    """
    rows = among if among is not None else Question.objects.exclude(document__card__state="draft")
    rows = rows.filter(city=question.city_id, put_on__lte=min(as_of, question.put_on)).exclude(pk=question.pk)
    if question.document_id:
        rows = rows.exclude(document=question.document_id)
    here = _matter(question)
    alike = [one.pk for one in rows.only("text", "matter", "areas", "evidence") if shared_matter(here, _matter(one))]
    found = standings(Question.objects.filter(pk__in=alike), as_of)
    return sorted(found, key=lambda one: (one.question.put_on, one.question.pk), reverse=True)


def steps_of(rows: QuerySet[Question]) -> dict[int, list[Step]]:
    """Question → its steps in the order they were recorded."""
    found: dict[int, list[Step]] = defaultdict(list)
    steps = QuestionStep.objects.filter(question__in=rows.order_by().values("pk")).order_by("recorded_at", "id")
    fields = ("question_id", "move", "state", "on", "recorded_at", "reason", "answer_by", "document_id", "values")
    for question, *step in steps.values_list(*fields):
        found[question].append(Step(*step))
    return found


def shown(questions: Iterable[Question], user: Any) -> list[Question]:
    """The questions as a reader may see them: the text of one that stands in a secret passage is black.

    So are the words of secret passages wherever else they were copied to: its matter, its number, who asks and who
    answers. The objects are for showing: nobody saves them.
    """
    found = list(questions)
    closed = [one for one in found if not is_registrar(user, one.city)]
    hidden = hidden_in({one.document_id for one in closed})
    whole = _secret(closed, hidden)
    for one in closed:
        _cover(one, hidden.get(one.document_id or 0, NOTHING), whole=one.pk in whole)
    return found


def _cover(one: Question, hidden: Hidden, *, whole: bool) -> None:
    one.text = blacked(one.text) if whole else hidden.cover(one.text)
    one.matter, one.dnr = hidden.cover(one.matter), hidden.cover(one.dnr)
    one.asked_by = [covered_person(who, hidden) for who in one.asked_by]
    one.asked_of = covered_person(one.asked_of or {}, hidden)


def covered_person(who: dict[str, Any], hidden: Hidden) -> dict[str, Any]:
    """Somebody who is named in a paper, as those may read it who do not read all of it."""
    return {key: hidden.cover(value) if isinstance(value, str) else value for key, value in who.items()}


def _secret(questions: Iterable[Question], hidden: Mapping[int, Hidden]) -> set[int]:
    """Those whose place in their paper touches a passage that is secret."""
    wanted = [one.pk for one in questions if one.finding_id and one.document_id in hidden]
    if not wanted:
        return set()
    places = Question.objects.filter(pk__in=wanted)
    rows = places.values_list("pk", "document_id", "finding__page", "finding__start", "finding__end")
    return {pk for pk, document, *place in rows if hidden[document].hides(*place)}


def _as_it_was(question: Question, where: Stood) -> Question:
    """The question with the fields and the state it had then, as they were written."""
    for name, value in where.values.items():
        if name in VALUES:
            setattr(question, name, value)
    question.state, question.answer_by = where.state, where.answer_by
    return question


def _matter(question: Question) -> Matter:
    return Matter.of(f"{question.matter} {question.text}", question.areas, question.evidence)


def due_soon(city: City, day: date, ahead: timedelta) -> list[Question]:
    """The questions that wait and whose day has passed, comes within `ahead` or is not written; none out of drafts.

    As everyone may read them.
    """
    rows = Question.objects.filter(city=city, state__in=[str(one) for one in UNFINISHED])
    rows = rows.filter(Q(answer_by__lte=day + ahead) | Q(answer_by=None)).exclude(document__card__state="draft")
    return shown(rows.select_related("city").order_by("answer_by", "document", "number", "pk"), None)
