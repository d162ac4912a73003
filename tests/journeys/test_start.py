"""Where each begins; and a cell that is contested is raised, answered and closed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

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
SIGNAL = (
    "Förvaltning;Enhet;Fokusområde;Avsändare;Slag;Datum;Signal;Svar senast;Svarsdatum;Svar\n"
    "Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Vision;facklig signal;{raised};"
    "Vi har haft fler ärenden än taket i tre veckor.;{answer_by};;\n"
)


def test_a_contested_cell_is_raised_answered_and_closed(
    person: Person, installation: Installation, tmp_path: Path
) -> None:
    # Given a cell where work goes on, and a union's signal about it whose day has passed.
    today = date.today()
    said = {
        "year": today.year, "day": today - timedelta(days=7), "raised": today - timedelta(days=30),
        "answer_by": today - timedelta(days=16),
    }  # fmt: skip
    for kind, text in (("vp", VP), ("progress", PROGRESS), ("signals", SIGNAL)):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text.format(**said), encoding="utf-8")
        installation.handslag("import", kind, str(file), "--city", "Lillköping")

    # When the tick has run, the administration's office finds both on its start page, the signal first.
    assert "steg togs" in installation.handslag("tick")
    person.logs_in_as("hugo").is_at("/start/").sees(re.compile("väntar på dig")).takes_picture("start-office")
    person.goes_to("/uppgifter/?forvaltning=angsby").clicks("Rimlig arbetsbelastning")
    person.sees(re.compile("Lyft till förvaltningen: svar senast")).looks_in_the_dark()
    person.goes_to(CELL).sees(re.compile("Motsägs sedan")).sees("Lyft till nästa nivå")

    # Then a comment answers what was raised …
    person.goes_to("/uppgifter/?forvaltning=angsby").clicks("Rimlig arbetsbelastning").clicks("Kommentera")
    person.fills("Förvaltningens kommentar", "Fördelningen görs om den här veckan.")
    person.clicks("Spara kommentaren", "button")
    installation.handslag("tick")
    person.goes_to("/uppgifter/?forvaltning=angsby").clicks("Rimlig arbetsbelastning")
    person.sees("Besvarad med kommentar.").takes_picture("escalation")

    # … and an answer to the signal brings the cell back, which closes it.
    person.goes_to("/start/").clicks(re.compile("^Svara på den fackliga signalen"))
    person.clicks("Svara").fills("Ditt svar", "Taket följs från måndag.").clicks("Lämna svaret", "button")
    installation.handslag("tick")
    person.goes_to("/uppgifter/?forvaltning=angsby&lage=closed").clicks("Rimlig arbetsbelastning")
    person.sees(re.compile("^Avslutad. Cellen visar inte längre"))
    person.goes_to(CELL).does_not_see(re.compile("Motsägs sedan"))


def test_each_begins_with_what_they_must_do(guest: Person) -> None:
    guest.becomes("Maria Lindqvist").sees("Att göra").sees("Dina åtgärder").looks_in_the_dark()
    guest.takes_picture("start", tall=1300, for_docs=True)
    guest.goes_to("/start/kalender/").sees_heading("Dina dagar i kalendern")
    guest.becomes("Britt Lind").sees("Lyft till er").sees("Staden just nu")
    guest.becomes("Ada Sand").sees("Inbjudningar")
