"""Which stored papers a text shares passages with, before it is stored itself."""

from __future__ import annotations

from handslag.papers.loading.likeness import alike, candidates
from handslag.papers.models import Document
from handslag.papers.rules.likeness import sketch
from handslag.people.models import City


def stored_like(city: City | None, prints: frozenset[int]) -> list[tuple[Document, float]]:
    """The papers of the city, or of all, that share enough of the text, and how much of it stands there."""
    found = alike(prints, candidates(sketch(prints), city_id=city.pk if city else None))
    papers = Document.objects.in_bulk([one.other for one in found])
    return [(papers[one.other], one.there) for one in found]
