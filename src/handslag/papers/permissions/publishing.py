"""Who draws up, publishes and withdraws a paper, and what must be done before."""

from __future__ import annotations

from typing import Any

from handslag.core.text import counted
from handslag.core.verdict import Verdict
from handslag.papers.models import Document
from handslag.papers.permissions.registering import is_registrar
from handslag.papers.rules.words import DOCUMENT_MOVES, STATES

_NOT_FROM = {
    "draw_up": "Handlingen är redan upprättad.",
    "publish": "En handling publiceras när den är upprättad. Den här är {state}.",
    "withdraw": "Handlingen är inte publicerad.",
}


def _may_move(user: Any, document: Document, state: str, move: str) -> Verdict:
    if not is_registrar(user, document.city):
        return Verdict.no("Bara registratorer och planansvariga upprättar, publicerar och drar tillbaka handlingar.")
    if (state, move) not in DOCUMENT_MOVES:
        return Verdict.no(_NOT_FROM[move].format(state=STATES[state]))
    return Verdict.yes()


def can_draw_up(user: Any, document: Document, state: str) -> Verdict:
    """Registrars finish a draft: from then on it is an official document."""
    return _may_move(user, document, state, "draw_up")


def can_publish(user: Any, document: Document, state: str, *, unmasked: int) -> Verdict:
    """Registrars put a finished paper on the open page, when every personal number in it is masked."""
    if not (verdict := _may_move(user, document, state, "publish")):
        return verdict
    if unmasked:
        return Verdict.no(
            f"Handlingen innehåller {counted(unmasked, 'personnummer', 'personnummer')} som inte är maskerade. "
            "Maskera först."
        )
    return Verdict.yes()


def can_withdraw(user: Any, document: Document, state: str) -> Verdict:
    """Registrars take a paper off the open page; it stays an official document."""
    return _may_move(user, document, state, "withdraw")
