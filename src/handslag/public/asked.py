"""The register of questions and commitments as anyone may read it: politicians by name, nobody else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handslag.core.text import counted, fold
from handslag.people.models import City, Membership
from handslag.plan.models import Plan
from handslag.public.loading import names_in
from handslag.public.rules import without_names
from handslag.questions.loading.commitments import CommitmentStanding, commitments
from handslag.questions.loading.lists import balance_of
from handslag.questions.loading.questions import shown
from handslag.questions.models import Question
from handslag.questions.rules.balance import Line
from handslag.questions.rules.questions import KINDS, STATES, UNFINISHED, State
from handslag.questions.rules.registering import person_words, persons_words

ELECTED = ("politician", "commissioner")


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A question or a commitment as everyone reads it."""

    label: str
    kind: str
    text: str
    matter: str
    who: str
    to: str
    put_on: date
    deadline: date | None
    state: str
    waits: bool
    late: bool
    href: str
    """The published paper it stands in."""


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """Everything the page says."""

    lead: str
    rows: list[OpenRow]


def open_register(plan: Plan, visitor: Any, day: date) -> OpenRegister:
    """What waits first, by its day, then what is done, the newest first."""
    city = plan.city
    questions = Question.objects.visible_to(visitor).filter(city=city).select_related("city", "asked_of_user")
    found = shown(questions, visitor)
    elected = _elected(city, found)
    hidden = _hidden(plan, elected)
    rows = [_question(one, city, hidden, day) for one in found]
    rows += [_commitment(one, city, hidden, elected) for one in commitments(city, day, user=visitor)]
    waiting = sorted((one for one in rows if one.waits), key=lambda one: (one.deadline or date.max, one.label))
    done = sorted((one for one in rows if not one.waits), key=lambda one: (one.put_on, one.label), reverse=True)
    return OpenRegister(_lead(waiting), waiting + done)


def open_balance(plan: Plan, visitor: Any, day: date) -> list[Line]:
    """The half-yearly table as of a day: what stands in papers that are published, or was put in public."""
    rows = Question.objects.visible_to(visitor).filter(city=plan.city)
    found = shown(rows.select_related("city"), visitor)
    keys = {f"question:{one.pk}" for one in found}
    hidden = _hidden(plan, _elected(plan.city, found))
    return [
        Line(
            one.key, one.label, one.kind, one.submitter, without_names(one.matter, hidden), one.put_on, one.deadline,
            without_names(one.state, hidden), one.closed_on,
        )
        for one in balance_of(plan.city, day)
        if one.key in keys
    ]  # fmt: skip


def _lead(waiting: Sequence[OpenRow]) -> str:
    if not waiting:
        return "Ingen fråga väntar på svar och ingen utfästelse väntar på att hållas."
    late = sum(one.late for one in waiting)
    told = f"{counted(len(waiting), 'fråga eller utfästelse väntar', 'frågor och utfästelser väntar')}."
    return f"{told} För {'en' if late == 1 else late} av dem har dagen passerat." if late else f"{told} Ingen är sen."


def _elected(city: City, questions: Collection[Question]) -> frozenset[str]:
    """The folded names of politicians: those who hold such a role, who ask, and who are asked as one of a party."""
    held = Membership.objects.filter(city=city, role__in=ELECTED).values_list("user__name", flat=True)
    named = [
        person["name"]
        for one in questions
        for person in (*one.asked_by, one.asked_of or {})
        if person.get("party") and person.get("name")
    ]
    return frozenset(fold(name) for name in (*held, *named) if name)


def _hidden(plan: Plan, elected: Collection[str]) -> tuple[str, ...]:
    """The names that are not written out: everybody's but the politicians'."""
    return tuple(name for name in names_in(plan) if fold(name) not in elected)


def _question(one: Question, city: City, hidden: Sequence[str], day: date) -> OpenRow:
    waits = one.state in UNFINISHED
    return OpenRow(
        label=one.label,
        kind=KINDS[one.kind],
        text=without_names(one.text, hidden),
        matter=without_names(one.matter, hidden),
        who=persons_words(one.asked_by),
        to=_asked_of(one),
        put_on=one.put_on,
        deadline=one.answer_by,
        state=STATES[State(one.state)],
        waits=waits,
        late=waits and one.answer_by is not None and one.answer_by < day,
        href=reverse("public:paper", args=[city.slug, one.document_id]) if one.document_id else "",
    )


def _asked_of(one: Question) -> str:
    """Who must answer: a politician by name, anyone else by role."""
    asked = one.asked_of or {}
    if asked.get("party"):
        return person_words(asked)
    if asked:
        return str(asked.get("role", ""))
    return str(one.asked_of_user) if one.asked_of_user else ""


def _commitment(one: CommitmentStanding, city: City, hidden: Sequence[str], elected: Collection[str]) -> OpenRow:
    made = one.commitment
    return OpenRow(
        label=made.label,
        kind="utfästelse",
        text=without_names(one.text, hidden),
        matter="",
        who=one.who if fold(one.who.partition("(")[0]) in elected else "",
        to=without_names(one.terms.owner, hidden),
        put_on=made.made_on,
        deadline=one.by_day,
        state=one.told,
        waits=one.is_open and (one.is_late or one.holds is not True),
        late=one.is_late,
        href=reverse("public:paper", args=[city.slug, made.document_id]) if made.document_id else "",
    )
