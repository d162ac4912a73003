"""What is covered in texts that rooms have copied out of papers: by words, since the copies have no places."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from handslag.papers.models import Reading, SecretPassage
from handslag.papers.rules.hidden import Hidden, hidden_of
from handslag.papers.rules.places import text_span

NOTHING = Hidden()
"""Of a paper without secret passages: personal numbers are covered all the same."""


def hidden_in(documents: Collection[Any]) -> dict[int, Hidden]:
    """The papers' keys → what is covered of each for whoever is no registrar; papers without secrets are left out.

    One question when nothing in them is secret, else two.
    """
    wanted = {pk for pk in documents if pk is not None}
    rows = list(
        SecretPassage.objects.filter(page__document__in=wanted).select_related("page", "lift") if wanted else ()
    )
    newest: dict[int, Reading] = {}
    if rows:
        for reading in Reading.objects.filter(page__in={row.page_id for row in rows}).order_by("number"):
            newest[reading.page_id] = reading
    secret: dict[int, list[str]] = {}
    cleared: dict[int, list[str]] = {}
    for row in rows:
        lifted = hasattr(row, "lift")
        if not lifted or row.ground == "personal_number":
            kept = cleared if lifted else secret
            kept.setdefault(row.page.document_id, []).extend(_said(row, newest.get(row.page_id)))
    return {pk: hidden_of(secret.get(pk, ()), cleared.get(pk, ())) for pk in {*secret, *cleared}}


def _said(row: SecretPassage, reading: Reading | None) -> list[str]:
    """The passage as it came and as it is read."""
    said = [row.page.raw[row.start : row.end]]
    if reading is not None and reading.changes:
        start, end = text_span(reading.changes, row.start, row.end)
        said.append(reading.text[start:end])
    return said
