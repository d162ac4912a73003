"""Who registers papers and corrects how they were read."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.models import REGISTRARS, Document
from handslag.people.models import City
from handslag.people.permissions import roles_in

ASK = "Be registratorn eller planansvarig i din kommun."


def can_register(user: Any, city: City) -> Verdict:
    """Registrars and the plan office take papers in."""
    if roles_in(user, city) & set(REGISTRARS):
        return Verdict.yes()
    return Verdict.no(f"Bara registratorer och planansvariga registrerar handlingar. {ASK}")


def can_correct(user: Any, document: Document) -> Verdict:
    """Those who register also correct how a word was read, and read a paper again."""
    if roles_in(user, document.city) & set(REGISTRARS):
        return Verdict.yes()
    return Verdict.no(f"Bara registratorer och planansvariga rättar läsningen. {ASK}")
