"""A promise in the minutes is found, confirmed beside its source with a check, and seen to hold or not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.browser import Person
from tests.journeys.server import Installation

MINUTES = """Protokoll från socialnämnden i Lillköping

Sammanträde den 18 november 2024

§ 4 Handlingsplanen

Nämnden kommer att se till att arbetsbelastningen tas in i varje verksamhetsplan senast den 31 januari 2025.
"""


def test_a_promise_is_followed_from_the_minutes(person: Person, installation: Installation, tmp_path: Path) -> None:
    # Given minutes in which a committee binds itself, the registrar finds the sentence among what waits.
    file = tmp_path / "protokoll-2024.txt"
    file.write_text(MINUTES, encoding="utf-8")
    installation.handslag("import", "document", str(file), "--city", "Lillköping")
    person.logs_in_as("rut").goes_to("/fragor/").clicks("Ny utfästelse").sees_heading("Ny utfästelse")
    person.clicks(re.compile("Nämnden kommer att se till")).sees_heading("Bekräfta utfästelsen")
    person.sees("Så står det i handlingen").takes_picture("commitment-proposed")

    # When she says whose it is and what it is held against, choosing the check shows what there is to choose.
    person.fills("Roll eller organ som ansvarar (frivilligt)", "socialnämnden")
    person.chooses("Kontroll (frivilligt)", "Områden antagna i verksamhetsplanen")
    person.sees("Att varje stadsdelsförvaltning, eller några utvalda, har antagit")
    person.chooses("Verksamhetsplan", "VP 2025")
    person.clicks("Bekräfta utfästelsen", "button").sees(re.compile("Utfästelsen är bekräftad"))

    # Then the page says whether it holds, who does and who does not, on any day.
    person.sees("Håller den?").sees(re.compile(r"\d+ av \d+ stadsdelsförvaltningar")).takes_picture("commitment")
    person.looks_in_the_dark()
    here = urlsplit(person.page.url).path
    person.goes_to(f"{here}?dag=2025-01-15").sees(re.compile("Det går inte att säga än"))
    person.goes_to(f"{here}?dag=2024-01-01").sees(re.compile("var utfästelsen inte lämnad än"))

    # And it is ended by a person's word, with the day and what shows it.
    person.goes_to(here).clicks("Utfästelsen är infriad").sees_heading("Är utfästelsen infriad?")
    person.fills("Vad visar det? (frivilligt)", "Alla har beslutat.").clicks("Den är infriad", "button")
    person.sees(re.compile(f"infriad sedan den {date.today().day} "))
    person.clicks("Logga ut", "button")
