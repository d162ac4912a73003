"""A reminder comes by mail; its link is answered without an account, and nothing else can be done with it."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.journeys.browser import Person
from tests.journeys.server import Installation


def mailed_to(installation: Installation, address: str) -> str:
    """The plain text of the newest letter to an address."""
    newest = max((installation.folder / "mejl").glob(f"*-{address.replace('@', '-').replace('.', '-')}.eml"))
    message = message_from_bytes(newest.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_measure_is_noted_from_the_link_in_a_mail(person: Person, installation: Installation) -> None:
    # Given a reminder of a measure whose day has passed; running the tick again sends no second one.
    installation.handslag("tick")
    sent = len(list((installation.folder / "mejl").iterdir()))
    installation.handslag("tick")
    assert sent == len(list((installation.folder / "mejl").iterdir())) > 0
    link = re.search(r"/svara/\S+", mailed_to(installation, "eva@example.org"))
    assert link is not None

    # When its link is opened by somebody who is not logged in, the measure is noted there and then.
    person.goes_to(link.group()).sees(re.compile("visas som Eva Enhetschef")).takes_picture("mail-link")
    person.looks_in_the_dark().fills("Vad har hänt? (frivilligt)", "Ring 19121212-1212.").clicks("Spara", "button")
    person.sees(re.compile("Texten innehåller ett personnummer"))
    person.fills("Vad har hänt? (frivilligt)", "Fjorton av femton handläggare ligger under taket nu.")
    person.clicks("Spara", "button").sees("Noteringen är sparad.")
    person.sees("Fjorton av femton handläggare ligger under taket nu.")

    # Then the same link can say "nothing new" later on, and a link that is wrong says nothing of anybody.
    person.clicks("Inget nytt", "button").sees("Tack. Det är sparat.")
    person.goes_to("/svara/fel/", expecting=404).sees_heading("Länken gäller inte")

    # And the note stands on the measure's page as hers.
    person.logs_in_as("eva").goes_to("/mejl/").sees(re.compile("eva@example.org"))
    title = re.search(r"\* Notera hur det går med (.+)", mailed_to(installation, "eva@example.org"))
    assert title is not None
    person.goes_to("/start/").clicks(title.group(1)).sees(
        re.compile("Fjorton av femton handläggare ligger under taket nu.")
    )

    # And the deadlines can stand in her own calendar.
    person.goes_to("/start/kalender/").clicks("Skapa en adress", "button").sees("Din adress")
    person.clicks("Återkalla adressen", "button").sees("Skapa en adress")
