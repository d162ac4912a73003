"""What is pointed out while one writes: the same rule as signs of life rest on, in kind words."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.followup.rules.copies import Earlier, Hint, hints
from handslag.followup.rules.notes import is_taken, read_text

TODAY = date(2026, 9, 22)
APRIL = Earlier("Två nya mentorer utsedda i gruppen.", date(2026, 4, 14), 1)
LAST_YEAR = Earlier("Handledning hålls varannan vecka för alla nya.", date(2025, 4, 14), 2)


def said(note: str, *earlier: Earlier, state: str = "", evidence: str = "") -> str:
    found = hints(note, state=state, evidence=evidence, earlier=earlier, today=TODAY)
    return " ".join(map(str, found))


@pytest.mark.parametrize(
    ("note", "earlier", "words"),
    [
        ("Två nya mentorer utsedda i gruppen.", (APRIL,), "Samma text som i april. Vad har hänt sedan dess?"),
        ("I gruppen utsedda två nya mentorer!", (APRIL,), "Samma text som i april. Vad har hänt sedan dess?"),
        (LAST_YEAR.note, (APRIL, LAST_YEAR), "Samma text som i april 2025. Vad har hänt sedan dess?"),
        (APRIL.note, (Earlier(APRIL.note, date(2026, 9, 2)),), "Samma text som den 2 september 2026."),
        (APRIL.note, (Earlier(APRIL.note, APRIL.day, label="i T1"),), "Samma text som i T1."),
        ("Två nya mentorer är utsedda i gruppen.", (APRIL,), "procent lik texten i april."),
        ("Arbetet fortgår enligt plan.", (), "Det här säger inte vad som har hänt. Skriv gärna vad, när eller hur"),
        ("Workshop.", (), "Texten säger för lite för att visa något nytt."),
    ],
)
def test_what_will_not_count_is_pointed_out(note: str, earlier: tuple[Earlier, ...], words: str) -> None:
    assert words in said(note, *earlier)


@pytest.mark.parametrize(
    "note", ["", "   ", "Tre nya mentorer utsedda i gruppen den 3 maj, 5 till hösten.", "Alla rum har fått larm i dag."]
)
def test_what_says_something_new_is_left_alone(note: str) -> None:
    assert said(note, APRIL, LAST_YEAR) == ""


def test_a_copy_with_a_new_number_is_no_copy() -> None:
    before = Earlier("Larm finns i 3 rum av alla.", date(2026, 4, 1))
    assert said("Larm finns i 5 rum av alla.", before) == ""
    assert "Samma text" in said("Larm finns i 3 rum av alla.", before)


@pytest.mark.parametrize(
    ("state", "note", "evidence", "words"),
    [
        ("done", "", "", "Läget Klar räknas inte än."),
        ("done", "", "Protokoll 3", ""),
        ("done", "Handboken är tryckt och utdelad.", "", ""),
        ("dropped", "", "Protokoll 3", "Läget Avbruten räknas inte än."),
        ("under_way", "", "", ""),
    ],
)
def test_a_state_that_closes_asks_for_a_word(state: str, note: str, evidence: str, words: str) -> None:
    assert words in said(note, state=state, evidence=evidence)
    assert bool(words) is not is_taken(state, note, evidence)


def test_a_hint_is_said_exactly_when_the_note_does_not_count() -> None:
    for note in ("Dialog förs löpande enligt plan", "Tre chefer anställda", "Möte 4 med facket hölls", "Klart"):
        assert bool(said(note)) is not read_text(note).is_note


def test_a_hint_reads_as_a_sentence() -> None:
    assert str(Hint("Samma text.", "Vad har hänt?")) == "Samma text. Vad har hänt?"
