"""Papers as they are found: each page as a reader of the city may see it, and once more in full for registrars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from handslag.core.text import join_words
from handslag.papers.loading.texts import ShownPage, shown_pages_of
from handslag.papers.models import (
    Card,
    Document,
    DocumentStep,
    Finding,
    PassageLift,
    Reading,
    Ruling,
    SecretPassage,
)
from handslag.papers.rules.secrecy import COVER
from handslag.papers.rules.words import KINDS
from handslag.people.models import City
from handslag.people.reading import RoleInCity
from handslag.search.loading.source import Source, Span, by_event
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.words import clean_text, unbroken

WAYS = (
    (Document, "pk"), (Reading, "page__document"), (Finding, "document"), (Ruling, "document"),
    (DocumentStep, "document"), (SecretPassage, "page__document"), (PassageLift, "passage__page__document"),
)  # fmt: skip


def _every() -> Iterable[int]:
    return Document.objects.order_by().values_list("pk", flat=True)


def _changed(span: Span) -> Iterable[int]:
    return {pk for model, to in WAYS for pk in by_event(model, to, span)}


def _found(keys: Sequence[int]) -> Iterator[Found]:
    rows = Document.objects.filter(pk__in=keys).select_related("card", "city").order_by("city", "pk")
    for city, group in groupby(rows, key=lambda one: one.city):
        documents = list(group)
        shown = shown_pages_of(documents, RoleInCity(city, "reader"))
        covered = [one for one in documents if any(COVER in page.text for page in shown[one.pk])]
        every = shown_pages_of(covered, RoleInCity(city, "registrar")) if covered else {}
        for document in documents:
            card = getattr(document, "card", None) or Card(document=document, title=document.file_name)
            yield _as_found(document, card, shown[document.pk], full=False)
            if document.pk in every:
                yield _as_found(document, card, every[document.pk], full=True)


def _as_found(document: Document, card: Card, pages: Sequence[ShownPage], *, full: bool) -> Found:
    words = [KINDS[card.kind].capitalize(), card.body, card.dnr, join_words(card.parties)]
    return Found(
        "paper", document.pk, document.city_id, clean_text(card.title or document.file_name),
        document.get_absolute_url(), about=clean_text(" · ".join(filter(None, words))), full=full,
        paper_kind=card.kind, dated_on=card.dated_on or document.registered_on, body=card.body,
        parties=tuple(card.parties),
        texts=tuple(_text(page, len(pages)) for page in pages),
    )  # fmt: skip


def _text(page: ShownPage, pages: int) -> Text:
    several = pages > 1
    where = f"?sida={page.number}#sida-{page.number}" if several else "#text"
    return Text(f"s. {page.number}" if several else "", unbroken(clean_text(page.text)), where)


def _visible(user: Any, city: City) -> Iterable[int]:
    return Document.objects.visible_to(user).filter(city=city).order_by().values_list("pk", flat=True)


PAPERS = Source("paper", _every, _changed, _found, _visible)
