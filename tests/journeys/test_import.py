"""A district's spreadsheet comes in with errors, is mended, explained and read in; then the matrix has changed."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser import Person

HEAD = "Förvaltning;Enhet;Fokusområde;Ställningstagandet;Beslutsdatum;År;Åtgärd;Klart senast\n"
FAULTY = HEAD + (
    "Strandvyk;Äldre Strandvik;Rimlig arbetsbelastning;Antaget;2026-01-21;2026;Tak för utredningar;2027-06-30\n"
    "Strandvik;Äldre Strandvik;Introduktion;Antaget;2026-01-21;2026;Mentor för nya;i höst\n"
)
MENDED = FAULTY.replace("Strandvyk", "Strandvik").replace("i höst", "2027-06-30")
UNKNOWN = MENDED.replace("Ställningstagandet", "Vår linje")


def test_a_spreadsheet_with_errors_is_mended_explained_and_read_in(person: Person, tmp_path: Path) -> None:
    faulty, mended = tmp_path / "VP Strandvik.csv", tmp_path / "VP Strandvik rättad.csv"
    faulty.write_text(FAULTY, encoding="utf-8")
    mended.write_text(UNKNOWN, encoding="utf-8")

    # Given: in the VP of 2026 Strandvik has not answered for the mandatory area.
    cell = "/livstecken/strandvik/arbetsbelastning/"
    person.logs_in_as("pia").goes_to(cell).sees("Obligatoriskt")
    before = person.page.locator(".sign").first.inner_text()

    # When the file comes in it has errors, with place, value and advice.
    person.goes_to("/las-in/").chooses("Vad är det för fil?", "Verksamhetsplan: svar och åtgärder")
    person.uploads("Fil", faulty).clicks("Titta på filen")
    person.sees_heading("VP Strandvik.csv").sees("Filen har 2 fel. Ingenting har lästs in.")
    person.sees("Rad 2, kolumn Förvaltning").sees("Menade du ”Strandvik”?").sees("Rad 3, kolumn Klart senast")
    assert person.downloads("Hämta en kopia med felen märkta").startswith(b"PK")
    person.takes_picture("import-errors", for_docs=person.size == "desktop")
    person.clicks("Ta bort filen utan att läsa in").sees("VP Strandvik.csv är borttagen. Ingenting lästes in.")

    # When the mended file comes in, one of its headings is a word of their own.
    person.uploads("Fil", mended).clicks("Titta på filen").sees_heading("VP Strandvik rättad.csv")
    person.sees("Rubriker och ord som inte känns igen")
    person.chooses("Rubriken ”Vår linje” (frivilligt)", "Beslut").fills(
        "Spara översättningen som (frivilligt)", "Strandviks ord"
    )
    person.clicks("Använd och titta igen").sees("Översättningen är sparad som Strandviks ord.")
    person.sees("Skulle läsas in: ").takes_picture("import-preview")
    person.clicks("Läs in", "button").is_at("/las-in/").sees("VP Strandvik rättad.csv: Inläst: ")

    # Then the cell has another sign, and says what was read in afterwards.
    person.goes_to(cell)
    assert person.page.locator(".sign").first.inner_text() != before
    person.sees("Tak för utredningar")
    person.goes_to("/livstecken/").sees_heading("Livstecken i Lillköping")


def test_a_reader_is_told_why_files_are_not_theirs_to_read_in(person: Person) -> None:
    person.logs_in_as("lena").does_not_see("Läs in")
    person.goes_to("/las-in/", expecting=403).sees_heading("Det får du inte göra")
    person.sees("Bara planansvariga kan läsa in filer. Be planansvarig i din kommun.")
