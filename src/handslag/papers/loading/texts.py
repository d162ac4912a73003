"""The text of a paper as a viewer may read it: the only way from a stored page to anyone's eyes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from handslag.papers.models import Document, Page, Reading
from handslag.papers.rules.places import Mark, marks


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as a viewer reads it: `changes` in the raw page, `marks` the same words in the text."""

    number: int
    text: str
    how: str
    changes: tuple[tuple[int, int, str], ...] = ()
    marks: tuple[Mark, ...] = ()


def shown_pages(document: Document, user: Any, *, numbers: Collection[int] | None = None) -> list[ShownPage]:
    """The pages in order, or those asked for, each with its newest reading."""
    pages = document.pages.order_by("number")
    if numbers is not None:
        pages = pages.filter(number__in=numbers)
    found = list(pages)
    newest = newest_readings(found)
    return [_shown(page, newest.get(page.pk)) for page in found]


def newest_readings(pages: Collection[Page]) -> dict[int, Reading]:
    """The reading that counts of each page, by the page's key."""
    readings = Reading.objects.filter(page__in=[page.pk for page in pages]).order_by("number")
    return {reading.page_id: reading for reading in readings}


def _shown(page: Page, reading: Reading | None) -> ShownPage:
    if reading is None:
        return ShownPage(page.number, page.raw, page.how)
    changes = tuple((int(start), int(end), str(words)) for start, end, words in reading.changes)
    return ShownPage(page.number, reading.text, page.how, changes, marks(page.raw, changes))
