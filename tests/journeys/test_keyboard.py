"""The way through Handslag without a mouse: every step by the keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.browser import Person
from tests.world import PASSWORD


@pytest.mark.parametrize("size", ["desktop"])
def test_the_keyboard_is_enough(person: Person) -> None:
    page = person.page

    # Log in with the password.
    person.goes_to("/logga-in/").tabs_to("Användarnamn")
    page.keyboard.type("lena")
    person.tabs_to("Lösenord")
    page.keyboard.type(PASSWORD)
    person.presses("Enter").is_at("/start/").goes_to("/livstecken/")

    # The first stop is a link past the menu; then a link past the matrix.
    person.presses("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    person.presses("Enter")
    expect(page.locator("main")).to_be_focused()
    person.tabs_to("Hoppa förbi matrisen").presses("Enter")
    assert page.evaluate("() => location.hash") == "#efter"

    # Back into the matrix: one stop, in which the arrows move from cell to cell.
    page.goto(person.address + "/livstecken/")
    person.presses("Tab").presses("Enter").tabs_to("Hoppa förbi matrisen")
    _tabs_into_the_matrix(person)
    first = page.evaluate("() => document.activeElement.getAttribute('href')")
    person.presses("ArrowRight").presses("ArrowDown")
    second = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert first != second
    expect(page.locator(":focus")).to_be_in_viewport()

    # Open the cell, then a unit's page.
    person.presses("Home").presses("ArrowRight").presses("Enter").is_at(re.compile(r"/livstecken/[^/]+/[^/]+/"))
    person.goes_to("/livstecken/angsby/arbetsbelastning/?dag=2025-05-02").tabs_to("Barn och unga Ängsby")
    person.presses("Enter").is_at(re.compile(r"/enheter/\d+/"))
    expect(page.locator("h1")).to_contain_text("Barn och unga Ängsby")

    # Log out.
    person.tabs_to("Logga ut").presses("Enter").is_at("/logga-in/")


def _tabs_into_the_matrix(person: Person) -> None:
    for _ in range(5):
        person.presses("Tab")
        if person.page.evaluate("() => document.activeElement.matches('table.matrix a')"):
            return
    raise AssertionError("the matrix was not reached by Tab")
