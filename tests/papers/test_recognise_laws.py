"""Laws of recognition: it never fails, its places lie inside the text and say what it says, and it is quick."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handslag.papers.rules.recognise import PageText, answering, recognise
from handslag.papers.rules.recognise.days import last_day
from handslag.papers.rules.recognise.paper import Paper, tidy

TEXTS = Path(__file__).parent / "texts"
PIECES = (
    "Interpellation från Ulla Berg (V) till rådet Bo Ek (S)", "Jag vill därför fråga:",
    "1. Hur går det?", "2)", "a) Vad sker",
    "– att nämnden beslutar", "§ 12", "Beslut", "Särskilt uttalande", "Reservation", "Ulla Berg m.fl. (V)", "(S), (V)",
    "Vid protokollet", "Ekby den 3 mars 2025", "2025-02-31", "Dnr SN 2025/12-3", "Sida 2 (4)", "Svar på fråga 1",
    "Förvaltningen ska senast i maj 2025 redovisa läget.", "instämde i det särskilda uttalandet från (V)",
    "skol-", "och", "?",
    "Ersättaren ", "\n", "\n\n", "\f", "\u2028", "\u00ad\n", "\r\n", "\x0b", "I", "(", ")",
    "1.", "att ", "före årets slut",
    "inom 9 år", "vid årsskiftet", "BJÖRN ÅSTRÖM (C)", "O:son", "￼", "𝔘", "█████",
)  # fmt: skip
papers = st.lists(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=25).map(" ".join),
    min_size=0,
    max_size=4,
)


def pages(texts: list[str]) -> list[PageText]:
    return [PageText(number, text) for number, text in enumerate(texts, 1)]


@given(papers)
def test_it_never_fails_and_every_place_lies_in_its_page(texts: list[str]) -> None:
    length = {page.number: len(page.text) for page in pages(texts)}
    for one in recognise(pages(texts), file_name="fråga.txt", today=date(2025, 1, 22)):
        assert 0 <= one.start <= one.end <= length[one.page]


def letters(text: str) -> str:
    """What two writings of the same words have in common."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@given(papers)
def test_what_stands_at_the_place_is_what_is_said(texts: list[str]) -> None:
    given = pages(texts)
    whole = Paper(given)
    for one in recognise(given, file_name=""):
        words = given[one.page - 1].text[one.start : one.end]
        said = one.value.get("text") if one.field != "title" else None
        if one.field in ("question", "commitment", "decision_point") and "\f" not in words and said:
            over = one.end == len(given[one.page - 1].text)
            assert letters(said).startswith(letters(words)[:40]) or over or _with_furniture(whole, words, said)
        if one.field in ("person", "body"):
            assert letters(one.value["name"])[:4] == letters(words)[:4]


def _with_furniture(whole: Paper, words: str, said: str) -> bool:
    """Page numbers that stand between the lines of a passage are in its place and not in its words."""
    return all(part in letters(words) for part in (letters(said)[:10], letters(said)[-10:]))


@given(st.lists(st.text(max_size=60), max_size=5), papers)
def test_an_answer_is_asked_of_any_text(questions: list[str], texts: list[str]) -> None:
    found = answering(questions, pages(texts))
    assert len(found) == len(questions)
    length = {page.number: len(page.text) for page in pages(texts)}
    assert all(one is None or 0 <= one.start <= one.end <= length[one.page] for one in found)


@given(st.text(max_size=120), st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)))
def test_by_when_is_never_before_the_paper_was_written(sentence: str, written: date) -> None:
    day = last_day(f"Det ska ske {sentence} senast i maj", written)
    assert day is None or day >= written or any(letter.isdigit() for letter in sentence)


@given(st.text(max_size=200))
def test_a_text_made_tidy_is_one_line_and_stays_so(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\n" not in tidy(text)


def test_twenty_pages_are_read_in_a_moment() -> None:
    page = (TEXTS / "protokoll_kommun.txt").read_text() * 2 + (TEXTS / "svar_utan_rubrik.txt").read_text()
    long = [PageText(number, page[:2600]) for number in range(1, 21)]
    best = min(_seconds(long) for _ in range(3))
    assert best < 0.25, best


def _seconds(given: list[PageText]) -> float:
    begun = time.process_time()
    recognise(given, file_name="protokoll.txt")
    return time.process_time() - begun
