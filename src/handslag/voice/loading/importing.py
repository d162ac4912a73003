"""The signals that stand already when a file is read, in two queries."""

from __future__ import annotations

from datetime import date

from handslag.core.text import fold
from handslag.voice.models import Signal, SignalAnswer
from handslag.voice.rules import SignalKey, Stood, key_of


def load_signals(plan_id: int) -> dict[SignalKey, Stood]:
    """Every signal of the plan, by what it is known by."""
    answers: dict[int, set[tuple[date, str]]] = {}
    given = SignalAnswer.objects.filter(signal__plan=plan_id).order_by()
    for signal, day, text in given.values_list("signal_id", "answered_on", "text"):
        answers.setdefault(signal, set()).add((day, fold(text)))
    return {
        key_of(one.administration_id, one.area_key, one.sender, one.raised_on, one.text): Stood(
            one.pk, one.answer_by, one.answer_by_given, one.kind, frozenset(answers.get(one.pk, ()))
        )
        for one in Signal.objects.filter(plan=plan_id)
    }
