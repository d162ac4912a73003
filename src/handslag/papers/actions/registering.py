"""Taking a paper into the register: the original kept, its pages, readings and findings in one short transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.keeping import keep, kept_path
from handslag.core.reading import PATIENCE, means, read_file, refuse_large, unread_says
from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.papers.actions import cards, likening
from handslag.papers.loading.reading import (
    Prepared,
    PreparedPage,
    as_it_reads,
    found_in,
    known_words,
    prepare,
    repaired,
)
from handslag.papers.models import Document, Finding, Page, Reading
from handslag.papers.permissions.registering import can_correct, can_register
from handslag.papers.rules.recognise.facts import Found
from handslag.papers.rules.secrecy import personal_number_spans
from handslag.people.models import City, User

FOLDER = "handlingar"


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a file: its paper, whether it is new, and what is worth saying of how it was read."""

    document: Document
    new: bool
    problems: tuple[str, ...] = ()


def register(
    *,
    city: City,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    origin: str = "received",
    registered_on: date | None = None,
    recorded_at: datetime | None = None,
    patience: float = PATIENCE,
) -> Registered:
    """Register a paper; the same file again is the paper that stands, whose unread pages are tried again.

    All reading, repairing and recognising is done before the transaction. Raises `Refused` with the reason; nothing
    is registered then.
    """
    if by is not None:
        can_register(by, city).require()
    refuse_large(name, len(content))
    if personal_number_spans(name):  # a name stands in lists and addresses, where nothing of it can be covered
        raise Refused("Filens namn innehåller ett personnummer. Byt namn på filen och läs in den igen.")
    day = day_of_registration(registered_on, at, recorded_at)
    sha256 = hashlib.sha256(content).hexdigest()
    known = Document.objects.filter(city=city, sha256=sha256).select_related("card", "city").first()
    if known is not None:
        return _again(known, by=by, at=at, patience=patience)
    prepared = prepare(city, name, content, patience=patience)
    keep(FOLDER, content)
    facts = {"sha256": sha256, "size": len(content), "origin": origin, "registered_on": day}
    try:
        document = _write(city, prepared, facts, by=by, at=at, recorded_at=recorded_at or at)
    except IntegrityError:  # someone registered the same file meanwhile
        document = Document.objects.get(city=city, sha256=sha256)
        return Registered(document, new=False)
    return Registered(document, new=True, problems=prepared.problems)


def read_again(*, document: Document, by: User | None, at: datetime, patience: float = PATIENCE) -> tuple[str, ...]:
    """Read the pages that could not be read before; gives what is still to be said. Refused when nothing can be."""
    if by is not None:
        can_correct(by, document).require()
    unread = list(document.pages.filter(how="unread").values_list("number", flat=True))
    if not unread:
        raise Refused("Alla sidor är redan lästa.")
    if means():
        raise Refused(unread_says(means()))
    path = kept_path(FOLDER, document.sha256)
    if not path.is_file():
        raise Refused("Originalet saknas på servern. Läs in filen igen.")
    read = read_file(document.file_name, path.read_bytes(), patience=patience, only=unread)
    now_read = [page for page in read.pages if page.how != "unread"]
    if not now_read:
        raise Refused("Sidorna gick inte att läsa. Skanna dem på nytt med högre upplösning och läs in den filen.")
    pages = repaired(now_read, known_words(document.city))
    earlier = [page for page in as_it_reads(document) if page.number not in {each.number for each in pages}]
    found = found_in(sorted([*earlier, *pages], key=lambda page: page.number), document.file_name)
    _write_pages_again(document, pages, found, by=by, at=at)
    return read.problems


def original_path(document: Document) -> Path:
    """Where the original lies."""
    return kept_path(FOLDER, document.sha256)


def day_of_registration(registered_on: date | None, at: datetime, recorded_at: datetime | None) -> date:
    """The day of registration, which is no later than today; neither is the moment from which the paper is known."""
    if recorded_at is not None and recorded_at > at:
        raise Refused("Handlingen kan inte räknas som känd från en tid som inte har varit än.")
    day = registered_on or local(recorded_at or at).date()
    if day > local(at).date():
        raise Refused(f"Registreringsdagen {swedish_date(day)} har inte varit än. Skriv i dag eller en tidigare dag.")
    return day


def _again(document: Document, *, by: User | None, at: datetime, patience: float) -> Registered:
    """The paper that stands already, with its unread pages read when they can be now."""
    problems: tuple[str, ...] = ()
    if not means() and document.pages.filter(how="unread").exists():
        try:
            problems = read_again(document=document, by=by, at=at, patience=patience)
        except Refused as why:
            problems = (str(why),)
    return Registered(document, new=False, problems=problems)


@transaction.atomic
def _write(
    city: City, prepared: Prepared, facts: dict[str, Any], *, by: User | None, at: datetime, recorded_at: datetime
) -> Document:
    data = {
        "file": prepared.name,
        "sha256": facts["sha256"],
        "pages": len(prepared.pages),
        "repaired": prepared.repaired_words,
        "origin": facts["origin"],
        "registered_on": facts["registered_on"].isoformat(),
    }
    subject = f"document:{facts['sha256'][:16]}"
    event = record("document.registered", by=by, at=at, subject=subject, city_id=city.pk, data=data)
    when = {"recorded_at": recorded_at, "entered_at": at, "event": event}
    document = Document.objects.create(
        city=city, file_name=prepared.name, media_type=prepared.media_type, **facts, **when
    )
    rows = [Page(document=document, number=page.number, raw=page.raw, how=page.how) for page in prepared.pages]
    stored = {page.number: page for page in Page.objects.bulk_create(rows)}
    _write_readings(stored, prepared.pages, by, when)
    _write_findings(document, prepared.found, when)
    _derive(document)
    return document


@transaction.atomic
def _write_pages_again(
    document: Document, pages: Sequence[PreparedPage], found: Sequence[Found], *, by: User | None, at: datetime
) -> Event:
    """Put in what could be read now; a finding that stands already is not written twice."""
    data = {"pages": [page.number for page in pages], "repaired": sum(len(page.changes) for page in pages)}
    subject = f"document:{document.pk}"
    event = record("document.read", by=by, at=at, subject=subject, city_id=document.city_id, data=data)
    when = {"recorded_at": at, "entered_at": at, "event": event}
    stored = {}
    for page in document.pages.select_for_update().filter(how="unread", number__in=[each.number for each in pages]):
        new = next(each for each in pages if each.number == page.number)
        page.raw, page.how = new.raw, new.how
        page.save(update_fields=["raw", "how"])
        stored[page.number] = page
    _write_readings(stored, pages, by, when)
    stands = {(one.field, str(one.value)) for one in document.findings.all()}
    _write_findings(document, [one for one in found if (one.field, str(one.value)) not in stands], when)
    _derive(document)
    return event


def _write_readings(
    stored: dict[int, Page], pages: Sequence[PreparedPage], by: User | None, when: dict[str, Any]
) -> None:
    """The first reading of every page that could be read."""
    Reading.objects.bulk_create(
        Reading(page=stored[page.number], number=1, text=page.text, changes=list(page.changes), by=None, **when)
        for page in pages
        if page.how != "unread" and page.number in stored
    )


def _write_findings(document: Document, found: Sequence[Found], when: dict[str, Any]) -> None:
    Finding.objects.bulk_create(
        Finding(
            document=document,
            field=one.field,
            value=one.value,
            page=one.page,
            start=one.start,
            end=one.end,
            certain=one.certain,
            order=order,
            **when,
        )
        for order, one in enumerate(found)
    )


def _derive(document: Document) -> None:
    """What is derived from the paper: which others it shares passages with, and its card."""
    likening.refresh(document)
    cards.rebuild(document)
