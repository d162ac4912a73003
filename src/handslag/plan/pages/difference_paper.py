"""The difference between two revisions as plain data, for the paper that goes to the committee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handslag.core.text import swedish_date, swedish_moment
from handslag.plan.facts import COOPERATION_OUTCOMES
from handslag.plan.models import Plan, Revision
from handslag.plan.pages.changes import ChangesPage, ChangeView
from handslag.plan.rules import STATES, Mark


def difference_paper(plan: Plan, before: Revision, after: Revision, page: ChangesPage) -> dict[str, Any]:
    """All that stands in the paper; nothing in it depends on when it is asked for."""
    return {
        "title": "Vad ändrades i planen?" if after.is_decided else "Vad ändras i planen?",
        "subtitle": f"{plan.name}: version {after.label} jämförd med version {before.label}",
        "office": plan.city.name,
        "moment": after.entered_at.isoformat(),
        "example": plan.city.is_example,
        "facts": _facts(before, after),
        "lead": page.sentence,
        "before": f"Version {before.label}",
        "after": f"Version {after.label}",
        "areas": [
            {"name": area.name, "changes": [_change(one) for one in area.changes]} for area in page.areas if area.count
        ],
        "same": f"{page.same} är {'lika' if page.same.endswith('områden') else 'likadant'}." if page.same else "",
    }


def _facts(before: Revision, after: Revision) -> list[tuple[str, str]]:
    facts = [("Version", f"{after.label} ({STATES[after.state]})")]  # type: ignore[index]
    if after.is_decided and after.decided_on and after.in_force:
        facts.append(("Beslut", f"{after.decided_by}, {swedish_date(after.decided_on)}"))
        facts.append(("Gäller från", swedish_date(after.in_force)))
    else:
        facts.append(("Senast ändrad", swedish_moment(after.entered_at)))
    if after.cooperation_on:
        outcome = COOPERATION_OUTCOMES.get(after.cooperation_outcome, "")
        facts.append(("Med facken", f"{after.cooperation_body}, {swedish_date(after.cooperation_on)}: {outcome}"))
    decided = f", beslutad {swedish_date(before.decided_on)}" if before.decided_on else ""
    return [*facts, ("Jämförs med", f"Version {before.label}{decided}")]


def _change(one: ChangeView) -> dict[str, Any]:
    return {
        "name": one.name,
        "number": one.number,
        "tags": [tag.word for tag in one.tags],
        "before": _plain(one.marks_before),
        "after": _plain(one.marks_after),
        "note": one.note,
        "reason": one.reason,
    }


def _plain(paragraphs: Sequence[Sequence[Mark]]) -> list[list[tuple[str, str]]]:
    return [[(mark.what, mark.text) for mark in one if mark.text] for one in paragraphs]
