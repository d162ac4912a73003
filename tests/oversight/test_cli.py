"""`handslag report`: files, refusals, and what is filled in when it is not said."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from handslag.core.verdict import Refused
from handslag.oversight.cli import report
from handslag.plan.models import Plan
from tests.oversight.conftest import LATER, read_in

CITY = ("--city", "Lillköping")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report, [*arguments, *CITY], catch_exceptions=False)


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
def test_a_file_is_written_whole(town: Plan, tmp_path: Path, form: str, start: bytes) -> None:
    file = tmp_path / f"rapport.{form}"
    assert run("2025-T1", "--format", form, "-o", str(file)).exit_code == 0
    assert file.read_bytes().startswith(start)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_standard_output(town: Plan) -> None:
    done = run("2025-t1", "--brief", "--format", "html", "-o", "-")
    assert done.stdout_bytes.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("2025-T9",), "”2025-T9” är ingen period. Skriv året och T1, T2 eller VB"),
        (("2031-T1",), "Perioden 2031-T1 finns inte i kalendern för Lillköping. De som finns: 2024-T1"),
        (("2025-T1", "--administration", "Kiruna"), "Förvaltningen ”Kiruna” finns inte. De som finns: Ängsby"),
        (("2025-T1", "--known-at", "igår"), "”igår” är ingen tidpunkt"),
        (("2025-T1", "--template", "borta.docx"), "Mallen borta.docx går inte att läsa"),
        (("2025-T1", "--as-of", "2021-06-01"), "gällde inte den 1 juni 2021"),
    ],
)
def test_a_refusal_is_a_sentence_and_nothing_is_written(
    town: Plan, tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    file = tmp_path / "rapport.docx"
    with pytest.raises(Refused) as refused:
        run(*arguments, "--format", "docx", "-o", str(file))
    assert str(refused.value).startswith(why) or why in str(refused.value)
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_refused(town: Plan, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="går inte att skriva"):
        run("2025-T1", "--format", "html", "-o", str(tmp_path / "borta" / "rapport.html"))


def test_a_signed_report_is_as_known_when_it_was_signed(town: Plan, tmp_path: Path) -> None:
    arguments = ("2025-T1", "--administration", "ängsby", "--format", "html", "-o")
    first, again = tmp_path / "a.html", tmp_path / "b.html"
    run(*arguments, str(first))
    assert "känt 2025-05-16T15:30:00+02:00" in first.read_text()
    read_in(tmp_path, "progress", LATER)
    run(*arguments, str(again))
    assert again.read_bytes() == first.read_bytes()


def test_the_citys_own_template_is_used_when_there_is_one(town: Plan, tmp_path: Path, settings: object) -> None:
    settings.HANDSLAG_DATA = tmp_path  # type: ignore[attr-defined]
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Ur kommunens mapp"
    folder = tmp_path / "mallar" / "lillkoping"
    folder.mkdir(parents=True)
    made.save(str(folder / "mall.docx"))
    file, other = tmp_path / "rapport.docx", tmp_path / "egen.docx"
    run("2025-T1", "--format", "docx", "-o", str(file))
    assert docx.Document(str(file)).sections[0].header.paragraphs[1].text == "Ur kommunens mapp"
    made.sections[0].header.paragraphs[0].text = "Vald på kommandoraden"
    made.save(str(other))
    run("2025-T1", "--format", "docx", "--template", str(other), "--dnr", "SN 2025/7", "-o", str(file))
    document = docx.Document(str(file))
    assert document.sections[0].header.paragraphs[1].text == "Vald på kommandoraden"
    assert "Dnr: SN 2025/7" in "\n".join(p.text for p in document.paragraphs)
