"""The log of requests for official documents: what was asked for, when, and what it was answered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from handslag.core.clock import local
from handslag.core.verdict import Refused
from handslag.papers.actions.entering import entered, refuse_personal_numbers
from handslag.papers.models import AccessAnswer, AccessRequest, Document
from handslag.papers.permissions.requests import can_answer_request, can_log_requests
from handslag.papers.rules.requests import is_settled
from handslag.papers.rules.secrecy import law_fault
from handslag.papers.rules.words import REQUEST_OUTCOMES
from handslag.people.models import City, User


@transaction.atomic
def log_request(
    *,
    city: City,
    asked_for: str,
    made_on: date,
    document: Document | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> AccessRequest:
    """Log a request: what is asked for and the day, never who asks or why."""
    can_log_requests(by, city).require()
    if not asked_for.strip():
        raise Refused("Skriv vad som begärs.")
    refuse_personal_numbers(asked_for)
    if made_on > local(at).date():
        raise Refused("En begäran kan inte vara gjord en dag som inte har varit än.")
    if document is not None and document.city_id != city.pk:
        raise Refused("Handlingen hör till en annan kommun.")
    town = City.objects.select_for_update().get(pk=city.pk)
    year = local(at).year
    last = AccessRequest.objects.filter(city=town, series=year).aggregate(last=Max("number"))["last"] or 0
    facts = entered(
        action="request.logged", city=town, by=by, at=at, recorded_at=recorded_at, request=f"{year}-{last + 1}"
    )
    made: AccessRequest = AccessRequest.objects.create(
        city=town, series=year, number=last + 1, made_on=made_on, asked_for=asked_for.strip(), document=document,
        by=by, **facts,
    )  # fmt: skip
    return made


@transaction.atomic
def answer_request(
    *,
    request: AccessRequest,
    outcome: str,
    answered_on: date,
    text: str = "",
    chapter: int | None = None,
    section: str = "",
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> AccessAnswer:
    """Answer a request: given, given in parts or refused; the last two by a section of the law, and with the reason."""
    held = AccessRequest.objects.select_for_update(of=("self",)).select_related("city").get(pk=request.pk)
    answered = is_settled([answer.outcome for answer in held.answers.all()])
    can_answer_request(by, held, answered=answered).require()
    if outcome not in REQUEST_OUTCOMES:
        raise Refused("Välj vad begäran fick för svar.")
    if outcome == "given":
        chapter, section = None, ""
    elif fault := law_fault(chapter, section):
        raise Refused(fault)
    elif not text.strip():
        raise Refused("Skriv skälen: den som får nej ska kunna läsa varför.")
    refuse_personal_numbers(text)
    if not held.made_on <= answered_on <= local(at).date():
        raise Refused("Dagen ska ligga mellan dagen för begäran och i dag.")
    facts = entered(
        action="request.answered", city=held.city, by=by, at=at, recorded_at=recorded_at,
        request=f"{held.series}-{held.number}", outcome=outcome,
    )  # fmt: skip
    made: AccessAnswer = AccessAnswer.objects.create(
        request=held, outcome=outcome, answered_on=answered_on, text=text.strip(), chapter=chapter, section=section,
        by=by, **facts,
    )  # fmt: skip
    return made
