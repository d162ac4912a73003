"""What is covered in a text: personal numbers however they were read, passages by their words, the law."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.text import personal_numbers
from handslag.papers.rules.hidden import hidden_of
from handslag.papers.rules.secrecy import (
    COVER,
    blacked_out,
    law_fault,
    merged,
    over_the_break,
    passages_of,
    personal_number_spans,
    touches,
)


@pytest.mark.parametrize(
    "text",
    [
        "811218-9876", "8112189876", "19811218-9876", "198112189876", "19811218 9876", "811218 9876", "811218+9876",
        "81 12 18-9876", "81 12 18 9876", "1981-12-18-9876", "811218 - 9876", "811218–9876", "811218-98 76",
        "811218-\n9876", "811278-9873", "8l1218-9876", "8ll2l8-9876", "8I12I8-9876", "811218-9B76", "8112l8-987G",
        "81\u00ad1218-9876", "personnr:811218-9876.", "(811218-9876)", "O01218-0002", "123 811218-9876",
        "8112\n18-9876", "811218-98\n76", "811218-\r\n9876", "81.12.18-9876", "19811218-\n9876", "８１１２18-9876",
    ],
)  # fmt: skip
def test_a_personal_number_is_found_however_it_was_written_or_read(text: str) -> None:
    found = personal_number_spans(f"Anna Ek {text}, Storgatan 3")
    assert len(found) == 1
    start, end = found[0]
    assert f"Anna Ek {text}, Storgatan 3"[start:end].strip("().:personi ") in text


@pytest.mark.parametrize(
    "text",
    [
        "organisationsnummer 212000-0142", "556036-0793", "16556036-0793", "den 2024-01-12 1300", "2024-01-12 13.00",
        "tel 070-123 45 67", "08-508 25 000", "tfn 0701234567", "mobil: 0701234567", "dnr 811218-9876", "SN 2024/8112",
        "811218-9875", "811318-9876", "811232-9876", "bankgiro 811218-9876", "20240112-20240212", "§ 812189876",
        "x811218-9876x", "2019-2023", "1 234 567 890", "Solbacken 12 18 98 76 52", "+46 811218-9876",
    ],
)  # fmt: skip
def test_what_is_no_personal_number_is_not_taken_for_one(text: str) -> None:
    assert personal_number_spans(f"Se {text} i bilagan") == []


@given(st.dates(), st.integers(0, 999), st.sampled_from(["-", "", "+", " ", " - "]), st.booleans(), st.booleans())
def test_every_number_that_is_refused_in_a_form_is_found_in_a_paper(
    born: object, series: int, dash: str, century: bool, coordination: bool
) -> None:
    day = born.strftime("%y%m%d")  # type: ignore[attr-defined]
    if coordination:
        day = f"{day[:4]}{int(day[4:]) + 60}"
    digits = f"{day}{series:03d}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    last = -sum(value - 9 if value > 9 else value for value in doubled) % 10
    number = f"{'19' if century else ''}{day}{dash}{series:03d}{last}"
    text = f"namn {number} slut"
    assert personal_number_spans(text)
    if personal_numbers(text):
        assert touches(personal_number_spans(text), text.index(number), text.index(number) + len(number))


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_what_is_covered_keeps_every_other_letter_in_its_place(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    shown = blacked_out(text, inside)
    assert len(shown) == len(text)
    for place, letter in enumerate(text):
        hit = any(start <= place < end for start, end in inside)
        assert shown[place] == (COVER if hit and not letter.isspace() else letter)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8))
def test_merged_spans_are_in_order_and_apart(spans: list[tuple[int, int]]) -> None:
    made = merged(spans)
    assert all(a < b for a, b in made)
    assert all(one[1] < two[0] for one, two in pairwise(made))
    for start, end in spans:
        if start < end:
            assert any(a <= start and end <= b for a, b in made)


def test_a_passage_goes_on_over_the_end_of_a_page() -> None:
    page, after = "Vid mötet hotades en\nkvinna, Eva\n", "\n  Ek, av en besökare. Polisen kom."
    here, there = over_the_break(page, after, "hotades en", "besökare") or ((0, 0), (0, 0))
    assert page[slice(*here)] == "hotades en\nkvinna, Eva"
    assert after[slice(*there)] == "Ek, av en besökare"
    assert over_the_break(page, after, "hotades", "Eva") is None  # it ends on the page itself
    assert over_the_break(page, after, "står ingenstans", "besökare") is None
    assert over_the_break(page, after, "hotades", "står ingenstans") is None


@pytest.mark.parametrize(
    ("copied", "shown"),
    [
        ("Om hoten mot Eva Ek i Strandvik.", "Om hoten mot ███ ██ █ █████████."),
        ("EVA EK I STRANDVIK", "███ ██ █ █████████"),  # whatever case it is written in
        ("bor Eva Ek i en villa", "bor ███ ██ █ en villa"),  # three words of it in a row
        ("Eva Ek", "███ ██"),  # the whole text stands inside the passage
        ("Eva Lind bor i Strandvik.", "Eva Lind bor i Strandvik."),  # words of it, but never three together
        ("Hennes nummer är 811218-9876.", "Hennes nummer är ███████████."),
        ("Ärendet 850709-9805.", "Ärendet 850709-9805."),  # said to be no personal number
        ("", ""),
    ],
)
def test_what_was_copied_out_of_a_paper_is_covered_by_its_words(copied: str, shown: str) -> None:
    assert hidden_of(["Eva Ek i\nStrandvik"], ["850709-9805"]).cover(copied) == shown


def test_what_another_paper_says_is_told_of_when_it_is_the_passage_and_not_by_chance() -> None:
    hidden = hidden_of(["Hon hotades av en man som kom för att hämta sin dotter på förskolan."])
    assert hidden.stands_in("Vi hörde att hon hotades av en man som kom för att hämta sin dotter.")
    assert not hidden.stands_in("Det var en man som kom för att måla.")
    assert hidden_of(["Eva Ek"]).stands_in("Där var Eva Ek.")


def test_a_passage_is_found_by_its_first_and_last_words() -> None:
    text = "Vid mötet hotades en\nhandläggare, Eva Ek, av en\nbesökare. Polisen kom."
    assert [text[a:b] for a, b in passages_of(text, "hotades en handläggare", "besökare")] == [
        "hotades en\nhandläggare, Eva Ek, av en\nbesökare"
    ]
    assert [text[a:b] for a, b in passages_of(text, "EVA  ek")] == ["Eva Ek"]
    assert len(passages_of(text, "en")) == 2
    assert passages_of(text, "besökare", "hotades") == []
    assert passages_of(text, "finns inte") == []
    assert passages_of(text, " ") == []


@pytest.mark.parametrize(
    ("chapter", "section", "fault"),
    [
        (26, "1", ""),
        (39, "3 a", ""),
        (None, "1", "kapitlet"),
        (45, "1", "kapitlet"),
        (26, "", "paragraf"),
        (26, "x", "paragraf"),
    ],
)
def test_secrecy_states_chapter_and_section(chapter: int | None, section: str, fault: str) -> None:
    assert fault in law_fault(chapter, section)
    assert bool(law_fault(chapter, section)) is bool(fault)
