"""The card of a paper: what it is taken to be now, made again from its findings, rulings and steps."""

from __future__ import annotations

from typing import Any

from handslag.papers.models import Card, Document, DocumentStep


def rebuild(document: Document) -> Card:
    """Make the card anew. Whoever changes what it is made from calls this in the same transaction."""
    card, _ = Card.objects.update_or_create(document=document, defaults={**_read(document), "state": _state(document)})
    document.card = card
    return card


def _state(document: Document) -> str:
    """Where the newest step left the paper; what has come in is drawn up at once, the city's own begins as a draft."""
    step = DocumentStep.objects.filter(document=document).order_by("-recorded_at", "-id").first()
    if step is not None:
        return step.state
    return "draft" if document.origin == "own" else "drawn_up"


def _read(document: Document) -> dict[str, Any]:
    return {"kind": "other", "title": document.file_name}
