"""Sending up a file: who may, which files, and what the form says when it cannot be."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from handslag.core.clock import now
from handslag.intake.formats import FORMATS, SHEET_KINDS
from handslag.people.actions import Post, add_user
from handslag.people.models import City
from tests.client import CheckingClient
from tests.intake.desk import FAULTY, GOOD, HEAD, LINE, Desk, entries, text_of, waiting
from tests.world import FILES

VP_ROW = "Strandvik;Äldre Strandvik;Hot och våld;Antaget;;2025-01-22;;2025;Larm på alla rum;Chef;;2025-12-31;;\n"
FILE_OF = {
    "vp": (FILES / "vp.csv").read_text().splitlines()[0].removesuffix(";Id") + "\n" + VP_ROW,
    "progress": HEAD + LINE,
    "signals": "Förvaltning;Fokusområde;Avsändare;Datum;Signal\nÄngsby;Introduktion;Vision;2025-04-02;Mentor saknas.\n",
    "reports": "Förvaltning;Period;Undertecknad\nÄngsby;2025 T1;2025-05-16\n",
}


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_each_kind_of_spreadsheet_is_shown_before_anything_is_kept_and_then_read_in(desk: Desk, kind: str) -> None:
    path = desk.sends(kind, FILE_OF[kind].encode())
    page = desk.look(path)
    assert "Skulle läsas in: " in page and "Så förstods filen" in page and "1 rad." in page
    said = desk.confirms(path)
    assert f"{kind}.csv: Inläst: " in said and waiting() == 0


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_the_empty_templates_have_the_headings_and_can_be_filled_in_and_sent(desk: Desk, kind: str) -> None:
    answer = desk.client.get(f"/las-in/mall/{kind}.xlsx")
    assert answer.status_code == 200 and f"mall-{kind}.xlsx" in answer.headers["Content-Disposition"]
    headings = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[0]
    assert headings == [column.name for column in FORMATS[kind].columns]
    page = desk.look(desk.sends(kind, answer.content, f"mall-{kind}.xlsx"))
    assert "läses inte" not in page and "Rubriken" not in page


def test_there_is_no_template_of_anything_else(desk: Desk) -> None:
    assert desk.client.get("/las-in/mall/city.xlsx").status_code == 404


def test_a_city_and_a_plan_are_read_in_the_same_way(desk: Desk) -> None:
    city = (
        (FILES / "lillkoping.yaml").read_bytes().replace(b"- {name: \xc3\x84ldre Strandvik", b"- {name: Nya Strandvik")
    )
    path = desk.sends("city", city, "lillkoping.yaml")
    assert "Skulle läsas in: 1 enhet" in desk.look(path)
    assert "lillkoping.yaml: Inläst: 1 enhet" in desk.confirms(path)
    plan = (FILES / "plan.yaml").read_text() + REVISION_2025
    path = desk.sends("plan", plan.encode(), "plan.yaml")
    assert "1 version" in desk.look(path)
    assert "plan.yaml: Inläst: 1 version" in desk.confirms(path)


REVISION_2025 = """  - label: "2025"
    decided: {body: Socialnämnden, date: 2025-06-17, outcome: godkänd}
    focus_areas:
      - {key: introduktion, name: Introduktion, text: Alla nya får en mentor.}
"""


def test_the_faults_of_a_plan_are_listed_with_their_lines(desk: Desk) -> None:
    page = desk.look(desk.sends("plan", b"plan: P\ncity: Lillkoping\nends: snart\nrevisions: []\n", "plan.yaml"))
    assert "Det här behöver rättas" in page and "ends" in page and "Hämta en kopia" not in page


def test_another_citys_file_is_refused_with_the_reason(desk: Desk) -> None:
    path = desk.sends("city", (FILES / "grannkoping.yaml").read_bytes().replace(b"9992", b"9994"), "granne.yaml")
    assert "Bara planansvariga kan läsa in filer" in desk.look(path)
    answer = desk.acts(path, "confirm")
    assert answer.status_code == 400 and "Filen lästes inte in. Bara planansvariga" in text_of(answer)


def test_a_file_that_is_no_spreadsheet_is_told_so_and_can_be_removed(desk: Desk) -> None:
    path = desk.sends("progress", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "rapport.pdf")
    page = desk.look(path)
    assert "PDF" in page and "Läs in " not in page.split("Ta bort filen")[0].split("rapport.pdf")[-1]
    answer = desk.acts(path, "give-up")
    assert "rapport.pdf är borttagen. Ingenting lästes in." in desk.look(answer.headers["Location"])
    assert waiting() == 0


def test_the_form_says_what_is_missing_and_keeps_what_was_filled_in(desk: Desk) -> None:
    answer = desk.client.post(
        "/las-in/", {"kind": "signals", "year": "2025", "recorded_at": "2025-02-30 12:00", "label": "2027"}
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Välj en fil." in page and "Skriv dag och tid så här: 2025-01-22 12:00." in page
    assert 'value="signals" selected' in page and 'value="2025"' in page and 'value="2025-02-30 12:00"' in page


def test_an_empty_file_a_too_large_one_and_a_time_to_come_are_refused(desk: Desk) -> None:
    assert "Filen är tom. Välj en annan." in text_of(desk.posts("vp", b"", "tom.csv"))
    large = b"x" * (25 * 1024 * 1024 + 1)
    assert "Filen är större än 25 MB. Dela den i flera." in text_of(desk.posts("vp", large, "stor.csv"))
    answer = desk.posts("progress", GOOD, "a.csv", recorded_at="2099-01-01 12:00")
    assert "Välj en tid som redan har varit, eller lämna fältet tomt." in text_of(answer)
    assert waiting() == 0


def test_a_reader_is_told_why_not(small_city: None, client: CheckingClient) -> None:
    client.as_user("lena")
    for answer in (client.get("/las-in/"), client.post("/las-in/"), client.get("/las-in/mall/vp.xlsx")):
        assert answer.status_code == 403 and "Bara planansvariga kan läsa in filer." in text_of(answer)


def test_a_waiting_file_is_its_senders_alone(desk: Desk) -> None:
    path = desk.sends("progress", FAULTY)
    add_user(
        username="per", post=Post("plan_office", City.objects.get(name="Lillköping")), password=None, by=None, at=now()
    )
    for other in ("per", "gun"):
        desk.client.as_user(other)
        assert "progress.csv" not in desk.look()
        assert desk.client.get(path).status_code == 404
        assert desk.client.get(f"{path}fel.xlsx").status_code == 404
        assert desk.acts(path, "give-up").status_code == 404 and desk.acts(path, "confirm").status_code == 404
    assert waiting() == 1


def test_a_waiting_file_is_found_again_on_the_first_page(desk: Desk) -> None:
    path = desk.sends("progress", GOOD, "Läget i maj.csv")
    page = desk.client.get("/las-in/").content.decode()
    assert "Väntar på dig" in page and f'href="{path}"' in page and "Läget i maj.csv" in page
    assert entries() == 5
