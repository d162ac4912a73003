"""The pages of the VP: read and answered, refusals with nothing lost, coverage as page and files, few questions."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
import time_machine
from django.urls import reverse

from handslag.core.clock import STOCKHOLM
from handslag.followup.actions import answer_area
from handslag.followup.models import Answer, Listing, LocalMeasure, Reminder
from handslag.followup.rules.adoption import Said
from tests.client import CheckingClient
from tests.followup.adoption_year import (
    APRIL,
    AT,
    MANDATORY,
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
    unit,
    where,
)

YEAR_PAGE = f"/verksamhetsplan/angsby/{YEAR}/"
AREA = f"{YEAR_PAGE}{MANDATORY}/"


@pytest.fixture(autouse=True)
def _march(small_city: None) -> Iterator[None]:
    arrive()
    with time_machine.travel(AT, tick=False):
        yield


def body(client: CheckingClient, path: str, **data: Any) -> str:
    response = client.get(path, data)
    assert response.status_code == 200, path
    return response.content.decode()


def answer(**more: str) -> dict[str, str]:
    return {"answer": "bortvalt", "kind": "nytt"} | more


@pytest.mark.parametrize(
    ("name", "to"),
    [("hugo", YEAR_PAGE), ("eva", YEAR_PAGE), ("stina", f"/verksamhetsplan/strandvik/{YEAR}/"),
     ("pia", f"/verksamhetsplan/laget/{YEAR}/"), ("lena", f"/verksamhetsplan/laget/{YEAR}/")],
)  # fmt: skip
def test_each_is_led_to_the_own_vp_or_to_the_coverage(client: CheckingClient, name: str, to: str) -> None:
    assert client.as_user(name).get("/verksamhetsplan/").headers["Location"] == to


def test_the_year_says_what_is_left_and_by_when(client: CheckingClient) -> None:
    text = body(client.as_user("hugo"), YEAR_PAGE)
    assert "3 av 3 fokusområden väntar på svar. VP 2026 skulle vara klar 30 januari 2026." in text
    assert "Anta, eller välj bort med skäl, beslutsdag och diarienummer." in text
    assert "3 öppna åtgärder från tidigare år är inte med än." in text
    assert "Anta med ett beslut" not in body(client.as_user("siv"), YEAR_PAGE)
    assert "Bara kansliet och förvaltningschefen i Ängsby" in body(client, YEAR_PAGE)


@pytest.mark.parametrize(
    "path",
    [
        "/verksamhetsplan/angsby/2031/",
        "/verksamhetsplan/ingen/2026/",
        f"{YEAR_PAGE}okant/",
        "/verksamhetsplan/laget/2031/",
        f"{AREA}atgarder/999/",
    ],
)
def test_what_is_not_there_is_not_found(client: CheckingClient, path: str) -> None:
    assert client.as_user("hugo").get(path).status_code == 404


def test_an_opt_out_that_lacks_something_is_shown_again_with_everything_typed(client: CheckingClient) -> None:
    response = client.as_user("hugo").post(AREA, answer(reason="Vi gör det i en annan plan.", dnr="ÄNG 2026/4"))
    text = response.content.decode()
    assert response.status_code == 200 and "Ange dagen för beslutet att välja bort det." in text
    assert "Vi gör det i en annan plan." in text and "ÄNG 2026/4" in text and "<title>Fel:" in text
    assert not Answer.objects.filter(year=YEAR).exists()
    response = client.post(AREA, answer(reason="Gäller 811218-9876", decided_on="2026-02-20", dnr="ÄNG 2026/4"))
    assert "innehåller ett personnummer" in response.content.decode()


def test_an_answer_is_given_and_changed_and_the_earlier_one_stays(client: CheckingClient) -> None:
    client.as_user("hugo")
    filled = answer(
        reason="Tas i arbetsmiljöplanen.", decided_on="2026-02-20", dnr="ÄNG 2026/4",
        cooperation="Förvaltningsgruppen", cooperated_on="2026-02-10",
    )  # fmt: skip
    assert client.post(AREA, filled).headers["Location"] == AREA
    text = body(client, AREA)
    assert "Tas i arbetsmiljöplanen." in text and "Förvaltningsgruppen, 10 februari 2026" in text
    assert "av Hugo Handläggare" in text
    wrong = client.post(AREA, answer(answer="antaget", decided_on="2026-02-01")).content.decode()
    assert "gäller från den 20 februari 2026" in wrong
    assert client.post(AREA, answer(answer="antaget", kind="rattelse")).status_code == 302
    text = body(client, AREA)
    assert "Rättat:" in text and "Inget är inskrivet än" in text
    assert client.get(f"{AREA}ta-tillbaka/").status_code == 200
    assert client.post(f"{AREA}ta-tillbaka/").headers["Location"] == AREA
    assert "Återtaget:" in body(client, AREA)
    assert client.post(f"{AREA}ta-tillbaka/").status_code == 400


def test_pressing_twice_does_not_take_back_the_answer_before_as_well(client: CheckingClient) -> None:
    first = adopted()
    answer_area(**where(), said=replace(OUT, decided_on=date(2026, 3, 1)))
    shown = re.search(r'name="svar" value="(\d+)"', body(client.as_user("hugo"), f"{AREA}ta-tillbaka/"))
    assert shown
    pressed = {"svar": shown[1]}
    assert client.post(f"{AREA}ta-tillbaka/", pressed).headers["Location"] == AREA
    again = client.post(f"{AREA}ta-tillbaka/", pressed)
    assert again.status_code == 400 and "Läs det som står nu" in again.content.decode()
    assert not Answer.objects.filter(replaces=first).exists()


@pytest.mark.parametrize("end", ["", "ny-atgard/", "star-fast/", "ta-tillbaka/", "../anta/", "../ta-med/"])
def test_who_may_not_is_told_why(client: CheckingClient, end: str) -> None:
    response = client.as_user("siv").post(urljoin(AREA, end), answer(answer="antaget"))
    assert response.status_code == 403 and "Bara kansliet" in response.content.decode()
    assert not Answer.objects.filter(year=YEAR).exists()


def test_several_areas_are_adopted_at_once(client: CheckingClient) -> None:
    client.as_user("hilda")
    assert body(client, f"{YEAR_PAGE}anta/").count("checked") == 3
    response = client.post(f"{YEAR_PAGE}anta/", {"decided_on": "2026-02-20", "dnr": "ÄNG 2026/4"})
    assert "Välj minst ett fokusområde." in response.content.decode() and "ÄNG 2026/4" in response.content.decode()
    client.post(f"{YEAR_PAGE}anta/", {"areas": [MANDATORY, OTHER], "decided_on": "2026-02-20", "dnr": "ÄNG 2026/4"})
    assert Answer.objects.filter(year=YEAR, adopted=True, dnr="ÄNG 2026/4").count() == 2


def test_a_measure_is_added_and_moved(client: CheckingClient) -> None:
    adopted()
    client.as_user("hugo")
    new = f"{AREA}ny-atgard/"
    filled = {
        "title": "Fördelning varje vecka",
        "unit": str(unit().pk),
        "owner": "roll:unit_manager",
        "cost": "120 000",
    }
    response = client.post(new, filled)
    assert "Ange när åtgärden ska vara klar" in response.content.decode() or "Välj en dag" in response.content.decode()
    assert "120 000" in response.content.decode()
    assert client.post(new, filled | {"due": "2026-09-30", "funding": "Egen budget"}).headers["Location"] == AREA
    measure = LocalMeasure.objects.get(title="Fördelning varje vecka")
    row = Listing.objects.get(measure=measure)
    assert (row.cost, row.owner, row.owner_role, row.funding) == (
        12_000_000,
        "Enhetschef",
        "unit_manager",
        "Egen budget",
    )
    page = f"{AREA}atgarder/{measure.pk}/"
    assert 'value="120000"' in body(client, page)
    response = client.post(page, filled | {"due": "2026-11-30"})
    assert "Skriv varför dagen flyttas." in response.content.decode()
    assert client.post(page, filled | {"due": "2026-11-30", "due_reason": "Ingen sökte."}).status_code == 302
    text = body(client, AREA)
    assert "Flyttad 1 gång" in text and "30 september 2026" in text and "30 november 2026" in text
    told = body(client, f"/atgarder/{measure.pk}/")
    assert "Ingen sökte." in told and "ändrat 2 mars 2026" in told


def test_a_title_like_an_old_one_is_asked_about_with_nothing_lost(client: CheckingClient) -> None:
    adopted()
    client.as_user("hugo")
    old = LocalMeasure.objects.get(external_id="A-2")
    filled = {
        "title": "Veckovis fördelning av ärenden",
        "unit": str(old.unit_id),
        "due": "2025-09-30",
        "funding": "Egen",
    }
    text = client.post(f"{AREA}ny-atgard/", filled).content.decode()
    assert "Är detta samma åtgärd? ”Veckovis fördelning av nya ärenden”" in text and 'value="Egen"' in text
    assert client.post(f"{AREA}ny-atgard/", filled | {"same": str(old.pk)}).status_code == 302
    assert Listing.objects.filter(measure=old, answer__year=YEAR).exists()


def test_a_manager_changes_the_own_units_measures_alone(client: CheckingClient) -> None:
    adopted()
    mine, others = listed(unit=unit().pk), listed("Annat", unit=unit("Försörjning Ängsby").pk)
    client.as_user("eva")
    text = body(client, AREA)
    assert f"{AREA}atgarder/{mine.pk}/" in text and f"{AREA}atgarder/{others.pk}/" not in text
    assert client.get(f"{AREA}atgarder/{others.pk}/").status_code == 403
    assert "Hela förvaltningen" not in body(client, f"{AREA}ny-atgard/")


def test_open_measures_are_all_ticked_and_taken_along_by_one_press(client: CheckingClient) -> None:
    client.as_user("hugo")
    text = body(client, f"{YEAR_PAGE}ta-med/")
    assert text.count(" checked") == 3 and "Mentor det första halvåret" in text
    assert "Välj minst en åtgärd" in client.post(f"{YEAR_PAGE}ta-med/", {}).content.decode()
    wanted = [str(pk) for pk in LocalMeasure.objects.filter(administration=place()).values_list("pk", flat=True)]
    assert client.post(f"{YEAR_PAGE}ta-med/", {"measures": wanted}).headers["Location"] == YEAR_PAGE
    assert "Alla öppna åtgärder är redan med." in body(client, f"{YEAR_PAGE}ta-med/")


def test_after_a_revision_what_changed_is_shown_and_stands_firm_by_one_press(client: CheckingClient) -> None:
    adopted(OTHER)
    answer_area(**where(THIRD), said=Said(False, "Tas i arbetsmiljöplanen."))
    revise()
    client.as_user("hugo")
    with time_machine.travel(APRIL, tick=False):
        client.force_login(person("hugo"))
        text = body(client, YEAR_PAGE)
        assert "Fråga igen: det här har ändrats" in text
        text = body(client, f"{YEAR_PAGE}{OTHER}/")
        assert "helt år" in text and "Svaret står fast" in text
        assert client.post(f"{YEAR_PAGE}{OTHER}/star-fast/").headers["Location"] == YEAR_PAGE
        assert "har ändrats sedan ni svarade" not in body(client, f"{YEAR_PAGE}{OTHER}/")
        text = body(client, f"{YEAR_PAGE}{THIRD}/")
        assert "Svaret räcker inte längre. Området är obligatoriskt." in text
        assert client.post(f"{YEAR_PAGE}{THIRD}/star-fast/").status_code == 400
        assert "(fråga igen)" in body(client.as_user("pia"), f"/verksamhetsplan/laget/{YEAR}/")


def test_the_coverage_tells_who_has_answered_what(client: CheckingClient) -> None:
    path = f"/verksamhetsplan/laget/{YEAR}/"
    adopted()
    answer_area(**where(OTHER), said=Said(False, "Görs i en annan plan."))
    text = body(client.as_user("pia"), path)
    assert "2 av 6 svar har kommit in till VP 2026. 2 förvaltningar har något kvar." in text
    assert "2 av 3" in text and "0 av 3" in text
    assert "Strandvik" not in body(client, path, omrade=OTHER, visa="klara").split("<tbody>")[1]
    first = [body(client, path, ordna=order).index(">Strandvik<") for order in ("svar", "-svar")]
    assert first[0] < first[1]
    rows = list(
        csv.DictReader(io.StringIO(client.get(path, {"format": "csv"}).content.decode("utf-8-sig")), delimiter=";")
    )
    assert len([row for row in rows if row["Svar"] == "Obesvarat"]) == 4
    assert "Görs i en annan plan." in json.dumps(client.get(path, {"format": "json"}).json(), ensure_ascii=False)
    assert "Bara planansvariga påminner" in body(client.as_user("lena"), path)


def test_a_reminder_is_one_press_and_is_shown(client: CheckingClient) -> None:
    path = f"/verksamhetsplan/laget/{YEAR}/"
    client.as_user("pia")
    assert client.post(f"{path}pamin/", {"administration": "angsby"}).headers["Location"] == path
    assert "2 mars 2026" in body(client, path)
    assert client.post(f"{path}pamin/").status_code == 302 and Reminder.objects.count() == 2
    assert client.post(f"{path}pamin/").status_code == 400
    assert client.post(f"{path}pamin/", {"administration": "granne"}).status_code == 400
    assert "<dt>Påmind</dt><dd>2 mars 2026</dd>" in body(client.as_user("hugo"), YEAR_PAGE)
    assert client.post(f"{path}pamin/").status_code == 403


def test_measures_are_handed_over_on_one_page(client: CheckingClient) -> None:
    adopted()
    measure = listed(owner="Eva Enhetschef", owner_user=person("eva").pk, unit=unit().pk)
    path = reverse("followup:hand-over", args=[person("eva").pk])
    text = body(client.as_user("ada"), path)
    assert "Fördelning varje vecka" in text and "checked" in text
    response = client.post(path, {"measures": [str(measure.pk)], "owner": ""})
    assert "Välj vem som tar över." in response.content.decode()
    to = {"measures": [str(measure.pk)], "owner": f"person:{person('egon').pk}"}
    assert client.post(path, to).headers["Location"] == path
    assert "ingen öppen åtgärd" in body(client, path)
    assert Listing.objects.order_by("-pk")[0].owner_user == person("egon")
    assert client.as_user("stina").get(path).status_code == 403
    assert client.as_user("gun").get(path).status_code == 404


def test_the_cells_page_shows_answers_and_not_their_changes(client: CheckingClient) -> None:
    answer_area(**where(), said=Said(True, decided_on=date(2026, 2, 20), dnr="ÄNG 2026/4"))
    moved(listed(), date(2026, 11, 30), AT)
    text = body(client.as_user("lena"), f"/livstecken/angsby/{MANDATORY}/")
    assert text.count("VP 2026</th>") == 1 and "Antaget, 1 åtgärd" in text
    answer_area(**where(), said=replace(OUT, decided_on=date(2026, 2, 25)), corrects=True)
    text = body(client, f"/livstecken/angsby/{MANDATORY}/")
    assert "Rättat:" in text and "<del>Antaget</del>" in text
    assert "Tas i arbetsmiljöplanen." in body(client, "/forvaltningar/angsby/")


def test_pages_ask_few_questions_and_no_more_of_more_rows(client: CheckingClient) -> None:
    client.as_user("hugo")
    adopted()
    first = listed()
    own = ("", "ta-med/", "anta/", f"{MANDATORY}/", f"{MANDATORY}/ny-atgard/", f"{MANDATORY}/atgarder/{first.pk}/")
    paths = [
        *(YEAR_PAGE + one for one in own),
        f"/verksamhetsplan/laget/{YEAR}/",
        reverse("followup:hand-over", args=[person("hugo").pk]),
    ]
    listed("Den första", owner="Hugo", owner_user=person("hugo").pk)
    few = {path: client.count(path) for path in paths}
    for number in range(20):
        listed(
            f"Sak nummer {number:03} {'abcdefghijklmnopqrst'[number] * 9}", owner="Hugo", owner_user=person("hugo").pk
        )
    many = {path: client.count(path) for path in paths}
    assert {path: count for path, count in many.items() if count > few[path]} == {}
    assert {path: count for path, count in many.items() if count > 15} == {}


def test_the_measures_own_page_leads_those_who_may_to_where_its_day_is_changed(client: CheckingClient) -> None:
    adopted()
    made = listed()
    page, change = f"/atgarder/{made.pk}/", f"{AREA}atgarder/{made.pk}/"
    for who in ("hugo", "hilda", "pia"):
        assert f'href="{change}"' in body(client.as_user(who), page)
    assert client.as_user("hugo").get(change).status_code == 200
    for who in ("lena", "sara", "stina"):
        assert change not in body(client.as_user(who), page)
    assert change not in body(client.as_user("hugo"), page, dag="2026-03-01")


def test_an_answer_given_before_the_plans_day_says_from_when_it_holds(client: CheckingClient) -> None:
    early = datetime(2025, 12, 15, 12, tzinfo=STOCKHOLM)
    with time_machine.travel(early, tick=False):
        adopted(at=early)
        assert "Antaget, gäller från " in body(client.as_user("hugo"), AREA)
    assert "Antaget sedan " in body(client.as_user("hugo"), AREA)
