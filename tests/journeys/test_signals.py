"""The union raises a signal; its day passes and the cell is contested; an answer brings it back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.journeys.browser import Person
from tests.journeys.server import Installation

CELL = "/livstecken/angsby/arbetsbelastning/"
VP = (
    "Förvaltning;Enhet;Fokusområde;Beslut;Beslutsdatum;Dnr;År;Åtgärd;Ansvarig;Klart senast;Id\n"
    "Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Antaget;{year}-01-20;ÄNG {year}/1;{year};"
    "Tak på femton ärenden;Enhetschef;{year}-12-31;A-1\n"
)
PROGRESS = (
    "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id\n"
    "Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Tak på femton ärenden;{day};Pågår;"
    "Tretton av fjorton handläggare ligger under taket nu.;Protokoll 9;A-1\n"
)


@pytest.fixture
def at_work(installation: Installation, tmp_path: Path) -> date:
    """Ängsby has adopted workload for the year, and something has just been done there; the day of it."""
    day = date.today() - timedelta(days=7)
    for kind, text in (("vp", VP), ("progress", PROGRESS)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text.format(year=day.year, day=day), encoding="utf-8")
        installation.handslag("import", kind, str(file), "--city", "Lillköping")
    return day


def test_an_unanswered_signal_contests_the_cell_until_it_is_answered(person: Person, at_work: date) -> None:
    # Given a cell where work goes on, the union raises a signal about it from the cell's own page.
    person.logs_in_as("ulf").goes_to(CELL).does_not_see(re.compile("Motsägs")).clicks("Lämna en signal")
    person.sees_heading("Lämna en signal").sees(re.compile("allmän handling")).takes_picture("signal-form")
    person.expected.add(400)  # a refusal, with everything that was typed
    person.fills("Vad har hänt?", "Det gällde 19121212-1212.").clicks("Lämna signalen", "button")
    person.sees("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
    person.fills("Vad har hänt?", "Vi har haft fler ärenden än taket i tre veckor.")
    person.ticks("Facklig signal").ticks("Bara fackliga ombud och skyddsombud").clicks("Lämna signalen", "button")
    number = f"S {date.today().year}-1"
    person.sees_heading(f"Kvitto på signal {number}").takes_picture("signal-receipt").clicks("Till signalen")
    person.sees_heading(f"Signal {number}").sees(re.compile("Ulf Ombud, Vision")).looks_in_the_dark()

    # When its day has passed without an answer, the cell is contested.
    later = f"?dag={date.today() + timedelta(days=30)}"
    person.goes_to(CELL + later).sees(re.compile("Motsägs sedan")).sees(re.compile("ignalen från Vision"))
    person.clicks("Logga ut", "button")

    # Then an answer from somebody whom it does not concern brings it back; the name is not told to the one who answers.
    person.logs_in_as("hilda").goes_to("/signaler/").clicks(number).does_not_see(re.compile("Ulf Ombud"))
    person.clicks("Svara").fills("Ditt svar", "Fördelningen görs om, och taket följs från måndag.")
    person.clicks("Lämna svaret", "button").sees(re.compile("Svaret är lämnat")).takes_picture("signal-answered")
    person.goes_to(CELL + later).does_not_see(re.compile("Motsägs sedan"))
    person.clicks("Logga ut", "button")

    # And the sender, who is not content, opens it again once: a new day is set, and passes.
    person.logs_in_as("ulf").goes_to("/signaler/?mina=on").clicks(number).clicks("Inte nöjd med svaret")
    person.fills("Vad saknas i svaret?", "Hur ska det följas upp?").clicks("Öppna signalen igen", "button")
    person.sees(re.compile("Väntar på nytt svar")).goes_to(CELL + later).sees(re.compile("Motsägs sedan"))


def test_a_safety_representative_asks_under_66_a_and_gets_a_receipt_on_paper(person: Person) -> None:
    person.logs_in_as("siv").goes_to("/signaler/ny/?administration=angsby&area=arbetsbelastning")
    person.fills("Vad har hänt?", "Vi begär en riskbedömning av jouren.")
    person.ticks("Begäran om åtgärd enligt 6 kap. 6 a § arbetsmiljölagen (66 a)").ticks("Bara planansvariga")
    person.fills("Svar senast (frivilligt)", str(date.today() + timedelta(days=10)))
    person.clicks("Lämna signalen", "button").sees_heading(re.compile("Kvitto på signal S"))
    assert person.downloads("Hämta kvittot som PDF").startswith(b"%PDF-")
    person.clicks("Till signalen").clicks("Till Arbetsmiljöverket").clicks("Anteckna", "button")
    person.sees(re.compile("Det är antecknat att begäran har gått till Arbetsmiljöverket."))
