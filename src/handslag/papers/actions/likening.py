"""Which papers share passages: derived from their texts, made again whenever a text changes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from handslag.papers.loading.likeness import alike, candidates, prints_of
from handslag.papers.models import Document, Likeness, Sketch
from handslag.papers.rules.likeness import sketch
from handslag.people.models import City


@transaction.atomic
def refresh(document: Document) -> None:
    """Make the paper's sketch and its likenesses anew, in both directions.

    Called in the transaction that registers a paper, corrects a word, or marks and lifts secrecy: what is covered for
    everyone is not compared.
    """
    prints = prints_of(document)
    values = sketch(prints)
    Sketch.objects.filter(document=document).delete()
    Sketch.objects.bulk_create([Sketch(document=document, value=value) for value in values], batch_size=500)
    Likeness.objects.filter(Q(document=document) | Q(other=document)).delete()
    rows = []
    for one in alike(prints, candidates(values, city_id=document.city_id, without=document.pk)):
        rows.append(Likeness(document=document, other_id=one.other, containment=one.there))
        rows.append(Likeness(document_id=one.other, other=document, containment=one.back))
    Likeness.objects.bulk_create(rows)


@transaction.atomic
def rebuild(city: City) -> int:
    """Make every sketch and likeness of the city anew from the texts; gives the number of papers."""
    Likeness.objects.filter(document__city=city).delete()
    Sketch.objects.filter(document__city=city).delete()
    count = 0
    for document in Document.objects.filter(city=city).order_by("pk").iterator(chunk_size=200):
        refresh(document)
        count += 1
    return count
