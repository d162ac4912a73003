"""Raising cells that have stopped, are sidestepped or contested, and taking their escalations further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.people.models import City, User
from handslag.plan.models import Plan
from handslag.tasks.loading import CityFrame, frame_of, given_in, open_escalations
from handslag.tasks.models import Escalation, EscalationStep
from handslag.tasks.rules import CellNow, Move, Step, steps_today
from handslag.vitals.judgement import Cell, judge


@dataclass(frozen=True, slots=True)
class Raised:
    """How many steps of each kind were taken."""

    moves: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.moves.values())


def escalate(*, plan: Plan, by: User | None, at: datetime, recorded_at: datetime | None = None) -> Raised:
    """Take the steps that the day asks for; asked again, there are none. `recorded_at` lets a demo grow in the past.

    The event has no moment of its own for signs of life: what is raised changes no sign.
    """
    moment = recorded_at or at
    frame = frame_of(plan, moment)
    cells = [cell_now(cell) for cell in judge(plan, frame.day, moment).cells]
    with transaction.atomic():
        City.objects.select_for_update().get(pk=plan.city_id)
        standing = open_escalations(plan, moment)
        given = given_in(plan, standing, moment)
        steps = list(steps_today(cells, standing, lambda key: given.get(key, ()), frame.day, frame.answer_by))
        taken = Counter(str(step.move) for step in steps)
        if steps:
            event = record(
                "cells.raised", by=by, at=at, subject=f"plan:{plan.pk}", city_id=plan.city_id, data=dict(taken)
            )
            _write(frame, steps, event, {"event": event, "entered_at": at, "recorded_at": moment})
    return Raised(dict(taken))


def cell_now(cell: Cell) -> CellNow:
    """What an escalation needs to know of a cell."""
    units = tuple(one.unit for one in cell.units if one.unit and one.open_measures)
    return CellNow(cell.administration, cell.area, cell.sign, cell.since, units)


def _write(frame: CityFrame, steps: Iterable[Step], event: Event, facts: dict[str, Any]) -> None:
    rows = []
    for place, step in enumerate(steps):
        pk = step.pk if step.pk is not None else _raise(frame, step, facts | {"order": place})
        if pk is None:
            continue
        rows.append(
            EscalationStep(
                escalation_id=pk,
                move=step.move,
                state=step.state,
                level=step.level,
                on=frame.day,
                answer_by=step.answer_by if step.state == "raised" else None,
                answer_kind=step.given.kind if step.given else "",
                answer_pk=step.given.pk if step.given else None,
                until=step.given.until if step.given else None,
                order=place,
                **facts,
            )
        )
    EscalationStep.objects.bulk_create(rows)


def _raise(frame: CityFrame, step: Step, facts: dict[str, Any]) -> int | None:
    """The new escalation; None when the cell was raised and closed already today: once a day is enough."""
    cell = step.cell
    office = frame.around.named(cell.administration) if cell else None
    assert step.move == Move.RAISE and cell is not None and office is not None
    made, new = Escalation.objects.get_or_create(
        plan=frame.plan,
        administration_id=office.pk,
        area_key=cell.area,
        raised_on=frame.day,
        defaults={"sign": cell.sign, "since": cell.since, **facts},
    )
    return made.pk if new else None
