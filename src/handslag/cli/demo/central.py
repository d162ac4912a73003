"""What happens with the measures that are led centrally."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from handslag.cli.demo import words
from handslag.cli.demo.growing import Row
from handslag.cli.demo.places import END

SLEEPS = {"Färre blanketter": date(2026, 2, 11)}


def central_rows(random: Random, plan: dict[str, Any]) -> list[Row]:
    """Dated lines on every central measure from the first revision that has it until it is done or the story ends."""
    begun: dict[str, tuple[date, dict[str, Any], str]] = {}
    due: dict[str, date] = {}
    last: dict[str, int] = {}
    for number, revision in enumerate(plan["revisions"]):
        for area in revision["focus_areas"]:
            for measure in area.get("measures", ()):
                if measure["level"] == "central":
                    begun.setdefault(measure["key"], (revision["in_force"], measure, area["name"]))
                    due[measure["key"]] = measure.get("due") or date(END.year, 12, 31)
                    last[measure["key"]] = number
    rows: list[Row] = []
    for key, (start, measure, area) in begun.items():
        until = min(due[key] - timedelta(days=5), END) if last[key] else due[key] - timedelta(days=5)
        rows.extend(_lines(random, measure, area, max(start, date(2023, 2, 1)) + timedelta(days=20), until))
    return rows


def _lines(random: Random, measure: dict[str, Any], area: str, start: date, until: date) -> list[Row]:
    """From the start to the day it is done, or to the end of the story when it is not due before."""
    head: Row = {
        "Förvaltning": measure["administration"], "Enhet": "", "Fokusområde": area, "Åtgärd": measure["name"],
        "Underlag": "", "Uppgiftslämnare": words.person(random),
    }  # fmt: skip
    rows: list[Row] = []
    day, state = start, "Startad"
    asleep = SLEEPS.get(measure["name"], date.max)
    while day < until:
        text = random.choice(words.EMPTY) if day > asleep else words.note(random, day.month, "central nivå")
        rows.append(head | {"Datum": day.isoformat(), "Läge": state, "Notering": text})
        state = "Pågår"
        day += timedelta(days=random.randint(24, 44))
    if until < END and asleep == date.max and rows:
        text = f"Genomfört. {words.note(random, until.month, 'central nivå')}"
        rows.append(head | {"Datum": until.isoformat(), "Läge": "Klar", "Notering": text})
    return rows
