"""`handslag import document`: several files at once, each with its result; nothing faulty is registered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper
from tests.cli.program import Handslag

from handslag.papers.models import Document

HERE = ("--city", "Lillköping")
ASKING = "Interpellation av Lo Lind (V) till kommunalrådet om introduktionen\n\nJag vill fråga:\n\n1. Hur går det?\n"


@pytest.fixture(autouse=True)
def folder(small_city: None, tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.HANDSLAG_DATA = tmp_path
    return tmp_path


@pytest.fixture
def asking(tmp_path: Path) -> Path:
    path = tmp_path / "fråga.txt"
    path.write_bytes(ASKING.encode("cp1252"))
    return path


def test_a_paper_is_registered_and_the_second_time_is_the_same(handslag: Handslag, asking: Path) -> None:
    said = handslag("import", "document", asking, *HERE, "--recorded-at", "2025-01-22T12:00")
    made = Document.objects.get()
    assert said.code == 0 and f"Registrerad som handling {made.pk}." in said.out and "1 fråga" in said.out
    assert made.registered_on.isoformat() == "2025-01-22" and made.read_in_afterwards
    assert f"Fanns redan som handling {made.pk}." in handslag("import", "document", asking, *HERE).out
    assert Document.objects.count() == 1


def test_a_dry_run_says_what_would_be_registered_and_registers_nothing(handslag: Handslag, asking: Path) -> None:
    said = handslag("import", "document", asking, *HERE, "--dry-run", "--json")
    told = json.loads(said.out)
    assert told["dry_run"] and told["documents"][0]["id"] is None and told["documents"][0]["questions"] == 1
    assert told["documents"][0]["kind"] == "interpellation"
    assert not Document.objects.exists()


def test_good_files_are_registered_and_the_others_told(handslag: Handslag, asking: Path, folder: Path) -> None:
    empty, large, gone = folder / "tom.pdf", folder / "stor.txt", folder / "borta.txt"
    empty.touch()
    with large.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    said = handslag("import", "document", empty, large, asking, gone, folder, *HERE, "--json")
    told = json.loads(said.out)
    assert said.code == 1 and Document.objects.get().file_name == "fråga.txt"
    assert [one["file"] for one in told["documents"]] == ["fråga.txt"]
    reasons = " ".join(one["reason"] for one in told["refused"])
    for words in ("är tom", "200 MB", "finns inte", "Det är en mapp"):
        assert words in reasons and words in said.err


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--registered-on", "2999-01-01"), "har inte varit än"),
        (("--recorded-at", "2999-01-01"), "inte har varit än"),
        (("--registered-on", "i går"), "är ingen dag"),
        (("--recorded-at", "nyss"), "är ingen tidpunkt"),
        (("--city", "Annorstädes"), "finns inte"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    handslag: Handslag, asking: Path, option: tuple[str, str], says: str
) -> None:
    said = handslag("import", "document", asking, *HERE, *option)
    assert said.code == 1 and says in said.err and "Traceback" not in said.err
    assert not Document.objects.exists()


def test_what_the_city_wrote_itself_begins_as_a_draft(handslag: Handslag, asking: Path) -> None:
    assert handslag("import", "document", asking, *HERE, "--origin", "own").code == 0
    assert Document.objects.get().card.state == "draft"


def test_the_other_kinds_are_read_as_before_and_the_help_tells_of_papers(handslag: Handslag, asking: Path) -> None:
    assert "document" in handslag("import", "--help").out
    assert "FILE..." in handslag("import", "document", "--help").out
    assert handslag("import", "okänd", asking).code == 2
    assert handslag("import", "document").code == 2
