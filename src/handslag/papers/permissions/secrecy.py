"""Who reads and decides what is secret in a paper, and who gets its original file."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.loading.secrecy import has_secrets
from handslag.papers.models import Document, SecretPassage
from handslag.papers.permissions.registering import is_registrar


def can_mark(user: Any, document: Document) -> Verdict:
    """Registrars mark passages as secret."""
    if is_registrar(user, document.city):
        return Verdict.yes()
    return Verdict.no("Bara registratorer och planansvariga sekretessmarkerar.")


def can_lift(user: Any, passage: SecretPassage) -> Verdict:
    """Registrars lift a secrecy mark, once."""
    if not (verdict := can_mark(user, passage.page.document)):
        return verdict
    if hasattr(passage, "lift"):
        return Verdict.no("Markeringen är redan hävd.")
    return Verdict.yes()


def can_fetch_original(user: Any, document: Document) -> Verdict:
    """The file as it came in, for whoever sees the paper; for registrars alone as soon as anything in it is secret."""
    if is_registrar(user, document.city) or not has_secrets(document):
        return Verdict.yes()
    return Verdict.no(
        "Originalfilen innehåller uppgifter som inte är för alla. Du kan läsa texten med dem täckta, "
        "och begära att få ut handlingen hos registratorn."
    )
