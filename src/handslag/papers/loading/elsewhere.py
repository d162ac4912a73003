"""Where the words of a paper's secret passages stand besides: other papers, and what other rooms tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from handslag.papers.loading.hidden import hidden_in
from handslag.papers.loading.secrecy import VISITOR
from handslag.papers.loading.texts import shown_pages_of
from handslag.papers.models import Document
from handslag.papers.rules.hidden import Hidden

MOST = 30
"""Papers that are looked through: those that share passages or a registration number with this one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing in which secret words stand uncovered: covers follow a paper, and this is another, or written by hand."""

    what: str
    href: str


TELLING: list[Callable[[Document, Hidden], Iterable[Standing]]] = []
"""What rooms above look through. Each tells of what it has written down by hand."""


def elsewhere(document: Document, user: Any) -> list[Standing]:
    """What a registrar has to see to when something in the paper is secret; empty when nothing is."""
    hidden = hidden_in([document.pk]).get(document.pk)
    if hidden is None or not hidden.passages:
        return []
    alike = Q(likenesses__other=document)
    if document.card.dnr:
        alike |= Q(card__dnr=document.card.dnr)
    rows = Document.objects.visible_to(user).filter(alike, city=document.city_id).exclude(pk=document.pk)
    papers = list(rows.select_related("card", "city").distinct().order_by("-registered_on", "-pk")[:MOST])
    texts = shown_pages_of(papers, VISITOR) if papers else {}
    found = [
        Standing(str(one.card), one.get_absolute_url())
        for one in papers
        if any(hidden.stands_in(page.text) for page in texts[one.pk])
    ]
    return [*found, *(one for tell in TELLING for one in tell(document, hidden))]
