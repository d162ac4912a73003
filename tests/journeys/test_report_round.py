"""A round of reporting: nothing new in under a minute, two people in one report, and prepared, approved and signed."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Playwright, expect
from tests.journeys.browser import Person, context_options
from tests.journeys.server import Server
from tests.world import PASSWORD

UNIT = "Barn och unga Ängsby"
REPORT = "/lagesrapport/2026-T2/angsby/"


@pytest.fixture
def others(playwright: Playwright, chromium: Browser, server: Server, size: str) -> object:
    """More people in the same installation, each at a browser of their own."""
    made: list[Person] = []

    def one(username: str) -> Person:
        context = chromium.new_context(**context_options(playwright, size))
        made.append(Person(chromium, context, server.address, size))
        return made[-1].logs_in_as(username)

    yield one
    for person in made:
        person.context.close()
        person.is_content()


def _opens(person: Person, path: str) -> Person:
    """Follow the link to a report from the start page."""
    link = person.page.locator(f'main a[href^="{path}"]').first
    expect(link).to_be_visible()
    return person.follows(link)


def _hands_in_nothing_new(person: Person) -> None:
    """From the page one comes to after login."""
    _opens(person, "/lagesrapport/2026-T2/angsby/").sees_heading("Lägesrapport T2 2026")
    person.page.get_by_role("button", name="Inget nytt för").click()
    person.pressed += 1
    person.sees("alla klara" if person.page.get_by_text("alla klara").count() else "klar")
    person.clicks("Lämna rapporten").sees_heading("Lämna lägesrapporten?")
    person.clicks("Lämna rapporten").sees("Rapporten är lämnad.")


def test_a_manager_with_nothing_new_hands_in_within_a_minute_and_eight_presses(person: Person) -> None:
    person.goes_to("/logga-in/").takes_picture("lamna-0")
    begun = time.monotonic()
    person.fills("Användarnamn", "eva").fills("Lösenord", PASSWORD).clicks("Logga in", "button")
    _hands_in_nothing_new(person)
    took = time.monotonic() - begun
    assert person.pressed <= 8, f"{person.pressed} presses"
    assert took <= 60, f"{took:.0f} seconds, looking at every page with axe on the way"
    person.sees("Lämnad ")


def test_two_people_in_one_report_overwrite_nothing(person: Person, others) -> None:  # type: ignore[no-untyped-def]
    eva, hugo = person.logs_in_as("eva"), others("hugo")
    path = f"{REPORT}1/"
    for one in (eva, hugo):
        one.goes_to(path).sees_heading("Lägesrapport T2 2026")
    eva.fills("Vad är nytt? Tak på femton ärenden", "Taket gäller nu elva av fjorton.").sees("Sparat kl.")
    hugo.fills("Vad är nytt? Tak på femton ärenden", "Taket höjs till sexton i maj.")
    hugo.sees("Eva Enhetschef har skrivit här").sees("Taket gäller nu elva av fjorton.").sees("Allt är inte sparat.")
    hugo.takes_picture("tva-i-samma-rapport", tall=1000)
    hugo.clicks("Behåll den andra texten om Tak på femton ärenden")
    expect(hugo.page.get_by_label("Vad är nytt? Tak på femton ärenden")).to_have_value(
        "Taket gäller nu elva av fjorton."
    )


def test_what_is_written_comes_through_a_lost_line_and_a_lost_session(person: Person) -> None:
    person.logs_in_as("eva").goes_to(f"{REPORT}1/")
    person.context.set_offline(True)
    person.fills("Vad är nytt? Mentor det första halvåret", "Skrivet på tåget utan nät om tre mentorer.")
    person.sees("Inte sparat än. Vi försöker igen.")
    person.context.set_offline(False)
    person.sees("Sparat kl.")
    person.context.clear_cookies(name="sessionid")
    person.fills("Vad är nytt? Mentor det första halvåret", "Skrivet när jag var utloggad, om fyra mentorer.")
    person.clicks("Logga in igen: texten finns kvar.").sees_heading("Logga in")
    person.fills("Användarnamn", "eva").fills("Lösenord", PASSWORD).clicks("Logga in", "button")
    person.is_at(f"{REPORT}1/").sees("Sparat kl.")
    person.goes_to(f"{REPORT}1/")
    expect(person.page.get_by_label("Vad är nytt? Mentor det första halvåret")).to_have_value(
        "Skrivet när jag var utloggad, om fyra mentorer."
    )


def test_the_office_prepares_another_approves_and_the_head_signs(person: Person, others) -> None:  # type: ignore[no-untyped-def]
    eva = person.logs_in_as("eva")
    eva.goes_to(f"{REPORT}1/").fills("Vad är nytt? Tak på femton ärenden", "Taket gäller nu elva av fjorton.")
    eva.sees("Sparat kl.").clicks("Inget nytt för den som är kvar").clicks("Lämna rapporten").clicks("Lämna rapporten")
    _hands_in_nothing_new(others("egon"))
    hugo = others("hugo")
    _opens(hugo, REPORT)
    hugo.fills("Sammanfattning (frivilligt)", "Taket gäller för elva av fjorton handläggare.")
    hugo.fills("Dag i förvaltningsgruppen (frivilligt)", "2026-09-10").takes_picture("forbered", tall=1100)
    hugo.clicks("Förbered rapporten", "button").sees("Rapporten är förberedd.").sees("Du har förberett rapporten.")
    hanna = others("hanna")
    _opens(hanna, REPORT).clicks("Godkänn rapporten").sees("Rapporten är godkänd.")
    hilda = others("hilda")
    _opens(hilda, REPORT).clicks("Underteckna rapporten").sees_heading("Underteckna lägesrapporten?")
    hilda.clicks("Underteckna rapporten").sees("Undertecknad ")
    for one in (hugo, hanna, hilda):
        assert one.pressed <= 4, f"{one.pressed} presses, from the login on"
    hilda.takes_picture("undertecknad", tall=1200)
    lena = others("lena").goes_to(REPORT).sees("Taket gäller nu elva av fjorton.")
    lena.clicks("Kopiera till ILS").sees("Fokusområde: Rimlig arbetsbelastning")
    lena.clicks("Kopiera texten om Tak på femton ärenden, Barn och unga Ängsby").sees("Kopierat")
