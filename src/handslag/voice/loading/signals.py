"""Where each signal stands now, in three questions however many they are; and by when a new one is answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from handslag.core.workdays import add_working_days
from handslag.people.loading import days_off, in_order
from handslag.people.models import City, Setting
from handslag.plan.frame import ANSWER_DAYS
from handslag.plan.models import Plan
from handslag.voice.models import Signal, SignalAnswer, SignalStep
from handslag.voice.models.signals import label_of
from handslag.voice.rules.signals import State, moves_taken, state_of, waits


@dataclass(frozen=True, slots=True)
class Standing:
    """A signal and where it stands: what lists and tasks read. `answer_by` is the day that holds now."""

    pk: int
    label: str
    administration_id: int
    area_key: str
    unit_id: int | None
    kind: str
    sender: str
    raised_by_id: int | None
    sender_shown: str
    raised_on: date
    answer_by: date
    state: State
    waits: bool
    answered_on: date | None
    reopened_on: date | None
    stop_from: date | None
    stop_to: date | None

    def is_overdue(self, day: date) -> bool:
        """Whether an answer is owed and its day has passed."""
        return self.waits and self.answer_by < day


_COLUMNS = (
    "pk", "series", "number", "administration_id", "area_key", "unit_id", "kind", "sender", "raised_by_id",
    "sender_shown", "raised_on", "answer_by", "stop_from", "stop_to",
)  # fmt: skip


def standings(rows: QuerySet[Signal]) -> list[Standing]:
    """Where each of these signals stands, oldest first."""
    wanted = rows.order_by()
    answers: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    given = SignalAnswer.objects.filter(signal__in=wanted).order_by("answered_on", "pk")
    for signal, day, after in given.values_list("signal_id", "answered_on", "after_id"):
        answers[signal].append((day, after is not None))
    steps: dict[int, dict[str, tuple[date, date | None]]] = defaultdict(dict)
    taken = SignalStep.objects.filter(signal__in=wanted).order_by()
    for signal, move, on, answer_by in taken.values_list("signal_id", "move", "on", "answer_by"):
        steps[signal][move] = on, answer_by
    listed = rows.order_by("raised_on", "pk").values_list(*_COLUMNS)
    return [_standing(row, answers.get(row[0], []), steps.get(row[0], {})) for row in listed]


def _standing(
    row: tuple[Any, ...], answers: list[tuple[date, bool]], steps: dict[str, tuple[date, date | None]]
) -> Standing:
    pk, series, number, office, area, unit, kind, sender, by, shown, raised_on, answer_by, stop_from, stop_to = row
    first = [day for day, again in answers if not again]
    second = [day for day, again in answers if again]
    reopened_on, new_day = steps.get("reopen", (None, None))
    state = state_of(moves_taken(answered=bool(first), taken=steps, answered_again=bool(second)))
    lifted = steps.get("lift", (None, None))[0]
    return Standing(
        pk, label_of(series, number), office, area, unit, kind, sender, by, shown, raised_on,
        new_day or answer_by, state,
        waits(state, unanswered=not (second if reopened_on else first)),
        (second or first)[-1] if first or second else None,
        reopened_on, stop_from, lifted or stop_to,
    )  # fmt: skip


def open_signals(city: City) -> list[Standing]:
    """The signals of a city that wait for an answer, the most urgent first: three questions."""
    rows = Signal.objects.filter(plan__city=city).exclude(steps__move="close")
    open_ones = rows.filter(Q(answers__isnull=True) | Q(steps__move="reopen")).values("pk")
    found = standings(Signal.objects.filter(pk__in=open_ones))
    return sorted((one for one in found if one.waits), key=lambda one: (one.answer_by, one.pk))


def visible_standings(user: Any, plan: Plan) -> list[Standing]:
    """Every signal of the plan that the user may see."""
    return standings(Signal.objects.visible_to(user).filter(plan=plan))


def answer_day(city: City, day: date, moment: datetime) -> date:
    """By when a signal of the day is answered: the city's working days, as the city had set them."""
    then = Q(recorded_at__lte=moment) | Q(from_beginning=True)
    held = Setting.objects.filter(then, city=city, key="signal_answer_days")
    known = [one.value for one in in_order(held) if one.from_beginning or one.effective_on <= day]
    return add_working_days(day, known[-1] if known else ANSWER_DAYS, days_off(city, moment))
