"""The text of a paper as a viewer may read it: the only way from a stored page to anyone's eyes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from handslag.papers.loading.covering import reads_all, spans_on
from handslag.papers.models import Document, Page, Reading
from handslag.papers.rules.places import Mark, marks, text_span
from handslag.papers.rules.secrecy import COVER, Span, blacked_out, touches


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as a viewer reads it: `changes` in the raw page, `marks` the same words in the text.

    What is covered for the viewer stands as `█`, letter for letter, in the text and in the changes; it has no mark.
    """

    number: int
    text: str
    how: str
    changes: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[Mark, ...] = ()


def shown_pages(document: Document, user: Any, *, numbers: Collection[int] | None = None) -> list[ShownPage]:
    """The pages in order, or those asked for, each with its newest reading."""
    return shown_pages_of([document], user, numbers=numbers)[document.pk]


def shown_pages_of(
    documents: Collection[Document], user: Any, *, numbers: Collection[int] | None = None
) -> dict[int, list[ShownPage]]:
    """The same for many papers at once, by the paper's key: as many questions as for one."""
    pages = Page.objects.filter(document__in=[one.pk for one in documents]).order_by("document", "number")
    if numbers is not None:
        pages = pages.filter(number__in=numbers)
    found, newest = _with_readings(pages)
    partly = {one.pk for one in documents if not reads_all(user, one)}
    covered = spans_on([page for page in found if page.document_id in partly], newest) if partly else {}
    made: dict[int, list[ShownPage]] = {one.pk: [] for one in documents}
    for page in found:
        made[page.document_id].append(_shown(page, newest.get(page.pk), covered.get(page.pk, [])))
    return made


def _with_readings(pages: QuerySet[Page]) -> tuple[list[Page], dict[int, Reading]]:
    """The pages, and of each the reading that counts, in one question."""
    found: dict[int, Page] = {}
    newest: dict[int, Reading] = {}
    columns = ("pk", "document_id", "number", "raw", "how", "readings__number", "readings__changes", "readings__text")
    for pk, document, number, raw, how, turn, changes, text in pages.values_list(*columns):
        found.setdefault(pk, Page(pk=pk, document_id=document, number=number, raw=raw, how=how))
        if turn is not None and (pk not in newest or newest[pk].number < turn):
            newest[pk] = Reading(page_id=pk, number=turn, changes=changes, text=text)
    return list(found.values()), newest


def words_at(places: Collection[tuple[int, int, int, int]], known_at: datetime) -> dict[tuple[int, int, int, int], str]:
    """Places (paper, page, start, end in the raw page) → their words as read at a moment: one question.

    With nothing covered, for a copy that is covered each time it is shown (`papers.loading.hidden`).
    """
    rows = Reading.objects.filter(
        page__document__in={place[0] for place in places}, page__number__in={place[1] for place in places},
        recorded_at__lte=known_at,
    ).order_by("number")  # fmt: skip
    newest = {row[:2]: row[2:] for row in rows.values_list("page__document_id", "page__number", "changes", "text")}
    found = {}
    for document, page, start, end in places:
        changes, text = newest.get((document, page), ((), ""))
        found[document, page, start, end] = text[slice(*text_span(changes, start, end))]
    return found


def newest_readings(pages: Collection[Page]) -> dict[int, Reading]:
    """The reading that counts of each page, by the page's key."""
    readings = Reading.objects.filter(page__in=[page.pk for page in pages]).order_by("number")
    return {reading.page_id: reading for reading in readings}


def _shown(page: Page, reading: Reading | None, covered: Sequence[Span]) -> ShownPage:
    if reading is None:
        return ShownPage(page.number, blacked_out(page.raw, covered), page.how)
    changes = tuple((int(start), int(end), str(words)) for start, end, words in reading.changes)
    text = blacked_out(reading.text, (text_span(changes, start, end) for start, end in covered))
    shown = tuple(
        (start, end, COVER * len(words) if touches(covered, start, max(end, start + 1)) else words)
        for start, end, words in changes
    )
    open_to_all = (mark for mark in marks(page.raw, changes) if COVER not in text[mark.start : mark.end])
    return ShownPage(page.number, text, page.how, shown, tuple(open_to_all))
