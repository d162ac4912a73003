"""A paper is looked for: by another form of a word, without dots, misspelt, with choices, by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys.browser import Person
from tests.papers.making import MINUTES


def test_a_reader_finds_a_passage_by_what_they_remember_of_it(person: Person, tmp_path: Path) -> None:
    # Given minutes that were read with the wrong alphabet and have been registered.
    garbled = tmp_path / "protokoll.txt"
    garbled.write_text(MINUTES.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), encoding="utf-8")
    person.logs_in_as("rut").goes_to("/handlingar/las-in/").uploads("Filer", garbled).clicks("Läs in", "button")
    person.clicks("Logga ut", "button")

    # When somebody without a Swedish keyboard looks for a word of it, the passage is shown with the word marked.
    person.logs_in_as("lena").clicks("Sök").sees_heading("Sök").sees("Så söker du").takes_picture("search-help")
    person.fills("Sök efter", "namnder").presses("Enter").sees(re.compile("träff"))
    marked = person.page.locator("main mark")
    assert "nämnd" in marked.first.inner_text().lower()
    person.takes_picture("search-hits").looks_in_the_dark()

    # When a word is misspelt the nearest is looked for as well, and the page says so.
    person.fills("Sök efter", "mentorerr").presses("Enter").sees("Visar också träffar på")
    person.sees(re.compile("Mentor det första halvåret"))

    # When nothing is found the nearest words are links; a choice narrows what is found.
    person.fills("Sök efter", "fredxxxar").presses("Enter").sees("Ingenting hittades för ”fredxxxar”.")
    person.takes_picture("search-nothing").clicks("fredagar").sees("1 träff.")
    person.fills("Sök efter", "introduktion").presses("Enter")
    if person.size == "phone":
        person.page.locator("summary", has_text="Urval").click()
    choice = person.page.get_by_label("Vad", exact=True)
    choice.select_option("signal")
    person.clicks("Visa", "button").sees("1 träff.").is_at(re.compile(r"/sok/\?.*slag=signal"))

    # Then the hit leads to the thing itself.
    person.follows(person.page.locator("ol.found a").first).is_at(re.compile(r"/signaler/\d+/"))

    # What cannot be looked for is said kindly, and nothing typed is lost.
    person.goes_to("/sok/?q=och+att").sees(re.compile("Orden står i nästan alla texter"))
    assert person.page.get_by_label("Sök efter").input_value() == "och att"
