"""Workbooks and text files of every sort give the same facts; two at once do not harm each other."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from tests.acceptance.scenarios import FOLDER, Scenario, handslag, vitals
from tests.acceptance.test_commands import CITY, PLAN, written

HEADINGS = ("Förvaltning", "Fokusområde", "Åtgärd", "Datum", "Läge", "Notering")
ROW = ("Norr", "fritt", "Ärendetak", "3 mars 2025", "Pågår", "Åtta håller på en ö")


def workbook(path: Path) -> Path:
    """A VP as an office would send it: a title, its own order and headings, merged cells, a sum and a footer."""
    book = xlsxwriter.Workbook(path)
    sheet, plain, day = book.add_worksheet("VP 2025"), book.add_format(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, "Verksamhetsplan för Norr")
    sheet.write_row(2, 0, ["Nr", "Förvaltn.", "FOKUSOMRÅDE", "Åtgärder", "Deadline", "Beslut", "Kostnad (kr)", "Enhet"])
    sheet.merge_range(3, 1, 4, 1, "Norr", plain)
    sheet.merge_range(3, 2, 4, 2, "Fritt område", plain)
    for line, (title, unit) in enumerate((("Ärendetak", 7231), ("Handledning", "Ny enhet")), 3):
        sheet.write_row(line, 3, [title, None, "Antaget" if line == 3 else None, 1000.5, unit])
        sheet.write_datetime(line, 4, datetime(2025, 5, 31), day)
    sheet.write_row(6, 0, ["Summa", None, None, None, None, None, 2001])
    sheet.write(7, 0, "Källa: ett annat system")
    book.add_worksheet("Läs mig").write(0, 0, "Så fyller du i")
    book.close()
    return path


@pytest.fixture
def place(db: None, tmp_path: Path) -> Path:
    for kind, text in (("city", CITY), ("plan", PLAN)):
        assert handslag("import", kind, str(written(tmp_path / f"{kind}.yaml", text))).exit_code == 0
    done = handslag("import", "vp", str(workbook(tmp_path / "vp.xlsx")))
    assert done.exit_code == 0, done.output
    assert "2 rader i verksamhetsplan" in done.stdout
    return tmp_path


def test_a_workbook_as_an_office_would_send_it(place: Path) -> None:
    cell = next(c for c in vitals("--as-of", "2025-02-01")["cells"] if c["focus_area"] == "fritt")
    assert (cell["sign"], cell["since"], cell["silent_days"]) == ("awake", "2025-01-31", 1)
    assert {unit["unit"]: unit["silent_days"] for unit in cell["units"]} == {"Enhet A": 1, "Ny enhet": 1}
    late = next(c for c in vitals("--as-of", "2025-06-01")["cells"] if c["focus_area"] == "fritt")
    assert (late["sign"], [r["code"] for r in late["reasons"]][:1]) == ("late", ["past_due"])


@pytest.mark.parametrize(
    ("encoding", "mark"), [("cp1252", ";"), ("utf-8", ";"), ("utf-8-sig", ","), ("utf-8", "\t"), ("cp1252", "\t")]
)
def test_every_encoding_and_mark_gives_the_same_entry(place: Path, encoding: str, mark: str) -> None:
    path = place / "läge.csv"
    path.write_bytes("\r\n".join(mark.join(line) for line in (HEADINGS, ROW)).encode(encoding))
    assert handslag("import", "progress", str(path)).exit_code == 0
    cell = next(c for c in vitals("--as-of", "2025-03-04")["cells"] if c["focus_area"] == "fritt")
    assert (cell["reported"], cell["silent_days"], cell["sign"]) == ("under_way", 1, "awake")


@pytest.mark.django_db
def test_what_is_recorded_later_never_changes_what_was_known(tmp_path: Path) -> None:
    text = yaml.safe_load((FOLDER / "history.yaml").read_text("utf-8"))
    known: dict[str, object] = {}
    for number, step in enumerate(text["files"]):
        Scenario("history", {"files": [step]}).read_in(tmp_path)
        moment = str(step["options"][1])
        if number and "refused" not in step:
            known[moment] = vitals("--as-of", "2025-06-20", "--known-at", moment)
    assert len(known) > 6
    for moment, answer in known.items():
        assert vitals("--as-of", "2025-06-20", "--known-at", moment) == answer, moment


def test_two_first_commands_at_once_make_one_database(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HANDSLAG_DATABASE_URL"}
    environment |= {"HANDSLAG_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "handslag.config.settings"}
    city = written(tmp_path / "city.yaml", CITY)
    command = [sys.executable, "-c", "from handslag.cli import main; main()", "import", "city", str(city)]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(one.communicate(timeout=60) for one in both)
    assert [one.returncode for one in both] == [0, 0], said
    assert [" ".join(out.split()[:2]) for out, _ in said] == ["Inget nytt.", "Inläst: 1"]
