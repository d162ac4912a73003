"""A dialogue meeting is registered with its points; one gets an answer, and those invited read what was done."""

from __future__ import annotations

import re
from datetime import date

from tests.journeys.browser import Person


def test_what_was_said_at_a_meeting_stands_beside_what_was_done(person: Person) -> None:
    # Given the head, who has held a dialogue meeting.
    person.logs_in_as("hilda").goes_to("/moten/").clicks("För in ett möte").sees_heading("För in ett möte")
    person.ticks("Dialogmöte").fills("Handläggare (frivilligt)", "6").fills("Förtroendevalda (frivilligt)", "2")
    person.ticks("Ängsby").ticks("Introduktion").ticks("Alla").takes_picture("meeting-form")
    person.fills("Vad kom upp? (frivilligt)", "Mentorer saknas.\nLokalen är för liten.")
    person.clicks("För in ett möte", "button").sees(re.compile("2 punkter kom upp. 2 väntar på svar."))
    person.sees("6 handläggare och 2 förtroendevalda").looks_in_the_dark().takes_picture("meeting")

    # When one of the points is answered.
    person.clicks(re.compile("^Svara på punkten Mentorer saknas"))
    person.fills("Vad har ni gjort?", "Tre mentorer är utsedda, med tid från januari.")
    person.clicks("Lämna svaret", "button").sees("Tre mentorer är utsedda, med tid från januari.")
    person.clicks("Logga ut", "button")

    # Then a social worker who was invited reads it, and the cell knows of the meeting.
    person.logs_in_as("sara").goes_to("/moten/du-sa-vi-gjorde/").sees("Mentorer saknas.")
    person.sees("Tre mentorer är utsedda, med tid från januari.").looks_in_the_dark().takes_picture("said-and-done")
    person.clicks(re.compile(f"Dialogmöte {date.today().day} "), "link", within=person.page.locator("li").last)
    person.sees_heading(re.compile("^Dialogmöte")).clicks("Logga ut", "button")

    # And one who was not invited does not see that it was held.
    person.logs_in_as("emil").goes_to("/moten/").sees("Inget möte som du var inbjuden till är infört än.")
