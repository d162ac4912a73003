"""Swedish as a language: words and their places, the lexicon and its file, compounds."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.swedish import lexicon_file
from handslag.core.swedish.compounds import parts
from handslag.core.swedish.lexicon import Lexicon, load
from handslag.core.swedish.words import fold, tokens
from handslag.core.verdict import Refused

SMALL = {
    "handling": 420, "plan": 420, "planen": 440, "social": 430, "sekreterare": 540, "nämnden": 520, "nämn": 420,
    "den": 210, "arbete": 400, "miljö": 450, "äldre": 420, "omsorgen": 600, "skola": 430, "barn": 380, "gata": 450,
    "kontoret": 500, "person": 400, "alen": 640, "personalen": 450, "vårdnad": 600, "åker": 430,
}  # fmt: skip


@pytest.fixture(scope="session")
def swedish(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return load(lexicon_file.ready_in(tmp_path_factory.getbasetemp().parent / "lexikon"))


def test_words_are_letters_and_digits_with_inner_hyphens_and_know_their_places() -> None:
    text = "Hägersten-Älvsjö (nr 14): barn- och unga_vård."
    found = list(tokens(text))
    assert [token.text for token in found] == ["Hägersten-Älvsjö", "nr", "14", "barn", "och", "unga", "vård"]
    assert all(text[token.start : token.end] == token.text for token in found)


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Åkerström", "akerstrom"), ("idé", "ide"), ("a\u030ar", "ar"), ("Sørensen", "sorensen"), ("barn", "barn")],
)
def test_a_word_is_found_without_dots_and_rings(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("handlingsplanen", ("handlings", "planen")),
        ("socialsekreterare", ("social", "sekreterare")),
        ("socialnämnden", ("social", "nämnden")),
        ("Arbetsmiljö", ("Arbets", "miljö")),
        ("äldreomsorgens", ("äldre", "omsorgens")),
        ("skolbarn", ("skol", "barn")),
        ("gatukontoret", ("gatu", "kontoret")),
        ("barn-skola", ("barn-", "skola")),
        ("personalen", ("personalen",)),
        ("planen", ("planen",)),
        ("okändord", ("okändord",)),
    ],
)
def test_a_compound_falls_into_its_words(word: str, split: tuple[str, ...]) -> None:
    assert parts(word, SMALL.get) == split


@given(st.text(alphabet="abcdeghilmnoprstuväåö-", max_size=30))
def test_the_parts_spell_the_word(word: str) -> None:
    assert "".join(parts(word, SMALL.get)) == word


def test_the_lexicon_knows_how_common_words_are(swedish: Lexicon) -> None:
    assert swedish.frequency("och") > swedish.frequency("socialsekreterare") > 0
    assert swedish.frequency("xqzzy") == 0
    assert swedish.starts("socialsekr")
    assert not swedish.starts("xqz")
    assert "är" in swedish
    assert swedish.parts("stadsdelsförvaltningarna") == ("stads", "dels", "förvaltningarna")


def test_the_file_is_made_once_and_nothing_is_left_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lexicon_file.ready_in(tmp_path / "lexikon")
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: pytest.fail("made twice"))
    assert lexicon_file.ready_in(tmp_path / "lexikon") == path


def test_a_file_that_cannot_be_made_leaves_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_file, "_rows", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lexicon_file.make(tmp_path / "svenska.marisa")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="ordlistan i"):
        lexicon_file.ready_in(tmp_path / "fil" / "lexikon")
