"""Who registers papers, corrects their words and decides what was found in them."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.models import REGISTRARS, Document
from handslag.people.models import City
from handslag.people.permissions import holds


def is_registrar(user: Any, city: City) -> bool:
    """Whether the user registers papers in the city: registrars and the plan office do."""
    return holds(user, *REGISTRARS, city=city)


def can_register(user: Any, city: City) -> Verdict:
    """Registrars and the plan office take papers in."""
    if is_registrar(user, city):
        return Verdict.yes()
    return Verdict.no("Bara registratorer och planansvariga registrerar handlingar. Be registratorn i din kommun.")


def can_correct(user: Any, document: Document) -> Verdict:
    """Registrars correct words that were read wrong; the paper itself never changes."""
    if is_registrar(user, document.city):
        return Verdict.yes()
    return Verdict.no("Bara registratorer och planansvariga rättar ord i en handling.")


def can_rule(user: Any, document: Document) -> Verdict:
    """Registrars confirm, change and reject what the machine has found in a paper."""
    if is_registrar(user, document.city):
        return Verdict.yes()
    return Verdict.no("Bara registratorer och planansvariga avgör vad en handling innehåller.")
