"""Questions that wait and promises that stand when a period is shut: counted, never quoted, frozen with it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from handslag.core.text import counted
from handslag.plan.models import Plan
from handslag.questions.loading.checks.signs import SignCell
from handslag.questions.loading.commitments import commitments
from handslag.questions.loading.reported import waiting_questions
from handslag.questions.models import Commitment


def promise_counts(plan: Plan, as_of: date, known_at: datetime, cells: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many there were as of the day and as known at the moment; `cells` are the signs as they are published.

    Only what is shown to anyone, out of papers that are published, is counted.
    """
    waiting = waiting_questions(plan.city, as_of, known_at, public=True, hidden=dict)
    rows = Commitment.objects.filter(Q(plan=plan) | Q(plan=None))
    loaded: dict[Hashable, Any] = {"cells": {as_of: [_cell(one) for one in cells]}}
    every = commitments(
        plan.city, as_of, known_at, user=AnonymousUser(), rows=rows, waits=False, loaded=loaded, hidden=dict
    )
    standing = [one for one in every if one.is_open]
    return {
        "questions": len(waiting),
        "late": sum(one.is_late for one in waiting),
        "commitments": len(standing),
        "kept": sum(one.holds is True for one in standing),
        "broken": sum(one.holds is False for one in standing),
    }


def _cell(one: Mapping[str, Any]) -> SignCell:
    since = date.fromisoformat(one["since"])
    return SignCell(one["administration"], one["area"], one["area_name"], one["mandatory"], one["sign"], since)


@dataclass(frozen=True, slots=True)
class Promised:
    """What the first page says of them; falsy when there is nothing to say."""

    questions: str = ""
    commitments: str = ""

    def __bool__(self) -> bool:
        return bool(self.questions or self.commitments)


def promised(counts: Mapping[str, int]) -> Promised:
    """The counts of a published period as sentences."""
    questions = said = ""
    if number := counts.get("questions", 0):
        late = counts["late"]
        after = f", {late} av dem efter sin svarsdag." if late else "."
        questions = f"{counted(number, 'fråga', 'frågor')} från politiker väntar på svar{after}"
    if number := counts.get("commitments", 0):
        rest = number - counts["kept"] - counts["broken"]
        unsaid = f" För {rest} går det inte att räkna fram om de håller." if rest else ""
        said = f"{counted(number, 'utfästelse', 'utfästelser')} gäller. {counts['kept']} håller och "
        said += f"{counts['broken']} håller inte.{unsaid}"
    return Promised(questions, said)
