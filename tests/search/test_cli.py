"""`handslag search`: as a reader of the city unless somebody is named, as text and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import run_command
from tests.search.shelf import MINUTES, shelve

from handslag.core.verdict import Refused
from handslag.search.cli import search


def asked(*words: str) -> Any:
    return json.loads(run_command("search", "--city", "Lillköping", "--json", *words))


def test_hits_as_json(small_city: None) -> None:
    paper = shelve("protokoll.txt", MINUTES)
    said = asked("personalomsättning")
    assert said["total"] == 1 and said["query"] == "personalomsättning" and said["fault"] is None
    (hit,) = said["hits"]
    assert hit["kind"] == "paper" and hit["id"] == paper.pk and hit["marked"] == ["personalomsättningen"]
    told = CliRunner().invoke(search, ["--help"]).output
    assert [name for name in (*said, *hit, *said["counts"]) if name not in told] == []
    assert hit["href"].startswith(f"/handlingar/{paper.pk}/") and said["counts"]["kind"] == {"paper": 1}


def test_hits_as_text(small_city: None) -> None:
    text = run_command("search", "mentorer", "--city", "Lillköping")
    assert "träffar." in text.splitlines()[0] or "träff." in text.splitlines()[0]
    assert "*mentorer*" in text and "/atgarder/" in text


def test_without_a_city_all_are_searched_and_somebody_searches_their_own(small_city: None) -> None:
    shelve("granne.txt", "Grannens papper om introduktionen vid torget i Grannköping.", city="Grannköping")
    every = json.loads(run_command("search", "introduktion", "--json", "--limit", "100"))
    assert {hit["city"] for hit in every["hits"]} == {"Lillköping", "Grannköping"}
    assert every["total"] == len(every["hits"]) == asked("introduktion", "--limit", "100")["total"] + 1
    hers = json.loads(run_command("search", "introduktion", "--json", "--as", "gun"))
    assert {hit["city"] for hit in hers["hits"]} == {"Grannköping"}


def test_somebody_else_finds_what_they_may_see(small_city: None) -> None:
    shelve("utkast.txt", "Ett utkast om xylofonundervisning i staden som ingen har läst än.", origin="own")
    assert asked("xylofonundervisning")["total"] == 0
    assert asked("xylofonundervisning", "--as", "rut")["total"] == 1


def test_choices(small_city: None) -> None:
    every = asked("introduktion", "--limit", "100")
    only = asked("introduktion", "--kind", "signal", "--body", "Strandvik", "--year", "2025")
    assert only["total"] == 1 < every["total"] == len(every["hits"])
    assert asked("introduktion", "--party", "L")["total"] == 0
    assert len(asked("introduktion", "--limit", "2")["hits"]) == 2


def test_a_word_with_minus_after_two_dashes(small_city: None) -> None:
    assert asked("--", "introduktion -mentor")["total"] < asked("introduktion")["total"]


def test_a_misspelt_word_is_told(small_city: None) -> None:
    assert asked("mentorerr")["near"] == {"mentorerr": ["mentorer"]}
    assert "Visar också träffar på ”mentorer”" in run_command("search", "mentorerr", "--city", "Lillköping")
    assert "Närmaste ord: fredagar" in run_command("search", "fredxxxar", "--city", "Lillköping")


@pytest.mark.parametrize("query", ["", "och att", "x" * 10_000])
def test_what_cannot_be_looked_for_is_said(small_city: None, query: str) -> None:
    assert asked(query)["fault"]


def test_the_index_is_made_anew(small_city: None) -> None:
    assert "Sökregistret är gjort om" in run_command("search", "--rebuild")
    assert asked("introduktion", "--rebuild")["total"] > 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x", "--city", "Ingenstans"), "Det finns: Grannköping, Lillköping"),
        (("x", "--city", "Lillköping", "--as", "okänd"), "ingen användare"),
        (("x", "--city", "Lillköping", "--as", "gun"), "ingen roll"),
    ],
)
def test_refusals_say_why(small_city: None, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Refused, match=said):
        CliRunner().invoke(search, words, catch_exceptions=False)


def test_the_help_says_whose_eyes_it_looks_with(small_city: None) -> None:
    text = CliRunner().invoke(search, ["--help"]).output
    assert "läsare" in text and "--as" in text
