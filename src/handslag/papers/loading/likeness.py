"""Which papers a paper shares passages with: candidates by their sketches, then their triples in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count

from handslag.papers.loading.secrecy import VISITOR
from handslag.papers.loading.texts import shown_pages_of
from handslag.papers.models import Document, Likeness, Sketch
from handslag.papers.rules.likeness import STANDS_ALSO_IN, contained, fingerprints, stands_again

CANDIDATES = 40
"""So many of the most alike are compared in full."""
COMMON = 300
"""A triple that stands in more papers than this is a phrase of the house: by it alone no paper quotes another."""
LEAST = STANDS_ALSO_IN / 3
"""The estimate is rough: it may be a third of what is asked for and the papers are compared all the same."""
AT_ONCE = 400
"""Values asked for in one question; SQLite takes some hundreds of parameters at a time."""

_STANDS_EVERYWHERE = """WITH given(asked) AS (VALUES {given}) SELECT asked FROM given
WHERE EXISTS (SELECT 1 FROM {table} WHERE value = asked LIMIT 1 OFFSET %s)"""


def prints_of(document: Document) -> frozenset[int]:
    """The word triples of a paper as everyone may read it: what is covered is never compared."""
    return prints_of_all([document])[document.pk]


def prints_of_all(documents: Collection[Document]) -> dict[int, frozenset[int]]:
    """The same of many papers in as many questions as of one, by the paper's key."""
    shown = shown_pages_of(documents, VISITOR)
    return {pk: fingerprints(page.text for page in pages) for pk, pages in shown.items()}


def candidates(values: Collection[int], *, city_id: int | None, without: int | None = None) -> list[int]:
    """The papers of the city (or of all) whose sketches share enough with these values, most alike first."""
    hits = _hits(_telling(sorted(values)), without)
    likely = []
    for pk, size in _sizes([pk for pk, _ in hits.most_common(AT_ONCE)], city_id).items():
        share = hits[pk] / max(1, min(size, len(values)))
        if share >= LEAST:
            likely.append((share, hits[pk], pk))
    return [pk for _, _, pk in sorted(likely, reverse=True)[:CANDIDATES]]


def _telling(values: list[int]) -> list[int]:
    """The values that do not stand everywhere. Of each no more rows are read than it takes to know."""
    common: set[int] = set()
    for at in range(0, len(values), AT_ONCE):
        some = values[at : at + AT_ONCE]
        given = ",".join(["(%s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(_STANDS_EVERYWHERE.format(given=given, table=Sketch._meta.db_table), [*some, COMMON])
            common.update(value for (value,) in cursor.fetchall())
    return [value for value in values if value not in common]


def _hits(values: list[int], without: int | None) -> Counter[int]:
    hits: Counter[int] = Counter()
    for at in range(0, len(values), AT_ONCE):
        rows = Sketch.objects.filter(value__in=values[at : at + AT_ONCE])
        hits.update(rows.values_list("document_id", flat=True).order_by())
    hits.pop(without or 0, None)
    return hits


def _sizes(keys: Collection[int], city_id: int | None) -> dict[int, int]:
    """How many values the sketch of each has; of those in the city, when one is meant."""
    if city_id is not None:
        keys = list(Document.objects.filter(pk__in=keys, city_id=city_id).values_list("pk", flat=True))
    rows = Sketch.objects.filter(document__in=keys).values_list("document_id")
    return dict(rows.annotate(count=Count("id")).order_by())


@dataclass(frozen=True, slots=True)
class Alike:
    """How much of a paper stands in another, and the other way about."""

    other: int
    there: float
    back: float


def alike(prints: frozenset[int], others: Iterable[int]) -> list[Alike]:
    """Those of the papers that share text with these triples, compared in full."""
    found = []
    for pk, theirs in sorted(prints_of_all(list(Document.objects.filter(pk__in=list(others)))).items()):
        if stands_again(prints, theirs):
            found.append(Alike(pk, contained(prints, theirs), contained(theirs, prints)))
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
