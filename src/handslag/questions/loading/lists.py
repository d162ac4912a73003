"""The half-yearly table of unfinished matters as of a day, and the tables that have been reported."""

from __future__ import annotations

from datetime import date, datetime

from handslag.people.models import City
from handslag.questions.loading.questions import Standing, shown, standings
from handslag.questions.models import Question, ReportedList
from handslag.questions.rules.balance import Line, balance, reported_as_closed
from handslag.questions.rules.questions import KINDS, STATES
from handslag.questions.rules.registering import persons_words

WIDEST = 160


def balance_of(city: City, as_of: date, known_at: datetime | None = None) -> list[Line]:
    """The table: what waits as of the day, and what was closed since it was last reported.

    It goes to a body and is kept, so it is the same for all: nothing out of drafts, and what is secret is black.
    """
    rows = Question.objects.filter(city=city, put_on__lte=as_of).exclude(document__card__state="draft")
    found = standings(rows, as_of, known_at)
    shown([one.question for one in found], None)
    lines = [_line(one) for one in found]
    lists = ReportedList.objects.filter(city=city, reported_on__lte=as_of)
    if known_at is not None:
        lists = lists.filter(recorded_at__lte=known_at)
    return balance(lines, reported_as_closed(lists.values_list("rows", flat=True)))


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
