"""The user guide shows a page of each role: the role opens it, it is looked at, a picture is taken for the guide."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Playwright
from tests.journeys.browser import Person, context_options
from tests.journeys.server import Server

PAGES = (
    ("sara", "/signaler/ny/", "handlaggare"),
    ("eva", "/lagesrapport/", "enhetschef"),
    ("hugo", "/verksamhetsplan/", "kansli"),
    ("hilda", "/start/", "forvaltningschef"),
    ("ulf", "/signaler/", "fackligt-ombud"),
    ("pia", "/planen/versioner/", "planansvarig"),
    ("nils", "/livstecken/", "fortroendevald"),
    ("ada", "/anvandare/bjud-in/", "administrator"),
)
OPENED = {"enhetschef": re.compile("^Fyll i")}
"""What is opened from that page before the picture is taken."""


@pytest.mark.parametrize(("who", "path", "name"), PAGES, ids=[name for _, _, name in PAGES])
def test_the_page_that_the_guide_shows_of_a_role(
    who: str, path: str, name: str, playwright: Playwright, chromium: Browser, server: Server
) -> None:
    context = chromium.new_context(**context_options(playwright, "desktop"))
    person = Person(chromium, context, server.address, "desktop")
    person.logs_in_as(who).goes_to(path)
    if name in OPENED:
        person.follows(person.page.get_by_role("link", name=OPENED[name]).first)
    person.takes_picture(f"handbok-{name}", tall=800, for_docs=True)
    context.close()
    person.is_content()
