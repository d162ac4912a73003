"""A level that has no comment of its own in a cell answers what was raised to it, in so many words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.people.models import City, User
from handslag.tasks.models import Escalation, EscalationReply, EscalationStep
from handslag.tasks.permissions import can_reply
from handslag.tasks.rules import ESCALATION_MOVES, Move


@transaction.atomic
def reply_to(*, escalation: Escalation, text: str, by: User, at: datetime) -> EscalationReply:
    """Answer with a comment: the escalation is answered at once, by the level it was raised to."""
    city = City.objects.select_for_update().get(pk=escalation.plan.city_id)
    last = EscalationStep.objects.filter(escalation=escalation).order_by("recorded_at", "pk").last()
    assert last is not None
    can_reply(by, escalation.administration, last.level, last.state).require()
    if not text.strip():
        raise Refused("Skriv ett svar.")
    if personal_numbers(text):
        raise Refused("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
    event = record(
        "escalation.replied",
        by=by,
        at=at,
        subject=f"escalation:{escalation.pk}",
        city_id=city.pk,
        data={"level": last.level},
    )
    facts = {"event": event, "entered_at": at, "recorded_at": at}
    made = EscalationReply.objects.create(escalation=escalation, text=text.strip(), **facts)
    EscalationStep.objects.create(
        escalation=escalation,
        move=Move.ANSWER,
        state=ESCALATION_MOVES[last.state, Move.ANSWER],
        level=last.level,
        on=local(at).date(),
        answer_kind="reply",
        answer_pk=made.pk,
        **facts,
    )
    return made
