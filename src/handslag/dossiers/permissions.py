"""Who may see, write, approve and sign an answer, with the reason when not."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.dossiers.loading.dossiers import Standing
from handslag.dossiers.models import Dossier
from handslag.dossiers.rules.states import DOSSIER_MOVES, Move, State, unfinished, why_not
from handslag.people.models import City
from handslag.people.permissions import roles_in

WRITERS = ("plan_office", "registrar", "commissioner")
"""Who gathers evidence and writes: those who answer for the plan, the registrar, and the commissioner's office."""
APPROVERS = ("plan_office", "commissioner")
"""Who approves what another has written: one who answers for what it says."""


def can_start(user: Any, city: City) -> Verdict:
    """Who writes answers starts dossiers."""
    if roles_in(user, city) & set(WRITERS):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga, registratorer och borgarrådets kansli tar fram underlag till svar.")


def can_approve_in(user: Any, city: City) -> Verdict:
    """The registrar prepares an answer; what it says is approved by those who answer for it."""
    if roles_in(user, city) & set(APPROVERS):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga och borgarrådets kansli godkänner svar.")


def can_write(user: Any, dossier: Dossier) -> Verdict:
    """Who writes answers does so while it is a draft."""
    if not (verdict := can_start(user, dossier.city)):
        return verdict
    if dossier.state == State.DRAFT:
        return Verdict.yes()
    if dossier.state == State.SIGNED:
        return Verdict.no("Svaret är undertecknat och kan inte ändras.")
    return Verdict.no("Svaret är lämnat. Skicka tillbaka det om något ska ändras.")


def can_sign_in(user: Any, dossier: Dossier) -> Verdict:
    """The one who must answer signs, or the commissioner's office."""
    if "commissioner" in roles_in(user, dossier.city) or user.pk in _asked_of(dossier):
        return Verdict.yes()
    return Verdict.no("Bara den som ska svara, eller borgarrådets kansli, undertecknar.")


def _asked_of(dossier: Dossier) -> set[int]:
    """Those who must answer, when they have an account."""
    if dossier.question is not None:
        found = {dossier.question.asked_of_user_id}
    else:
        assert dossier.document is not None
        found = set(dossier.document.questions.values_list("asked_of_user", flat=True))
    return {pk for pk in found if pk is not None}


def can_move(user: Any, standing: Standing, move: Move) -> Verdict:
    """Whether the user may take the dossier a step, and if not why."""
    dossier = standing.dossier
    if (standing.state, move) not in DOSSIER_MOVES:
        return Verdict.no(why_not(standing.state, move))
    if move is Move.SIGN:
        verdict = can_sign_in(user, dossier)
    elif move is Move.APPROVE:
        verdict = can_approve_in(user, dossier.city)
    else:
        verdict = can_start(user, dossier.city)
    if move is Move.SEND_BACK and can_sign_in(user, dossier):
        return Verdict.yes()
    if not verdict:
        return verdict
    if move is Move.PREPARE and (left := unfinished(standing.done)):
        return Verdict.no(left)
    if move is Move.APPROVE and standing.prepared_by == user.pk:
        return Verdict.no("Du lämnade svaret. Någon annan ska godkänna det.")
    return Verdict.yes()
