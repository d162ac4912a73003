"""What was copied out of a paper is shown only as long as its place there is open to all: else it is black."""

from __future__ import annotations

from dataclasses import replace

from handslag.dossiers.facts import Kept, Place
from handslag.papers.loading.secrecy import VISITOR, Cover, cover_of
from handslag.papers.models import Document

BLACK = "█"


def covered(kept: Kept) -> Kept:
    """The same with the questions and the title that stand in secret passages black, whenever they became secret."""
    places = [place for place in (kept.head.place, *(one.place for one in kept.questions)) if place]
    document = Document.objects.filter(pk=kept.head.document).first() if places and kept.head.document else None
    if document is None:
        return kept
    cover = cover_of(document, VISITOR)
    if not cover:
        return kept
    head = kept.head
    questions = tuple(replace(one, text=_shown(cover, one.place, one.text)) for one in kept.questions)
    return replace(kept, head=replace(head, title=_shown(cover, head.place, head.title)), questions=questions)


def _shown(cover: Cover, place: Place | None, text: str) -> str:
    if place is None or not cover.hides(*place):
        return text
    return "".join(letter if letter.isspace() else BLACK for letter in text)
