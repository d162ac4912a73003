"""The decision on how long a plan lasts."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import clean, swedish_date
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.plan.models import Plan, PlanPeriod
from handslag.plan.permissions import can_prolong
from handslag.plan.rules.texts import refuse_numbers


@transaction.atomic
def prolong(
    *, plan: Plan, ends: date, decided_on: date, body: str, dnr: str = "", by: User, at: datetime
) -> PlanPeriod:
    """Another last day for the plan, by a decision; the warnings count from it."""
    can_prolong(by, plan.city).require()
    refuse_numbers(body, dnr)
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    if not clean(body):
        raise Refused("Ange vem som beslutade.")
    if decided_on > local(at).date():
        raise Refused("Beslutsdagen har inte varit än. För in beslutet när det är fattat.")
    if ends <= decided_on:
        raise Refused("Planens nya slutdag ska ligga efter beslutet.")
    if row.ends is not None and ends <= row.ends:
        raise Refused(f"Planen gäller redan till {swedish_date(row.ends)}. Ange en senare dag.")
    told = {"ends": ends.isoformat(), "before": row.ends.isoformat() if row.ends else "", "decided_on": str(decided_on)}
    record("plan.prolonged", by=by, at=at, subject=f"plan:{plan.pk}", city_id=plan.city_id, data=told)
    made = PlanPeriod.objects.create(
        plan=row, ends=ends, decided_on=decided_on, body=clean(body), dnr=clean(dnr), by=by, at=at
    )
    Plan.objects.filter(pk=plan.pk).update(ends=ends)
    plan.ends = ends
    return made
