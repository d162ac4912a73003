"""The people of the small city and its plan, as the tests of the room name them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handslag.core.clock import at_local
from handslag.people.models import Administration, Unit, User
from handslag.plan.models import Plan
from handslag.voice import actions
from handslag.voice.models import Signal

AT = at_local("2026-03-02T09:00")
ROUND = {"area_key": "arbetsbelastning", "text": "Taket hålls inte på mottagningen.", "sender_shown": "union"}


def user(username: str) -> User:
    """One of them, with the roles held today."""
    return User.objects.get(username=username)


def office(name: str = "Ängsby") -> Administration:
    """An administration by name."""
    return Administration.objects.get(name=name)


def raised(username: str = "ulf", at: datetime = AT, **said: Any) -> Signal:
    """A signal that was raised, by default by the union about the workload in Ängsby."""
    kind = {"siv": "request_66a", "ulf": "union"}.get(username, "staff")
    unit = Unit.objects.get(name="Barn och unga Ängsby") if said.pop("about_unit", False) else None
    told: dict[str, Any] = {"kind": kind, "administration": office(), "unit": unit, **ROUND, **said}
    if told["kind"] == "request_66a":
        told.setdefault("answer_by", at_local("2026-03-20").date())
    return actions.raise_signal(plan=Plan.objects.get(), by=user(username), at=at, **told)
