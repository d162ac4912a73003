"""The page on which a word is put right: how it came, how it has been read, where else it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator

from handslag.papers.loading.texts import newest_readings
from handslag.papers.models import Document, Page, Reading
from handslag.papers.rules.places import raw_span, text_span

AROUND = 120


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a place was read at a time, and by whom."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WordPage:
    """The word in its line."""

    document: Document
    title: str
    stored: Page
    text: str
    changes: tuple[tuple[int, int, str], ...]
    place: tuple[int, int] | None
    raw: str
    word: str
    before: str
    after: str
    history: tuple[Earlier, ...]
    back: str


def word_page(document: Document, number: int, place: tuple[int, int] | None) -> WordPage | None:
    """The page of a paper, with the place in it that was asked for; None when there is no such page."""
    stored = document.pages.filter(number=number).exclude(how="unread").first()
    if stored is None:
        return None
    stored.document = document
    reading = newest_readings([stored]).get(stored.pk)
    changes = _plain(reading)
    text = reading.text if reading else stored.raw
    if place is not None and not 0 <= place[0] < place[1] <= len(stored.raw):
        place = None
    start, end = text_span(changes, *place) if place else (0, 0)
    return WordPage(
        document=document,
        title=Truncator(str(document.card)).chars(60),
        stored=stored,
        text=text,
        changes=changes,
        place=place,
        raw=stored.raw[place[0] : place[1]] if place else "",
        word=text[start:end],
        before=_before(text, start) if place else "",
        after=_after(text, end) if place else "",
        history=_history(stored, place) if place else (),
        back=f"{document.get_absolute_url()}?sida={number}#sida-{number}",
    )


def places_of(page: WordPage, word: str, *, everywhere: bool) -> list[tuple[int, int]]:
    """Where the word stands on the page, in raw offsets: the place that was asked for, or every such place."""
    if page.place is not None and word == page.word and not everywhere:
        return [page.place]
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return [raw_span(page.changes, hit.start(), hit.end()) for hit in whole.finditer(page.text)]


def _before(text: str, start: int) -> str:
    """What stands before a place, from a whole word on."""
    cut = text[max(0, start - AROUND) : start]
    return cut if start <= AROUND else cut[len(cut.split(maxsplit=1)[0]) :].lstrip() if cut.split() else ""


def _after(text: str, end: int) -> str:
    """What stands after a place, to a whole word."""
    cut = text[end : end + AROUND]
    return cut if end + AROUND >= len(text) else cut[: max(cut.rfind(" "), 0)]


def _history(stored: Page, place: tuple[int, int]) -> tuple[Earlier, ...]:
    made, last = [], stored.raw[place[0] : place[1]]
    for reading in stored.readings.select_related("by").order_by("number"):
        start, end = text_span(_plain(reading), *place)
        words = reading.text[start:end]
        if words != last:
            made.append(Earlier(words, str(reading.by) if reading.by else "Handslag", reading.entered_at))
            last = words
    return tuple(made)


def _plain(reading: Reading | None) -> tuple[tuple[int, int, str], ...]:
    if reading is None:
        return ()
    return tuple((int(start), int(end), str(words)) for start, end, words in reading.changes)
