"""`handslag oversight intake`: files are read, compared and printed, and nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handslag.audit.models import Event
from handslag.papers.cli import intake
from handslag.papers.models import Document
from tests.papers.making import ARTICLE, MINUTES, paper
from tests.seeds import seeds

pytestmark = pytest.mark.django_db
TEXTS = Path(__file__).parent / "texts"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(intake, [str(each) for each in arguments], catch_exceptions=False)


def read(*files: Path) -> dict[str, Any]:
    done = run(*files, "--json")
    assert done.exit_code == 0, done.output
    return {one["file"]: one for one in json.loads(done.stdout)["documents"]}


def test_the_json_has_what_was_promised_and_nothing_else() -> None:
    name = "interpellation_malmo.txt"
    document = read(TEXTS / name)[name]
    assert document == {
        "file": name,
        "kind": "interpellation",
        "date": "2025-03-03",
        "persons": [
            {"name": "Yasmin Björklund", "party": "S", "role": "kommunalråd"},
            {"name": "Torbjörn af Ekenstam", "party": "M", "role": "kommunalråd"},
        ],
        "questions": [
            {"number": 1, "text": "Hur många inhyrda utredare arbetar i nämndens verksamheter i dag?"},
            {
                "number": 2,
                "text": "Vad gör kommunalrådet för att fasta medarbetare ska vilja stanna? Finns det en tidsplan?",
            },
            {
                "number": 3,
                "text": "Anser kommunalrådet att upplärningen av konsulter ska räknas som arbetstid i mätningen av "
                "arbetsbelastning?",
            },
        ],
        "commitments": [],
        "repaired_words": 0,
        "near_duplicates": [],
    }


def test_a_promise_says_who_what_and_by_when() -> None:
    [first, second] = read(TEXTS / "svar_kommunalrad.txt")["svar_kommunalrad.txt"]["commitments"]
    assert list(first) == ["who", "text", "by"]
    assert (second["who"], second["by"]) == ("Förvaltningen", "2025-06-30")


def test_nothing_is_stored(small_city: None) -> None:
    before = Event.objects.count()
    read(*sorted(TEXTS.glob("*.txt")))
    assert (Document.objects.count(), Event.objects.count()) == (0, before)


def test_files_are_compared_with_each_other(tmp_path: Path) -> None:
    article, minutes = tmp_path / "debatt.txt", tmp_path / "protokoll.txt"
    article.write_text(ARTICLE)
    minutes.write_text(MINUTES)
    found = read(article, minutes)
    [alike] = found["debatt.txt"]["near_duplicates"]
    assert alike["file"] == "protokoll.txt"
    assert 0.3 < alike["containment"] < 0.9
    assert found["protokoll.txt"]["near_duplicates"][0]["file"] == "debatt.txt"


def test_files_are_compared_with_what_is_stored_but_not_with_themselves(small_city: None, tmp_path: Path) -> None:
    paper(MINUTES, "protokoll.txt")
    paper(ARTICLE, "debatt.txt")
    article = tmp_path / "debatt.txt"
    article.write_text(ARTICLE)
    done = run(article, "--json", "--city", "Lillköping")
    [document] = json.loads(done.stdout)["documents"]
    assert [one["file"] for one in document["near_duplicates"]] == ["protokoll.txt"]


def test_a_faulty_file_is_told_and_the_others_are_printed_all_the_same(tmp_path: Path) -> None:
    empty, zipped = tmp_path / "tom.txt", tmp_path / "bilder.docx"
    empty.write_bytes(b"")
    zipped.write_bytes(b"PK\x03\x04 not a document")
    good = TEXTS / "motion.txt"
    done = run(empty, zipped, tmp_path / "finns-inte.txt", tmp_path, good, "--json")
    assert done.exit_code == 1
    assert [one["file"] for one in json.loads(done.stdout)["documents"]] == ["motion.txt"]
    said = done.stderr.splitlines()
    assert [line.split(":")[0] for line in said] == ["tom.txt", "bilder.docx", "finns-inte.txt", tmp_path.name]
    assert "Filen finns inte" in done.stderr
    assert "mapp" in done.stderr


def test_a_day_that_has_not_been_is_told_and_not_taken(tmp_path: Path) -> None:
    late = tmp_path / "sen.txt"
    late.write_text("Motion om tid\n\nEkby den 3 mars 2099\n")
    done = run(late, "--json")
    assert json.loads(done.stdout)["documents"][0]["date"] is None
    assert "3 mars 2099" in done.stderr
    assert done.exit_code == 0


def test_without_json_it_is_told_in_words() -> None:
    said = run(TEXTS / "svar_kommunalrad.txt", TEXTS / "interpellation_malmo.txt").output
    assert "svar_kommunalrad.txt: svar, 31 mars 2025." in said
    assert "  1. Hur många inhyrda utredare" in said
    assert "[senast 30 juni 2025]" in said
    assert "Inga frågor hittades." in said


def test_a_windows_text_and_two_questions_in_one_file_are_read(tmp_path: Path) -> None:
    old = tmp_path / "gammal.txt"
    old.write_bytes((TEXTS / "tva_interpellationer.txt").read_text().encode("cp1252"))
    assert [one["number"] for one in read(old)["gammal.txt"]["questions"]] == [1, 2, 3]


def test_the_five_original_texts_are_read_whole_and_right() -> None:
    """When they are not beside the checkout, the summary of the run says so and nothing is asked here."""
    files = {path.name[:3]: path for path in seeds()}
    if not files:
        return
    found = {name[:3]: one for name, one in read(*files.values()).items()}
    kinds = ["article", "interpellation", "minutes", "answer", "article"]
    assert [found[number]["kind"] for number in sorted(found)] == kinds
    assert [found[number]["date"] for number in sorted(found)] == [None, None, None, "2025-01-22", None]
    lines = files["001"].read_text().splitlines()
    asked = [line[3:].strip() for line in lines if line[:2] in ("1.", "2.", "3.")]
    assert [one["text"] for one in found["001"]["questions"]] == asked
    assert [(one["party"], bool(one["role"])) for one in found["001"]["persons"]] == [("L", False), ("S", True)]
    [promise] = found["003"]["commitments"]
    assert "verksamhetsplan" in promise["text"]
    assert promise["by"] == "2025-12-31"
    assert promise["who"] == found["003"]["persons"][-1]["name"]
    assert not any(found[number]["questions"] for number in ("000", "002", "003", "004"))
    [alike] = found["000"]["near_duplicates"]
    assert alike["file"] == files["002"].name
    assert alike["containment"] > 0.4
    assert len(found["002"]["persons"]) == 5
    assert found["001"]["repaired_words"] == found["000"]["repaired_words"] == 0
    assert found["002"]["repaired_words"] > 150
