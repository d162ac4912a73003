"""Who may answer an escalation, answered with a reason."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.followup.permissions import can_comment
from handslag.people.models import Administration
from handslag.people.permissions import holds
from handslag.tasks.rules import LEVELS

ROLES_AT = {
    "district": ("district_office", "head"),
    "plan_office": ("plan_office",),
    "commissioner": ("commissioner",),
}


def can_answer(user: Any, administration: Administration, level: str, state: str) -> Verdict:
    """The level that was asked answers; what is answered or closed needs none."""
    if state == "closed":
        return Verdict.no("Ärendet är avslutat.")
    if state == "answered":
        return Verdict.no("Ärendet är besvarat. Det avslutas när cellens tecken ändras.")
    if holds(user, *ROLES_AT[level], administration=administration) or can_comment(user, administration):
        return Verdict.yes()
    return Verdict.no(f"Svar väntas från {LEVELS[level]}.")


def can_reply(user: Any, administration: Administration, level: str, state: str) -> Verdict:
    """The plan office and the commissioner's office answer here; an administration does so in its cell."""
    may = can_answer(user, administration, level, state)
    if not may:
        return may
    if level == "district":
        return Verdict.no("Förvaltningen svarar i sin cell: med en kommentar, en paus eller en ny åtgärd.")
    if holds(user, *ROLES_AT[level], administration=administration):
        return Verdict.yes()
    return Verdict.no(f"Svar väntas från {LEVELS[level]}.")
