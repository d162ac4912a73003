"""Raising, answering, opening again, sending on, lifting and closing: who may, who may not and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.clock import at_local, now
from handslag.core.verdict import Denied, Refused
from handslag.plan.models import Plan
from handslag.vitals.loading import load_facts
from handslag.vitals.rules import cell_vitals, prepare
from handslag.voice import actions
from handslag.voice.loading import open_signals, standings
from handslag.voice.models import Signal, SignalStep
from tests.voice.people import AT, office, raised, user

LATER = AT + timedelta(days=3)


def state(signal: Signal) -> str:
    """Where it stands."""
    return standings(Signal.objects.filter(pk=signal.pk))[0].state


def test_a_signal_gets_a_number_a_day_and_a_receipt_at_once(small_city: None) -> None:
    first, second = raised(), raised(text="En till.")
    assert (first.label, second.label) == ("S 2026-1", "S 2026-2")
    assert (first.raised_on, first.answer_by) == (date(2026, 3, 2), date(2026, 3, 16))
    assert first.sender == "Vision" and first.raised_by == user("ulf")
    assert first.steps.get().move == "received"
    event = Event.objects.get(pk=first.event_id)
    assert (event.action, event.subject, event.actor_id) == ("signal.raised", "S 2026-1", user("ulf").pk)


def test_numbers_begin_anew_each_year(small_city: None) -> None:
    raised()
    assert raised(at=at_local("2026-11-20T09:00"), text="Sent på året.").label == "S 2026-2"
    assert raised(at=at_local("2025-11-20T09:00"), text="Året före.").label == "S 2025-1"


def test_a_66a_request_carries_the_requesters_own_day(small_city: None) -> None:
    signal = raised("siv")
    assert (signal.kind, signal.answer_by, signal.answer_by_given) == ("request_66a", date(2026, 3, 20), True)
    with pytest.raises(Refused, match="Skriv när du vill ha svar"):
        raised("siv", answer_by=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("who", "said", "reason"),
    [
        ("pia", {}, "Signaler lämnas av medarbetare"),
        ("nils", {}, "Signaler lämnas av medarbetare"),
        ("ulf", {"kind": "request_66a"}, "inte lämna en signal av det slaget"),
        ("siv", {"kind": "union"}, "inte lämna en signal av det slaget"),
        ("sara", {"kind": "stop"}, "inte lämna en signal av det slaget"),
        ("emil", {}, "Du kan lämna signaler om din egen förvaltning."),
    ],
)
def test_who_may_not_raise_it_is_told_why(small_city: None, who: str, said: dict[str, str], reason: str) -> None:
    with pytest.raises(Denied, match=reason):
        raised(who, **said)
    assert not Signal.objects.exclude(number=None).exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"text": "Det gällde 19121212-1212."}, "Texten innehåller ett personnummer"),
        ({"text": "  "}, "Skriv vad som har hänt."),
        ({"sender_shown": "ingen"}, "Välj vem som får se ditt namn."),
    ],
)
def test_what_is_wrong_is_refused(small_city: None, said: dict[str, str], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        raised(**said)


def test_it_is_answered_opened_again_once_answered_and_closed(small_city: None) -> None:
    signal = raised()
    actions.answer_signal(signal=signal, text="Vi ser över taket.", by=user("hilda"), at=LATER)
    assert state(signal) == "answered"
    step = actions.reopen_signal(signal=signal, reason="När?", by=user("ulf"), at=LATER)
    assert (state(signal), step.answer_by) == ("reopened", date(2026, 3, 19))
    with pytest.raises(Denied, match="redan öppnats igen"):
        actions.reopen_signal(signal=signal, reason="En gång till.", by=user("ulf"), at=LATER)
    again = actions.answer_signal(signal=signal, text="Från den 1 april.", by=user("hugo"), at=LATER)
    assert again.after == step and again.answered_as == "förvaltningens kansli, Ängsby"
    actions.close_signal(signal=signal, by=user("ulf"), at=LATER)
    assert state(signal) == "closed"
    with pytest.raises(Denied, match="redan besvarad"):
        actions.answer_signal(signal=signal, text="Mer.", by=user("hilda"), at=LATER)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("eva", "som du är chef för"),
        ("emil", "Svar ges av förvaltningschef"),
        ("siv", "Svar ges av förvaltningschef"),
        ("ulf", "Du lämnade signalen"),
    ],
)
def test_whom_it_concerns_does_not_answer(small_city: None, who: str, reason: str) -> None:
    signal = raised(about_unit=True)
    with pytest.raises(Denied, match=reason):
        actions.answer_signal(signal=signal, text="Ja.", by=user(who), at=LATER)
    actions.answer_signal(signal=signal, text="Ja.", by=user("egon"), at=LATER)  # another unit's manager may


def test_the_plan_office_closes_thirty_days_after_the_answer(small_city: None) -> None:
    signal = raised()
    with pytest.raises(Denied, match="30 dagar efter svaret"):
        actions.close_signal(signal=signal, by=user("pia"), at=LATER)
    actions.answer_signal(signal=signal, text="Ja.", by=user("hilda"), at=LATER)
    with pytest.raises(Denied, match="30 dagar efter svaret"):
        actions.close_signal(signal=signal, by=user("pia"), at=LATER + timedelta(days=29))
    with pytest.raises(Denied, match="avslutas av den som lämnade den"):
        actions.close_signal(signal=signal, by=user("hilda"), at=LATER + timedelta(days=40))
    actions.close_signal(signal=signal, by=user("pia"), at=LATER + timedelta(days=30))
    assert state(signal) == "closed"


def test_a_66a_request_goes_to_the_authority_and_still_waits(small_city: None) -> None:
    signal, other = raised("siv"), raised()
    with pytest.raises(Denied, match="Bara en begäran enligt 66 a"):
        actions.send_on(signal=other, on=LATER.date(), by=user("siv"), at=LATER)
    with pytest.raises(Denied, match="Bara ett skyddsombud"):
        actions.send_on(signal=signal, on=LATER.date(), by=user("hilda"), at=LATER)
    with pytest.raises(Refused, match="Dagen ska ligga mellan"):
        actions.send_on(signal=signal, on=date(2027, 1, 1), by=user("siv"), at=LATER)
    actions.send_on(signal=signal, on=LATER.date(), by=user("siv"), at=LATER)
    assert state(signal) == "sent"
    assert signal.pk in {one.pk for one in open_signals(Plan.objects.get().city)}
    actions.answer_signal(signal=signal, text="Ja.", by=user("hilda"), at=LATER)
    assert signal.pk not in {one.pk for one in open_signals(Plan.objects.get().city)}


def test_a_stop_lasts_from_a_day_until_it_is_lifted(small_city: None) -> None:
    with pytest.raises(Refused, match="från vilken dag"):
        raised("siv", kind="stop")
    signal = raised("siv", kind="stop", stop_from=AT.date())
    with pytest.raises(Denied, match="antecknas av skyddsombudet"):
        actions.lift_stop(signal=signal, on=LATER.date(), by=user("ulf"), at=LATER)
    actions.lift_stop(signal=signal, on=LATER.date(), by=user("siv"), at=LATER)
    assert standings(Signal.objects.filter(pk=signal.pk))[0].stop_to == LATER.date()
    with pytest.raises(Denied, match="redan hävt"):
        actions.lift_stop(signal=signal, on=LATER.date(), by=user("siv"), at=LATER)


def test_the_database_itself_lets_a_step_be_taken_once_and_nothing_be_changed(small_city: None) -> None:
    signal = raised()
    step = signal.steps.get()
    copy = {f.attname: getattr(step, f.attname) for f in step._meta.concrete_fields if not f.primary_key}
    with pytest.raises(IntegrityError), transaction.atomic():
        SignalStep.objects.create(**copy)
    with pytest.raises(IntegrityError, match="kan inte ändras"), transaction.atomic():
        Signal.objects.filter(pk=signal.pk).update(text="Annat.")


def contested(day: str, known: object = None) -> bool:
    """Whether the rules find an overdue signal on Ängsby's workload that day."""
    moment = known or now()
    facts = prepare(load_facts(Plan.objects.get()), moment)  # type: ignore[arg-type]
    cell = cell_vitals(facts, "Ängsby", "arbetsbelastning", at_local(day).date())
    assert cell is not None
    return any(reason.code == "signal_overdue" for reason in cell.reasons)


def test_for_the_rules_a_signal_opened_again_is_a_new_fact(small_city: None) -> None:
    signal = raised()  # to be answered by 16 March
    assert not contested("2026-03-16") and contested("2026-03-17")
    actions.answer_signal(signal=signal, text="Ja.", by=user("hilda"), at=at_local("2026-03-20T09:00"))
    assert contested("2026-03-19") and not contested("2026-03-20")
    step = actions.reopen_signal(signal=signal, reason="När?", by=user("ulf"), at=at_local("2026-03-23T09:00"))
    assert step.answer_by == date(2026, 4, 8)  # Easter is no working day
    assert not contested("2026-04-08") and contested("2026-04-09")
    assert not contested("2026-04-09", at_local("2026-03-22T09:00"))  # as it was known before
    actions.answer_signal(signal=signal, text="I maj.", by=user("hilda"), at=at_local("2026-04-10T09:00"))
    assert contested("2026-04-09") and not contested("2026-04-10")


def test_what_waits_is_told_to_the_tasks_in_three_questions(
    small_city: None, django_assert_num_queries: object
) -> None:
    signal, city = raised(), Plan.objects.get().city
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = open_signals(city)
    ours = next(one for one in found if one.pk == signal.pk)
    assert (ours.label, ours.answer_by, ours.administration_id) == ("S 2026-1", date(2026, 3, 16), office().pk)
    assert ours.is_overdue(date(2026, 3, 17)) and not ours.is_overdue(date(2026, 3, 16))
