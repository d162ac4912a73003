"""The plan is read, its versions stand on a line of time, and any two of them are compared."""

from __future__ import annotations

from tests.journeys.browser import Person


def test_what_a_new_version_changed_is_shown_with_marked_words(person: Person) -> None:
    person.logs_in_as("lena").clicks("Planen").is_at("/planen/").sees("Rimlig arbetsbelastning")
    person.sees("Kommunfullmäktige")

    person.clicks("Alla versioner").is_at("/planen/versioner/").sees("2022").sees("2023")
    person.goes_to("/planen/andringar/?fran=2022&till=2023").sees_heading("Vad ändrades i planen?")
    person.sees("Nytt fokusområde").sees("Omskriven")
    struck = person.page.locator("del").first
    assert "året" in struck.inner_text() or struck.is_visible()
    person.takes_picture("difference", tall=1300)

    person.chooses("Från", "Version 2023 (beslutad)").chooses("Till", "Version 2022 (beslutad)").clicks("Jämför")
    person.sees("Borttagen")
