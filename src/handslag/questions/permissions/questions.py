"""Who registers questions, says which paper answers them, and reports the table of unfinished matters."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.permissions import is_registrar
from handslag.people.models import City
from handslag.questions.models import Question
from handslag.questions.rules.questions import next_state, refusal

_REGISTRARS = "Bara registratorer och planansvariga {what}. Be registratorn i din kommun."


def _registrar(user: Any, city: City, what: str) -> Verdict:
    return Verdict.yes() if is_registrar(user, city) else Verdict.no(_REGISTRARS.format(what=what))


def can_register(user: Any, city: City) -> Verdict:
    """Registrars and the plan office register questions, and correct what was registered."""
    return _registrar(user, city, "registrerar och rättar frågor")


def can_move(user: Any, question: Question, move: str) -> Verdict:
    """Registrars take a question further, when its state lets them."""
    if not (verdict := _registrar(user, question.city, "ändrar en frågas läge")):
        return verdict
    if next_state(question.state, move) is None:
        return Verdict.no(refusal(question.state, move))
    return Verdict.yes()


def can_link(user: Any, city: City) -> Verdict:
    """Registrars decide which passage of which paper answers a question."""
    return _registrar(user, city, "avgör vilken handling som svarar på en fråga")


def can_report_list(user: Any, city: City) -> Verdict:
    """Registrars note that the table of unfinished matters was reported."""
    return _registrar(user, city, "redovisar listan över ärenden som väntar")
