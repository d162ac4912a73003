"""Signals as they are found: what was raised and answered. Who raised one is no part of it, only what all may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handslag.core.text import swedish_date
from handslag.people.models import City
from handslag.search.loading.followup import area_names
from handslag.search.loading.source import Source, Span, by_event, of_renamed
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.words import clean_text
from handslag.voice.models import KINDS, Signal, SignalAnswer, SignalStep


def _every() -> Iterable[int]:
    return Signal.objects.order_by().values_list("pk", flat=True)


def _changed(span: Span) -> Iterable[int]:
    own = by_event(Signal, "pk", span) | by_event(SignalAnswer, "signal", span)
    return own | by_event(SignalStep, "signal", span) | of_renamed(Signal, span)


def _found(keys: Sequence[int]) -> Iterator[Found]:
    rows = list(Signal.objects.filter(pk__in=keys).select_related("plan", "administration", "unit").order_by("pk"))
    names, said = area_names(row.plan_id for row in rows), _said(keys)
    for row in rows:
        kind = KINDS.get(row.kind, row.kind).capitalize()
        area = names.get((row.plan_id, row.area_key), row.area_key)
        about = (kind, row.sender, area, row.administration.name, row.unit.name if row.unit else "")
        yield Found(
            "signal", row.pk, row.plan.city_id,
            clean_text(f"Signal {row.label}".strip() if row.label else f"Signal från {row.sender}"),
            row.get_absolute_url(), about=clean_text(" · ".join(filter(None, about))), dated_on=row.raised_on,
            body=row.administration.name, texts=(Text("", clean_text(row.text)), *said[row.pk]),
        )  # fmt: skip


def _said(keys: Sequence[int]) -> dict[int, list[Text]]:
    """Signal → its answers and the reasons of its steps."""
    found: dict[int, list[Text]] = defaultdict(list)
    for answer in SignalAnswer.objects.filter(signal__in=keys).order_by("answered_on", "pk"):
        found[answer.signal_id].append(Text(f"Svar {swedish_date(answer.answered_on)}", clean_text(answer.text)))
    for step in SignalStep.objects.filter(signal__in=keys).exclude(reason="").order_by("on", "pk"):
        found[step.signal_id].append(Text(swedish_date(step.on), clean_text(step.reason)))
    return found


def _visible(user: Any, city: City) -> Iterable[int]:
    return Signal.objects.visible_to(user).filter(plan__city=city).order_by().values_list("pk", flat=True)


SIGNALS = Source("signal", _every, _changed, _found, _visible)
