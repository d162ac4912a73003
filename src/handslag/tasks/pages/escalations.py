"""What has been raised, to whom, and what was answered: a list, one escalation, and the lines beside a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from handslag.core.text import swedish_date
from handslag.followup.models import Comment, LocalMeasure, Pause
from handslag.plan.models import Plan
from handslag.tasks.models import Escalation, EscalationReply, EscalationStep
from handslag.tasks.rules import ANSWERS, LEVELS, STATES, Move
from handslag.tasks.rules.raising import MOVE_WORDS
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.raised import RaisedLine
from handslag.vitals.rules import SIGN_WORDS
from handslag.vitals.surroundings import Surroundings, surroundings


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words."""

    on: date
    text: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An escalation as it stands."""

    pk: int
    href: str
    administration: str
    area: str
    area_name: str
    cell_href: str
    sign: str
    word: str
    since: date
    raised_on: date
    level: str
    level_word: str
    state: str
    state_word: str
    answer_by: date | None
    late: bool
    answered_on: date | None
    answer: str
    steps: Sequence[StepLine]


def lines_of(
    plan: Plan,
    rows: QuerySet[Escalation],
    day: date,
    *,
    known_at: datetime | None = None,
    around: Surroundings | None = None,
) -> list[Line]:
    """These escalations as they stood on a day, the newest first; a few questions however many they are."""
    wanted = rows.filter(raised_on__lte=day).order_by().values("pk")
    known = EscalationStep.objects.filter(escalation__in=wanted, on__lte=day).select_related("escalation")
    if known_at is not None:
        known = known.filter(recorded_at__lte=known_at)
    steps: dict[int, list[EscalationStep]] = {}
    for step in known.order_by("recorded_at", "pk"):
        steps.setdefault(step.escalation_id, []).append(step)
    answers = _answers(step for taken in steps.values() for step in taken)
    around = (around or surroundings(plan)) if steps else None
    newest = sorted((taken[0].escalation for taken in steps.values()), key=lambda one: (one.raised_on, one.pk))
    return [_line(one, steps[one.pk], around, answers, day) for one in reversed(newest) if around]


Answers = dict[tuple[str, int], tuple[str, str]]
"""Kind and id of what answered → its words, and its address."""


def _answers(steps: Iterable[EscalationStep]) -> Answers:
    wanted: dict[str, set[int]] = {kind: set() for kind in ANSWERS}
    for step in steps:
        if step.answer_pk is not None:
            wanted[step.answer_kind].add(step.answer_pk)
    found: Answers = {}
    for kind, rows in (("comment", Comment.objects.all()), ("reply", EscalationReply.objects.all())):
        said = rows.filter(pk__in=wanted[kind]).values_list("pk", "text") if wanted[kind] else ()
        found |= {(kind, pk): (f"”{text}”", "") for pk, text in said}
    if wanted["pause"]:
        for pause in Pause.objects.filter(pk__in=wanted["pause"]):
            found["pause", pause.pk] = (f"Till {swedish_date(pause.last_day)}: {pause.reason}", "")
    if wanted["measure"]:
        for measure in LocalMeasure.objects.filter(pk__in=wanted["measure"]):
            found["measure", measure.pk] = (measure.title, measure.get_absolute_url())
    return found


def _line(one: Escalation, steps: Sequence[EscalationStep], around: Surroundings, answers: Answers, day: date) -> Line:
    office, last = around.offices[one.administration_id], steps[-1]
    answered = [step for step in steps if step.move == Move.ANSWER]
    held = answers.get((answered[-1].answer_kind, answered[-1].answer_pk or 0)) if answered else None
    return Line(
        pk=one.pk,
        href=one.get_absolute_url(),
        administration=office.name,
        area=one.area_key,
        area_name=around.area_names().get(one.area_key, one.area_key),
        cell_href=reverse("vitals:cell", args=[office.slug, one.area_key]),
        sign=one.sign,
        word=SIGN_WORDS[one.sign].word,
        since=one.since,
        raised_on=one.raised_on,
        level=last.level,
        level_word=LEVELS[last.level],
        state=last.state,
        state_word=STATES[last.state],
        answer_by=last.answer_by if last.state == "raised" else None,
        late=last.state == "raised" and last.answer_by is not None and last.answer_by < day,
        answered_on=answered[-1].on if answered else None,
        answer=f"{_with_what(answered[-1]).capitalize()}: {held[0]}" if answered and held else "",
        steps=[_step(step, answers) for step in steps],
    )


def _step(step: EscalationStep, answers: Answers) -> StepLine:
    word = MOVE_WORDS[Move(step.move)]
    if step.state == "raised":
        assert step.answer_by is not None
        return StepLine(step.on, f"{word.capitalize()} till {LEVELS[step.level]}. Svar senast {_day(step.answer_by)}.")
    if step.move == Move.ANSWER:
        note, href = answers.get((step.answer_kind, step.answer_pk or 0), ("", ""))
        return StepLine(step.on, f"Besvarad med {_with_what(step)}.", note, href)
    return StepLine(step.on, "Avslutad: cellen visar inte längre något som ska lyftas.")


def _with_what(step: EscalationStep) -> str:
    """`paus`, `kommentar från borgarrådets kansli`."""
    word = ANSWERS[step.answer_kind]
    return f"{word} från {LEVELS[step.level]}" if step.answer_kind == "reply" else word


def _day(day: date) -> str:
    return swedish_date(day)


def beside_cell(plan: Plan, around: Surroundings, administration: int, area: str, day: Day) -> list[RaisedLine]:
    """What has been raised of a cell up to a day, the newest first: stands on the cell's page."""
    rows = Escalation.objects.filter(plan=plan, administration=administration, area_key=area)
    lines = lines_of(plan, rows, day.as_of, known_at=day.known_at, around=around)
    return [
        RaisedLine(
            one.href, one.word, one.raised_on, one.level_word, one.state_word, one.answer_by, one.late, one.answer
        )
        for one in lines
    ]
