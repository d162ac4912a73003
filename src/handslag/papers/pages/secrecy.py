"""What is secret in a paper and where it stands on its way to the public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handslag.core.text import counted
from handslag.core.verdict import Verdict
from handslag.papers.loading.elsewhere import Standing, elsewhere
from handslag.papers.loading.secrecy import (
    Place,
    cover_of,
    excerpt,
    laws_of,
    lift_of,
    passages_of,
    unmasked_numbers,
)
from handslag.papers.loading.texts import ShownPage
from handslag.papers.models import Document, SecretPassage
from handslag.papers.permissions import can_draw_up, can_mark, can_publish, can_withdraw
from handslag.papers.rules.places import text_span
from handslag.papers.rules.secrecy import context_of, law_words
from handslag.papers.rules.words import GROUNDS, STATES

MOVE_WORDS = {"draw_up": "upprättad", "publish": "publicerad", "withdraw": "tillbakadragen från den öppna sidan"}
SHOWN_OF_PASSAGE = 160


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage that is or was secret."""

    pk: int
    page: int
    text: str
    ground: str
    reason: str
    by: str
    at: datetime
    lifted: str
    lifted_at: datetime | None
    lifted_by: str


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A personal number that waits for someone to mask it, or to say that it is none."""

    place: str
    page: int
    before: str
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class SecrecyPage:
    """Everything the page of what is secret shows."""

    passages: list[PassageLine]
    earlier: list[PassageLine]
    numbers: list[NumberLine]
    elsewhere: list[Standing]
    lead: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that the paper has taken."""

    what: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """Where a paper stands, how it came there, and which steps can be taken."""

    state: str
    state_words: str
    lead: str
    steps: list[StepLine]
    draw_up: Verdict
    finish: Verdict
    """Drawn up and published in one press."""
    publish: Verdict
    withdraw: Verdict
    mask: bool
    covered: bool
    laws: list[str]


def secrecy_page(document: Document, pages: Sequence[ShownPage], user: Any) -> SecrecyPage:
    """The marks of a paper as registrars read them; `pages` are its pages with nothing covered."""
    every = [passage_line(row, pages) for row in passages_of(document)]
    kept = [line for line in every if not line.lifted]
    numbers = [_number(place, pages) for place in unmasked_numbers(document)]
    earlier, lead = [line for line in every if line.lifted], _secrecy_lead(len(kept), len(numbers))
    return SecrecyPage(kept, earlier, numbers, elsewhere(document, user), lead)


def _secrecy_lead(kept: int, numbers: int) -> str:
    words = f"{counted(kept, 'ställe är täckt', 'ställen är täckta')} för alla utom registratorer." if kept else ""
    if numbers:
        waits = counted(numbers, "personnummer är", "personnummer är")
        words += f" {waits} inte maskerat." if numbers == 1 else f" {waits} inte maskerade."
    return words.strip() or "Ingenting är täckt. Alla som ser handlingen läser hela."


def passage_line(row: SecretPassage, pages: Sequence[ShownPage]) -> PassageLine:
    """One passage, with its words as the reader of `pages` has them."""
    lift = lift_of(row)
    text = excerpt(pages, row.page.number, row.start, row.end)
    return PassageLine(
        pk=row.pk,
        page=row.page.number,
        text=text if len(text) <= SHOWN_OF_PASSAGE else f"{text[: SHOWN_OF_PASSAGE // 2]} … {text[-40:]}",
        ground=law_words(row.chapter, row.section) or GROUNDS[row.ground].capitalize(),
        reason=row.reason,
        by=str(row.by or ""),
        at=row.recorded_at,
        lifted=lift.reason if lift else "",
        lifted_at=lift.recorded_at if lift else None,
        lifted_by=str(lift.by or "") if lift else "",
    )


def _number(place: Place, pages: Sequence[ShownPage]) -> NumberLine:
    page = next(one for one in pages if one.number == place.page)
    before, number, after = context_of(page.text, *text_span(page.changes, place.start, place.end))
    return NumberLine(str(place), place.page, before, number, after)


def publication_page(document: Document, user: Any) -> PublicationPage:
    """Where the paper stands on its way to the public, for this viewer."""
    state = document.card.state
    unmasked, covered = len(unmasked_numbers(document)), bool(cover_of(document, user))
    steps = [
        StepLine(MOVE_WORDS[row.move], row.recorded_at, str(row.by or ""), row.reason)
        for row in document.steps.select_related("by").order_by("recorded_at", "id")
    ]
    return PublicationPage(
        state=state,
        state_words=STATES[state],
        lead=_where(document, state),
        steps=steps,
        draw_up=can_draw_up(user, document, state),
        finish=can_draw_up(user, document, state) and can_publish(user, document, "drawn_up", unmasked=unmasked),
        publish=can_publish(user, document, state, unmasked=unmasked),
        withdraw=can_withdraw(user, document, state),
        mask=unmasked > 0 and bool(can_mark(user, document)),
        covered=covered,
        laws=laws_of(document) if covered else [],
    )


def _where(document: Document, state: str) -> str:
    if state == "draft":
        return "Handlingen är ett utkast. Bara registratorer och planansvariga ser den tills den är upprättad."
    if state == "published":
        return "Handlingen är en allmän handling och ligger på den öppna sidan."
    came = (
        "Den har kommit in och är därför en allmän handling"
        if document.origin == "received"
        else ("Den är upprättad och är därför en allmän handling")
    )
    return f"{came}. Alla med en roll i {document.city} ser den. På den öppna sidan ligger den inte."
