"""What a note says: dates away, stock words no words to go by, copies found, numbers told apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from handslag.followup.rules.notes import is_copy, read_text, stock_words

REMOVED = [
    "2025-04-30", "30/4", "30/4 2025", "30.4.2025", "30 april", "30 april 2025", "v 17", "v. 17", "v17", "v.17",
    "vecka 17", "vecka17", "1900", "2099", "2025", "01/01", "1/12", "31/12", "30.04.2025", "1 Maj", "VECKA 53", "v 01",
    "v 1", "31 december 2025", "2024/2025", "(2025-04-30)", "30/4,", "v17–v18", "2025-4-3", "31 april",
]  # fmt: skip


@pytest.mark.parametrize("text", REMOVED)
def test_dates_weeks_and_years_are_removed(text: str) -> None:
    said = read_text(text)
    assert (said.words, said.numbers) == ("", frozenset())


KEPT = [
    ("30.4", "", {"30", "4"}),
    ("12/14", "", {"12", "14"}),
    ("0/4", "", {"0", "4"}),
    ("32/4", "", {"32", "4"}),
    ("30/13", "", {"30", "13"}),
    ("32 april", "april", {"32"}),
    ("0 maj", "maj", {"0"}),
    ("v 54", "v", {"54"}),
    ("v 0", "v", {"0"}),
    ("vecka 54", "vecka", {"54"}),
    ("1899", "", {"1899"}),
    ("2100", "", {"2100"}),
    ("x30/4", "x", {"30", "4"}),
    ("30/4x", "x", {"30", "4"}),
    ("130/4", "", {"130", "4"}),
    ("2025x", "x", {"2025"}),
    ("12025", "", {"12025"}),
    ("2025-13-30", "", {"13", "30"}),
    ("32.4.2025", "", {"32", "4"}),
    ("30 apr", "apr", {"30"}),
    ("30 aprilen", "aprilen", {"30"}),
    ("av 17", "av", {"17"}),
    ("30.4.1825", "", {"30", "4", "1825"}),
    ("07", "", {"07"}),
    ("7 000", "", {"7", "000"}),
    ("3½", "", {"3"}),
]


@pytest.mark.parametrize(("text", "words", "numbers"), KEPT, ids=[text for text, _, _ in KEPT])
def test_what_is_no_date_stays(text: str, words: str, numbers: set[str]) -> None:
    said = read_text(text)
    assert (said.words, said.numbers) == (words, frozenset(numbers))


def test_what_is_removed_is_read_as_a_space() -> None:
    assert read_text("möte2025").words == "möte"
    assert read_text("möte-2025-handledning").words == "handledning möte"
    assert read_text("av 30/4 och").words == "av och"


def test_signs_between_letters_part_words() -> None:
    assert read_text("e-post_till chef/ledare").words == "chef e ledare post till"


def test_a_decomposed_text_reads_as_a_composed_one() -> None:
    for text in ("förbättrat läge på Åsö", "NY HANDLEDARE PÅ ÖN"):
        assert read_text(unicodedata.normalize("NFD", text)) == read_text(text)


NOTES = [
    ("three words to go by", "ny handledare anställd", True),
    ("two words to go by", "ny handledare", False),
    ("one word and a number", "7 handledare", True),
    ("a number and no word", "7", False),
    ("a number and stock words", "7 åtgärder enligt plan", True),
    ("a number and only stock words", "läget enligt plan 7", False),
    ("stock words only", "Dialog förs löpande enligt plan", False),
    ("stock words and two others", "Arbetet fortgår med ny handledare", False),
    ("stock words and three others", "Arbetet fortgår med ny handledare anställd", True),
    ("one word and a date is no number", "handledare 2025-04-30", False),
    ("blank", "   ", False),
    ("upper case stock words", "ARBETET PÅGÅR LÖPANDE", False),
]


@pytest.mark.parametrize(("text", "is_note"), [n[1:] for n in NOTES], ids=[n[0] for n in NOTES])
def test_a_note_needs_words_to_go_by(text: str, is_note: bool) -> None:
    assert read_text(text).is_note is is_note


def test_the_stock_words_are_those_of_the_list() -> None:
    assert {"dialog", "förs", "löpande", "enligt", "plan", "översyn"} <= stock_words()
    assert not any(word.startswith("#") or word != word.strip().casefold() for word in stock_words())


COPIES = [
    ("the same", "ny handledare anställd", ["ny handledare anställd"], True),
    ("other order", "anställd ny handledare", ["ny handledare anställd"], True),
    ("another date", "ny handledare anställd 30/4", ["ny handledare anställd 31/8 2024"], True),
    ("other case and signs", "Ny handledare: anställd!", ["ny handledare anställd"], True),
    ("a letter more", "nya handledare anställda", ["ny handledare anställd"], True),
    ("something else", "taket för ärenden infört i gruppen", ["ny handledare anställd"], False),
    ("a new number", "7 nya handledare anställda", ["ny handledare anställd"], False),
    ("a number another note had", "7 nya handledare anställda", ["nya handledare anställda", "7 samtal hållna"], True),
    ("a number written otherwise", "07 nya handledare anställda", ["7 nya handledare anställda"], False),
    ("no earlier note", "ny handledare anställd", [], False),
]


@pytest.mark.parametrize(("text", "earlier", "copy"), [c[1:] for c in COPIES], ids=[c[0] for c in COPIES])
def test_a_copy_says_again_what_an_earlier_note_said(text: str, earlier: list[str], copy: bool) -> None:
    before = [read_text(one) for one in earlier]
    numbers = {number for one in before for number in one.numbers}
    assert is_copy(read_text(text), [one.words for one in before], numbers) is copy


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "ba", "abc", "tak", "takt", "möte"]), min_size=1, max_size=9)


@given(WORDS, WORDS)
def test_sorted_words_compare_as_rapidfuzz_compares_tokens(one: list[str], other: list[str]) -> None:
    likeness = fuzz.token_sort_ratio(" ".join(one), " ".join(other))
    assert is_copy(read_text(" ".join(one)), [read_text(" ".join(other)).words], set()) is (likeness >= 90)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    said = read_text(text)
    assert all(word.isalpha() for word in said.words.split())
    assert all(number.isdecimal() for number in said.numbers)
    assert not said.is_note or said.words_to_go_by


def test_with_the_parts_switched_off() -> None:
    assert read_text("läget enligt plan 7", stock=False).is_note
    assert read_text("handledare 2025", dates=False).is_note
    assert read_text("handledare", three_words=False).is_note
