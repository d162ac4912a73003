"""The plan office takes a revision through consultation, cooperation and decision; a union has its say on the way."""

from __future__ import annotations

import re
from datetime import date

from tests.journeys.browser import Person

from handslag.core.clock import today


def _logs_out(person: Person) -> Person:
    return person.clicks("Logga ut", "button")


def _fills_day(person: Person, label: str, day: date) -> Person:
    return person.fills(label, day.isoformat())


def test_a_revision_goes_from_draft_to_decision(person: Person) -> None:
    day = today()

    # Given: the plan office begins a draft, which is a copy that cannot be sent out yet.
    person.logs_in_as("pia").goes_to("/planen/").clicks("Utkast och ny version").is_at("/planen/utkast/")
    person.fills("Versionens namn", "2027").clicks("Skapa utkast", "button").is_at("/planen/utkast/2027/")
    person.sees("Utkastet är likadant som den gällande versionen.")

    # When a measure is reworded, with a look at it first.
    person.clicks("1.1 Tak för antalet ärenden").fills(
        "Text (frivilligt)", "Varje enhet sätter ett tak **tillsammans med skyddsombudet**."
    )
    person.clicks("Förhandsgranska", "button").sees("Så ser texten ut").takes_picture("draft-preview")
    assert person.page.locator("#forhandsgranskning strong").inner_text() == "tillsammans med skyddsombudet"
    person.clicks("Spara", "button").is_at("/planen/utkast/2027/").sees("Åtgärden är sparad.")
    person.clicks("Ändringar mot version 2023").sees_heading("Vad ändras i planen?").sees("Omskriven")
    assert person.downloads("Hämta som Word").startswith(b"PK")
    person.goes_to("/planen/utkast/2027/").takes_picture("draft", tall=1500)

    # When it goes out on consultation the union comments and takes its stand.
    person.clicks("Öppna samråd")
    _fills_day(person, "Sista dag för synpunkter", day).clicks("Öppna samråd", "button").sees("är öppet.")
    _logs_out(person).logs_in_as("ulf").goes_to("/planen/").clicks("Samråd om version 2027")
    person.sees_heading("Samråd om version 2027").takes_picture("consultation", tall=1400)
    person.clicks("Lämna synpunkt på Tak för antalet ärenden").fills("Din synpunkt", "Hur ofta ses taket över?")
    person.clicks("Lämna synpunkten", "button").is_at("/planen/samrad/2027/").sees("Hur ofta ses taket över?")
    person.clicks("Lämna ställningstagande").ticks("Tillstyrker").clicks("Lämna ställningstagandet", "button")
    person.sees("Vision").sees("Tillstyrker")

    # Then there is no decision until the comment is answered and the cooperation registered.
    _logs_out(person).logs_in_as("pia").goes_to("/planen/utkast/2027/").clicks("Avsluta samrådet", "button")
    person.sees("Samverkan är inte registrerad. En synpunkt har inte fått svar.").takes_picture("refused", tall=1200)
    person.clicks("Svara på synpunkter").clicks(re.compile("^Svara på synpunkt"))
    person.ticks("Tillgodoses delvis").fills("Svar", "Varje år, i skyddskommittén.").clicks("Svara", "button")
    person.goes_to("/planen/utkast/2027/").sees("Samverkan är inte registrerad.").clicks("Registrera samverkan")
    person.ticks("Förhandling enligt 11 § MBL").fills("Organ", "Förvaltningsgruppen").ticks("Parterna var överens")
    _fills_day(person, "Dag", day).clicks("Registrera", "button").sees("Samverkan är registrerad.")

    # Then the decision is entered, and the version is in force.
    person.clicks("För in beslutet").ticks("Godkänd").fills("Vem beslutade?", "Socialnämnden")
    _fills_day(person, "Beslutsdag", day).takes_picture("decision", tall=1600).clicks("För in beslutet", "button")
    person.sees("Beslutet om version 2027 är infört.").sees("är i kraft sedan")
    person.goes_to("/planen/").sees("Version 2027 är i kraft").sees("tillsammans med skyddsombudet")
    person.goes_to("/livstecken/").sees_heading("Livstecken i Lillköping")


def test_two_who_write_in_the_same_place_see_each_other(person: Person) -> None:
    person.logs_in_as("pia").goes_to("/planen/utkast/").fills("Versionens namn", "2028")
    person.clicks("Skapa utkast", "button").clicks("2. Introduktion").fills("Text (frivilligt)", "Min text.")
    other = person.context.new_page()
    other.goto(f"{person.address}/planen/utkast/2028/omrade/introduktion/")
    other.get_by_label("Text (frivilligt)").fill("Den andras text.")
    other.get_by_role("button", name="Spara").click()
    other.wait_for_url("**/planen/utkast/2028/")
    other.close()
    person.expected.add(400)
    person.clicks("Spara", "button").sees("Så står det nu").sees("Den andras text.").takes_picture("overtaken")
    assert person.page.get_by_label("Text (frivilligt)").input_value() == "Min text."
    person.clicks("Spara", "button").is_at("/planen/utkast/2028/").sees("Fokusområdet är sparat.")
