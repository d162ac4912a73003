"""A district answers its VP: it takes last year's measures along, adopts the rest, and opts out of one with reason."""

from __future__ import annotations

import re

from tests.journeys.browser import Person
from tests.journeys.server import Installation

# The calendar of the small city ends in 2026: the VP that is worked with must be one that goes on when tests are run.
CALENDAR = """
from datetime import timedelta
from handslag.cli import set_up
set_up()
from django.db import transaction
from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.people.models import CalendarDay, City
event = Event.objects.order_by("-number")[0]
known = {"recorded_at": event.entered_at, "entered_at": event.entered_at, "event": event}
year = today().year
for code in ("VP", "T1", "T2", "VB"):
    CalendarDay.objects.create(
        city=City.objects.get(name="Lillköping"), year=year, code=code, due=today() - timedelta(days=10),
        effective_on=today() - timedelta(days=30), order=9, **known,
    )
print(year)
"""


def test_a_district_adopts_its_vp_and_opts_out_of_one_area_with_reason(
    person: Person, installation: Installation
) -> None:
    year = int(installation.runs("python", "-c", CALENDAR))

    # Given an office with a VP that is due, and measures of an earlier year that are still open.
    person.logs_in_as("hugo").clicks("Verksamhetsplan").is_at(f"/verksamhetsplan/angsby/{year}/")
    person.sees("3 av 3 fokusområden väntar på svar.").sees("3 öppna åtgärder från tidigare år är inte med än.")

    # When it takes them along in one step …
    person.clicks("Ta med öppna åtgärder").sees("Områden som inte är besvarade antas samtidigt.")
    person.takes_picture("adoption-carry")
    person.clicks("Ta med de valda").is_at(f"/verksamhetsplan/angsby/{year}/").sees(f"3 åtgärder är med i VP {year}.")
    person.sees("1 av 3 fokusområden väntar på svar.")

    # … tries to opt out of the last area without a reason, and is told what is lacking with nothing lost …
    person.clicks("Hot och våld").ticks("Vi väljer bort området").fills("Diarienummer (frivilligt)", "ÄNG 7")
    person.clicks("Lämna svaret").sees("Skriv varför området väljs bort.")
    assert person.page.get_by_label("Diarienummer (frivilligt)", exact=True).input_value() == "ÄNG 7"

    # … and gives it.
    person.fills("Skäl att välja bort", "Området tas upp i arbetsmiljöplanen i stället.")
    person.fills("Samverkan före beslutet (frivilligt)", "Förvaltningsgruppen")
    person.fills("Samverkan hölls (frivilligt)", f"{year}-01-01")
    person.clicks("Lämna svaret").sees(f"Hot och våld är bortvalt i VP {year}.").sees("Förvaltningsgruppen")
    person.takes_picture("adoption-area")

    # Then the VP is answered, and the plan office sees it beside the district that has not answered.
    person.clicks("Ängsby").sees("Alla 3 fokusområden är besvarade.").takes_picture("adoption-year", for_docs=True)
    person.clicks("Logga ut", "button").logs_in_as("pia").clicks("Verksamhetsplan")
    person.is_at(f"/verksamhetsplan/laget/{year}/").sees("1 förvaltning har något kvar.")
    person.takes_picture("adoption-coverage", for_docs=True)

    # And reminds the other one by one press.
    person.clicks(re.compile("^Påminn Strandvik$"), "button").sees("1 förvaltning är påmind.")
    person.goes_to("/livstecken/angsby/hot-och-vald/").sees("Bortvalt med skäl")
