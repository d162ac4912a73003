"""What a bench writes into its own database: thousands of papers at a blow, past the reading of files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.db import transaction

from handslag.audit.actions import record
from handslag.cli.bench.archive import Invented
from handslag.papers.models import Card, Document, Page, Reading
from handslag.people.models import City, User

AT_A_TIME = 1_000


@transaction.atomic
def store_papers(
    *, city: City, papers: Iterable[tuple[Invented, str, list[tuple[int, int, str]]]], by: User | None, at: datetime
) -> int:
    """Papers with their one page as it was read, its text as it was repaired and the changes; how many they were."""
    event = record("papers.invented", by=by, at=at, subject=f"city:{city.pk}", city_id=city.pk, recorded_at=at)
    known = {"recorded_at": at, "entered_at": at, "event": event}
    count, waiting = 0, iter(papers)
    while some := list(islice(waiting, AT_A_TIME)):
        documents = Document.objects.bulk_create(
            Document(
                city=city, sha256=sha256(f"{count + place}".encode()).hexdigest(), media_type="text/plain",
                file_name=f"{one.title}.txt", size=len(one.raw), registered_on=one.day, **known,
            )
            for place, (one, _, _) in enumerate(some)
        )  # fmt: skip
        pages = Page.objects.bulk_create(
            Page(document=document, number=1, raw=one.raw, how="ocr" if one.garbled else "text")
            for document, (one, _, _) in zip(documents, some, strict=True)
        )
        Reading.objects.bulk_create(
            Reading(page=page, number=1, text=text, changes=changes, **known)
            for page, (_, text, changes) in zip(pages, some, strict=True)
        )
        Card.objects.bulk_create(
            Card(
                document=document, kind=one.kind, title=one.title, dated_on=one.day, body=one.body, dnr=one.dnr,
                parties=list(one.parties), state="drawn_up",
            )
            for document, (one, _, _) in zip(documents, some, strict=True)
        )  # fmt: skip
        count += len(some)
    return count
