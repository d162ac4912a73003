"""The half-yearly table of unfinished matters as of a day, and the tables that have been reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import overload

from django.db.models import QuerySet

from handslag.papers.loading.hidden import NOTHING, hidden_in
from handslag.papers.rules.hidden import Hidden
from handslag.people.models import City
from handslag.questions.loading.questions import Standing, shown, standings
from handslag.questions.models import Question, QuestionStep, ReportedList
from handslag.questions.rules.balance import Line, Place, balance, reported_as_closed, thawed
from handslag.questions.rules.questions import KINDS, STATES
from handslag.questions.rules.registering import persons_words
from handslag.questions.rules.standing import Step, stood

WIDEST = 160


@dataclass(frozen=True)
class Balance(Sequence[Line]):
    """The table: `places` in its order, lines made of those that are asked for, so that a page makes but its own."""

    places: Sequence[Place]
    rows: QuerySet[Question]
    as_of: date
    known_at: datetime | None = None

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, int):
            return self._lines([self.places[at]])[0]
        return self._lines(self.places[at])

    def _lines(self, places: Sequence[Place]) -> list[Line]:
        keys = [int(one.key.partition(":")[2]) for one in places]
        rows = self.rows if len(keys) == len(self.places) else self.rows.filter(pk__in=keys)
        found = {one.question.pk: one for one in standings(rows, self.as_of, self.known_at)}
        shown([one.question for one in found.values()], None)
        return [_line(found[key]) for key in keys]


def balance_table(
    city: City, as_of: date, known_at: datetime | None = None, *, rows: QuerySet[Question] | None = None
) -> Balance:
    """The table: what waits as of the day, and what was closed since it was last reported. `rows` narrows it.

    It goes to a body and is kept, so it is the same for all: nothing out of drafts, and what is secret is black.
    What was reported on the day itself is in it still, so that the table of a day is the same whenever it is made.
    """
    every = (Question.objects.all() if rows is None else rows).filter(city=city, put_on__lte=as_of)
    every = every.exclude(document__card__state="draft")
    lists = ReportedList.objects.filter(city=city, reported_on__lte=as_of, as_of__lt=as_of)
    if known_at is not None:
        lists = lists.filter(recorded_at__lte=known_at)
    reported = reported_as_closed(lists.values_list("rows", flat=True))
    return Balance(balance(_places(every, as_of, known_at), reported), every, as_of, known_at)


def balance_of(city: City, as_of: date, known_at: datetime | None = None) -> list[Line]:
    """All lines of the table."""
    return list(balance_table(city, as_of, known_at))


def reported_lines(kept: ReportedList) -> list[Line]:
    """The lines of a table that was reported, with what has become secret since covered, as in the table itself."""
    lines = thawed(kept.rows)
    keys = [int(one.key.partition(":")[2]) for one in lines if one.key.startswith("question:")]
    rows = Question.objects.filter(pk__in=keys).values_list("pk", "document")
    papers = {f"question:{pk}": document for pk, document in rows}
    hidden = hidden_in(set(papers.values()))
    return [_covered(one, hidden.get(papers.get(one.key) or 0, NOTHING)) for one in lines]


def _covered(one: Line, hidden: Hidden) -> Line:
    return replace(
        one, submitter=hidden.cover(one.submitter), matter=hidden.cover(one.matter), state=hidden.cover(one.state)
    )


def _places(rows: QuerySet[Question], as_of: date, known_at: datetime | None) -> list[Place]:
    """Each question's place as of the day, from the states and days of its steps alone."""
    steps: dict[int, list[Step]] = defaultdict(list)
    every = QuestionStep.objects.filter(question__in=rows.order_by().values("pk")).order_by("recorded_at", "id")
    fields = ("question_id", "move", "state", "on", "recorded_at", "reason", "answer_by")
    for question, move, state, on, known, reason, answer_by in every.values_list(*fields):
        steps[question].append(Step(move, state, on, known, reason, answer_by))
    found = []
    for pk, series, serial, put_on in rows.order_by().values_list("pk", "series", "serial", "put_on"):
        where = stood(steps[pk], as_of, known_at)
        if where is not None:
            found.append(
                Place(
                    key=f"question:{pk}", label=f"F {series}-{serial}", put_on=put_on, deadline=where.answer_by,
                    closed_on=where.closed_on,
                )
            )  # fmt: skip
    return found


def _line(one: Standing) -> Line:
    question = one.question
    return Line(
        key=f"question:{question.pk}",
        label=question.label,
        kind=KINDS[question.kind],
        submitter=persons_words(question.asked_by),
        matter=_matter(question),
        put_on=question.put_on,
        deadline=one.answer_by,
        state=_state_words(one),
        closed_on=one.closed_on,
        href=question.get_absolute_url(),
    )


def _matter(question: Question) -> str:
    """What it is about: the matter's title with the question's number in it, else the question's own beginning."""
    if not question.matter:
        text = " ".join(question.text.split())
        return text if len(text) <= WIDEST else f"{text[:WIDEST].rsplit(' ', 1)[0]} …"
    return question.matter if question.kind == "motion" else f"{question.matter}, fråga {question.number}"


def _state_words(one: Standing) -> str:
    """The state, with the reason of a postponement or a withdrawal."""
    word = STATES[one.state]
    reason = one.stood.reason if one.state in ("postponed", "withdrawn") else ""
    return f"{word}: {reason}" if reason else word
