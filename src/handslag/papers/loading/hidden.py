"""What is covered in texts that rooms have copied out of papers: by their words, and by the place they came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from handslag.papers.models import SecretPassage
from handslag.papers.rules.hidden import Hidden, hidden_of
from handslag.papers.rules.places import text_span

NOTHING = Hidden()
"""Of a paper without secret passages: personal numbers are covered all the same."""
_COLUMNS = (
    "pk", "page__document_id", "page__number", "page__raw", "start", "end", "ground", "lift__id",
    "page__readings__number", "page__readings__changes", "page__readings__text",
)  # fmt: skip


def hidden_in(documents: Collection[Any]) -> dict[int, Hidden]:
    """The papers' keys → what is covered of each for whoever is no registrar, in one question.

    Papers in which nothing was ever marked are left out.
    """
    wanted = {pk for pk in documents if pk is not None}
    return hidden_where(Q(page__document__in=wanted)) if wanted else {}


def hidden_where(papers: Q) -> dict[int, Hidden]:
    """The same for the papers of which the condition on their passages says which."""
    rows = SecretPassage.objects.filter(papers).order_by("pk", "page__readings__number")
    newest: dict[int, tuple[Any, ...]] = {row[0]: row for row in rows.values_list(*_COLUMNS)}
    secret: dict[int, list[str]] = defaultdict(list)
    cleared: dict[int, list[str]] = defaultdict(list)
    places: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for _, document, page, raw, start, end, ground, lift, _, changes, text in newest.values():
        said = [raw[start:end]]
        if changes:
            first, last = text_span(changes, start, end)
            said.append(text[first:last])
        if lift is None:
            secret[document] += said
            places[document].append((page, start, end))
        elif ground == "personal_number":
            cleared[document] += said
    return {pk: hidden_of(secret[pk], cleared[pk], places[pk]) for pk in {*secret, *cleared}}
