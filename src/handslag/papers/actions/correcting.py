"""Putting a word right: a new reading of the page, and a word that the archive knows from then on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from handslag.audit.actions import record
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.papers.actions import cards, likening
from handslag.papers.loading.texts import newest_readings
from handslag.papers.models import KnownWord, Page, Reading
from handslag.papers.permissions.registering import can_correct
from handslag.papers.rules.places import apply, with_change
from handslag.people.models import User

LONGEST = 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def correct_word(*, page: Page, places: Sequence[tuple[int, int]], right: str, by: User, at: datetime) -> Reading:
    """Read the places of a page (in raw offsets) as `right`; what stood before is kept in the readings before.

    Writing what the raw page says takes a repair back. Raises `Refused` with the reason.
    """
    can_correct(by, page.document).require()
    words = " ".join(right.split())
    if not words or len(words) > LONGEST:
        raise Refused(f"Skriv hur ordet ska stå, högst {LONGEST} tecken.")
    if personal_numbers(words):
        raise Refused("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
    if page.how == "unread":
        raise Refused("Sidan är inte läst än. Läs den först.")
    if not places or any(not 0 <= start < end <= len(page.raw) for start, end in places):
        raise Refused("Ordet finns inte på sidan.")
    try:
        return _write(page, places, words, by, at)
    except IntegrityError as wrong:
        raise Refused("Någon annan rättade sidan samtidigt. Ladda om sidan och rätta igen.") from wrong


@transaction.atomic
def _write(page: Page, places: Sequence[tuple[int, int]], words: str, by: User, at: datetime) -> Reading:
    document = page.document
    before = newest_readings([page]).get(page.pk)
    stood = [list(change) for change in before.changes] if before else []
    changes = stood
    for start, end in places:
        changes = with_change(changes, start, end, words)
    changes = [change for change in changes if change[2] != page.raw[int(change[0]) : int(change[1])]]
    if changes == stood:
        raise Refused("Så står det redan.")
    data = {"page": page.number, "places": [list(place) for place in places]}
    event = record(
        "document.word_corrected",
        by=by,
        at=at,
        subject=f"document:{document.pk}",
        city_id=document.city_id,
        data=data,
    )
    when = {"recorded_at": at, "entered_at": at, "event": event}
    number = before.number + 1 if before else 1
    text = apply(page.raw, changes)
    made = Reading.objects.create(page=page, number=number, text=text, changes=changes, by=by, **when)
    known = set(KnownWord.objects.filter(city=document.city).values_list("word", flat=True))
    new = {word for word in _WORD.findall(words) if len(word) > 1} - known
    KnownWord.objects.bulk_create(KnownWord(city=document.city, word=word, by=by, **when) for word in sorted(new))
    likening.refresh(document)
    cards.rebuild(document)
    return made
