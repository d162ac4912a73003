"""Which stored papers a text shares passages with, before it is stored itself."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from handslag.papers.loading.likeness import AT_ONCE, CANDIDATES, prints_of
from handslag.papers.models import Document, Sketch
from handslag.papers.rules.likeness import contained, sketch, stands_again
from handslag.people.models import City


def stored_like(city: City | None, prints: frozenset[int]) -> list[tuple[Document, float]]:
    """The papers of the city, or of all, that share enough of the text, and how much of it stands there."""
    values = sketch(prints)
    hits: Counter[int] = Counter()
    for at in range(0, len(values), AT_ONCE):
        rows = Sketch.objects.filter(value__in=values[at : at + AT_ONCE])
        if city is not None:
            rows = rows.filter(document__city=city)
        for pk, count in rows.values_list("document").annotate(count=Count("id")).order_by():
            hits[pk] += count
    found = []
    for document in Document.objects.filter(pk__in=[pk for pk, _ in hits.most_common(CANDIDATES)]).order_by("pk"):
        theirs = prints_of(document)
        if stands_again(prints, theirs):
            found.append((document, contained(prints, theirs)))
    return found
