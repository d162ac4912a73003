"""`handslag import`: what it answers, writes and leaves beside the file."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.cli.program import Handslag
from tests.world import FILES

from handslag.followup.models import ProgressEntry
from handslag.people.models import City
from handslag.plan.models import Plan

HEAD = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag\n"
GOOD = HEAD + "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;2025-05-20;Pågår;Kapitel två är skrivet.;\n"
FAULTY = HEAD + "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;32 maj;Pågår;Kapitel två.;\n"
HERE = ("--city", "Lillköping")


@pytest.fixture
def good(small_city: None, tmp_path: Path) -> Path:
    path = tmp_path / "maj.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def faulty(small_city: None, tmp_path: Path) -> Path:
    path = tmp_path / "juni.csv"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_a_good_file_is_read_in_and_the_second_time_changes_nothing(handslag: Handslag, good: Path) -> None:
    first = handslag("import", "progress", good, *HERE)
    assert (first.code, first.out.strip()) == (0, "Inläst: 1 lägesnotering.")
    again = handslag("import", "progress", good, *HERE)
    assert (again.code, again.out.strip()) == (0, "Inget nytt. Allt i filen fanns redan.")
    assert ProgressEntry.objects.count() == 6


def test_a_faulty_file_is_told_on_standard_error_and_a_marked_copy_lies_beside_it(
    handslag: Handslag, faulty: Path
) -> None:
    said = handslag("import", "progress", faulty, *HERE)
    assert said.code == 1 and not said.out
    assert "Rad 2, kolumn Datum: ”32 maj” är inget datum." in said.err and "Ingenting har lästs in." in said.err
    copy = faulty.with_name("juni-fel.xlsx")
    assert str(copy) in said.err
    rows = CalamineWorkbook.from_filelike(io.BytesIO(copy.read_bytes())).get_sheet_by_index(0).to_python()
    assert "32 maj" in str(rows) and ProgressEntry.objects.count() == 5


def test_where_no_copy_can_be_written_the_faults_are_told_all_the_same(
    handslag: Handslag, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", denied)
    said = handslag("import", "progress", faulty, *HERE)
    assert said.code == 1 and "Rad 2, kolumn Datum" in said.err
    assert f"gick inte att spara i {faulty.parent}: du har inte rätt till den." in said.err


def test_json_tells_the_same_to_a_program(handslag: Handslag, good: Path, faulty: Path) -> None:
    said = handslag("import", "progress", good, *HERE, "--json")
    answer = json.loads(said.out)
    assert said.code == 0 and answer["created"] == {"entries": 1} and answer["event"] and not said.err
    said = handslag("import", "progress", faulty, *HERE, "--json")
    [problem] = json.loads(said.out)["problems"]
    assert said.code == 1
    assert {k: problem[k] for k in ("row", "column", "value")} == {"row": 2, "column": "Datum", "value": "32 maj"}


def test_a_dry_run_writes_nothing(handslag: Handslag, good: Path, faulty: Path) -> None:
    said = handslag("import", "progress", good, *HERE, "--dry-run")
    assert (said.code, said.out.strip()) == (0, "Skulle läsas in: 1 lägesnotering.")
    assert ProgressEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(("--recorded-at", "2099-01-01T12:00"), "från en tid som inte har varit än", id="future"),
        pytest.param(("--recorded-at", "igår"), "”igår” är ingen tidpunkt. Skriv till exempel", id="no moment"),
        pytest.param(("--plan", "Annan plan"), "Annan plan", id="unknown plan"),
        pytest.param(("--mapping", "Stratsys"), "Översättningen ”Stratsys” finns inte. Ingen är sparad", id="mapping"),
        pytest.param(("--city", "Storköping"), "Kommunen ”Storköping” finns inte. De som finns:", id="unknown city"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    handslag: Handslag, good: Path, options: tuple[str, ...], sentence: str
) -> None:
    said = handslag("import", "progress", good, *HERE, *options)
    assert said.code == 1 and sentence in said.err and "Traceback" not in said.err
    assert ProgressEntry.objects.count() == 5


def test_with_several_cities_one_must_be_named(handslag: Handslag, good: Path) -> None:
    said = handslag("import", "progress", good)
    assert said.code == 1 and "Det finns flera kommuner. Välj en med --city: Grannköping, Lillköping." in said.err


@pytest.mark.parametrize(("name", "sentence"), [("finns-inte.csv", "finns inte. Kontrollera sökvägen."), ("", "mapp")])
def test_a_file_that_is_not_there_or_is_a_folder(
    handslag: Handslag, small_city: None, tmp_path: Path, name: str, sentence: str
) -> None:
    said = handslag("import", "vp", tmp_path / name, *HERE)
    assert said.code == 1 and sentence in said.err


def test_a_name_that_no_file_can_have_is_told_too(handslag: Handslag, small_city: None, tmp_path: Path) -> None:
    said = handslag("import", "city", tmp_path / ("å" * 300))
    assert said.code == 1 and "gick inte att läsa" in said.err


@pytest.mark.parametrize("arguments", [("import", "kommun", "x.yaml"), ("import", "vp"), ("läs",), ("import", "--fel")])
def test_wrong_usage_is_status_two(handslag: Handslag, arguments: tuple[str, ...]) -> None:
    assert handslag(*arguments).code == 2


def test_what_comes_with_handslag_is_read_in_by_name(handslag: Handslag) -> None:
    said = handslag("import", "city", "stockholm")
    assert said.code == 0 and "1 kommun" in said.out
    said = handslag("import", "plan", "exempelplan", "--city", "Stockholm")
    assert said.code == 0 and "1 plan" in said.out, said
    assert Plan.objects.get().city == City.objects.get()
    assert handslag("import", "city", "oslo").code == 1


def test_a_file_of_ones_own_goes_before_one_that_comes_with_handslag(
    handslag: Handslag, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stockholm").write_bytes((FILES / "grannkoping.yaml").read_bytes())
    handslag("import", "city", "stockholm")
    assert City.objects.get().name == "Grannköping"


def test_faults_of_a_plan_are_told_without_a_marked_copy(handslag: Handslag, small_city: None, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("plan: P\ncity: Lillköping\nends: snart\nrevisions: []\n", encoding="utf-8")
    said = handslag("import", "plan", path)
    assert said.code == 1 and "ends" in said.err and list(tmp_path.iterdir()) == [path]


class Screen(io.StringIO):
    """Someone who looks at standard error."""

    def isatty(self) -> bool:
        return True


def test_a_progress_bar_is_drawn_only_for_someone_who_looks(
    handslag: Handslag, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Läser" not in handslag("import", "progress", good, *HERE, "--dry-run").err
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    handslag("import", "progress", good, *HERE)
    assert "Läser" in screen.getvalue() and "100%" in screen.getvalue()


def test_what_should_not_happen_is_a_sentence_and_a_line_in_the_log(
    handslag: Handslag, good: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    def breaks(**_: object) -> None:
        raise RuntimeError("en skruv är lös")

    monkeypatch.setattr("handslag.intake.cli.read_in", breaks)
    said = handslag("import", "progress", good, *HERE)
    log = Path(os.environ["HANDSLAG_DATA"]) / "fel.log"
    assert said.code == 1 and not said.out
    assert said.err == f"Något gick fel som inte ska hända (RuntimeError: en skruv är lös). Mer står i {log}.\n"
    assert "Traceback" in log.read_text(encoding="utf-8")
