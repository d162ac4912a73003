"""Escalations that are not closed, and what has been said and done in their cells since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Min

from handslag.core.clock import local
from handslag.followup.models import Comment, LocalMeasure, Pause
from handslag.plan.models import Plan
from handslag.tasks.models import EscalationStep
from handslag.tasks.rules import Given, Standing

Key = tuple[str, str]


_COLUMNS = (
    "escalation_id", "escalation__administration__name", "escalation__area_key", "escalation__sign",
    "escalation__raised_on", "level", "state", "answer_by", "until", "recorded_at",
)  # fmt: skip


def open_escalations(plan: Plan, moment: datetime | None = None) -> list[Standing]:
    """The plan's escalations that are not closed, oldest first, as known at a moment; one question."""
    rows = EscalationStep.objects.filter(escalation__plan=plan)
    if moment is not None:
        rows = rows.filter(recorded_at__lte=moment)
    closed = rows.filter(state="closed").values("escalation")
    found: dict[int, Standing] = {}
    for pk, name, area, sign, raised_on, level, state, answer_by, until, at in (
        rows.exclude(escalation__in=closed).order_by("escalation_id", "recorded_at", "pk").values_list(*_COLUMNS)
    ):
        stood = found.get(pk)
        if stood is None or state == "raised":
            found[pk] = Standing(pk, name, area, sign, level, state, answer_by, raised_on, at)
        else:
            found[pk] = replace(stood, level=level, state=state, answer_by=answer_by, until=until)
    return list(found.values())


def given_in(plan: Plan, standing: Iterable[Standing], moment: datetime) -> dict[Key, list[Given]]:
    """Comments, pauses and new measures in the cells of escalations, recorded after the earliest; three questions."""
    waiting = [one for one in standing if one.state == "raised"]
    found: dict[Key, list[Given]] = defaultdict(list)
    if not waiting:
        return found
    since = {"recorded_at__gt": min(one.raised_at for one in waiting), "recorded_at__lte": moment}
    place = ("administration__name", "area_key", "pk")
    comments = Comment.objects.filter(plan=plan, **since).values_list(*place, "effective_on", "recorded_at")
    for name, area, pk, day, at in comments:
        found[name, area].append(Given("comment", pk, day, at))
    pauses = Pause.objects.filter(plan=plan, withdrawn=False, corrections__isnull=True, **since)
    for name, area, pk, first, last, at in pauses.values_list(*place, "first_day", "last_day", "recorded_at"):
        found[name, area].append(Given("pause", pk, max(first, local(at).date()), at, last))
    measures = LocalMeasure.objects.filter(plan=plan).annotate(first=Min("listings__answer__recorded_at"))
    new = measures.filter(first__gt=since["recorded_at__gt"], first__lte=moment)
    for name, area, pk, at in new.values_list(*place, "first"):
        found[name, area].append(Given("measure", pk, local(at).date(), at))
    return found


@dataclass(frozen=True, slots=True)
class RaisedTo:
    """How many cells were raised to a level, and how many of them it has answered or that have come right."""

    raised: int
    answered: int


def raised_to(plan: Plan, level: str, since: date) -> RaisedTo:
    """What came to a level from a day on; one question."""
    steps = EscalationStep.objects.filter(escalation__plan=plan, level=level, on__gte=since).order_by("pk")
    states: dict[int, str] = dict(steps.values_list("escalation_id", "state"))
    return RaisedTo(len(states), sum(state != "raised" for state in states.values()))
