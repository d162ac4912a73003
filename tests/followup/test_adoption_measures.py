"""Measures under an answer: added, moved, renamed, carried over, handed over; and reminders to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import (
    add_measure,
    answer_area,
    carry_over,
    change_measure,
    hand_over,
    remind,
)
from handslag.followup.loading import NewOwner, reminders
from handslag.followup.models import Answer, Listing, LocalMeasure, Reminder
from handslag.followup.rules.adoption import Said
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import City, Membership
from handslag.plan.models import Plan
from handslag.vitals.facts import Sign
from tests.followup.adoption_year import (
    AT,
    MANDATORY,
    MARCH,
    OTHER,
    THIRD,
    YEAR,
    adopted,
    arrive,
    listed,
    moved,
    person,
    place,
    sign,
    unit,
    where,
)


@pytest.fixture(autouse=True)
def _city(small_city: None) -> None:
    arrive()


def last() -> Event:
    return Event.objects.order_by("-number")[0]


# Measures -------------------------------------------------------------------------------------------------------------
def test_a_measure_is_listed_under_an_adopted_area_alone() -> None:
    with pytest.raises(Refused, match="Anta fokusområdet"):
        listed()
    root = adopted()
    measure = listed(
        unit=unit().pk, owner="Enhetschef", owner_role="unit_manager", start=date(2026, 4, 1), cost=12_000_050,
        funding="Fonden", target_group="socialsekreterare", expected_effect="Jämnare fördelning",
    )  # fmt: skip
    row = Listing.objects.get(measure=measure)
    assert (row.answer.under, row.answer.adopted, row.answer.decided_on) == (root, True, AT.date())
    assert (row.cost, row.owner_role, row.unit, row.due_reason) == (12_000_050, "unit_manager", unit(), "")
    assert (last().action, last().data["measure"]) == ("measure.added", "Fördelning varje vecka")
    told = next(one for one in sign(MARCH).measures if one.title == "Fördelning varje vecka")
    assert (told.listed_first, told.due, told.cost) == (AT.date(), date(2026, 9, 30), 12_000_050)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "Skriv vad åtgärden heter"),
        ({"due": None}, "Ange när åtgärden ska vara klar"),
        ({"start": date(2026, 10, 1)}, "ligger före start"),
        ({"cost": -1}, "mindre än noll"),
        ({"cost": 10**18}, "för stort"),
        ({"owner": "811218-9876"}, "personnummer"),
        ({"target_group": "politiker"}, "Målgruppen"),
        ({"owner_role": "kung"}, "Rollen finns inte"),
        ({"unit": 0}, "Enheten finns inte"),
        ({"by": "stina"}, "Bara kansliet"),
        ({"by": "eva"}, "Bara kansliet"),
    ],
)
def test_a_measure_says_what_it_lacks(more: dict[str, Any], words: str) -> None:
    adopted()
    with pytest.raises(Refused, match=words):
        listed(**more)


def test_a_manager_adds_for_the_own_unit() -> None:
    adopted()
    assert listed(by="eva", unit=unit().pk).unit == unit()
    with pytest.raises(Denied, match="Bara enhetens chef"):
        listed("Annat", by="egon", unit=unit().pk)


def test_the_first_day_is_fixed_and_two_moves_make_it_late() -> None:
    adopted(THIRD)
    measure = listed(due=date(2026, 3, 31), area=THIRD)
    with pytest.raises(Refused, match="Skriv varför dagen flyttas"):
        moved(measure, date(2026, 6, 30), AT, reason="", area=THIRD)
    moved(measure, date(2026, 6, 30), AT + timedelta(days=1), area=THIRD)
    assert last().action == "measure.changed"
    assert sign(date(2026, 4, 10), THIRD).sign == Sign.AWAKE
    moved(measure, date(2026, 12, 31), AT + timedelta(days=2), area=THIRD)
    with pytest.raises(Refused, match="Inget är ändrat"):
        moved(measure, date(2026, 12, 31), AT + timedelta(days=2), area=THIRD)
    cell = sign(date(2026, 4, 10), THIRD)
    (told,) = cell.measures
    assert (told.original_due, told.due, told.moves) == (date(2026, 3, 31), date(2026, 12, 31), 2)
    assert cell.sign == Sign.LATE and "slipped" in {reason.code for reason in cell.reasons}


def test_a_measure_changes_its_name_and_stays_the_same() -> None:
    adopted()
    measure = listed()
    said = MeasureSaid("Fördelning varje måndag", due=date(2026, 9, 30))
    renamed = change_measure(**where(), measure=measure, said=said)
    assert renamed != measure and Listing.objects.get(measure=renamed).replaces == measure
    told = [one for one in sign(MARCH).measures if "Fördelning varje" in one.title]
    assert [(one.title, one.moves) for one in told] == [("Fördelning varje måndag", 0)]
    back = change_measure(**where(), measure=renamed, said=replace(said, title="Fördelning varje vecka"))
    assert back == measure
    listed("Något annat")
    with pytest.raises(Refused, match="finns redan i VP 2026"):
        change_measure(**where(), measure=measure, said=replace(said, title="Något annat"))


def test_a_measure_with_an_id_keeps_it_under_a_new_name() -> None:
    adopted()
    carried = carry_over(**_of_year(), measures=_behind(MANDATORY))
    known = next(one for one in carried if one.external_id == "A-1")
    said = MeasureSaid("Tak på tretton ärenden", unit().pk, due=date(2025, 10, 31))
    assert change_measure(**where(), measure=known, said=said) == known


def _of_year(**more: Any) -> dict[str, Any]:
    return {key: value for key, value in where(**more).items() if key != "area_key"}


def _behind(area: str) -> list[int]:
    return list(LocalMeasure.objects.filter(administration=place(), area_key=area).values_list("pk", flat=True))


def test_a_title_like_an_old_one_is_asked_about() -> None:
    adopted()
    said = MeasureSaid("Tak på femton ärende", unit().pk, due=date(2025, 10, 31))
    with pytest.raises(Refused, match="Är detta samma åtgärd"):
        add_measure(**where(), said=said)
    new = add_measure(**where(), said=said, is_new=True)
    assert new.external_id == "" and not Listing.objects.get(measure=new).replaces
    old = LocalMeasure.objects.get(external_id="A-2")
    other = MeasureSaid("Veckovis fördelning av ärenden", old.unit_id, due=date(2026, 6, 30))
    with pytest.raises(Refused, match="Skriv varför dagen flyttas"):
        add_measure(**where(), said=other, same_as=old.pk)
    same = add_measure(**where(), said=replace(other, due_reason="Nytt system."), same_as=old.pk)
    assert same == old
    with pytest.raises(Refused, match="finns inte att ta upp"):
        add_measure(**where(), said=replace(other, title="Tredje"), same_as=old.pk)


def test_the_very_same_title_is_the_same_measure() -> None:
    adopted(OTHER)
    old = LocalMeasure.objects.get(external_id="A-3")
    said = MeasureSaid("Mentor det första halvåret", old.unit_id, due=date(2025, 12, 31))
    again = add_measure(**where(OTHER), said=said)
    assert again == old
    with pytest.raises(Refused, match="finns redan"):
        listed("Mentor det första halvåret", area=OTHER, unit=old.unit_id)


def test_a_day_moved_after_carrying_over_is_moved_once() -> None:
    december = AT.replace(year=2025, month=12, day=10)
    carried = carry_over(**_of_year(at=december), measures=_behind(MANDATORY))
    known = next(one for one in carried if one.external_id == "A-1")
    before = next(one for one in sign(MARCH).measures if one.title == known.title)
    later = before.due + timedelta(days=30)
    said = MeasureSaid(known.title, known.unit_id, due=later, due_reason="Mallen kom sent.")
    change_measure(**where(at=december) | {"year": 2025}, measure=known, said=said)
    after = next(one for one in sign(MARCH).measures if one.title == known.title)
    assert (after.due, after.moves) == (later, before.moves + 1)


def test_open_measures_are_carried_over_in_one_step() -> None:
    adopted()
    wanted = _behind(MANDATORY) + _behind(OTHER)
    made = carry_over(**_of_year(), measures=wanted)
    assert sorted(one.pk for one in made) == sorted(wanted)
    assert (last().action, last().data["measures"]) == ("measures.carried", sorted(wanted))
    assert Answer.objects.get(year=YEAR, area_key=OTHER).adopted  # it was unanswered, and is adopted by the same press
    told = sign(MARCH).measures
    assert not any(one.carried for one in told) and all(one.moves == 0 for one in told)
    with pytest.raises(Refused, match="Välj minst en åtgärd"):
        carry_over(**_of_year(), measures=wanted)
    with pytest.raises(Denied):
        carry_over(**_of_year(by="eva"), measures=wanted)


def test_what_was_opted_out_of_is_not_carried() -> None:
    answer_area(**where(OTHER), said=Said(False, "Görs i en annan plan."))
    with pytest.raises(Refused, match="Välj minst en åtgärd"):
        carry_over(**_of_year(), measures=_behind(OTHER))


# Owners and reminders -------------------------------------------------------------------------------------------------
def owned() -> LocalMeasure:
    adopted()
    return listed(owner="Eva Enhetschef", owner_user=person("eva").pk, unit=unit().pk)


def test_all_a_persons_measures_are_handed_over_in_one_step() -> None:
    measure = owned()
    city = City.objects.get(name="Lillköping")
    made = hand_over(city=city, person=person("eva"), to=NewOwner(person("egon")), by=person("ada"), at=AT)
    assert made == [measure] and last().action == "measures.handed_over"
    row = Listing.objects.filter(measure=measure).order_by("-pk")[0]
    assert (row.owner, row.owner_user, row.due, row.answer.under is not None) == (
        "Egon Enhetschef", person("egon"), date(2026, 9, 30), True,
    )  # fmt: skip
    with pytest.raises(Refused, match="ingen öppen åtgärd"):
        hand_over(city=city, person=person("eva"), to=NewOwner(person("egon")), by=person("ada"), at=AT)
    hand_over(city=city, person=person("egon"), to=NewOwner(role="unit_manager"), by=person("egon"), at=AT)
    assert Listing.objects.order_by("-pk")[0].owner == "Enhetschef"


@pytest.mark.parametrize(
    ("to", "by", "words"),
    [
        (lambda: NewOwner(person("eva")), "ada", "någon annan"),
        (NewOwner, "ada", "Välj vem"),
        (lambda: NewOwner(role="kung"), "ada", "Rollen"),
        (lambda: NewOwner(name="811218-9876"), "ada", "personnummer"),
        (lambda: NewOwner(person("egon")), "stina", "Bara Eva"),
        (lambda: NewOwner(person("egon")), "pia", "Bara Eva"),
    ],
)
def test_a_hand_over_says_why_not(to: Any, by: str, words: str) -> None:
    owned()
    with pytest.raises(Refused, match=words):
        hand_over(city=City.objects.get(name="Lillköping"), person=person("eva"), to=to(), by=person(by), at=AT)


def test_one_reminder_to_all_who_lack_an_answer() -> None:
    plan = Plan.objects.select_related("city").get()
    options = {"plan": plan, "year": YEAR, "administrations": [place(), place("Strandvik")]}
    with pytest.raises(Denied, match="Bara planansvariga"):
        remind(**options, by=person("hugo"), at=AT)
    made = remind(**options, by=person("pia"), at=AT)
    assert [str(one.administration) for one in made] == ["Ängsby", "Strandvik"] and last().action == "answers.reminded"
    assert reminders(plan, AT - timedelta(minutes=1)) == list(Reminder.objects.all())
    with pytest.raises(Refused, match="redan gått i dag"):
        remind(**options, by=person("pia"), at=AT)
    for area in (MANDATORY, OTHER, THIRD):
        adopted(area)
    with pytest.raises(Refused, match="Allt är besvarat"):
        remind(plan=plan, year=YEAR, administrations=[place()], by=person("pia"), at=AT + timedelta(days=1))
    with pytest.raises(Refused, match="är slut"):
        remind(plan=plan, year=2024, administrations=[place()], by=person("pia"), at=AT)


def test_the_database_keeps_reminders_as_they_are() -> None:
    remind(plan=Plan.objects.select_related("city").get(), year=YEAR, administrations=[place()], by=None, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.update(year=2025)


def test_a_stand_in_answers_for_the_time() -> None:
    Membership.objects.create(
        user=person("lena"), city=place().city, administration=place(), role="head", valid_from=date(2020, 1, 1),
        stand_in_for=person("hilda"),
    )  # fmt: skip
    assert adopted(by="lena").adopted
