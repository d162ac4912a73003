"""The small city with two signed reports, and ways to ask for a report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from handslag.core.clock import at_local
from handslag.oversight.facts import Asked, Letterhead
from handslag.oversight.loading import known_frame, period_in
from handslag.oversight.pages import report_of
from handslag.oversight.paper import Paper
from handslag.plan.models import Plan
from tests.conftest import run_command

KNOWN = "2025-06-01T12:00"
SIGNED = (
    "Förvaltning;Period;Undertecknad;Förvaltningsgrupp\n"
    "Ängsby;T1 2025;2025-05-14;2025-05-07\n"
    "Socialförvaltningen;T1 2025;2025-05-16;\n"
)
LATER = (
    "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id\n"
    "Ängsby;Barn och unga Ängsby;Introduktion;Mentor det första halvåret;2025-04-02;Pågår;"
    "Alla nya har träffat sin mentor fyra gånger.;Minnesanteckning;A-3\n"
)
Ask = Callable[..., Paper]


def read_in(folder: Path, kind: str, text: str, *options: str) -> None:
    """Read in a file, as a city does."""
    file = folder / f"{kind}-{len(list(folder.iterdir()))}.csv"
    file.write_text(text, encoding="utf-8")
    run_command("import", kind, str(file), "--city", "Lillköping", *options)


@pytest.fixture
def town(small_city: None, tmp_path: Path) -> Plan:
    """The plan of the small city, in which two of three administrations have signed T1 2025."""
    read_in(tmp_path, "reports", SIGNED, "--recorded-at", "2025-05-16T15:30")
    return Plan.objects.select_related("city").get()


def asked_of(plan: Plan, administration: str = "", **more: object) -> Asked:
    """What a report of T1 2025 is asked for by."""
    moment = more.get("known_at", at_local(KNOWN))
    assert isinstance(moment, datetime)
    period = period_in(known_frame(plan, moment), 2025, "T1")
    assert period is not None
    day = more.get("as_of", period.as_of)
    head = more.get("letterhead", Letterhead())
    assert isinstance(day, date) and isinstance(head, Letterhead)
    return Asked(period, day, moment, administration, head)


@pytest.fixture
def paper(town: Plan) -> Paper:
    """The city's report of T1 2025."""
    return report_of(town, asked_of(town))


def said(paper: Paper, key: str) -> str:
    """Everything a section says, as one text."""
    section = next(one for one in paper.sections if one.key == key)
    words: list[str] = []
    for block in section.blocks:
        if block.kind == "prose":
            words += block.paragraphs
        elif block.kind == "points":
            words += block.items
        elif block.kind == "heading":
            words.append(block.text)
        elif block.kind == "table":
            words += [part.text for row in block.rows for field in row for part in field]
        else:
            words.append(block.alt)
    return "\n".join(words)
