"""A small city in which everything that must not be told has been written down, and its closed periods published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handslag.core.clock import at_local, now
from handslag.followup.actions import comment
from handslag.people.models import Administration
from handslag.plan.models import Plan
from handslag.public.actions import publish_closed
from tests.kept import on_top
from tests.oversight.conftest import SIGNED, read_in

CLOSED_LATE = "2025-05-20T12:00"
# Nobody else is called this, and nothing else says it.
OWNER, REPORTER, AUTHOR, SENDER = "Olga Ärlig", "Rurik Rapportsson", "Kajsa Kommentarsdotter", "Sven Signalsson"
SIGNAL, ANSWER, NOTE = "Hemlig signaltext om taket", "Hemligt svar om taket", "Hemlig notering om läget"
VP = (
    "Förvaltning;Enhet;Fokusområde;Beslut;Skäl;Beslutsdatum;Dnr;År;Åtgärd;Ansvarig;Start;Klart senast;"
    "Förväntad effekt;Kostnad;Id\n"
    f"Strandvik;Äldre Strandvik;Rimlig arbetsbelastning;Antaget;;2025-01-22;STR 2025/4;2025;Samtal som {OWNER} håller;"
    f"{OWNER};2025-02-01;2025-03-31;Lugnare;15000;S-9\n"
)
PROGRESS = (
    "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id;Uppgiftslämnare\n"
    f"Strandvik;Äldre Strandvik;Rimlig arbetsbelastning;Samtal som {OWNER} håller;2025-03-03;Pågår;{NOTE};;S-9;"
    f"{REPORTER}\n"
)
SIGNALS = (
    "Förvaltning;Enhet;Fokusområde;Avsändare;Slag;Datum;Signal;Svar senast;Svarsdatum;Svar\n"
    f"Strandvik;Äldre Strandvik;Rimlig arbetsbelastning;{SENDER};medarbetare;2025-03-10;{SIGNAL};2025-03-24;;\n"
    f"Ängsby;Barn och unga Ängsby;Introduktion;{SENDER};medarbetare;2025-03-10;{SIGNAL} två;2025-03-24;"
    f"2025-03-20;{ANSWER}\n"
)
SECRETS = (OWNER, REPORTER, AUTHOR, SENDER, SIGNAL, ANSWER, NOTE)


def write_down_secrets(folder: Path) -> None:
    """Everything that must not be told, known before the period is shut."""
    for kind, text in (("vp", VP), ("progress", PROGRESS), ("signals", SIGNALS)):
        read_in(folder, kind, text, "--recorded-at", CLOSED_LATE)


def _grow(folder: Path) -> Plan:
    read_in(folder, "reports", SIGNED, "--recorded-at", "2025-05-16T15:30")
    write_down_secrets(folder)
    plan = Plan.objects.select_related("city").get()
    text = f"Det är {AUTHOR} och eva  enhetschef som har hand om frågan. Vi återkommer i juni."
    comment(
        plan=plan, administration=Administration.objects.get(name="Strandvik"), area_key="arbetsbelastning", text=text,
        effective_on=date(2025, 5, 19), author=AUTHOR, by=None, at=now(), recorded_at=at_local(CLOSED_LATE),
    )  # fmt: skip
    return plan


@pytest.fixture
def unpublished(small_city: None, tmp_path: Path) -> Plan:
    """The small city with its secrets, before the daily run."""
    return _grow(tmp_path)


@pytest.fixture
def open_city(small_city: None, tmp_path: Path) -> Plan:
    """The same with every closed period published; grown once in each process."""
    on_top("open city", lambda: _open(tmp_path))
    return Plan.objects.select_related("city").get()


def _open(folder: Path) -> None:
    _grow(folder)
    publish_closed(at=now(), press=lambda paper: b"%PDF-" + repr(paper.plain()).encode())
