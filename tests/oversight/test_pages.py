"""The reports as pages: the list, the form, the report and the brief, on any day and as known at any moment."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from handslag.core.clock import at_local
from handslag.oversight.loading import known_frame
from handslag.oversight.pages import shelf_of
from handslag.plan.models import Plan
from tests.client import CheckingClient


@pytest.fixture
def reader(town: Plan, client: CheckingClient) -> CheckingClient:
    client.as_user("lena")
    return client


def test_the_list_says_who_has_signed_and_who_has_not(town: Plan) -> None:
    shelf = shelf_of(town, known_frame(town, at_local("2025-06-10T10:00")), "")
    assert shelf.answer == (
        "T1 2025: 2 av 3 förvaltningar har undertecknat sin lägesrapport. "
        "Strandvik skulle ha lämnat sin senast den 21 maj 2025."
    )
    states = {(slot.administration, slot.period.code): slot.state for slot in shelf.slots}
    assert states["Ängsby", "T1"] == "signed" and states["Strandvik", "T1"] == "late"
    assert states["Ängsby", "T2"] == "ahead" and not shelf.periods[1].has_come
    early = shelf_of(town, known_frame(town, at_local("2025-05-20T10:00")), "2025")
    assert {slot.state for slot in early.slots if slot.administration == "Strandvik"} == {"waiting", "ahead"}
    assert shelf_of(town, known_frame(town, at_local("2022-02-01T10:00")), "").year is None


def test_the_list_as_a_page_and_as_files(reader: CheckingClient) -> None:
    page = reader.get("/rapporter/", {"ar": "2025"}).content.decode()
    assert "Undertecknad 14 maj 2025" in page and "Förvaltningsgruppen 7 maj 2025" in page
    assert "Ingen uppgift om förvaltningsgruppen" in page and "Saknas" in page
    assert 'href="/rapporter/2025-T1/angsby/"' in page and 'href="/rapporter/2025-T1/kort/"' in page
    text = reader.get("/rapporter/", {"ar": "2025", "format": "csv"}).content.decode("utf-8-sig")
    assert "2025-T1;Ängsby;Undertecknad 14 maj 2025;2025-05-14;2025-05-07;2025-05-21;Påhittat exempel" in text
    data = json.loads(reader.get("/rapporter/", {"ar": "2025", "format": "json"}).content)
    states = {one["administration"]: one["state"] for one in data["reports"] if one["period"]["code"] == "T1"}
    assert states == {"Ängsby": "signed", "Strandvik": "late", "Socialförvaltningen": "signed"}


def test_the_report_as_a_page_and_its_files_are_of_the_same_moment(reader: CheckingClient) -> None:
    page = reader.get("/rapporter/2025-T1/", {"kant": "2025-06-01T12:00"}).content.decode()
    assert "Uppföljning av handlingsplanen, tertial 1 2025" in page
    assert "Läget den 30 april 2025, som det var känt den 1 juni 2025 kl. 12.00." in page
    assert 'href="/livstecken/strandvik/arbetsbelastning/?dag=2025-04-30"' in page
    links = [unescape(one) for one in re.findall(r'href="(\?[^"]*format=[^"]*)"', page)]
    assert len(links) == 3 and all("kant=2025-06-01T12%3A00%3A00%2B02%3A00" in one for one in links)
    for link, start in zip(links, (b"%PDF-", b"PK", b"<!doctype"), strict=True):
        response = reader.get(f"/rapporter/2025-T1/{link}")
        assert response.content.startswith(start)
        assert "attachment" in response["Content-Disposition"]
        assert response.content == reader.get(f"/rapporter/2025-T1/{link}").content


def test_another_day_and_what_cannot_be_read(reader: CheckingClient) -> None:
    page = reader.get("/rapporter/2025-T1/", {"dag": "2025-03-31", "kant": "2025-06-01T12:00"}).content.decode()
    assert "Läget den 31 mars 2025" in page
    wrong = reader.get("/rapporter/2025-T1/", {"dag": "hej"}).content.decode()
    assert "”hej” är ingen dag." in wrong and "Läget den 30 april 2025" in wrong


def test_a_signed_report_is_shown_as_known_when_it_was_signed(reader: CheckingClient) -> None:
    page = reader.get("/rapporter/2025-T1/angsby/").content.decode()
    assert "Lägesrapport för Ängsby, tertial 1 2025" in page
    assert "som det var känt den 16 maj 2025 kl. 15.30." in page
    assert "Ängsby stadsdelsnämnd" in page


@pytest.mark.parametrize("path", ["/rapporter/2025-T1/kort/", "/rapporter/2025-T1/angsby/kort/"])
def test_one_page(reader: CheckingClient, path: str) -> None:
    page = reader.get(path).content.decode()
    assert "Hela rapporten" in page
    assert len(reader.get(path, {"format": "pdf"}).content) > 1000


@pytest.mark.parametrize("path", ["/rapporter/2031-T1/", "/rapporter/hej/", "/rapporter/2025-T1/kiruna/"])
def test_what_does_not_exist_is_not_found(reader: CheckingClient, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_a_day_without_the_plan_is_said_on_the_page(reader: CheckingClient) -> None:
    page = reader.get("/rapporter/2025-T1/", {"dag": "2021-06-01"})
    assert page.status_code == 200 and "gällde inte den 1 juni 2021" in page.content.decode()


def test_the_form_leads_to_the_report(reader: CheckingClient) -> None:
    reader.as_user("pia")
    assert "Gör en rapport" in reader.get("/rapporter/gor/").content.decode()
    asked = {"period": "2025-T1", "forvaltning": "angsby", "omfang": "kort", "form": "pdf", "dnr": "ÄNG 2025/3"}
    to = reader.get("/rapporter/gor/", asked)["Location"]
    assert to.startswith("/rapporter/2025-T1/angsby/kort/?dnr=") and "format=pdf" in to
    wrong = reader.get("/rapporter/gor/", {"period": "2031-T1"}).content.decode()
    assert "finns inte att välja här" in wrong
    named = reader.get("/rapporter/gor/", {"period": "2025-T1", "handlaggare": "19121212-1212"}).content.decode()
    assert "Texten innehåller ett personnummer." in named


def test_a_city_without_a_plan_and_a_stranger(town: Plan, client: CheckingClient) -> None:
    client.as_user("gun")
    assert "Det finns ingen plan än." in client.get("/rapporter/").content.decode()
    assert client.get("/rapporter/2025-T1/").status_code != 200


def test_the_list_and_the_report_ask_few_questions(reader: CheckingClient) -> None:
    reader.get("/rapporter/")
    assert reader.count("/rapporter/") <= 12
    reader.as_user("pia")
    assert reader.count("/rapporter/gor/") <= 8
