"""Marking passages of a paper as secret, masking personal numbers, and lifting either."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.core.verdict import Refused
from handslag.papers.actions.cards import rebuild
from handslag.papers.actions.entering import entered, refuse_personal_numbers
from handslag.papers.actions.likening import refresh
from handslag.papers.loading.secrecy import Place, not_secret, unmasked_numbers
from handslag.papers.models import Document, Page, PassageLift, SecretPassage
from handslag.papers.permissions.secrecy import can_lift, can_mark
from handslag.papers.rules.secrecy import law_fault
from handslag.people.models import User

NO_NUMBER = "Är inget personnummer."
ALREADY = "Det är redan sekretessmarkerat. Ska grunden vara en annan, häv först den markering som finns."
GONE = "Personnumret är redan maskerat eller finns inte längre i texten."


@transaction.atomic
def mark_passages(
    *,
    document: Document,
    places: Collection[Place],
    chapter: int,
    section: str,
    reason: str = "",
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[SecretPassage]:
    """Keep passages secret by a section of the law: from now on they are black for all but registrars."""
    held = _held(document)
    can_mark(by, held).require()
    if fault := law_fault(chapter, section):
        raise Refused(fault)
    refuse_personal_numbers(reason)
    if not places:
        raise Refused("Välj minst ett ställe i handlingen.")
    places = not_secret(held, places)
    if not places:
        raise Refused(ALREADY)
    law = {"ground": "secrecy", "chapter": chapter, "section": section, "reason": reason.strip()}
    facts = entered(
        action="document.passages_marked", city=held.city, by=by, at=at, recorded_at=recorded_at, document=held.pk,
        passages=len(places), law=f"{chapter} kap. {section} §",
    )  # fmt: skip
    made = _mark(held, places, by, facts | law)
    _made_anew(held)
    return made


@transaction.atomic
def mask_numbers(
    *,
    document: Document,
    places: Collection[Place] | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[SecretPassage]:
    """Mask personal numbers, all of them when none is named. The original file is then the registrars' alone."""
    held = _held(document)
    can_mark(by, held).require()
    chosen = _numbers(held, places)
    facts = entered(
        action="document.numbers_masked", city=held.city, by=by, at=at, recorded_at=recorded_at, document=held.pk,
        passages=len(chosen),
    )  # fmt: skip
    made = _mark(held, chosen, by, facts | {"ground": "personal_number"})
    _made_anew(held)
    return made


@transaction.atomic
def clear_number(
    *, document: Document, place: Place, by: User, at: datetime, recorded_at: datetime | None = None
) -> SecretPassage:
    """Say of digits that look like a personal number that they are none: they are shown from now on."""
    held = _held(document)
    can_mark(by, held).require()
    chosen = _numbers(held, [place])
    facts = entered(
        action="document.number_cleared", city=held.city, by=by, at=at, recorded_at=recorded_at, document=held.pk
    )
    made = _mark(held, chosen, by, facts | {"ground": "personal_number"})[0]
    PassageLift.objects.create(passage=made, reason=NO_NUMBER, by=by, **facts)
    _made_anew(held)
    return made


@transaction.atomic
def lift_passage(
    *, passage: SecretPassage, reason: str, by: User, at: datetime, recorded_at: datetime | None = None
) -> PassageLift:
    """End the secrecy of a passage, with the reason: everyone who sees the paper reads it again.

    A personal number whose mask is lifted is shown; it is lifted only when it is none.
    """
    held = _held(passage.page.document)
    passage = SecretPassage.objects.select_related("page__document__city", "lift").get(pk=passage.pk)
    can_lift(by, passage).require()
    if not reason.strip():
        raise Refused("Skriv varför markeringen hävs.")
    refuse_personal_numbers(reason)
    facts = entered(
        action="document.passage_lifted", city=held.city, by=by, at=at, recorded_at=recorded_at, document=held.pk,
        passage=passage.pk,
    )  # fmt: skip
    made = PassageLift.objects.create(passage=passage, reason=reason.strip(), by=by, **facts)
    _made_anew(held)
    return made


def _held(document: Document) -> Document:
    """The paper with its row held: two who act at once wait for each other."""
    return Document.objects.select_for_update(of=("self",)).select_related("city").get(pk=document.pk)


def _numbers(document: Document, places: Collection[Place] | None) -> list[Place]:
    there = unmasked_numbers(document)
    if places is None:
        chosen = there
    else:
        chosen = [place for place in there if place in set(places)]
        if len(chosen) < len(set(places)):
            raise Refused(GONE)
    if not chosen:
        raise Refused("Handlingen innehåller inget personnummer som inte är maskerat.")
    return chosen


def _mark(document: Document, places: Iterable[Place], by: User, facts: dict[str, Any]) -> list[SecretPassage]:
    pages = {page.number: page for page in Page.objects.filter(document=document)}
    made = []
    for order, place in enumerate(sorted(set(places), key=lambda one: (one.page, one.start, one.end))):
        page = pages.get(place.page)
        if page is None or not 0 <= place.start < place.end <= len(page.raw):
            raise Refused("Stället finns inte i handlingen. Läs om sidan och välj igen.")
        row = SecretPassage(page=page, start=place.start, end=place.end, by=by, order=order, **facts)
        row.save()
        made.append(row)
    return made


def _made_anew(document: Document) -> None:
    """What is derived from the words everyone may read."""
    rebuild(document)
    refresh(document)
