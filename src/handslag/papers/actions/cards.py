"""The card of a paper: what it is taken to be now, made again from its findings, rulings and steps."""

from __future__ import annotations

from typing import Any

from handslag.papers.loading.findings import Held, Taken, day_of, taken
from handslag.papers.loading.secrecy import VISITOR, Cover, cover_of
from handslag.papers.models import Card, Document, DocumentStep

_LENGTHS = {"title": 300, "body": 160, "dnr": 60}
COVERED = "Täckt uppgift"


def rebuild(document: Document) -> Card:
    """Make the card anew. Whoever changes what it is made from calls this in the same transaction.

    The card is read by everyone who sees the paper: what is covered for anyone is not on it.
    """
    made = _read(taken(document), cover_of(document, VISITOR))
    card, _ = Card.objects.update_or_create(document=document, defaults={**made, "state": _state(document)})
    document.card = card
    return card


def _state(document: Document) -> str:
    """Where the newest step left the paper; what has come in is drawn up at once, the city's own begins as a draft."""
    step = DocumentStep.objects.filter(document=document).order_by("-recorded_at", "-id").first()
    if step is not None:
        return step.state
    return "draft" if document.origin == "own" else "drawn_up"


def _read(now: Taken, cover: Cover) -> dict[str, Any]:
    parties = [str(one.value["party"]) for one in now.persons if one.value.get("party") and _open(one, cover)]
    return {
        "kind": now.code,
        "title": _words(now.title, "title", cover),
        "dated_on": day_of(now.date) if now.date else None,
        "body": _words(now.body, "body", cover),
        "dnr": _words(now.dnr, "dnr", cover),
        "parties": list(dict.fromkeys(parties)),
        "proposed": list(now.proposed),
    }


def _words(held: Held | None, field: str, cover: Cover) -> str:
    if held is None:
        return ""
    if not _open(held, cover):
        return COVERED if field == "title" else ""
    return " ".join(held.text.split())[: _LENGTHS[field]]


def _open(held: Held, cover: Cover) -> bool:
    return not cover.hides(held.page, held.start, held.end)
