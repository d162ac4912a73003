"""Measures as a reader meets them: which entries counted and why, days that moved, names that changed, and the list."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.vitals.evidence_links import dead_anchors

from handslag.followup.models import LocalMeasure

DAY = "2026-03-02"
VP = (
    "Förvaltning;Enhet;Fokusområde;Beslut;Skäl;Beslutsdatum;Dnr;År;Åtgärd;Ansvarig;Start;Klart senast;"
    "Förväntad effekt;Kostnad;Id;Ersätter"
)
MISSING = re.compile(r"[^<>]*apport[^<>]* saknas[^<>]*")
NOTES = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id"
YES = "Antaget;;2026-01-20;ÄNG 2026/1;2026"
TAK = "Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Tak på femton ärenden"


def read_in(tmp_path: Path, kind: str, lines: list[str], known: str) -> None:
    file = tmp_path / f"{kind}-{known[:10]}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    run_command("import", kind, str(file), "--city", "Lillköping", "--recorded-at", known)


@pytest.fixture
def reader(small_city: None, client: CheckingClient, tmp_path: Path) -> CheckingClient:
    """The small city a year later: the tak has moved, its notes are copied, and the mentor has a new name."""
    read_in(
        tmp_path,
        "vp",
        [
            VP,
            f"{TAK[: TAK.rindex(';')]};{YES};Tak på femton ärenden;Enhetschef;;2026-06-30;;;A-1;",
            f"Ängsby;Barn och unga Ängsby;Introduktion;{YES};Mentor det första året;Enhetschef;;2026-12-31;;;A-9;A-3",
        ],
        "2026-01-21T12:00",
    )
    read_in(
        tmp_path,
        "progress",
        [
            NOTES,
            f"{TAK};2025-09-01;Pågår;Tolv av fjorton låg under taket.;;A-1",
            f"{TAK};2025-10-01;Pågår;Arbetet fortgår enligt plan.;;A-1",
            f"{TAK};2025-11-03;Klar;;;A-1",
            f"{TAK};2025-12-01;Pågår;Två av femton ligger nu över taket och får stöd.;Protokoll 9;A-1",
        ],
        "2026-01-21T13:00",
    )
    return client.as_user("lena")


def measure(external_id: str) -> str:
    return f"/atgarder/{LocalMeasure.objects.get(external_id=external_id).pk}/"


def seen(client: CheckingClient, path: str, **choices: str) -> str:
    response = client.get(path, {"dag": DAY} | choices)
    assert response.status_code == 200
    return response.content.decode()


def test_each_entry_says_what_it_counted_for(reader: CheckingClient) -> None:
    page = seen(reader, measure("A-1"))
    assert "6 noteringar, varav 3 med något nytt. Det senaste hände den 1 december 2025." in page
    assert "Räknas: nytt läge, nytt underlag och ny text." in page
    assert "Räknas inte: texten är till 92 procent lik den från 14 april 2025." in page
    assert "Räknas inte: texten har bara allmänna ord." in page
    assert "Läget Klar togs inte: det behövs en text med innehåll eller ett underlag." in page


def test_a_copy_is_compared_with_what_it_copies_word_by_word(reader: CheckingClient) -> None:
    page = seen(reader, measure("A-1"))
    assert "Jämför med texten från 14 april 2025" in page
    assert "<del>" in page and "Struket: </span>ligger" in page and "Tillagt: </span>låg" in page


def test_a_day_that_was_moved_stands_with_the_answer_it_came_with(reader: CheckingClient) -> None:
    page = seen(reader, measure("A-1"))
    days = page[page.index('id="dagar"') : page.index('id="vp"')]
    assert "31 oktober 2025" in days and "Den första dagen" in days
    assert "VP 2026, beslutat 20 januari 2026, ÄNG 2026/1" in days and "Flyttad" in days
    assert "Flyttad 1 gång" in page


def test_a_measure_keeps_what_was_noted_under_its_earlier_name(reader: CheckingClient) -> None:
    newer, older = seen(reader, measure("A-9")), seen(reader, measure("A-3"))
    for page in (newer, older):
        assert "Tre mentorer är utsedda." in page
        assert "Noteringar under åtgärdens tidigare namn är med." in page
    assert "<dt>Ersätter</dt>" in newer and "<dt>Ersatt av</dt>" in older


def test_owner_effect_and_cost_stand_beside(reader: CheckingClient) -> None:
    page = seen(reader, measure("A-1"), dag="2025-05-02")
    assert "Enhetschef" in page and "Färre avbrutna utredningar" in page and "120\u00a0000\u00a0kr" in page


def test_earlier_days_show_what_was_then(reader: CheckingClient) -> None:
    page = seen(reader, measure("A-1"), dag="2025-02-20")
    assert "1 notering, varav 1 med något nytt." in page and "Flyttad" not in page


@pytest.mark.parametrize("external_id", ["A-1", "A-9"])
def test_every_piece_of_evidence_leads_to_a_place_that_is_there(reader: CheckingClient, external_id: str) -> None:
    assert dead_anchors(reader, f"{measure(external_id)}?dag={DAY}") == []


def test_a_central_measure_has_its_sign_and_reasons(reader: CheckingClient) -> None:
    page = seen(reader, "/atgarder/central/fond/")
    assert "Kompetensfonden" in page and "Fonden betalar vidareutbildning." in page
    assert 'data-sign="asleep" data-size="lg"' in page
    assert "Planen, version 2023" in page and "30 november 2025" in page


def test_a_report_that_is_signed_is_not_said_to_be_missing_on_a_central_measure(
    reader: CheckingClient, tmp_path: Path
) -> None:
    path = "/atgarder/central/fond/"
    assert "T1 2025" in " ".join(MISSING.findall(seen(reader, path, dag="2025-07-01")))
    signed = ["Förvaltning;Period;Undertecknad", "Socialförvaltningen;T1 2025;2025-05-16"]
    read_in(tmp_path, "reports", signed, "2025-05-16T15:30")
    assert "T1 2025" not in " ".join(MISSING.findall(seen(reader, path, dag="2025-07-01")))


def test_the_neighbour_city_sees_no_measure(small_city: None, client: CheckingClient) -> None:
    path = measure("A-1")
    client.as_user("gun")
    assert client.get(path).status_code == 404
    assert client.get("/atgarder/central/fond/").status_code in (400, 404)


def test_an_unknown_measure_is_not_found(reader: CheckingClient) -> None:
    assert reader.get("/atgarder/999999/").status_code == 404
    assert reader.get("/atgarder/central/finns-inte/").status_code == 404


def test_entries_can_be_opened_in_a_spreadsheet(reader: CheckingClient) -> None:
    text = reader.get(measure("A-1"), {"dag": DAY, "format": "csv"}).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [line["Räknas"] for line in lines] == ["ja", "nej", "nej", "nej", "ja", "ja"]
    assert reader.get(measure("A-1"), {"dag": DAY, "format": "json"}).json()["state"] == "under_way"


def titles(client: CheckingClient, **choices: str) -> list[str]:
    found = client.get("/atgarder/", {"dag": DAY, "format": "json"} | choices).json()
    return [line["title"] for line in found["measures"]]


ALL = {
    "Tak på femton ärenden",
    "Veckovis fördelning av nya ärenden",
    "Mentor det första året",
    "Handbok för nya",
}


def test_the_list_has_each_measure_once_under_its_newest_name(reader: CheckingClient) -> None:
    assert set(titles(reader)) == ALL
    page = seen(reader, "/atgarder/")
    assert "4 åtgärder har funnits" in page and "Mentor det första halvåret" not in page
    assert "31 oktober 2025</del> 30 juni 2026" in page


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"sok": "TAK"}, {"Tak på femton ärenden"}),
        ({"sok": "nya för"}, {"Veckovis fördelning av nya ärenden", "Handbok för nya"}),
        ({"forvaltning": "strandvik"}, {"Handbok för nya"}),
        ({"omrade": "introduktion"}, {"Mentor det första året", "Handbok för nya"}),
        ({"ar": "2026"}, {"Tak på femton ärenden", "Mentor det första året"}),
        ({"lage": "under_way"}, {"Tak på femton ärenden"}),
        ({"lage": "open"}, ALL),
        ({"lage": "done"}, set()),
        ({"forvaltning": "finns-inte"}, ALL),
    ],
)
def test_the_list_is_narrowed(reader: CheckingClient, choices: dict[str, str], expected: set[str]) -> None:
    assert set(titles(reader, **choices)) == expected


def test_the_list_is_put_in_order(reader: CheckingClient) -> None:
    assert titles(reader, ordna="atgard") == sorted(ALL)
    assert titles(reader, ordna="-senast")[0] == "Tak på femton ärenden"
    assert titles(reader, ordna="klar")[0] == "Handbok för nya"
    assert titles(reader, ordna="nonsens") == titles(reader)


def test_notes_on_a_central_measure_stand_on_its_own_page(reader: CheckingClient, tmp_path: Path) -> None:
    fund = "Socialförvaltningen;;Rimlig arbetsbelastning;Kompetensfonden"
    row = f"{fund};2026-02-02;Startad;Fonden har betalat tre kurser.;;"
    read_in(tmp_path, "progress", [NOTES, row], "2026-02-03T12:00")
    assert set(titles(reader, lage="open")) == ALL
    assert "Fonden har betalat tre kurser." in seen(reader, "/atgarder/central/fond/")


def test_the_list_of_an_earlier_day_has_the_names_and_days_of_then(reader: CheckingClient) -> None:
    assert "Mentor det första halvåret" in titles(reader, dag="2025-05-02")


def test_the_list_asks_as_many_questions_for_hundreds_as_for_four(reader: CheckingClient, tmp_path: Path) -> None:
    seen(reader, "/atgarder/")
    few = reader.count("/atgarder/", dag=DAY)
    rows = [
        f"Strandvik;Äldre Strandvik;Introduktion;Antaget;;2026-01-22;STR 2026/1;2026;Handbok del {n} av alla;Chef;;"
        f"2026-09-30;;;S-{n};"
        for n in range(10, 130)
    ]
    read_in(tmp_path, "vp", [VP, *rows], "2026-01-23T12:00")
    seen(reader, "/atgarder/")
    assert reader.count("/atgarder/", dag=DAY) == few <= 10
    page = seen(reader, "/atgarder/", antal="500")
    assert page.count("<tr>") > 120
    assert seen(reader, "/atgarder/", sida="3").count("<tr>") == 1 + 124 - 100
