"""A report is made, later records come in, and the same report is made again: the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

from pypdfium2 import PdfDocument
from tests.journeys.browser import Person, picture
from tests.journeys.server import Installation

LATER = (
    "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag\n"
    "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;2025-04-10;Klar;Handboken är tryckt.;Dnr 7\n"
)
FORMS = {"PDF": b"%PDF-", "Word": b"PK", "HTML": b"<!doctype html>"}


def test_a_report_made_again_after_later_records_is_the_same_to_the_byte(
    person: Person, installation: Installation, tmp_path: Path
) -> None:
    # Given a report of the first period of 2025, as it was known on 20 May.
    person.logs_in_as("pia").clicks("Rapporter").is_at("/rapporter/").clicks("Gör en rapport")
    first = make(person)
    address = person.page.url
    said = person.page.locator("main").inner_text()

    # When a note about the period comes in afterwards …
    later = tmp_path / "sent.csv"
    later.write_text(LATER, encoding="utf-8")
    assert "Inläst: 1 lägesnotering" in installation.handslag("import", "progress", str(later), "--city", "Lillköping")
    person.goes_to("/livstecken/strandvik/introduktion/").sees("Handboken är tryckt.")

    # Then the same report is the same, on the page and in every file.
    person.goes_to("/rapporter/gor/")
    again = make(person)
    assert person.page.url == address and person.page.locator("main").inner_text() == said
    for word, start in FORMS.items():
        assert first[word].startswith(start) and first[word] == again[word], word

    # And one that is made of what is known now tells of the note.
    person.goes_to("/rapporter/2025-t1/").clicks("En sida").sees_heading(re.compile("handlingsplan", re.IGNORECASE))


def make(person: Person) -> dict[str, bytes]:
    """Choose period, day and moment, and fetch the report in each form."""
    person.chooses("Period", "T1 2025").fills("Som det var känt (frivilligt)", "2025-05-20T12:00")
    person.clicks("Gör rapporten").is_at(re.compile(r"/rapporter/2025-T1/", re.IGNORECASE))
    return {word: person.downloads(f"Hämta {word}") for word in FORMS}


def test_the_demo_citys_report_is_one_to_look_at(guest: Person) -> None:
    guest.becomes("Ingrid Sand").goes_to("/rapporter/2026-t2/?kant=2026-11-20T12:00")
    guest.sees("Sammanfattning").looks_in_the_dark().takes_picture("report")
    if guest.size == "desktop":
        pages = PdfDocument(guest.downloads("Hämta PDF"))
        pages[0].render(scale=1.2).to_pil().save(picture("report-pdf", for_docs=True), optimize=True)
    guest.clicks("En sida").sees("Påhittat exempel.")
