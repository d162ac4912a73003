"""Commitments of the small city that fill the placeholders of addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.papers import making

from handslag.core.clock import now
from handslag.plan.models import Plan
from handslag.questions.actions import Said, confirm_commitment
from handslag.questions.models import Commitment
from handslag.questions.rules.commitments import Terms

PROMISE = "Varje stadsdel tar in arbetsbelastningen i sin verksamhetsplan för 2025."


def commitment() -> Commitment:
    """One that Rut has confirmed, held against the adoption of the mandatory areas."""
    if standing := Commitment.objects.first():
        return standing
    terms = Terms(date(2025, 1, 31), "socialnämnden", None, "adoption", {"year": "2025", "areas": ["obligatoriska"]})
    return confirm_commitment(
        city=making.city(), plan=Plan.objects.get(), said=Said(PROMISE, date(2024, 11, 18), "Folke Lind (S)"),
        terms=terms, by=making.user("rut"), at=now(),
    )  # fmt: skip


COMMITMENT_THINGS: dict[str, Callable[[], object]] = {
    "commitment": lambda: commitment().pk,
    "commitment move": lambda: "infriad",
}
