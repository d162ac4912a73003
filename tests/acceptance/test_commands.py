"""The commands as a city meets them: what they say and leave behind when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handslag.core.text import personal_numbers
from tests.acceptance.scenarios import handslag, vitals

pytestmark = pytest.mark.django_db

CITY = """
city: {name: Provstad, code: "9995"}
administrations:
  - {name: Norr, kind: district, valid_from: 2007-01-01, units: [{name: Enhet A, field: äldre, id: "7231"}]}
  - {name: Fack, kind: specialist, valid_from: 2007-01-01}
calendar:
  2025: {VP: {due: 2025-01-31}}
"""
PLAN = """
plan: Plan
city: Provstad
revisions:
  - label: "1"
    decided: {body: Socialnämnden, date: 2023-11-07}
    focus_areas:
      - {key: tvunget, name: Tvunget område, mandatory: true}
      - {key: fritt, name: Fritt område}
"""
VP = "Förvaltning;Enhet;Fokusområde;Beslut;Skäl;Beslutsdatum;Dnr;År;Åtgärd\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder, and a city with a plan."""
    for kind, text in (("city", CITY), ("plan", PLAN)):
        assert handslag("import", kind, str(written(tmp_path / f"{kind}.yaml", text))).exit_code == 0
    return tmp_path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "text", "options", "words"),
    [
        ("vp", VP, ("--city", "Nowhere"), "Kommunen ”Nowhere” finns inte"),
        ("vp", VP, ("--recorded-at", "i går"), "är ingen tidpunkt"),
        ("vp", "", (), "Filen är tom"),
        ("vp", VP + "Norr;;fritt;Antagit;;;;2025;\n", (), "är inget av orden"),
        ("city", CITY + "foo: 1\n", (), "känns inte igen"),
        ("plan", PLAN.replace("Fritt", "Friare"), (), "Ett fokusområde byter namn: Friare område."),
        ("plan", "plan: [", (), "YAML"),
    ],
)
def test_json_is_json_when_it_goes_wrong_too(
    place: Path, kind: str, text: str, options: tuple[str, ...], words: str
) -> None:
    done = handslag("import", kind, str(written(place / "fel.csv", text)), "--json", *options)
    assert done.exit_code == 1
    [problem, *_] = json.loads(done.stdout)["problems"]
    assert words in problem["message"]


def test_json_of_a_file_that_is_not_there_and_of_a_city_that_is_not_known(place: Path) -> None:
    gone = handslag("import", "vp", str(place / "borta.csv"), "--json")
    assert (gone.exit_code, len(json.loads(gone.stdout)["problems"])) == (1, 1)
    unknown = handslag("vitals", "--json", "--city", "Nowhere")
    assert (unknown.exit_code, "Nowhere" in json.loads(unknown.stdout)["error"]) == (1, True)
    assert handslag("vitals", "--json", "--csv").exit_code == 2


def test_a_suggestion_is_a_word_that_is_meant_to_be_written(place: Path) -> None:
    done = handslag("import", "vp", str(written(place / "f.csv", VP + "Norr;;fritt;Antagit;;;;2025;\n")))
    assert "Menade du ”Antaget”?" in done.stderr


def test_a_file_without_rows_is_said_to_have_none(place: Path) -> None:
    assert "Filen har inga rader." in handslag("import", "vp", str(written(place / "f.csv", VP))).stdout


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("city", "units: [", "units: [{name: enhet a, field: missbruk}, "),
        (
            "plan",
            "name: Tvunget område, mandatory: true}",
            "name: A, measures: [{key: m, name: M}, {key: m, name: O}]}",
        ),
    ],
)
def test_what_stands_twice_on_one_line_is_found(place: Path, kind: str, old: str, new: str) -> None:
    text = (CITY if kind == "city" else PLAN.replace("plan: Plan", "plan: Annan")).replace(old, new)
    done = handslag("import", kind, str(written(place / "två.yaml", text)))
    assert done.exit_code == 1
    assert "står två gånger" in done.stderr


def test_a_text_named_docx_is_no_word_document(place: Path) -> None:
    done = handslag("import", "plan", str(written(place / "p.docx", "hej")), "--label", "1", "--city", "Provstad")
    assert done.exit_code == 1
    assert "inget Word-dokument" in str(done.exception)


@pytest.mark.parametrize("number", ["811218-9876", "811218–9876", "19811218‑9876", "811218 - 9876", "8112189876"])
def test_a_personal_number_is_seen_however_the_line_in_it_is_drawn(place: Path, number: str) -> None:
    assert personal_numbers(f"Ring {number} i morgon")
    text = VP + f"Norr;;fritt;Bortvalt;Ring {number} i morgon;;;2025;\n"
    done = handslag("import", "vp", str(written(place / "f.csv", text)), "--json")
    assert done.exit_code == 1
    assert number not in done.output


def test_a_dry_run_writes_no_fact(place: Path) -> None:
    text = VP + "Norr;;fritt;Antaget;;;;2025;Åtgärd\n"
    said = json.loads(handslag("import", "vp", str(written(place / "f.csv", text)), "--dry-run", "--json").stdout)
    assert said["created"] == {"answers": 1, "listings": 1, "measures": 1}
    signs = {c["focus_area"]: c["sign"] for c in vitals("--as-of", "2025-02-01")["cells"]}
    assert signs == {"tvunget": "missing", "fritt": "missing"}


def test_the_same_file_twice_changes_nothing_and_one_more_row_is_a_newer_answer(place: Path) -> None:
    first = written(place / "f.csv", VP + "Norr;;fritt;Antaget;;2025-01-20;;2025;Ett\n")
    assert handslag("import", "vp", str(first)).exit_code == 0
    before = vitals("--as-of", "2025-02-01")["cells"]
    again = json.loads(handslag("import", "vp", str(first), "--json").stdout)
    assert (again["nothing_new"], again["event"]) == (True, None)
    assert vitals("--as-of", "2025-02-01")["cells"] == before
    more = VP + "Norr;;fritt;Antaget;;2025-01-20;;2025;Ett\nNorr;Ny;fritt;Antaget;;2025-01-20;;2025;Två\n"
    assert handslag("import", "vp", str(written(place / "g.csv", more))).exit_code == 0
    cell = next(c for c in vitals("--as-of", "2025-02-01")["cells"] if c["focus_area"] == "fritt")
    assert [unit["unit"] for unit in cell["units"] if unit["unit"]] == ["Ny"]
