"""From an interpellation to a signed answer that can be traced: gathered, written, approved, signed, fetched."""

from __future__ import annotations

import re

import pytest
from tests.journeys.browser import Person
from tests.journeys.server import Installation

REGISTER = """
from handslag.cli import set_up
set_up()
from tests.house.dossier_things import asked_paper
asked_paper()
"""


@pytest.fixture
def asked(installation: Installation) -> None:
    """An interpellation has come in."""
    installation.runs("python", "-c", REGISTER)


def test_a_question_becomes_an_answer_that_can_be_traced(asked: None, person: Person) -> None:
    # Given an interpellation, the plan office gathers what bears on each question with one press.
    person.logs_in_as("pia").goes_to("/underlag-till-svar/nytt/?handling=1").sees_heading("Ta fram underlag till svar")
    person.clicks("Ta fram underlag", "button").sees(re.compile("Underlaget är framtaget"))
    person.sees_heading(re.compile("Interpellation från Disa Holt")).sees(re.compile("3 lägesrapporter om året"))
    person.takes_picture("dossier").looks_in_the_dark()

    # When the answers are written with references, what lacks a source is pointed out.
    page = person.page
    for place in range(3):
        page.locator("textarea").nth(place).fill("Rapporterna lämnas tre gånger om året [1].")
        page.locator("input[type=checkbox]").nth(place).check()
    page.locator("textarea").nth(1).fill("Arbetet går framåt i många enheter. Planen gäller [1].")
    page.get_by_role("button", name=re.compile("^Spara")).first.click()
    person.sees(re.compile("Sparat")).sees("En mening saknar källa.")

    # Then each reference leads to its source with definition, day, values and rows.
    page.locator("#kalla-1").get_by_role("link", name=re.compile("Visa uppgiften")).click()
    person.sees(re.compile("Så räknas det")).takes_picture("dossier-source")
    page.go_back()
    person.clicks("Lämna för godkännande").clicks("Lämna för godkännande", "button")
    person.sees(re.compile("Svaret är lämnat för godkännande"))
    person.sees("Du lämnade svaret. Någon annan ska godkänna det.").clicks("Logga ut", "button")

    # And the commissioner's office approves, signs and fetches it as Word and PDF.
    person.logs_in_as("britt").goes_to("/underlag-till-svar/").clicks(re.compile("Interpellation från Disa Holt"))
    person.clicks("Godkänn").clicks("Godkänn", "button").clicks("Underteckna").clicks("Underteckna", "button")
    person.sees(re.compile("Svaret är undertecknat")).sees(re.compile("SHA-256")).takes_picture("dossier-signed")
    assert person.downloads("Hämta som Word").startswith(b"PK")
    assert person.downloads("Hämta som PDF").startswith(b"%PDF-")
