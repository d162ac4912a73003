"""A registrar hands in papers: a good and a faulty one, sees what was repaired, and puts a word right."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser import Person
from tests.papers.making import MINUTES


def test_a_registrar_takes_papers_in_and_puts_a_word_right(person: Person, tmp_path: Path) -> None:
    # Given minutes that were read with the wrong alphabet, and a file without anything in it.
    garbled, empty = tmp_path / "protokoll.txt", tmp_path / "tom.pdf"
    garbled.write_text(MINUTES.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), encoding="utf-8")
    empty.touch()

    person.expected.add(400)  # the form that is shown again
    # When both are handed in the good one is registered, and the other says what to do.
    person.logs_in_as("rut").clicks("Handlingar").sees("Ingen handling är registrerad än.")
    person.clicks("Läs in handlingar").uploads("Filer", garbled, empty).clicks("Läs in", "button")
    person.sees("”tom.pdf” är tom. Kontrollera att den är sparad och lämna den igen.")
    person.takes_picture("papers-upload")

    # Then the page shows what was repaired, and how it stood on focus, with the keyboard alone.
    person.clicks("protokoll.txt").sees("ord är lagade på sidan")
    word = person.page.locator("a.mended", has_text="Nämnden").first
    word.focus()
    assert word.get_by_text("stod som ”Namnden”").is_visible()
    person.takes_picture("papers-document", for_docs=True)

    # When a word is put right it is a new reading above the page as it came …
    person.follows(word).sees("Så kom det").fills("Så ska det stå", "Nämndens")
    person.clicks("Rätta ordet").sees("Rättat på 1 ställe. Arkivet kan ordet nu.")

    # … and it is taken back by writing the word as it came.
    person.follows(person.page.locator("a.mended", has_text="Nämndens").first).sees("Rut Registrator")
    person.fills("Så ska det stå", "Namnden").clicks("Rätta ordet").sees("Rättat på 1 ställe.")
    person.clicks("Visa texten som den kom").sees("Namnden")
