"""Repair: clean text is left alone, garbled Swedish gets its dots back, and nothing but words ever changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handslag.core.swedish.lexicon import Lexicon, load
from handslag.core.swedish.lexicon_file import ready_in
from handslag.papers.rules.repair import repair
from handslag.papers.rules.repair.page import applied

PAIRS = Path(__file__).parent / "pairs"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
BARE = str.maketrans("åäöÅÄÖ", "aaoAAO")
MISREAD = str.maketrans("åäöÅÄÖ", "ad6AAO")
CLEAN = """Nämnden beslutar att godkänna förvaltningens förslag till åtgärder och att översända ärendet för kännedom.
Arbetet följs upp två gånger om året. Särskilt viktigt är att även de små enheterna får stöd när läget är svårt."""
TITLED = "Till nämnden. Lägg till att Jan Lindblom, Anna Bonnier Rantala (Fi) och Al-Hassan var närvarande vid mötet."


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return load(ready_in(tmp_path_factory.getbasetemp().parent / "lexikon"))


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        CLEAN.replace("\n", "\r\n"),
        CLEAN.replace("ä", "a\u0308").replace("å", "a\u030a").replace("ö", "o\u0308"),
        "The committee decided to approve the plan and to inform all of the districts before the end of the year.",
        "Udvalget har besluttet at godkende planen, og den skal ikke ændres af forvaltningen, når der er tale om børn.",
        "2024-03-19 12 345 678,50\n31 % 98 % 4 711\n§ 12 § 13 A4 B12 6b",
        "ABC KLN MHN 2024/118 SOU 2023:41",
        "",
        " \n\f\n",
        "Sida 4 (4)",
        "Vid protokollet\nInga-Karin Mellberg",
    ],
    ids=[
        "swedish", "windows-lines", "decomposed", "english", "danish", "numbers", "capitals", "empty", "blank", "short",
        "names",
    ],
)  # fmt: skip
def test_what_needs_no_repair_comes_back_byte_for_byte(text: str, lexicon: Lexicon) -> None:
    assert repair(text, lexicon) == (text, (), False)


@pytest.mark.parametrize("how", [BARE, MISREAD], ids=["bare", "misread"])
def test_dots_and_rings_come_back(how: dict[int, int], lexicon: Lexicon) -> None:
    assert repair(CLEAN.translate(how), lexicon).text == CLEAN


@pytest.mark.parametrize(
    ("raw", "true"),
    [
        ("Arendet gar till namnden for beslut om fyra ar.", "Ärendet går till nämnden för beslut om fyra år."),
        ("Det ar ar 2024 som planen galler i vara stadsdelar.", "Det är år 2024 som planen gäller i våra stadsdelar."),
        ("NAMNDEN FORESLAR ATGARDER.", "NÄMNDEN FÖRESLÅR ÅTGÄRDER."),
        ("Né@mnden 6verldamnar drendet 1 dag.", "Nämnden överlämnar ärendet i dag."),
        ("| sodra delen star det, i at- \n garder", "I södra delen står det, i åt- \n gärder"),
        ("Den ar viktig fér vér stad och mgjlighet finns.", "Den är viktig för vår stad och möjlighet finns."),
        ("De fick h6ra att stads-\ndelsnamnderna ar positiva.", "De fick höra att stads-\ndelsnämnderna är positiva."),
        ("Jan Jonsson och Alexandra Akerstrom i Skarholmen.", "Jan Jönsson och Alexandra Åkerström i Skärholmen."),
        ("Det ar barn- och\nungdomsvarden som namnden foljer.", "Det är barn- och\nungdomsvården som nämnden följer."),
        ("Kvinnor och man behover lika ratt i dldreomsorgen.", "Kvinnor och män behöver lika rätt i äldreomsorgen."),
    ],
)
def test_a_sentence_reads_as_it_was_printed(raw: str, true: str, lexicon: Lexicon) -> None:
    assert repair(raw, lexicon).text == true


def test_names_without_dots_are_not_harmed(lexicon: Lexicon) -> None:
    assert repair(TITLED.translate(BARE), lexicon).text == TITLED


def test_a_word_that_the_archive_knows_wins(lexicon: Lexicon) -> None:
    raw = "Namnden besoker Hallstromsgarden for att folja arbetet."
    assert "Hällströmsgården" in repair(raw, lexicon, {"Hällströmsgården"}).text
    assert "Hallströmsgården" in repair(raw, lexicon, {"Hallströmsgården"}).text


def test_a_page_with_few_letters_is_repaired_only_when_it_shows_that_it_is_garbled(lexicon: Lexicon) -> None:
    assert repair("Socialndmndens beslut", lexicon).text == "Socialnämndens beslut"
    assert not repair("Beslut och protokoll", lexicon).garbled


def _between(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    at, kept = 0, ""
    for start, end, _ in changes:
        kept, at = kept + text[at:start], end
    return kept + text[at:]


@pytest.mark.parametrize("pair", sorted(PAIRS.glob("*/*.raw.txt")), ids=lambda file: file.name[:-8])
def test_the_changes_make_the_text_and_only_words_change(pair: Path, lexicon: Lexicon) -> None:
    raw = pair.read_text(encoding="utf-8")
    done = repair(raw, lexicon)
    assert done.garbled
    assert applied(raw, done.changes) == done.text
    assert done.changes == tuple(sorted(done.changes))
    assert all(
        raw[start:end] != text and not re.search(r"\s", text + raw[start:end]) for start, end, text in done.changes
    )
    assert len(done.text.split()) == len(raw.split())
    assert _between(raw, done.changes) in ("", _between(raw, done.changes))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aåäobcdefghijklmnö 146&@|[-.\n", max_size=120))
def test_no_text_breaks_it(lexicon: Lexicon, text: str) -> None:
    done = repair(text, lexicon)
    assert done.text == applied(text, done.changes)
    assert done.garbled or done.text == text


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_the_clean_seeds_come_back_byte_for_byte(number: str, lexicon: Lexicon) -> None:
    for file in SEEDS.glob(f"{number}_*.txt"):
        text = file.read_bytes().decode("utf-8")
        assert repair(text, lexicon) == (text, (), False)


@pytest.mark.parametrize("number", ["002", "003"])
def test_the_garbled_seeds_get_their_letters_back(number: str, lexicon: Lexicon) -> None:
    for file in SEEDS.glob(f"{number}_*.txt"):
        done = repair(file.read_text(encoding="utf-8"), lexicon)
        letters = [letter for letter in done.text.lower() if letter.isalpha()]
        assert 0.045 < sum(letter in "åäö" for letter in letters) / len(letters) < 0.065
        assert not re.search(r"[é@&6](?=[a-zåäö])", done.text)
