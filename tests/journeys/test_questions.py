"""An interpellation is registered, its answer found passage by passage, and the list of what waits is reported."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.journeys.browser import Person
from tests.journeys.server import Installation
from tests.world import FILES

ASKED = """LILLKÖPINGS KOMMUN
Kommunfullmäktige
{asked}
Dnr KS 2026/31

Interpellation av Nora Lund (X) till socialborgarrådet Britt Borgarråd (Y) om planen för socialtjänstens personal

Mina frågor till socialborgarrådet är:

1. Vem i staden följer upp att förvaltningarna arbetar med planen, och hur ofta får borgarrådet se resultatet?
2. Vad gör borgarrådet åt att stadsdelar hoppar över arbetsbelastningen och väljer andra områden?

Nora Lund (X)
"""
ANSWERED = """LILLKÖPINGS KOMMUN
Kommunfullmäktige
{answered}
Dnr KS 2026/31

Svar på interpellation av Nora Lund (X) om planen för socialtjänstens personal

Förvaltningarna följer upp planen tre gånger om året, och resultatet lämnas till borgarrådet i mars, juni och oktober.

Parkbänkarna vid torget målas om till våren, som var och en har sett.

Britt Borgarråd (Y)
"""


@pytest.fixture
def papers(installation: Installation, tmp_path: Path) -> None:
    """A council that meets in a month, an interpellation of ten days ago and an answer of yesterday."""
    today = date.today()
    meets = f"meetings:\n  - {{body: Kommunfullmäktige, date: {today + timedelta(days=30)}}}\n"
    text = (FILES / "lillkoping.yaml").read_text(encoding="utf-8") + meets
    days = {"asked": today - timedelta(days=10), "answered": today - timedelta(days=1)}
    for kind, name, said in (
        ("city", "stad.yaml", text),
        ("document", "interpellation.txt", ASKED),
        ("document", "svar.txt", ANSWERED),
    ):
        file = tmp_path / name
        file.write_text(said if kind == "city" else said.format(**days), encoding="utf-8")
        city = () if kind == "city" else ("--city", "Lillköping")
        installation.handslag("import", kind, str(file), *city)


@pytest.mark.usefixtures("papers")
def test_a_question_goes_from_the_paper_to_its_answer_and_off_the_list(person: Person) -> None:
    # Given an interpellation, the registrar registers its questions by one press; a fault loses nothing.
    year = (date.today() - timedelta(days=10)).year
    person.logs_in_as("rut").goes_to("/handlingar/").clicks(re.compile("Interpellation av Nora Lund"))
    person.clicks("Registrera frågorna").sees_heading("Registrera frågorna i handlingen")
    person.sees(re.compile("2 frågor hittades")).takes_picture("questions-paper")
    person.expected.add(400)
    person.fills("Ärende (frivilligt)", "Planen, 19121212-1212").clicks("Registrera frågorna", "button")
    person.sees(re.compile("Texten innehåller ett personnummer"))
    person.fills("Ärende (frivilligt)", "Planen för socialtjänstens personal").clicks("Registrera frågorna", "button")
    person.sees(re.compile(f"Registrerat: F {year}-1, F {year}-2"))
    person.sees_heading(f"Fråga F {year}-1").takes_picture("questions-question")

    # When the answer has come, it is linked, and each passage is decided on.
    person.clicks(re.compile("Svar på interpellation")).clicks(re.compile("Koppla som svar på alla 2"), "button")
    person.sees(re.compile("Inget svar hittat")).takes_picture("questions-answering")
    person.clicks(re.compile(f"Avgör F {year}-1")).clicks("Stycket svarar på frågan", "button")
    person.clicks(f"Markera F {year}-1 som besvarad").clicks("Spara", "button")
    person.sees(re.compile("Frågan är markerad som besvarad"))

    # Then the register has one that waits, and the list is reported: what was closed falls off the next.
    person.goes_to("/fragor/").sees(re.compile("En väntar. Ingen är sen.")).takes_picture("questions-register")
    assert person.downloads("Hämta som Excel").startswith(b"PK")
    person.clicks("Balanslista").sees(re.compile("1 ärende väntade")).sees(re.compile("1 ärende har avslutats"))
    assert person.downloads("Hämta som Word").startswith(b"PK")
    person.takes_picture("questions-balance").clicks("Anteckna att listan är redovisad", "button")
    person.sees(re.compile("Redovisad för Kommunfullmäktige"))
    person.goes_to("/fragor/balanslista/").sees(re.compile("I senare listor står det som var avslutat inte med."))
    person.clicks("Logga ut", "button")

    # And whoever has a role reads it all, but registers nothing.
    person.logs_in_as("lena").goes_to("/fragor/").clicks(f"F {year}-1")
    person.sees(re.compile("Förvaltningarna följer upp planen tre gånger om året"))
    person.does_not_see(re.compile("Rätta"))
