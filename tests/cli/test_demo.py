"""The demo cities: the same from the same seed, of the size and with the signs they are meant to show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from tests.client import CheckingClient

from handslag.audit.actions import verify
from handslag.cli.demo import SEED, grow_cities
from handslag.cli.demo.filling import noon
from handslag.cli.demo.places import END
from handslag.followup.models import (
    REPORT_STATES,
    Answer,
    LocalMeasure,
    PeriodReport,
    ProgressEntry,
    SignedReport,
)
from handslag.people.models import ROLES, Administration, AdministrationVersion, City, Membership, Unit
from handslag.plan.models import Plan, Revision
from handslag.tasks.models import EscalationStep
from handslag.vitals.judgement import compute
from handslag.vitals.rules import SIGN_WORDS
from handslag.voice.models import KINDS, MeetingPoint, Signal, SignalAnswer

# Everything that would be sent in, without a database: the files' bytes, in their order.
FINGERPRINT = """
import hashlib, random
from handslag.cli import set_up
set_up()
from handslag.cli import demo
from handslag.cli.demo import filling, growing, central, places
made = hashlib.sha256()
class Sender:
    def send(self, kind, rows, name, recorded_on):
        made.update(f"{kind} {name} {recorded_on}".encode() + filling.as_csv(rows))
for chance, city, plan, years in (
    (random.Random(7), places.ekstaden(), places.ekstaden_plan(), places.YEARS[-2:]),
    (random.Random(8), places.hamnstaden(), places.hamnstaden_plan(), (2025, 2026)),
):
    names = demo._names(plan)
    offices = [demo._place(one) for one in city["administrations"] if one["kind"] == "district"]
    grown = growing.grow(chance, offices, {year: demo._areas(plan, year) for year in years}, names)
    grown.progress.extend(central.central_rows(chance, plan))
    filling.send_all(chance, Sender(), grown, [demo._place(one) for one in city["administrations"]], names)
    made.update(places.as_yaml(city) + places.as_yaml(plan))
print(made.hexdigest())
"""


def test_the_same_seed_gives_the_same_files_in_every_process(tmp_path: object) -> None:
    def fingerprint(hash_seed: str) -> str:
        environment = os.environ | {"HANDSLAG_DATA": str(tmp_path), "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=True,
        )
        return done.stdout.strip()

    first = fingerprint("1")
    assert len(first) == 64 and fingerprint("2") == first


@pytest.mark.django_db
def test_the_cities_have_the_size_and_all_ten_signs_and_say_that_they_are_invented(client: CheckingClient) -> None:
    grow_cities(SEED, lambda _: None)
    city = City.objects.get(name="Ekstaden")
    assert Administration.objects.filter(city=city).count() == 17  # four of them gave way to two in 2023
    assert 55 <= Unit.objects.filter(administration__city=city).count() <= 75
    assert 1_200 <= LocalMeasure.objects.filter(plan__city=city).count() <= 1_800
    assert 17_000 <= ProgressEntry.objects.filter(measure__plan__city=city).count() <= 23_000
    assert 0 < SignalAnswer.objects.count() < Signal.objects.count()
    gone = dict(AdministrationVersion.objects.exclude(valid_to=None).values_list("administration", "valid_to"))
    assert len(gone) == 4
    assert not [one for one in Signal.objects.all() if one.raised_on > gone.get(one.administration_id, END)]
    made = compute(Plan.objects.select_related("city").get(city=city), END, noon(END + timedelta(days=2)))
    offices = {cell.administration: cell.kind for cell in made.cells}
    assert Counter(offices.values()) == {"district": 11, "specialist": 2}
    signs = Counter(cell.sign for cell in made.cells)
    assert set(signs) == set(SIGN_WORDS) and signs["awake"] > len(made.cells) / 2
    assert verify().sound
    _lives(city)
    client.as_user("ingrid")
    for path in ("/livstecken/?dag=2026-11-20", "/planen/"):
        assert "Påhittat exempel" in client.get(path).content.decode()
    assert "Påhittat exempel" in client.get("/livstecken/?dag=2026-11-20&format=csv").content.decode()


def _lives(city: City) -> None:
    """What people do in Handslag itself: somebody in every role, and work in every state."""
    assert {row.role for row in Membership.objects.filter(city=city)} == set(ROLES)
    reports = Counter(PeriodReport.objects.filter(plan__city=city).values_list("state", flat=True))
    assert set(reports) == set(REPORT_STATES) and reports["signed"] >= 5
    assert ProgressEntry.objects.filter(source="report").count() >= 5
    due = date(2026, 9, 22)
    signed = list(
        SignedReport.objects.filter(plan__city=city, year=2026, code="T2").values_list("signed_on", flat=True)
    )
    assert any(day > due for day in signed) and any(day <= due for day in signed)
    assert {row.kind for row in Signal.objects.exclude(raised_by=None)} == set(KINDS)
    points = MeetingPoint.objects.filter(meeting__plan__city=city)
    assert points.filter(answers=None).exists() and points.exclude(answers=None).exists()
    assert Revision.objects.get(plan__city=city, state="consultation").label == "2028"
    moves = set(EscalationStep.objects.values_list("move", flat=True))
    assert {"raise", "move_up", "answer"} <= moves
    assert Answer.objects.filter(plan__city=city, year=2027, adopted=False).exists()
