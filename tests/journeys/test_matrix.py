"""From the matrix to a cell, to what it rests on, and back; other days and other choices; the list on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.journeys.browser import Person

DAY = "2026-11-20"
CELL = "/livstecken/jarnvik/arbetsbelastning/"


def test_from_the_matrix_to_the_evidence_and_back(guest: Person) -> None:
    guest.becomes("Ingrid Sand").goes_to(f"/livstecken/?dag={DAY}").sees_heading("Livstecken i Ekstaden")
    guest.looks_in_the_dark().takes_picture("matrix", tall=1370, for_docs=True)
    if guest.size == "phone":  # the list instead of the table
        expect(guest.page.locator("table.matrix")).to_be_hidden()
        guest.page.locator("summary").filter(has_text="Järnvik").click()
        cell = guest.page.locator(f'details[open] a[href^="{CELL}"]').first
    else:
        cell = guest.page.locator(f'table.matrix a.cell[href^="{CELL}"]')
    guest.follows(cell).sees_heading("Rimlig arbetsbelastning i Järnvik").sees(re.compile("Motsägs sedan"))
    guest.looks_in_the_dark().takes_picture("cell", tall=1180, for_docs=guest.size == "desktop")

    evidence = guest.page.locator('section[aria-labelledby="varfor"] a[href*="/atgarder/"]').first
    anchor = (evidence.get_attribute("href") or "").partition("#")[2]
    guest.follows(evidence).is_at(re.compile(r"/atgarder/\d+/"))
    expect(guest.page.locator(f'[id="{anchor}"]')).to_be_in_viewport()
    guest.looks_in_the_dark().goes_back().is_at(re.compile(CELL))

    unit = guest.page.locator('section[aria-labelledby="enheter"] a').first
    guest.follows(unit).is_at(re.compile(r"/enheter/\d+/")).looks_in_the_dark().goes_back()
    guest.clicks("Livstecken", within=guest.page.locator(".ds-breadcrumbs")).sees_heading("Livstecken i Ekstaden")


def test_another_day_and_other_choices_show_other_cells(guest: Person) -> None:
    guest.becomes("Ingrid Sand").goes_to(f"/livstecken/?dag={DAY}")
    if guest.size == "phone":
        guest.page.locator("summary").filter(has_text="Urval och dag").click()
    guest.page.get_by_label("Läget den").fill("2026-04-30")
    guest.clicks("Visa", "button").is_at(re.compile("dag=2026-04-30"))
    guest.sees(re.compile("30 april 2026"))
    before = guest.page.locator("h1").inner_text()
    link = guest.page.locator('.legend a[href*="tecken="]').first
    guest.follows(link).is_at(re.compile("tecken="))
    assert guest.page.locator("h1").inner_text() == before
    guest.clicks("Visa alla tecken").clicks("Kringgång").sees_heading("Kringgång").takes_picture("sidestepping")


def test_one_may_choose_whom_to_be_in_the_demo_and_is_refused_what_is_not_theirs(guest: Person) -> None:
    guest.goes_to("/logga-in/").clicks("Välj användare").sees("Karin Ek").sees("Olof Vall")
    guest.becomes("Ingrid Sand").sees("Påhittat exempel.").does_not_see("Läs in")
    guest.goes_to("/las-in/", expecting=403).sees("Bara planansvariga kan läsa in filer. Be planansvarig i din kommun.")
    guest.goes_to("/livstecken/ingenstans/ingenting/", expecting=404).sees_heading("Sidan finns inte")
    guest.goes_to("/planen/").takes_picture("plan").goes_to("/rapporter/").goes_to("/forvaltningar/jarnvik/")
    guest.goes_to("/atgarder/").goes_to("/sa-raknas-livstecken/").clicks("Logga ut", "button").is_at("/logga-in/")
