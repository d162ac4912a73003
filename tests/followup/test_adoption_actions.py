"""Answering a VP, listing measures under it, carrying over, handing over, reminding: and what the signs make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import (
    add_measure,
    adopt_areas,
    answer_area,
    carry_over,
    change_measure,
    confirm_answer,
    hand_over,
    remind,
    withdraw_answer,
)
from handslag.followup.loading import NewOwner, ask_again, reminders, unanswered
from handslag.followup.loading.adoption_asking import asking
from handslag.followup.models import Answer, Listing, LocalMeasure, Reminder
from handslag.followup.rules.adoption import Said
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import City, Membership
from handslag.plan.models import FocusArea, Measure, Plan, Revision
from handslag.vitals.facts import Sign
from tests.followup.adoption_year import (
    AT,
    MANDATORY,
    OTHER,
    THIRD,
    YEAR,
    adopted,
    arrive,
    listed,
    person,
    place,
    sign,
    unit,
    where,
)

OUT = Said(False, "Tas i arbetsmiljöplanen.", date(2026, 2, 20), "ÄNG 2026/4")
MARCH = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _city(small_city: None) -> None:
    arrive()


def last() -> Event:
    return Event.objects.order_by("-number")[0]


# Answers --------------------------------------------------------------------------------------------------------------
def test_the_office_opts_out_and_the_record_tells(subtests: pytest.Subtests) -> None:
    made = answer_area(**where(), said=replace(OUT, cooperation="Förvaltningsgruppen", cooperated_on=date(2026, 2, 10)))
    assert (made.adopted, made.dnr, made.cooperation, made.recorded_at) == (
        False,
        "ÄNG 2026/4",
        "Förvaltningsgruppen",
        AT,
    )
    event = last()
    assert (event.action, event.subject) == ("answer.given", f"cell:angsby/{MANDATORY}")
    assert event.city_id == made.plan.city_id and event.data["adopted"] is False and made.event == event


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (replace(OUT, reason=" "), "Skriv varför"),
        (replace(OUT, decided_on=None), "Ange dagen för beslutet"),
        (replace(OUT, dnr=""), "diarienummer"),
        (replace(OUT, decided_on=date(2026, 3, 3)), "har inte varit än"),
        (replace(OUT, reason="Anna 811218-9876 slutade."), "personnummer"),
        (replace(OUT, cooperation="Förvaltningsgruppen"), "vilken dag samverkan"),
        (replace(OUT, cooperated_on=date(2026, 2, 1)), "vem ni samverkade med"),
        (replace(OUT, cooperation="FG", cooperated_on=date(2026, 2, 21)), "före beslutet"),
        (replace(OUT, dnr="9" * 61), "högst 60"),
        (replace(OUT, decided_on=date(2026, 1, 2)), ""),
    ],
)
def test_an_opt_out_of_a_mandatory_area_says_what_it_lacks(said: Said, words: str) -> None:
    if not words:  # an older decision is in order as long as nothing stands
        assert answer_area(**where(), said=said).decided_on == date(2026, 1, 2)
        return
    with pytest.raises(Refused, match=words):
        answer_area(**where(), said=said)
    assert not Answer.objects.filter(year=YEAR).exists()


def test_elsewhere_a_reason_is_enough() -> None:
    assert answer_area(**where(OTHER), said=Said(False, "Görs klart av en annan plan.")).decided_on is None
    with pytest.raises(Refused, match="Skriv varför"):
        answer_area(**where(THIRD), said=Said(False))


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("hugo", True),
        ("hilda", True),
        ("pia", True),
        ("stina", False),
        ("eva", False),
        ("siv", False),
        ("gun", False),
    ],
)
def test_who_answers_for_an_administration(name: str, may: bool) -> None:
    if may:
        assert adopted(by=name).adopted
        return
    with pytest.raises(Denied, match="Bara kansliet"):
        adopted(by=name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": 2031}, "frågar inte efter"),
        ({"area_key": "okant"}, "frågar inte efter"),
        ({"at": datetime(2027, 1, 3, tzinfo=STOCKHOLM)}, "År 2026 är slut"),
        ({"recorded_at": AT + timedelta(days=1)}, "inte har varit än"),
    ],
)
def test_what_is_not_asked_cannot_be_answered(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        answer_area(**(where() | change), said=Said(True))


def test_another_citys_administration_is_refused() -> None:
    with pytest.raises(Refused, match="finns inte i Lillköping"):
        answer_area(**(where() | {"administration": place("Grannförvaltningen"), "by": None}), said=Said(True))


def test_a_sidestepped_area_is_answered_and_turns(subtests: pytest.Subtests) -> None:
    assert sign(date(2026, 3, 2)).sign == Sign.SIDESTEPPED
    adopted()
    assert sign(date(2026, 3, 2)).sign != Sign.SIDESTEPPED  # last year's measures are carried in the cell
    answer_area(**where(at=AT + timedelta(days=8)), said=replace(OUT, decided_on=date(2026, 3, 9)))
    assert sign(date(2026, 3, 8)).adopted is True
    assert (sign(MARCH).sign, sign(MARCH).adopted) == (Sign.OPTED_OUT, False)


def test_several_areas_are_adopted_by_one_decision() -> None:
    said = Said(True, decided_on=date(2026, 2, 20), dnr="ÄNG 2026/4")
    keys = [MANDATORY, OTHER, "okant"]
    options = {key: value for key, value in where().items() if key != "area_key"}
    made = adopt_areas(**options, area_keys=keys, said=said)
    assert [one.area_key for one in made] == [MANDATORY, OTHER]
    assert {one.event for one in made} == {last()} and last().action == "answers.adopted"
    with pytest.raises(Refused, match="Välj minst ett"):
        adopt_areas(**options, area_keys=keys, said=said)
    with pytest.raises(Denied):
        adopt_areas(**(options | {"by": person("eva")}), area_keys=[THIRD], said=said)
    with pytest.raises(Refused, match="har inte varit än"):
        adopt_areas(**options, area_keys=[THIRD], said=replace(said, decided_on=date(2026, 4, 1)))


def test_a_decision_older_than_what_stands_would_change_nothing() -> None:
    answer_area(**where(), said=Said(True, decided_on=date(2026, 2, 25)))
    with pytest.raises(Refused, match="gäller från den 25 februari 2026"):
        answer_area(**where(), said=OUT)
    listed()
    with pytest.raises(Refused, match="en ändring i det, gäller från den 2 mars 2026"):
        answer_area(**where(), said=replace(OUT, decided_on=date(2026, 2, 26)))
    made = answer_area(**where(), said=OUT, corrects=True)
    assert made.replaces is not None and sign(MARCH).sign == Sign.OPTED_OUT


def test_a_correction_keeps_measures_and_moves_in_their_order() -> None:
    root = answer_area(**where(), said=Said(True))
    measure = listed()
    moved(measure, date(2026, 10, 31), AT + timedelta(days=1))
    before = sign(MARCH)
    corrected = answer_area(**where(at=AT + timedelta(days=2)), said=Said(True, dnr="ÄNG 2026/9"), corrects=True)
    assert corrected.replaces == root and last().action == "answer.corrected"
    assert corrected.changes.count() == root.changes.count() == 2
    after = sign(MARCH)
    told = [[(m.title, m.due, m.original_due, m.moves) for m in one.measures] for one in (before, after)]
    assert told[0] == told[1] and ("Fördelning varje vecka", date(2026, 10, 31), date(2026, 9, 30), 1) in told[0]


def test_a_wrong_answer_is_taken_back_and_the_one_before_stands_again() -> None:
    first = adopted()
    second = answer_area(**where(), said=replace(OUT, decided_on=date(2026, 3, 1)))
    gone = withdraw_answer(**where())
    assert (gone.withdrawn, gone.replaces, last().action) == (True, second, "answer.withdrawn")
    found = asking(first.plan, "angsby", MANDATORY, YEAR, moment=AT)
    assert found and found.root and found.root.pk == first.pk
    listed()
    withdraw_answer(**where())
    found = asking(first.plan, "angsby", MANDATORY, YEAR, moment=AT)
    assert found and found.root is None and not found.listed
    with pytest.raises(Refused, match="inte besvarat"):
        withdraw_answer(**where())
    with pytest.raises(Denied):
        withdraw_answer(**where(by="siv"))


# Measures -------------------------------------------------------------------------------------------------------------
def moved(
    measure: LocalMeasure,
    due: date,
    at: datetime,
    reason: str = "Rekryteringen drar ut på tiden.",
    area: str = MANDATORY,
) -> LocalMeasure:
    newest = Listing.objects.filter(measure=measure).order_by("-pk")[0]
    said = MeasureSaid(newest.title, newest.unit_id, newest.owner, due=due, due_reason=reason)
    return change_measure(**where(area, at=at), measure=measure, said=said)


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


# The plan revised within the year -------------------------------------------------------------------------------------
def revise(in_force: date = date(2026, 4, 1)) -> None:
    """A revision in April that words one area anew and makes another mandatory."""
    old = Revision.objects.get(label="2023")
    event = {"recorded_at": AT + timedelta(days=20), "entered_at": AT + timedelta(days=20), "event": old.event}
    new = Revision.objects.create(plan=old.plan, label="2026", content_hash="", **event)
    for area in FocusArea.objects.filter(revision=old):
        text = "Nya får ett helt år på sig." if area.key == OTHER else area.text
        made = FocusArea.objects.create(
            revision=new, key=area.key, name=area.name, text=text, order=area.order,
            mandatory=area.mandatory or area.key == THIRD, mandatory_by=area.mandatory_by,
            mandatory_on=area.mandatory_on, mandatory_dnr=area.mandatory_dnr,
        )  # fmt: skip
        for one in area.measures.all():
            Measure.objects.create(
                area=made, key=one.key, name=one.name, text=one.text, order=one.order, central=one.central,
                administration=one.administration, due=one.due,
            )  # fmt: skip
    Revision.objects.filter(pk=new.pk).update(
        state="decided",
        is_decided=True,
        decided_on=date(2026, 3, 20),
        in_force=in_force,
        outcome="godkänd",
        first_vp_year=YEAR,
    )


APRIL = datetime(2026, 4, 7, 12, tzinfo=STOCKHOLM)


def test_after_a_revision_only_what_changed_is_asked_again() -> None:
    adopted()
    adopted(OTHER)
    answer_area(**where(THIRD), said=Said(False, "Tas i arbetsmiljöplanen."))
    plan = Plan.objects.select_related("city").get()
    revise()
    asked = [one.area_key for one in ask_again(plan, APRIL.date()) if one.administration == place()]
    assert asked == [OTHER, THIRD]
    with pytest.raises(Refused, match="har inte ändrats"):
        confirm_answer(**where(at=APRIL))
    made = confirm_answer(**where(OTHER, at=APRIL))
    assert made.adopted and last().action == "answer.confirmed"
    with pytest.raises(Refused, match="räcker inte längre"):
        confirm_answer(**where(THIRD, at=APRIL))
    asked = [one.area_key for one in ask_again(plan, APRIL.date()) if one.administration == place()]
    assert asked == [THIRD]
    with pytest.raises(Denied):
        confirm_answer(**where(THIRD, at=APRIL, by="siv"))


def test_what_is_unanswered_is_told_for_the_tasks() -> None:
    plan = Plan.objects.select_related("city").get()
    left = {(str(one.administration), one.area_key, one.mandatory) for one in unanswered(plan, AT.date())}
    assert ("Ängsby", MANDATORY, True) in left and len(left) == 6  # two districts, three areas
    adopted()
    assert len(unanswered(plan, AT.date())) == 5
    assert not [one for one in unanswered(plan, date(2025, 6, 1)) if one.year == YEAR]


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
