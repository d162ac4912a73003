"""A registrar sees what was read out of a paper, confirms what is certain, and puts the rest right."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys.browser import Person
from tests.journeys.server import Installation

TEXTS = Path(__file__).parents[1] / "papers" / "texts"


def test_proposals_are_confirmed_changed_and_undone_beside_their_lines(
    person: Person, installation: Installation
) -> None:
    # Given minutes with a decision, a reservation and a promise, the registrar opens what they say.
    installation.handslag("import", "document", str(TEXTS / "protokoll_kommun.txt"), "--city", "Lillköping")
    person.logs_in_as("rut").goes_to("/handlingar/1/").clicks("Vad handlingen säger")
    person.sees_heading("Vad handlingen säger").sees("2 förslag väntar").takes_picture("findings")

    # When all that is certain is confirmed in one press, the promise still waits.
    person.clicks(re.compile("Bekräfta alla säkra"), "button").sees(re.compile("uppgifter är bekräftade"))
    person.sees(re.compile("2 förslag väntar"))

    # Then it is changed, with a fault on the way that loses nothing, rejected, and taken back.
    person.expected.add(400)
    person.clicks(re.compile("Ändra utfästelse|Ändra Utfästelse")).sees_heading("Ändra utfästelse")
    person.fills("Vad utlovas?", "Det gäller 19121212-1212.").clicks("Spara", "button")
    person.sees("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
    person.fills("Vad utlovas?", "Förvaltningen redovisar hur planen följs.").clicks("Spara", "button")
    person.sees(re.compile("Ändrat och bekräftat")).clicks(re.compile("Avvisa Utfästelse"), "button")
    person.sees(re.compile(r"Avvisade \(1\)")).looks_in_the_dark()
