"""Which papers a paper shares passages with: candidates by their sketches, then their triples in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from handslag.papers.loading.secrecy import VISITOR
from handslag.papers.loading.texts import shown_pages
from handslag.papers.models import Document, Likeness, Sketch
from handslag.papers.rules.likeness import STANDS_ALSO_IN, contained, fingerprints, stands_again

CANDIDATES = 60
"""So many of the most alike are compared in full."""
LEAST = STANDS_ALSO_IN / 3
"""The estimate is rough: it may be a third of what is asked for and the papers are compared all the same."""
AT_ONCE = 400
"""Values asked for in one question; SQLite takes some hundreds of parameters at a time."""


def prints_of(document: Document) -> frozenset[int]:
    """The word triples of a paper as everyone may read it: what is covered is never compared."""
    return fingerprints(page.text for page in shown_pages(document, VISITOR))


def candidates(document: Document, values: Collection[int], *, least: float = LEAST) -> list[int]:
    """The papers of the same city whose sketches share enough with these values, most alike first."""
    hits = _hits(document, sorted(values))
    if not hits:
        return []
    likely = []
    for pk, size in _sizes(hits).items():
        share = hits[pk] / max(1, min(size, len(values)))
        if share >= least:
            likely.append((share, hits[pk], pk))
    return [pk for _, _, pk in sorted(likely, reverse=True)[:CANDIDATES]]


def _hits(document: Document, values: list[int]) -> Counter[int]:
    hits: Counter[int] = Counter()
    for at in range(0, len(values), AT_ONCE):
        rows = Sketch.objects.filter(value__in=values[at : at + AT_ONCE], document__city_id=document.city_id)
        rows = rows.exclude(document=document)
        for pk, count in rows.values_list("document").annotate(count=Count("id")).order_by():
            hits[pk] += count
    return hits


def _sizes(hits: Mapping[int, int]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    keys = sorted(hits)
    for at in range(0, len(keys), AT_ONCE):
        rows = Sketch.objects.filter(document__in=keys[at : at + AT_ONCE]).values_list("document")
        sizes.update(rows.annotate(count=Count("id")).order_by())
    return sizes


@dataclass(frozen=True, slots=True)
class Alike:
    """How much of a paper stands in another, and the other way about."""

    other: int
    there: float
    back: float


def alike(document: Document, prints: frozenset[int], others: Iterable[int]) -> list[Alike]:
    """The papers that share text with it, compared in full."""
    found = []
    for other in Document.objects.filter(pk__in=list(others)).order_by("pk"):
        theirs = prints_of(other)
        if stands_again(prints, theirs):
            found.append(Alike(other.pk, contained(prints, theirs), contained(theirs, prints)))
    return found


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper that shares text with the one that is read: the share of this that stands there, and of that here."""

    document: Document
    there: float
    back: float


def neighbours(document: Document, user: Any) -> list[Neighbour]:
    """The papers that share text with it, of those the viewer sees, most alike first."""
    there = dict(Likeness.objects.filter(document=document).values_list("other", "containment"))
    back = dict(Likeness.objects.filter(other=document).values_list("document", "containment"))
    seen = Document.objects.visible_to(user).filter(pk__in=there).select_related("card", "city")
    found = [Neighbour(one, there[one.pk], back.get(one.pk, 0.0)) for one in seen]
    return sorted(found, key=lambda one: (-max(one.there, one.back), one.document.pk))
