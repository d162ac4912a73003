"""What the open pages say, and what is answered where there is nothing."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from handslag.core.spreadsheet_text import EXAMPLE
from handslag.plan.models import Plan
from handslag.public.models import Publication
from tests.client import CheckingClient

ATOM = "{http://www.w3.org/2005/Atom}"


def _page(client: CheckingClient, path: str) -> str:
    response = client.get(f"/oppet/lillkoping/{path}")
    assert response.status_code == 200, path
    return response.content.decode()


def test_one_city_with_a_plan_is_the_answer(open_city: Plan, client: CheckingClient) -> None:
    response = client.get("/oppet/")
    assert response.status_code == 303 and response.headers["Location"] == "/oppet/lillkoping/"


def test_the_first_page_answers_first(open_city: Plan, client: CheckingClient) -> None:
    newest = Publication.objects.order_by("-as_of")[0]
    page = _page(client, "")
    assert "Får socialsekreterarna det bättre på jobbet?" in page
    assert f"{newest.summary['alive']} av {newest.summary['counted']}" in page
    assert f"som det var känt när {newest.name} stängdes" in page
    assert all(word in page for word in ("Här har arbetet stannat", "Blir det bättre?", "Hur vet ni det?"))
    assert 'data-size="md"' in page


def test_before_a_period_is_closed_the_page_says_so(small_city: None, client: CheckingClient) -> None:
    assert "Ingen uppföljningsperiod är stängd" in _page(client, "")
    assert "Ingen uppföljningsperiod är stängd" in _page(client, "livstecken/")
    assert "Rimlig arbetsbelastning" in _page(client, "planen/")
    assert client.get("/oppet/lillkoping/livstecken/angsby/arbetsbelastning/").status_code == 404


def test_the_matrix_is_that_of_the_period(open_city: Plan, client: CheckingClient) -> None:
    page = _page(client, "livstecken/?period=2025-T1")
    one = Publication.objects.get(year=2025, code="T1")
    for cell in one.content["cells"]:
        assert f"/livstecken/{cell['slug']}/{cell['area']}/?period=2025-T1" in page
    assert "När T1 2025 stängde" in page


def test_what_is_not_there_is_not_found(open_city: Plan, client: CheckingClient) -> None:
    for path in (
        "/oppet/ingenstans/", "/oppet/lillkoping/livstecken/?period=1999-T1", "/oppet/lillkoping/rapporter/1999-T1/",
        "/oppet/lillkoping/livstecken/angsby/ingenting/", "/oppet/lillkoping/data/signaler.csv",
        "/oppet/lillkoping/data/livstecken.exe", "/oppet/grannkoping/", "/hjalp/ingen/", "/hjalp/bilder/..%2Findex.md",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_the_data_say_what_the_pages_say(open_city: Plan, client: CheckingClient) -> None:
    data = json.loads(_page(client, "data/livstecken.json?period=2025-T1"))
    one = Publication.objects.get(year=2025, code="T1")
    assert (data["city"], data["period"], data["example"]) == ("Lillköping", "2025-T1", EXAMPLE)
    assert [cell["sign"] for cell in data["cells"]] == [cell["sign"] for cell in one.content["cells"]]
    lines = _page(client, "data/livstecken.csv?period=2025-T1").splitlines()
    assert len(lines) == 1 + len(data["cells"]) and lines[0].endswith(EXAMPLE)
    periods = json.loads(_page(client, "data/perioder.json"))["periods"]
    assert len(periods) == Publication.objects.count() == len(_page(client, "data/perioder.csv").splitlines()) - 1
    assert json.loads(_page(client, "data/planen.json"))["revision"] == "2023"
    assert json.loads(_page(client, "data/moten.json"))["meetings"] == []


def test_the_feed_tells_of_periods_signs_and_versions(open_city: Plan, client: CheckingClient) -> None:
    feed = ElementTree.fromstring(_page(client, "flode.xml"))
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert "T1 2025 är stängd" in titles and "Ny version av planen: 2023" in titles
    assert len(ids) == len(set(ids))
    newest = list(Publication.objects.order_by("as_of"))[-2:]
    if newest[0].summary["signs"] != newest[1].summary["signs"]:
        assert any(", Ängsby: " in title or ", Strandvik: " in title for title in titles)


def test_the_report_is_the_committees_without_what_exposes(open_city: Plan, client: CheckingClient) -> None:
    page = _page(client, "rapporter/2025-T1/")
    assert "Uppföljning av handlingsplanen, tertial 1 2025" in page and "Bilaga 1. Läget i staden" in page
    assert "14 maj 2025" in page, "Ängsby had signed"
    pdf = client.get("/oppet/lillkoping/rapporter/2025-T1/rapport.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF-")


def test_help_privacy_and_accessibility_are_open_to_all(small_city: None, client: CheckingClient) -> None:
    for path, words in (
        ("/hjalp/", "Hjälp"),
        ("/hjalp/enhetschef/", "lägesrapport"),
        ("/personuppgifter/", "people.User: username, name, email"),
        ("/tillganglighet/", "digg.se/tdosanmalan"),
    ):
        response = client.get(path)
        assert response.status_code == 200 and words in response.content.decode(), path
        assert not response.cookies
