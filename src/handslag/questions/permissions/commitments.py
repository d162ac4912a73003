"""Who confirms commitments, changes whose they are and what they are held against, and says that they are kept."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.permissions import is_registrar
from handslag.people.models import City
from handslag.questions.models import CommitmentStep
from handslag.questions.rules.commitments import CommitmentMove, move_refused

NOT_REGISTRAR = "Bara registratorer och planansvariga bekräftar och ändrar utfästelser. Be registratorn i din kommun."


def can_confirm(user: Any, city: City) -> Verdict:
    """Registrars and the plan office confirm what somebody has bound themselves to, or reject that it is anything."""
    return Verdict.yes() if is_registrar(user, city) else Verdict.no(NOT_REGISTRAR)


def can_move_commitment(user: Any, city: City, newest: CommitmentStep, move: str) -> Verdict:
    """Registrars take it further; its owner may say that it is fulfilled. The table of states says what is open."""
    owns = newest.owner_user_id is not None and newest.owner_user_id == getattr(user, "pk", None)
    if not is_registrar(user, city) and not (owns and move == CommitmentMove.FULFIL):
        return Verdict.no(NOT_REGISTRAR)
    why = move_refused(newest.state, move)
    return Verdict.no(why) if why else Verdict.yes()
