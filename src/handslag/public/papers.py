"""The published papers of a city, and one of them: its text with what is secret covered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, swedish_date
from handslag.papers.loading.secrecy import covered_says
from handslag.papers.loading.texts import shown_pages
from handslag.papers.models import Document, DocumentStep
from handslag.papers.rules.secrecy import COVER
from handslag.papers.rules.words import KINDS
from handslag.people.models import City

_BREAK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A published paper in the list and in the open data."""

    pk: int
    href: str
    title: str
    kind: str
    day: date | None
    body: str
    dnr: str
    published_on: date


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of a published paper; `read` is false when nobody has been able to read it."""

    number: int
    paragraphs: list[str]
    read: bool


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A published paper with its text."""

    paper: OpenPaper
    lead: str
    covered: str
    pages: list[OpenPage]


def open_papers(city: City, visitor: Any) -> list[OpenPaper]:
    """The published papers of the city, the newest published first."""
    found = list(Document.objects.visible_to(visitor).filter(city=city).select_related("card"))
    days = _published(found)
    lines = [_line(city, one, days[one.pk]) for one in found]
    return sorted(lines, key=lambda one: (one.published_on, one.pk), reverse=True)


def paper_page(city: City, document: Document, visitor: Any) -> PaperPage:
    """One published paper as anyone may read it."""
    shown = shown_pages(document, visitor)
    line = _line(city, document, _published([document])[document.pk])
    said = [line.kind.capitalize()]
    if line.day:
        said.append(f"den {swedish_date(line.day)}")
    return PaperPage(
        paper=line,
        lead=f"{' '.join(said)}. {counted(len(shown), 'sida', 'sidor')}.",
        covered=covered_says(document) if any(COVER in page.text for page in shown) else "",
        pages=[OpenPage(page.number, _paragraphs(page.text), page.how != "unread") for page in shown],
    )


def _published(papers: Iterable[Document]) -> dict[int, date]:
    """The day each was last published, by the paper's key."""
    steps = DocumentStep.objects.filter(document__in=[one.pk for one in papers], move="publish")
    rows = steps.order_by("recorded_at", "id").values_list("document", "recorded_at")
    return {document: local(moment).date() for document, moment in rows}


def _line(city: City, document: Document, published_on: date) -> OpenPaper:
    card = document.card
    return OpenPaper(
        pk=document.pk,
        href=reverse("public:paper", args=[city.slug, document.pk]),
        title=str(card),
        kind=KINDS[card.kind],
        day=card.dated_on,
        body=card.body,
        dnr=card.dnr,
        published_on=published_on,
    )


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in _BREAK.split(text) if part.strip()]
