"""A passage is kept secret, a number masked, the paper published, and what is asked for refused with a letter."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser import Person
from tests.papers.making import NUMBER

LETTER = f"""Brev om besöket på mottagningen

Vid besöket den 3 mars hotades Eva Ekorre av en besökare. Händelsen är anmäld till polisen samma dag.

Besökaren har personnummer {NUMBER}. Förvaltningen återkommer till nämnden när ärendet är utrett.
"""


def test_what_is_secret_is_covered_before_the_paper_is_published(person: Person, tmp_path: Path) -> None:
    # Given a letter with a name and a personal number in it, which a registrar takes in.
    file = tmp_path / "brev.txt"
    file.write_text(LETTER, encoding="utf-8")
    person.logs_in_as("rut").clicks("Handlingar").clicks("Läs in handlingar").uploads("Filer", file)
    person.clicks("Läs in", "button").sees("Handlingen är registrerad.").clicks("Offentlighet")

    # Then it cannot be published, and the button says why.
    person.sees("personnummer som inte är maskerade").takes_picture("papers-publication")
    person.clicks("Maskera personnumren").clicks("Maskera personnumret", "button").sees("1 personnummer är maskerat")

    # When the name is chosen by its words it is seen first, then marked by its law.
    person.fills("Första orden", "hotades Eva").fills("Sista orden (frivilligt)", "besökare")
    person.fills("Kapitel", "26").fills("Paragraf", "1").clicks("Visa ställena", "button")
    person.sees("Det här stället täcks").takes_picture("papers-secrecy")
    person.clicks("Sekretessmarkera", "button").sees("1 ställe är sekretessmarkerat")

    # Then the paper goes to the open page with both covered …
    person.clicks("Handlingens offentlighet").clicks("Publicera på den öppna sidan", "button")
    person.clicks("Se handlingen på den öppna sidan").sees("Händelsen är anmäld").does_not_see("Ekorre")
    person.does_not_see(NUMBER).takes_picture("papers-open")

    # … and who asks for the rest gets a decision that says how to appeal.
    person.goes_to("/handlingar/begaran/ny/").fills("Vad begärs?", "Brevet om besöket, utan det täckta.")
    person.clicks("För in begäran", "button").sees("väntar på svar")
    person.page.get_by_label("Avslogs").check()
    person.fills("Kapitel i offentlighets- och sekretesslagen (frivilligt)", "26").fills("Paragraf (frivilligt)", "1")
    person.fills("Skäl eller kommentar (frivilligt)", "Uppgifterna rör en enskild.").clicks("För in svaret", "button")
    person.clicks("Skriftligt beslut med hur man överklagar").sees("26 kap. 1 §").sees("kammarrätten")
    person.takes_picture("papers-decision")
