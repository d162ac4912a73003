"""The log of requests for official documents, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Verdict
from handslag.papers.loading.requests import Logged
from handslag.papers.models import AccessAnswer, AccessRequest, Document
from handslag.papers.permissions.requests import can_answer_request
from handslag.papers.rules.requests import STATES
from handslag.papers.rules.secrecy import law_words
from handslag.papers.rules.words import REQUEST_OUTCOMES

COLUMNS = (
    "Nummer", "Begärd den", "Vad som begärs", "Handling", "Läge", "Dagar", "Svar", "Besvarad den", "Lagrum",
)  # fmt: skip
REFUSING = ("partly", "refused")


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the log."""

    number: str
    href: str
    made_on: date
    asked_for: str
    document: str
    document_href: str
    state: str
    late: bool
    days: int
    outcome: str
    answered_on: date | None
    law: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer to a request."""

    pk: int
    outcome: str
    answered_on: date
    text: str
    law: str
    by: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything the page of a request shows."""

    request: AccessRequest
    line: RequestLine
    lead: str
    answers: list[AnswerLine]
    answer: Verdict


def request_lines(found: Iterable[Logged]) -> list[RequestLine]:
    """The log, line by line."""
    return [_line(one) for one in found]


def lead_of(found: Sequence[Logged]) -> str:
    """What the log says at a glance."""
    late = sum(one.state == "late" for one in found)
    waiting = sum(one.state != "answered" for one in found)
    if not found:
        return "Ingen begäran är införd."
    if late:
        first = counted(late, "begäran dröjer", "begäranden dröjer")
        return f"{first}. {'Den' if late == 1 else 'De'} ska prövas genast eller så snart det är möjligt."
    if waiting:
        return f"{counted(waiting, 'begäran väntar', 'begäranden väntar')} på svar. Ingen dröjer."
    return "Alla begäranden är besvarade."


def request_page(one: Logged, user: object) -> RequestPage:
    """One request with its answers, and whether it can be answered."""
    line = _line(one)
    if one.newest is None:
        lead = f"Begäran kom den {swedish_date(one.request.made_on)} och väntar på svar."
    else:
        when = swedish_date(one.newest.answered_on)
        what = "Den" if one.newest.outcome == "refused" else "Det som begärdes"
        lead = f"Begäran kom den {swedish_date(one.request.made_on)}. {what} {line.outcome} den {when}."
    answers = [_answer(answer) for answer in one.answers]
    return RequestPage(one.request, line, lead, answers, can_answer_request(user, one.request, answered=one.settled))


def cells(lines: Iterable[RequestLine]) -> list[tuple[str | int | date | None, ...]]:
    """The log as rows of a spreadsheet."""
    return [
        (
            line.number, line.made_on, line.asked_for, line.document, line.state, line.days, line.outcome,
            line.answered_on, line.law,
        )
        for line in lines
    ]  # fmt: skip


def letter_facts(request: AccessRequest, answer: AccessAnswer) -> list[tuple[str, str]]:
    """What a written decision says, line by line, on the page and on paper."""
    facts = [
        ("Begäran", f"{request.series}-{request.number}, {swedish_date(request.made_on)}"),
        ("Begärt", request.asked_for),
        ("Beslut", _decided(answer)),
        ("Bestämmelse", law_words(answer.chapter, answer.section)),
        ("Beslutsdag", swedish_date(answer.answered_on)),
        ("Myndighet", request.city.name),
    ]
    if answer.by:
        facts.append(("Beslutat av", str(answer.by)))
    return facts


def _decided(answer: AccessAnswer) -> str:
    return "Begäran avslås." if answer.outcome == "refused" else "Handlingen lämnas ut i delar. Resten lämnas inte ut."


def _line(one: Logged) -> RequestLine:
    request, newest = one.request, one.newest
    document: Document | None = request.document
    return RequestLine(
        number=f"{request.series}-{request.number}",
        href=request.get_absolute_url(),
        made_on=request.made_on,
        asked_for=request.asked_for,
        document=str(document.card) if document else "",
        document_href=document.get_absolute_url() if document else "",
        state=STATES[one.state],
        late=one.state == "late",
        days=one.days,
        outcome=REQUEST_OUTCOMES[newest.outcome] if newest else "",
        answered_on=newest.answered_on if newest else None,
        law=law_words(newest.chapter, newest.section) if newest else "",
    )


def _answer(answer: AccessAnswer) -> AnswerLine:
    return AnswerLine(
        pk=answer.pk,
        outcome=REQUEST_OUTCOMES[answer.outcome],
        answered_on=answer.answered_on,
        text=answer.text,
        law=law_words(answer.chapter, answer.section),
        by=str(answer.by or ""),
        refuses=answer.outcome in REFUSING,
    )
