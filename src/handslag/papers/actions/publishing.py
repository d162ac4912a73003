"""The steps of a paper towards the public: drawn up, published, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handslag.core.verdict import Refused
from handslag.papers.actions.cards import rebuild
from handslag.papers.actions.entering import entered, refuse_personal_numbers
from handslag.papers.loading.secrecy import unmasked_numbers
from handslag.papers.models import Document, DocumentStep
from handslag.papers.permissions.publishing import can_draw_up, can_publish, can_withdraw
from handslag.papers.rules.words import DOCUMENT_MOVES
from handslag.people.models import User


@transaction.atomic
def draw_up(*, document: Document, by: User, at: datetime, recorded_at: datetime | None = None) -> DocumentStep:
    """Finish a draft (upprätta): from now on it is an official document, and everyone with a role sees it."""
    held, state = _held(document)
    can_draw_up(by, held, state).require()
    return _step(held, state, "draw_up", by, at, recorded_at)


@transaction.atomic
def publish(*, document: Document, by: User, at: datetime, recorded_at: datetime | None = None) -> DocumentStep:
    """Put a finished paper on the open page, with what is secret covered; never with a personal number unmasked."""
    held, state = _held(document)
    can_publish(by, held, state, unmasked=len(unmasked_numbers(held))).require()
    return _step(held, state, "publish", by, at, recorded_at)


@transaction.atomic
def withdraw(
    *, document: Document, reason: str, by: User, at: datetime, recorded_at: datetime | None = None
) -> DocumentStep:
    """Take a paper off the open page, with the reason; inside the city it is seen as before."""
    held, state = _held(document)
    can_withdraw(by, held, state).require()
    if not reason.strip():
        raise Refused("Skriv varför handlingen dras tillbaka.")
    refuse_personal_numbers(reason)
    return _step(held, state, "withdraw", by, at, recorded_at, reason.strip())


def _held(document: Document) -> tuple[Document, str]:
    """The paper with its row held, and the state it is in: two who act at once wait for each other."""
    held = Document.objects.select_for_update(of=("self",)).select_related("city", "card").get(pk=document.pk)
    return held, held.card.state


def _step(
    document: Document, state: str, move: str, by: User, at: datetime, recorded_at: datetime | None, reason: str = ""
) -> DocumentStep:
    facts = entered(
        action=f"document.{move}", city=document.city, by=by, at=at, recorded_at=recorded_at, document=document.pk
    )
    made = DocumentStep.objects.create(
        document=document, move=move, state=DOCUMENT_MOVES[state, move], reason=reason, by=by, **facts
    )
    rebuild(document)
    return made
