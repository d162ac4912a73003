"""A unit manager notes how a measure goes, is told kindly that the text is a copy, and corrects what became wrong."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser import Person

from handslag.core.clock import today
from handslag.core.text import swedish_date

NOTE = "Vad har hänt? (frivilligt)"
COPY = "Tolv av fjorton ligger under taket."
NEWS = "Fjorton av femton ligger under taket, och alla har fått sin lista."


def test_a_note_with_a_file_is_written_looked_at_and_corrected(person: Person, tmp_path: Path) -> None:
    # Given the manager of the unit, on the page of one of its measures.
    person.logs_in_as("eva").goes_to("/atgarder/").clicks("Tak på femton ärenden").clicks("Notera läget")
    person.sees_heading("Notera läget: Tak på femton ärenden")

    # When she writes what was written in April, she is told so while she types; nothing is in her way.
    person.fills(NOTE, COPY).sees("Samma text som i april 2025.").sees("Vad har hänt sedan dess?")
    person.takes_picture("noting", for_docs=True)
    person.fills(NOTE, "Arbetet fortgår enligt plan.").sees("Det här säger inte vad som har hänt.")
    person.fills(NOTE, NEWS).does_not_see("Det här säger inte vad som har hänt.")

    # And adds the minutes, first a file that only calls itself a PDF.
    wrong, minutes = tmp_path / "Protokoll 14.pdf", tmp_path / "Protokoll 15.pdf"
    wrong.write_bytes(b"<html>")
    minutes.write_bytes(b"%PDF-1.7\nTaket beslutades.\n")
    person.uploads("Fil (frivilligt)", wrong).clicks("Spara noteringen")
    person.sees("innehåller inte det som namnet säger")
    assert person.page.get_by_label(NOTE).input_value() == NEWS
    person.uploads("Fil (frivilligt)", minutes).clicks("Spara noteringen")

    # Then it stands on the page with her name, and the file can be fetched.
    person.sees("Noteringen är sparad.").sees(NEWS).sees("Skriven av Eva Enhetschef.")
    assert person.downloads("Protokoll 15.pdf") == minutes.read_bytes()

    # When she sees that the number was wrong, she corrects it.
    person.clicks(f"Rätta noteringen från {swedish_date(today())}")
    person.fills(NOTE, NEWS.replace("Fjorton", "Tretton")).fills("Varför rättas den? (frivilligt)", "Fel antal.")
    person.clicks("Spara rättelsen")

    # Then both stand, and the earlier one is struck.
    person.sees("Noteringen är rättad.").sees("av Eva Enhetschef: Fel antal.").sees("Tretton av femton")
    assert person.page.locator("del", has_text=NEWS).count() == 1
    person.takes_picture("corrected", for_docs=True)


def test_the_head_comments_the_sign_and_pauses_the_area(person: Person) -> None:
    person.logs_in_as("hilda").goes_to("/livstecken/angsby/introduktion/").clicks("Kommentera tecknet")
    person.fills("Förvaltningens kommentar", "Vi väntar på stadens mall.").clicks("Spara kommentaren")
    person.sees("Kommentaren är sparad.").sees("Vi väntar på stadens mall.")
    person.clicks("Pausa området").fills("Varför pausas området?", "Lokalerna byggs om.")
    person.fills("Sista dagen", today().replace(year=today().year + 2).isoformat()).clicks("Pausa området")
    person.sees("En paus kan vara högst 365 dagar.")
    person.fills("Sista dagen", today().isoformat()).clicks("Pausa området")
    person.sees("Pausen är beslutad.").sees("Lokalerna byggs om.")
