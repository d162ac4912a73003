"""The sheet of a unit and the page of an administration: what was promised, what is silent, what waits."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.vitals.evidence_links import dead_anchors

from handslag.core.clock import now
from handslag.people.models import Unit
from handslag.plan.models import Plan
from handslag.vitals.actions import take_snapshot

DAY = "2025-05-02"


@pytest.fixture
def reader(small_city: None, client: CheckingClient) -> CheckingClient:
    return client.as_user("lena")


def unit(name: str) -> str:
    return f"/enheter/{Unit.objects.get(name=name).pk}/"


def seen(client: CheckingClient, path: str, **choices: str) -> str:
    response = client.get(path, {"dag": DAY} | choices)
    assert response.status_code == 200
    return response.content.decode()


def test_the_sheet_says_what_was_promised_and_what_has_been_done(reader: CheckingClient) -> None:
    page = seen(reader, unit("Barn och unga Ängsby"))
    assert "2 åtgärder är utlovade till enheten i 2 fokusområden. 2 är öppna." in page
    assert "14 april 2025: " in page and "Tolv av fjorton ligger under taket." in page
    assert "Ingen signal om enheten väntar på svar." in page
    assert "Nästa lägesrapport: T1 2025, senast 21 maj 2025." in page
    assert "Anteckningar" in page


def test_silence_is_said_where_it_is(reader: CheckingClient) -> None:
    page = seen(reader, unit("Försörjning Ängsby"), dag="2025-12-01")
    assert "1 har varit tyst i mer än 150 dagar." in page and "Tyst i 273 dagar." in page


def test_signals_about_the_unit_that_wait_stand_on_its_sheet(reader: CheckingClient) -> None:
    page = seen(reader, unit("Äldre Strandvik"))
    assert "Ingen ny har fått en introduktion." in page and "Obesvarad" in page
    assert "Introduktion" in page


def test_a_unit_without_promises_is_told_so(reader: CheckingClient) -> None:
    assert "Ingen åtgärd är utlovad till enheten." in seen(reader, unit("Äldre Strandvik"), dag="2024-06-01")


def test_a_unit_of_the_neighbour_city_is_not_found(reader: CheckingClient) -> None:
    assert reader.get(unit("Barn och unga Grannköping")).status_code == 404
    assert reader.get("/enheter/999999/").status_code == 404


def test_the_sheet_can_be_opened_in_a_spreadsheet(reader: CheckingClient) -> None:
    text = reader.get(unit("Barn och unga Ängsby"), {"dag": DAY, "format": "csv"}).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {line["Åtgärd"] for line in lines} == {"Tak på femton ärenden", "Mentor det första halvåret"}
    assert {line["Påhittat exempel"] for line in lines} == {"Påhittat exempel"}


def test_the_administration_shows_first_what_must_be_answered(reader: CheckingClient) -> None:
    page = seen(reader, "/forvaltningar/strandvik/")
    assert "2 av 3 fokusområden kräver svar." in page
    assert page.index("Kräver svar") < page.index('id="enheter"') < page.index('id="rapporter"')
    assert 'data-sign="contested"' in page and 'data-sign="sidestepped"' in page
    assert "En signal väntar på svar" in page


def test_the_administration_shows_reports_signals_and_what_it_opted_out_of(reader: CheckingClient) -> None:
    page = seen(reader, "/forvaltningar/angsby/")
    reports = page[page.index('id="rapporter"') : page.index('id="signaler"')]
    assert "VB 2024" in reports and "Saknas" in reports
    assert "Inte än" in reports  # T1 2025, whose day has not come
    assert "Tas upp i arbetsmiljöplanen i stället" in page[page.index('id="bortvalt"') :]
    assert "Fördelningen görs om från april." in page
    assert "Ängsby stadsdelsnämnd" in page


@pytest.mark.parametrize("path", ["/forvaltningar/angsby/", "/forvaltningar/strandvik/"])
def test_every_link_leads_to_a_place_that_is_there(reader: CheckingClient, path: str) -> None:
    assert dead_anchors(reader, f"{path}?dag={DAY}") == []


def test_a_central_measure_stands_with_who_leads_it(reader: CheckingClient) -> None:
    page = seen(reader, "/forvaltningar/socialforvaltningen/")
    assert "Kompetensfonden" in page and "central åtgärd" in page


def test_an_unknown_administration_is_not_found(reader: CheckingClient) -> None:
    assert reader.get("/forvaltningar/finns-inte/").status_code == 404
    assert reader.get("/forvaltningar/grannforvaltningen/").status_code == 404


def test_the_administration_as_files(reader: CheckingClient) -> None:
    found = reader.get("/forvaltningar/angsby/", {"dag": DAY, "format": "json"}).json()
    assert {cell["area"] for cell in found["cells"]} == {"Rimlig arbetsbelastning", "Introduktion", "Hot och våld"}
    text = reader.get("/forvaltningar/angsby/", {"dag": DAY, "format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 4


@pytest.mark.parametrize("path", ["/forvaltningar/angsby/", "unit"])
def test_a_page_asks_few_questions(reader: CheckingClient, path: str) -> None:
    take_snapshot(plan=Plan.objects.select_related("city").get(), as_of=date.fromisoformat(DAY), known_at=now())
    address = unit("Barn och unga Ängsby") if path == "unit" else path
    seen(reader, address)
    with reader.at_most(15):
        seen(reader, address)


MERGER = """
city: {name: Lillköping, code: "9991", example: true}
administrations:
  - {name: Ängsby, kind: district, valid_from: 2020-01-01, valid_to: 2025-03-31, committee: Ängsby stadsdelsnämnd}
  - name: Storängen
    kind: district
    valid_from: 2025-04-01
    predecessors: [Ängsby]
    committee: Storängens stadsdelsnämnd
    units: [{name: Barn och unga Ängsby, field: barn och unga}]
"""


def test_after_a_merger_the_old_pages_lead_to_the_new_administration(reader: CheckingClient, tmp_path: Path) -> None:
    file = tmp_path / "city.yaml"
    file.write_text(MERGER, encoding="utf-8")
    run_command("import", "city", str(file), "--recorded-at", "2025-04-01T09:00")
    old = seen(reader, "/forvaltningar/angsby/")
    assert "Arbetet fortsätter i" in old and "Storängen" in old
    for sheet in Unit.objects.filter(name="Barn och unga Ängsby"):
        page = seen(reader, f"/enheter/{sheet.pk}/")
        assert "Tak på femton ärenden" in page and "Storängen" in page
    assert "Rimlig arbetsbelastning i Storängen" in seen(reader, "/livstecken/storangen/arbetsbelastning/")
    assert dead_anchors(reader, f"/livstecken/storangen/arbetsbelastning/?dag={DAY}") == []
