"""What is covered on a page, counted in the raw page: passages kept secret, and personal numbers from the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from handslag.papers.models import REGISTRARS, Document, Page, Reading, SecretPassage
from handslag.papers.rules.places import raw_span
from handslag.papers.rules.secrecy import Span, covers, merged, personal_number_spans
from handslag.people.permissions import memberships


def reads_all(user: Any, document: Document) -> bool:
    """Whether nothing in the paper is covered for the user: registrars of its city read all of it."""
    return any(held.city_id == document.city_id and held.role in REGISTRARS for held in memberships(user))


def numbers_on(page: Page, reading: Reading | None) -> list[Span]:
    """Where personal numbers stand on a page, as it came and as it is read."""
    found = personal_number_spans(page.raw)
    if reading is not None and reading.changes:
        found += [raw_span(reading.changes, start, end) for start, end in personal_number_spans(reading.text)]
    return merged(found)


def passages_on(pages: Iterable[Page]) -> dict[int, list[SecretPassage]]:
    """The passages that were ever marked, by the page's key; each with its lift, if it has one."""
    made: dict[int, list[SecretPassage]] = defaultdict(list)
    rows = SecretPassage.objects.filter(page__in=[page.pk for page in pages]).select_related("lift")
    for row in rows.order_by("page", "start", "id"):
        made[row.page_id].append(row)
    return made


def in_force(passages: Iterable[SecretPassage]) -> list[Span]:
    """The passages that are secret now."""
    return [(row.start, row.end) for row in passages if not hasattr(row, "lift")]


def unmasked_on(page: Page, reading: Reading | None, passages: Collection[SecretPassage]) -> list[Span]:
    """Personal numbers that nobody has decided about: neither kept secret nor said to be no personal numbers."""
    masked = merged(in_force(passages))
    cleared = [(row.start, row.end) for row in passages if row.ground == "personal_number" and hasattr(row, "lift")]
    return [span for span in numbers_on(page, reading) if not covers(masked, *span) and not covers(cleared, *span)]


def spans_on(pages: Collection[Page], newest: Mapping[int, Reading]) -> dict[int, list[Span]]:
    """What is covered for whoever does not read all of it, by the page's key."""
    passages = passages_on(pages)
    return {
        page.pk: merged(in_force(marked) + unmasked_on(page, newest.get(page.pk), marked))
        for page in pages
        for marked in [passages.get(page.pk, [])]
    }
