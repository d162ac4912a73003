"""Answering a VP, listing measures under it, carrying over, handing over, reminding: and what the signs make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import (
    adopt_areas,
    answer_area,
    confirm_answer,
    withdraw_answer,
)
from handslag.followup.loading import ask_again, unanswered
from handslag.followup.loading.adoption_asking import asking
from handslag.followup.models import Answer
from handslag.followup.rules.adoption import Said
from handslag.plan.models import Plan
from handslag.vitals.facts import Sign
from tests.followup.adoption_year import (
    APRIL,
    AT,
    MANDATORY,
    MARCH,
    OTHER,
    OUT,
    THIRD,
    YEAR,
    adopted,
    arrive,
    listed,
    moved,
    person,
    place,
    revise,
    sign,
    where,
)


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


# The plan revised within the year -------------------------------------------------------------------------------------
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
