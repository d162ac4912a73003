"""Raising a signal, answering it, opening it again, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.verdict import Denied, Refused
from handslag.people.models import Administration, City, Unit, User
from handslag.plan.models import Plan
from handslag.voice.loading.signals import Standing, answer_day, standings
from handslag.voice.models import Signal, SignalAnswer, SignalStep
from handslag.voice.permissions.signals import (
    answering_as,
    can_answer,
    can_close,
    can_lift,
    can_raise,
    can_reopen,
    can_send,
    speaks_for,
)
from handslag.voice.rules.signals import SHOWN_TO, Move, sender_words
from handslag.voice.rules.texts import fault_of

if TYPE_CHECKING:
    from django.db.models import Model


@transaction.atomic
def raise_signal(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    kind: str,
    text: str,
    sender_shown: str,
    unit: Unit | None = None,
    answer_by: date | None = None,
    stop_from: date | None = None,
    stop_to: date | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Signal:
    """Raise a signal about a cell: it gets its number, and the day by which it is answered, at once."""
    can_raise(by, plan.city, administration.pk).require()
    speaks = speaks_for(by, kind, plan.city, administration.pk, unit.pk if unit else None)
    if speaks is None:
        raise Denied("Din roll kan inte lämna en signal av det slaget om den platsen.")
    known = _known(at, recorded_at)
    day = local(known).date()
    _refuse_faults(text, unit, administration, sender_shown)
    if kind == "request_66a" and (answer_by is None or answer_by < day):
        raise Refused("Skriv när du vill ha svar på din begäran, tidigast i dag.")
    if kind == "stop" and stop_from is None:
        raise Refused("Skriv från vilken dag skyddsstoppet gäller.")
    given = answer_by if kind == "request_66a" else None
    city = City.objects.select_for_update().get(pk=plan.city_id)
    last = Signal.objects.filter(plan__city=city, series=day.year).aggregate(last=Max("number"))["last"] or 0
    facts = _event("signal.raised", city, by, at, known, number=f"S {day.year}-{last + 1}", kind=kind)
    signal = Signal.objects.create(
        plan=plan, administration=administration, area_key=area_key, unit=unit, kind=kind, raised_on=day, text=text,
        sender=sender_words(name=str(by), kind=kind, organisation=speaks.organisation, shown=sender_shown),
        answer_by=given or answer_day(city, day, known), answer_by_given=given is not None,
        series=day.year, number=last + 1, raised_by=by, organisation=speaks.organisation, sender_shown=sender_shown,
        stop_from=stop_from if kind == "stop" else None, stop_to=stop_to if kind == "stop" else None, **facts,
    )  # fmt: skip
    SignalStep.objects.create(signal=signal, move="received", on=day, **facts)
    return signal


@transaction.atomic
def answer_signal(
    *,
    signal: Signal,
    text: str,
    measure: Model | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> SignalAnswer:
    """Answer a signal; the first answer ends the contest, and one after *inte nöjd* ends that."""
    standing = _standing(signal)
    can_answer(by, signal, standing).require()
    if fault := fault_of(text):
        raise Refused(fault)
    known = _known(at, recorded_at)
    facts = _event("signal.answered", signal.plan.city, by, at, known, signal=signal.pk)
    made: SignalAnswer = SignalAnswer.objects.create(
        signal=signal, answered_on=local(known).date(), text=text, answered_by=by,
        answered_as=answering_as(by, signal.administration_id), after=signal.steps.filter(move="reopen").first(),
        measure_id=measure.pk if measure else None, **facts,
    )  # fmt: skip
    return made


@transaction.atomic
def reopen_signal(
    *, signal: Signal, reason: str, by: User, at: datetime, recorded_at: datetime | None = None
) -> SignalStep:
    """*Inte nöjd*: the signal waits for an answer again, once, with a new day to answer by."""
    can_reopen(by, signal, _standing(signal)).require()
    if not reason.strip():
        raise Refused("Skriv vad som saknas i svaret.")
    if fault := fault_of(reason):
        raise Refused(fault)
    known = _known(at, recorded_at)
    day = local(known).date()
    facts = _event("signal.reopened", signal.plan.city, by, at, known, signal=signal.pk)
    due = answer_day(signal.plan.city, day, known)
    return _step(signal, Move.REOPEN, day, by, facts, reason=reason, answer_by=due)


@transaction.atomic
def close_signal(*, signal: Signal, by: User, at: datetime, recorded_at: datetime | None = None) -> SignalStep:
    """Close an answered signal for good."""
    known = _known(at, recorded_at)
    day = local(known).date()
    can_close(by, signal, _standing(signal), day).require()
    facts = _event("signal.closed", signal.plan.city, by, at, known, signal=signal.pk)
    return _step(signal, Move.CLOSE, day, by, facts)


@transaction.atomic
def send_on(*, signal: Signal, on: date, by: User, at: datetime, recorded_at: datetime | None = None) -> SignalStep:
    """Note that a 66 a-request has been taken to Arbetsmiljöverket; Handslag sends nothing there."""
    can_send(by, signal, _standing(signal)).require()
    known = _known(at, recorded_at)
    _refuse_day(on, signal.raised_on, local(known).date())
    facts = _event("signal.sent_on", signal.plan.city, by, at, known, signal=signal.pk)
    return _step(signal, Move.SEND, on, by, facts)


@transaction.atomic
def lift_stop(*, signal: Signal, on: date, by: User, at: datetime, recorded_at: datetime | None = None) -> SignalStep:
    """Note the day on which a stop of dangerous work was lifted."""
    lifted = signal.steps.filter(move=Move.LIFT).exists()
    can_lift(by, signal, _standing(signal), lifted=lifted).require()
    known = _known(at, recorded_at)
    _refuse_day(on, signal.stop_from or signal.raised_on, local(known).date())
    facts = _event("signal.stop_lifted", signal.plan.city, by, at, known, signal=signal.pk)
    return _step(signal, Move.LIFT, on, by, facts)


def _standing(signal: Signal) -> Standing:
    """Where it stands, once the row is held: two who act at once are not both let through."""
    return standings(Signal.objects.filter(pk=Signal.objects.select_for_update().get(pk=signal.pk).pk))[0]


def _known(at: datetime, recorded_at: datetime | None) -> datetime:
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def _event(action: str, city: City, by: User, at: datetime, known: datetime, **data: Any) -> dict[str, Any]:
    """The one event of the act, and what its rows carry."""
    subject = f"signal:{data['signal']}" if "signal" in data else data.get("number", "")
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, recorded_at=known, data=data)
    return {"event": event, "entered_at": at, "recorded_at": known}


def _step(signal: Signal, move: Move, on: date, by: User, facts: dict[str, Any], **more: Any) -> SignalStep:
    made: SignalStep = SignalStep.objects.create(signal=signal, move=move, on=on, by=by, **facts, **more)
    return made


def _refuse_faults(text: str, unit: Unit | None, administration: Administration, shown: str) -> None:
    if not text.strip():
        raise Refused("Skriv vad som har hänt.")
    if fault := fault_of(text):
        raise Refused(fault)
    if unit is not None and unit.administration_id != administration.pk:
        raise Refused(f"{unit} hör inte till {administration}.")
    if shown not in SHOWN_TO:
        raise Refused("Välj vem som får se ditt namn.")


def _refuse_day(on: date, first: date, last: date) -> None:
    if not first <= on <= last:
        raise Refused("Dagen ska ligga mellan signalens dag och i dag.")
