"""A visitor without an account and without JavaScript reads how it goes, and takes the figures along."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright
from tests.journeys.browser import Person, context_options
from tests.journeys.server import Installation, Server


class Scriptless(Person):
    """Someone whose browser runs no scripts. Axe is a script: a companion opens the same pages for it."""

    companion: Person

    def _arrives(self) -> Person:
        self.page.wait_for_load_state()
        url = self.page.url
        if url.startswith(self.address) and url not in self.checked:
            self.checked.append(url)
            self.companion.expected |= self.expected
            self.companion.page.goto(url)
            self.companion._arrives()
        return self


@pytest.fixture(scope="session")
def shut(grown: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small city after the daily run: its closed periods are published."""
    installation = grown.copied_to(tmp_path_factory.mktemp("shut") / "data")
    installation.handslag("tick", "--no-mail")
    with Server(installation) as running:
        yield running


@pytest.fixture
def visitor(playwright: Playwright, chromium: Browser, shut: Server, size: str) -> Iterator[Person]:
    """Someone whose browser runs no scripts."""
    context = chromium.new_context(**context_options(playwright, size), java_script_enabled=False)
    beside = chromium.new_context(**context_options(playwright, size))
    someone = Scriptless(chromium, context, shut.address, size)
    someone.companion = Person(chromium, beside, shut.address, size)
    yield someone
    cookies = context.cookies()
    context.close()
    beside.close()
    someone.is_content()
    someone.companion.is_content()
    assert not cookies, "a visitor is given no cookie"


def test_a_visitor_reads_how_it_goes_and_takes_the_figures_along(visitor: Person) -> None:
    visitor.goes_to("/").is_at("/oppet/lillkoping/").sees_heading("Får socialsekreterarna det bättre på jobbet?")
    visitor.sees("Så går det per område").sees("Blir det bättre?").sees("Hur vet ni det?")
    if visitor.size == "desktop":
        visitor.takes_picture("handbok-allmanhet", tall=900, for_docs=True)

    visitor.clicks("Livstecken").sees_heading("Livstecken i Lillköping").sees("Kräver svar")
    link = visitor.page.get_by_role("link", name="Rimlig arbetsbelastning, Ängsby").first
    visitor.follows(link).sees_heading("Rimlig arbetsbelastning i Ängsby").sees("Förvaltningen rapporterar")
    visitor.sees("När perioderna stängde").clicks("T1 2025").sees("Åtgärder")

    visitor.clicks("Planen").sees_heading("Handlingsplan för socialt arbete").sees("Tak för antalet ärenden")
    visitor.clicks("Rapporter").clicks("Uppföljning av handlingsplanen, tertial 1 2025").sees(
        "Bilaga 1. Läget i staden"
    )
    assert visitor.downloads("Hämta PDF").startswith(b"%PDF-")

    visitor.clicks("Öppna data")
    csv = visitor.downloads(re.compile("CSV.*Livstecken")).decode("utf-8-sig")
    assert csv.startswith("Kommun;Period;") and "Rimlig arbetsbelastning" in csv

    visitor.clicks("Så räknas livstecken").sees("Så görs siffrorna")
    visitor.clicks("Tillgänglighet").sees("Tillsyn")
    visitor.goes_to("/oppet/lillkoping/").clicks("Personuppgifter").sees("Ändamål")
    visitor.goes_to("/oppet/lillkoping/").clicks("Hjälp").clicks("Allmänhet").sees("Vad som inte visas")


def test_what_is_not_shown_is_not_there(visitor: Person) -> None:
    visitor.goes_to("/oppet/ingenstans/", expecting=404).sees("Sidan finns inte")
    visitor.goes_to("/oppet/lillkoping/livstecken/?period=2030-T1", expecting=404)
