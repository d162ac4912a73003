"""Who keeps the log of requests for official documents."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.papers.models import AccessRequest
from handslag.papers.permissions.registering import is_registrar
from handslag.people.models import City

_LOG = "Bara registratorer och planansvariga för loggen över begäranden. Be registratorn i din kommun."


def can_log_requests(user: Any, city: City) -> Verdict:
    """Registrars read and write the log of requests; who asked for what is nobody else's business."""
    return Verdict.yes() if is_registrar(user, city) else Verdict.no(_LOG)


def can_answer_request(user: Any, request: AccessRequest, *, answered: bool) -> Verdict:
    """Registrars answer a request; what was refused may be answered anew."""
    if not (verdict := can_log_requests(user, request.city)):
        return verdict
    if answered:
        return Verdict.no("Begäran är redan besvarad: handlingen lämnades ut.")
    return Verdict.yes()
