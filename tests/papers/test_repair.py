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
        CLEAN.upper(),
        CLEAN.replace("översända", "oversända").replace("även", "aven"),
        "Das Amt hat mit der Stadt eine Vereinbarung, und die Gebühren sind nicht hoch für alle.",
        "Kommunen skal ikke vedta planen før alle har svart, og det er viktig at de ansatte får være med.",
        "Kaupunki on päättänyt, että suunnitelma hyväksytään, ja se ei ole vielä valmis.",
        "6 § Nämnden beslutar. 1 a § Kommunen får ta 25 kr à 3 st.",
        "Enhet   2021   2022\nNorr    12     14\nSyd     8      9\nTotalt  20     23",
        "Dagordning\n1. Val av justerare\n2. Budget\n3. Rapport om brand i skola\n4. Val av revisor",
        "Nils Berg\nKarin Ek\nMarita Dahl\nMats Lager\nJaakko Virtanen\nJørgen Jørgensen\nMarta Lindholm",
        "Barnen satt inne hela dagen och ritade. Sedan gick de hem till sin mamma i staden. Hon stod i dörren.",
        "Skriv till anna.oberg@staden.se eller registrator.namnd@staden.se, se www.staden.se/arende/for-dig.",
    ],
    ids=[
        "swedish", "windows-lines", "decomposed", "english", "danish", "numbers", "capitals", "empty", "blank", "short",
        "names", "all in capitals", "a dot or two missing", "german", "norwegian", "finnish", "paragraphs", "table",
        "a list without dots", "names without dots", "short and plain", "addresses",
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


@pytest.mark.parametrize(
    ("raw", "true"),
    [
        ("Det har har hant forut. Han har varit har i tva ar.", "Det här har hänt förut. Han har varit här i två år."),
        ("Ar 2024 ar svart for manga. Fem ar ar lang tid.", "År 2024 är svårt för många. Fem år är lång tid."),
        ("Vi vagar lita pa att vagar halls oppna.", "Vi vågar lita på att vägar hålls öppna."),
        ("Hon har inte natt malet och det gar at fel hall.", "Hon har inte nått målet och det går åt fel håll."),
        ("Det gar inte att mata hur man mar.", "Det går inte att mäta hur man mår."),
        ("En brandman och tva brandman fran Vasteras.", "En brandman och två brandmän från Västerås."),
        ("Det maste vara klart. Vara svar ar svara att lasa.", "Det måste vara klart. Våra svar är svåra att läsa."),
        ("Forslaget ar €n sa lange hemligt, ver huvud taget.", "Förslaget är än så länge hemligt, över huvud taget."),
        ("Ylva Sédderhamn och S6ren Oman (V) ar javiga.", "Ylva Söderhamn och Sören Öman (V) är jäviga."),
        ("Namnden foreslar att £8 hjalp for £400.", "Nämnden föreslår att få hjälp för £400."),
        ("Namnden moter HR-chefen och DN om Orebro.", "Nämnden möter HR-chefen och DN om Örebro."),
        ("Anna-Lisa ar van vid att vanta pa en van.", "Anna-Lisa är van vid att vänta på en vän."),
    ],
)  # fmt: skip
def test_neighbours_tell_words_apart(raw: str, true: str, lexicon: Lexicon) -> None:
    assert repair(raw, lexicon).text == true


@pytest.mark.parametrize(
    "kept",
    [
        "registrator.namnd@staden.se",
        "www.staden.se/arende",
        "http://staden.se/for-dig",
        "Jørgen Jørgensen",
        "6 §",
        "1 a §",
        "25 kr à 3 st",
        "“It is for the city to decide how an office or a school is to be used”",
        "A4",
        "KS 2024/118",
        "HR",
    ],
)
def test_what_is_no_swedish_word_is_kept_on_a_garbled_page(kept: str, lexicon: Lexicon) -> None:
    done = repair(f"{CLEAN.translate(BARE)} Har star {kept}. Det ar ett exempel.", lexicon)
    assert done.garbled
    assert kept in done.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CLEAN.split()), min_size=12, max_size=60))
def test_clean_swedish_in_any_order_comes_back_byte_for_byte(lexicon: Lexicon, words: list[str]) -> None:
    text = " ".join([*words, "förvaltningens", "åtgärder", "är", "för", "på"])
    assert repair(text, lexicon).text == text


def test_a_repaired_page_is_not_repaired_again(lexicon: Lexicon) -> None:
    once = repair(CLEAN.translate(BARE), lexicon).text
    assert repair(once, lexicon) == (once, (), False)


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
