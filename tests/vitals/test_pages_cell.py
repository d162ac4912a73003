"""The page of a cell as a reader meets it: the sign and why, what is reported beside it, on any day."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.vitals.evidence_links import dead_anchors, links

from handslag.core.clock import at_local, now
from handslag.followup.actions import comment, pause
from handslag.people.models import Administration
from handslag.plan.models import Plan
from handslag.vitals.judgement import cell_of
from handslag.vitals.loading import load_facts
from handslag.vitals.records import load_records
from handslag.vitals.rules import cell_vitals, prepare, vitals
from handslag.vitals.surroundings import surroundings

DAY = "2025-05-02"
CELL = "/livstecken/angsby/arbetsbelastning/"
CONTESTED = "/livstecken/strandvik/introduktion/"


@pytest.fixture
def reader(small_city: None, client: CheckingClient) -> CheckingClient:
    return client.as_user("lena")


def seen(client: CheckingClient, path: str = CELL, **choices: str) -> str:
    response = client.get(path, {"dag": DAY} | choices)
    assert response.status_code == 200
    return response.content.decode()


def read_in(tmp_path: Path, kind: str, lines: list[str], known: str) -> None:
    """Read in more rows, as a city does."""
    file = tmp_path / f"{kind}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    run_command("import", kind, str(file), "--city", "Lillköping", "--recorded-at", known)


def test_the_sign_stands_with_its_day_and_by_whose_decision_the_area_is_mandatory(reader: CheckingClient) -> None:
    page = seen(reader)
    assert '<h1 class="ds-heading" data-size="lg">Rimlig arbetsbelastning i Ängsby</h1>' in page
    assert "Aktivt sedan 31 januari 2025" in page
    assert "Obligatoriskt fokusområde enligt beslut av Kommunfullmäktige 16 oktober 2023, KS 2023/9" in page
    assert "Varför är arbetet aktivt?" in page


def test_what_is_reported_is_quoted_beside_what_is_computed(reader: CheckingClient) -> None:
    page = seen(reader)
    assert "Förvaltningen rapporterar" in page and "Handslag räknar fram" in page
    assert "Tolv av fjorton ligger under taket." in page
    assert "2 öppna åtgärder av 2." in page


def test_the_administrations_comment_stands_beside_the_sign(reader: CheckingClient) -> None:
    plan, owner = Plan.objects.get(), Administration.objects.get(name="Ängsby")
    comment(
        plan=plan, administration=owner, area_key="arbetsbelastning", text="Vi väntar på stadens mall.",
        effective_on=date(2025, 4, 30), author="Anders Holm", by=None, at=now(), recorded_at=at_local("2025-05-01"),
    )  # fmt: skip
    page = seen(reader)
    assert "Vi väntar på stadens mall." in page and "Anders Holm, 30 april 2025" in page


@pytest.mark.parametrize("path", [CELL, CONTESTED, "/livstecken/angsby/hot-och-vald/"])
@pytest.mark.parametrize("day", [DAY, "2025-10-15", "2026-06-01"])
def test_every_piece_of_evidence_leads_to_a_place_that_is_there(reader: CheckingClient, path: str, day: str) -> None:
    assert dead_anchors(reader, f"{path}?dag={day}") == []


def test_a_contested_cell_names_who_raised_the_signal_and_that_it_waits(reader: CheckingClient) -> None:
    page = seen(reader, CONTESTED)
    assert 'data-sign="contested" data-size="lg"' in page
    assert "Ingen ny har fått en introduktion." in page
    assert "Signalen från Vision" in page and "svaret skulle ha kommit" in page
    assert "Signalen får svar" in page  # what would change the sign


def test_answers_to_signals_are_shown_as_they_were_given(reader: CheckingClient) -> None:
    page = seen(reader)
    assert "Fördelningen görs om från april." in page and "Svar 26 mars 2025" in page


def test_what_is_recorded_later_is_not_seen_at_an_earlier_moment(reader: CheckingClient) -> None:
    before = seen(reader, dag="2025-04-30", kant="2025-03-01T12:00")
    assert "Taket följs inte på fredagar." not in before
    assert "Ingen notering med text finns." in before
    assert "Taket följs inte på fredagar." in seen(reader, dag="2025-04-30")


def test_links_keep_the_day_and_the_moment(reader: CheckingClient) -> None:
    page = seen(reader, kant="2025-05-03T08:00")
    inside = [href for href in links(page) if href.startswith(("/livstecken/", "/forvaltningar/", "/enheter/"))]
    assert inside and all("dag=2025-05-02" in href and "kant=2025-05-03" in href for href in inside)


def test_what_was_read_in_afterwards_says_so(reader: CheckingClient) -> None:
    assert "Alla uppgifter på sidan är inlästa i efterhand" in seen(reader)


def test_a_pause_is_shown_with_its_reason(reader: CheckingClient) -> None:
    plan, owner = Plan.objects.get(), Administration.objects.get(name="Ängsby")
    pause(
        plan=plan, administration=owner, area_key="arbetsbelastning", first_day=date(2025, 4, 20),
        last_day=date(2025, 4, 28), reason="Flytt av mottagningen.", by=None, at=now(),
        recorded_at=at_local("2025-04-19"),
    )  # fmt: skip
    page = seen(reader)
    assert "Beslutade pauser" in page and "Flytt av mottagningen." in page


def test_the_drawing_has_words_and_the_same_in_a_table(reader: CheckingClient) -> None:
    page = seen(reader)
    assert "<title" in page and "Tidslinje 1 december 2023 till 2 maj 2025" in page
    assert "den senaste 14 april 2025" in page  # the description
    table = page[page.index("Samma uppgifter som tabell") : page.index("Vad ändrar tecknet?")]
    assert "Tak på femton ärenden: Tolv av fjorton ligger under taket." in table
    assert "Från skyddsombud: Taket följs inte på fredagar. Besvarad." in table
    assert "Blev Aktivt" in table


def test_earlier_answers_stand_with_reason_and_decision(reader: CheckingClient) -> None:
    page = seen(reader, "/livstecken/angsby/hot-och-vald/")
    assert "Tas upp i arbetsmiljöplanen i stället" in page and "ÄNG 2025/1" in page
    assert "Bortvalt med skäl sedan" in page


def test_a_cell_that_was_not_there_says_so(reader: CheckingClient) -> None:
    page = seen(reader, "/livstecken/socialforvaltningen/introduktion/")
    assert "hade ingen del i området" in page


@pytest.mark.parametrize("path", ["/livstecken/finns-inte/introduktion/", "/livstecken/angsby/finns-inte/"])
def test_what_nobody_knows_is_not_found(reader: CheckingClient, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_the_neighbour_city_sees_nothing(small_city: None, client: CheckingClient) -> None:
    assert client.as_user("gun").get(CELL).status_code in (400, 404)


def test_the_verdict_as_json_is_the_one_of_the_city(reader: CheckingClient) -> None:
    cell = reader.get(CELL, {"dag": DAY, "format": "json"}).json()
    assert cell["example"] == "Påhittat exempel"
    made = vitals(load_facts(Plan.objects.get()), date(2025, 5, 2), now())
    same = next(one for one in made.cells if (one.administration, one.area) == ("Ängsby", "arbetsbelastning"))
    assert (cell["sign"], cell["since"]) == (same.sign, same.since.isoformat())
    assert [reason["text"] for reason in cell["reasons"]] == [reason.text for reason in same.reasons]


def test_what_has_happened_can_be_opened_in_a_spreadsheet(reader: CheckingClient) -> None:
    text = reader.get(CELL, {"dag": DAY, "format": "csv"}).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[0] == ["Dag", "Slag", "Vad", "Inläst", "Påhittat exempel"]
    assert ["2025-03-17", "Signal"] in [line[:2] for line in lines]


@pytest.mark.parametrize("day", ["2024-02-01", "2025-01-31", "2025-05-02", "2025-08-20", "2026-03-05"])
def test_a_cell_judged_from_its_own_records_is_judged_as_in_the_city(small_city: None, day: str) -> None:
    plan = Plan.objects.select_related("city").get()
    as_of, known_at = date.fromisoformat(day), now()
    around = surroundings(plan)
    made = vitals(load_facts(plan), as_of, known_at)
    assert made.cells
    for cell in made.cells:
        office = around.named(cell.administration)
        assert office is not None
        records = load_records(plan, around, around.lineage(office.pk), known_at, area=cell.area)
        alone = cell_vitals(prepare(records.facts, known_at), cell.administration, cell.area, as_of)
        assert alone is not None and cell_of(alone, as_of) == cell_of(cell, as_of)


def test_the_questions_asked_do_not_grow_with_what_is_recorded(reader: CheckingClient, tmp_path: Path) -> None:
    seen(reader)  # the first page after something was read in also asks for the city's frame
    few = reader.count(CELL, dag=DAY)
    head = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id"
    rows = [
        f"Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Tak på femton ärenden;2025-04-{day:02};Pågår;"
        f"Genomgång {day} visade {day + 40} ärenden i grupp {place}.;;A-1"
        for day in range(1, 29)
        for place in range(3)
    ]
    read_in(tmp_path, "progress", [head, *rows], "2025-05-01T12:00")
    seen(reader)
    assert reader.count(CELL, dag=DAY) == few <= 15
