"""What is covered in papers for a viewer, and what of it waits for someone's decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from handslag.core.text import join_words
from handslag.papers.loading.covering import passages_on, reads_all, spans_on, unmasked_on
from handslag.papers.loading.texts import ShownPage, newest_readings
from handslag.papers.models import Document, Page, PassageLift, SecretPassage
from handslag.papers.rules.places import text_span
from handslag.papers.rules.secrecy import COVERED_HERE, Span, covers, law_words, merged, touches

VISITOR = None
"""Whoever it is, without a role: what a visitor may read everyone may."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What is covered for a viewer of one paper, by the page's number, counted in the raw page. Falsy when nothing."""

    spans: Mapping[int, list[Span]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.spans.values())

    def hides(self, page: int, start: int, end: int) -> bool:
        """Whether any of the place is covered."""
        return touches(self.spans.get(page, ()), start, end)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a paper: the page's number and where in the raw page."""

    page: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.page}:{self.start}:{self.end}"


def read_place(text: str) -> Place | None:
    """The place that a form carries (`page:start:end`); None when it is none."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    return Place(*(int(part) for part in parts))


def cover_of(document: Document, user: Any) -> Cover:
    """What is covered in one paper for the viewer."""
    return covers_of([document], user)[document.pk]


def covers_of(documents: Collection[Document], user: Any) -> dict[int, Cover]:
    """What is covered in each paper for the viewer, by the paper's key: two questions for any number of papers."""
    closed = [document.pk for document in documents if not reads_all(user, document)]
    made: dict[int, dict[int, list[Span]]] = defaultdict(dict)
    if closed:
        pages = list(Page.objects.filter(document__in=closed))
        spans = spans_on(pages, newest_readings(pages))
        for page in pages:
            made[page.document_id][page.number] = spans[page.pk]
    return {document.pk: Cover(made.get(document.pk, {})) for document in documents}


def excerpt(pages: Collection[ShownPage], page: int, start: int, end: int) -> str:
    """A place in the raw page as it is shown, on one line."""
    for shown in pages:
        if shown.number == page:
            first, last = text_span(shown.changes, start, end)
            return " ".join(shown.text[first:last].split())
    return ""


def unmasked_numbers(document: Document) -> list[Place]:
    """Personal numbers in the paper that are not masked: they keep it from being published."""
    pages = list(document.pages.order_by("number"))
    newest, passages = newest_readings(pages), passages_on(pages)
    return [
        Place(page.number, *span)
        for page in pages
        for span in unmasked_on(page, newest.get(page.pk), passages.get(page.pk, []))
    ]


def not_secret(document: Document, places: Collection[Place]) -> list[Place]:
    """Those of the places that no mark in force covers whole: one mark is enough, and is lifted once."""
    pages = {page.pk: page.number for page in document.pages.all()}
    rows = SecretPassage.objects.filter(page__in=pages, lift__isnull=True).values_list("page", "start", "end")
    held: dict[int, list[Span]] = defaultdict(list)
    for page, start, end in rows:
        held[pages[page]].append((start, end))
    return [one for one in places if not covers(merged(held[one.page]), one.start, one.end)]


def has_secrets(document: Document) -> bool:
    """Whether anything in the paper is not for everyone: then its original file is the registrars' alone."""
    pages = list(document.pages.all())
    return any(spans_on(pages, newest_readings(pages)).values())


def passages_of(document: Document) -> list[SecretPassage]:
    """Every passage that is or was secret, in the order of the paper."""
    rows = SecretPassage.objects.filter(page__document=document).select_related("page", "by", "lift", "lift__by")
    return list(rows.order_by("page__number", "start", "id"))


def laws_of(document: Document) -> list[str]:
    """By what the passages are covered that are now: the sections of the law in order, personal numbers last."""
    rows = SecretPassage.objects.filter(page__document=document, lift__isnull=True).order_by("chapter", "section", "id")
    stated = [law_words(chapter, section) for chapter, section in rows.values_list("chapter", "section") if chapter]
    numbers = any(row.ground == "personal_number" for row in rows) or bool(unmasked_numbers(document))
    return [*dict.fromkeys(stated), *(["personnummer"] if numbers else [])]


def covered_says(document: Document) -> str:
    """What stands where something is covered: by which law, how it is asked for, and that a refusal can be appealed."""
    return f"{COVERED_HERE} Grund: {join_words(laws_of(document))}."


def lift_of(passage: SecretPassage) -> PassageLift | None:
    """The end of its secrecy, if it has ended."""
    return getattr(passage, "lift", None)
