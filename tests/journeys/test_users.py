"""Somebody is invited by mail, comes in, gets a role, has a stand-in, leaves, and hands over what was theirs."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.journeys.browser import Person
from tests.journeys.server import Installation

from handslag.core.clock import today

PASSWORD = "fyra-ord-som-inte-hör-ihop"
LINK = re.compile(r"/inbjudan/[\w-]+/")
MEASURE = "Mentor för varje ny handläggare"
OWNS = f"""
from datetime import timedelta
from handslag.cli import set_up
set_up()
from handslag.core.clock import now, today
from handslag.followup.actions import add_measure, answer_area
from handslag.followup.rules.adoption import Said
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import Administration, User
from handslag.plan.models import Plan
where = dict(
    plan=Plan.objects.select_related("city").get(), administration=Administration.objects.get(name="Ängsby"),
    area_key="hot-och-vald", year=2026, by=None, at=now(),
)
answer_area(**where, said=Said(adopted=True))
nina = User.objects.get(username="nina")
add_measure(**where, is_new=True, said=MeasureSaid({MEASURE!r}, owner_user=nina.pk, due=today() + timedelta(60)))
"""


def newest_letter(installation: Installation) -> str:
    """The plain text of the last mail that was sent."""
    file = max((installation.folder / "mejl").glob("*.eml"))
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_somebody_is_invited_comes_in_leaves_and_hands_over(person: Person, installation: Installation) -> None:
    # Given an administrator, who invites a unit manager; what cannot be is said, and nothing typed is lost.
    person.logs_in_as("ada").clicks("Användare").is_at("/anvandare/").clicks("Bjud in en användare")
    person.fills("Namn", "Nina Ny").fills("E-post", "nina@example.org").chooses("Roll", "Enhetschef")
    person.chooses("Plats", "Hela Lillköping").clicks("Skicka inbjudan")
    person.sees("En enhetschef har sin roll i en enhet. Ange vilken.")
    person.chooses("Plats", "Barn och unga Ängsby").clicks("Skicka inbjudan")
    person.is_at("/anvandare/").sees("Inbjudan är skickad till nina@example.org.")
    person.takes_picture("users")
    person.clicks("Logga ut", "button")

    # When the invited follows the link of the mail and chooses a password …
    found = LINK.search(newest_letter(installation))
    assert found
    link = found[0]
    person.goes_to(link).sees_heading("Välkommen till Handslag").sees("enhetschef i Barn och unga Ängsby")
    person.fills("Användarnamn", "nina").fills("Nytt lösenord", "kort").fills("Samma lösenord igen", "kort")
    person.clicks("Skapa kontot").sees("Lösenordet är för kort")
    person.fills("Nytt lösenord", PASSWORD).fills("Samma lösenord igen", PASSWORD).clicks("Skapa kontot")

    # Then she is in, sees her role, and names somebody for the days she is away.
    person.sees("Välkommen, Nina Ny. Kontot är klart.").goes_to("/mitt-konto/").sees_heading("Mitt konto")
    person.sees("Enhetschef i Barn och unga Ängsby").clicks("Utse ställföreträdare")
    person.page.get_by_label("Ställföreträdare", exact=True).select_option(
        label="Egon Enhetschef, enhetschef i Försörjning Ängsby"
    )
    person.fills("Till och med", (today() + timedelta(days=14)).isoformat()).clicks("Utse")
    person.is_at("/mitt-konto/").sees("Egon Enhetschef är ställföreträdare för Nina Ny")
    person.looks_in_the_dark().takes_picture("account")
    person.clicks("Logga ut", "button")
    person.goes_to(link, expecting=410).sees("Inbjudan är redan använd.")

    # When she has a measure, gets one more role, and then leaves …
    installation.runs("python", "-c", OWNS)
    person.logs_in_as("ada").goes_to("/anvandare/?sok=nina").clicks("Nina Ny").clicks("Ge en roll")
    person.chooses("Roll", "Läsare").chooses("Plats", "Strandvik (hela)").clicks("Ge rollen")
    person.sees("Nina Ny är läsare i Strandvik").takes_picture("user")
    person.clicks("Avsluta alla roller").sees_heading("Slutar Nina Ny?").clicks("Avsluta alla roller")

    # Then her open measure is handed over in one step, and she cannot come in any more.
    person.sees_heading("Lämna över åtgärder från Nina Ny").sees(MEASURE)
    person.chooses("Vem tar över?", "Eva Enhetschef").clicks("Lämna över de valda")
    person.sees("1 åtgärd är överlämnad till Eva Enhetschef.")
    person.clicks("Logga ut", "button")
    person.goes_to("/logga-in/").fills("Användarnamn", "nina").fills("Lösenord", PASSWORD).clicks("Logga in", "button")
    person.sees("Kontot är stängt.")
