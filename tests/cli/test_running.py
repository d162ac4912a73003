"""Users, the daily tick, the check of the record, signs as files, and the first command on an empty folder."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.cli.program import Handslag
from tests.world import FILES

from handslag.core.append_only import GUARDS, install
from handslag.people.models import Membership, User
from handslag.plan.models import Plan
from handslag.vitals.judgement import compute, to_json
from handslag.vitals.models import Snapshot

HERE = ("--city", "Lillköping")
GOOD = "en-lång-kastanjeväg"


def test_a_user_is_added_and_can_log_in(handslag: Handslag, small_city: None) -> None:
    said = handslag("user", "add", "ove", "--role", "plan_office", *HERE, "--password-stdin", typed=f"{GOOD}\n")
    assert (said.code, said.out.strip()) == (0, "ove är nu planansvarig i Lillköping.")
    assert User.objects.get(username="ove").check_password(GOOD)
    assert Membership.objects.get(user__username="ove").role == "plan_office"


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        pytest.param("ove", "kort", "minst 12 tecken", id="short"),
        pytest.param("ove", "1q2w3e4r5t6y", "vanligt", id="common"),
        pytest.param("lena", GOOD, "Det finns redan en användare som heter lena.", id="duplicate"),
        pytest.param("LENA", GOOD, "Det finns redan en användare som heter LENA.", id="duplicate but for case"),
    ],
)
def test_a_user_who_cannot_be_is_refused_with_the_reason(
    handslag: Handslag, small_city: None, name: str, password: str, sentence: str
) -> None:
    before = User.objects.count()
    said = handslag("user", "add", name, "--role", "reader", *HERE, "--password-stdin", typed=f"{password}\n")
    assert said.code == 1 and sentence in said.err and User.objects.count() == before


def test_a_role_that_does_not_exist_is_wrong_usage(handslag: Handslag, small_city: None) -> None:
    assert handslag("user", "add", "ove", "--role", "kung", *HERE, "--password-stdin", typed=f"{GOOD}\n").code == 2


def test_verify_says_that_the_record_stands_or_names_the_first_broken_row(handslag: Handslag, small_city: None) -> None:
    said = handslag("verify")
    assert said.code == 0 and "Kedjan håller: " in said.out
    on = "" if connection.vendor == "sqlite" else " ON audit_event"
    with connection.cursor() as cursor:
        for name in GUARDS["audit_event"].names():
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute("UPDATE audit_event SET action = 'annat.hände' WHERE number IN (3, 5)")
    without = handslag("verify")
    assert without.code == 1 and "Rad 3 (" in without.err and "Spärrar saknas" in without.err
    install("default")
    said = handslag("verify")
    assert said.code == 1 and "Rad 3 (" in said.err and "Rad 5" not in said.err and "Spärrar" not in said.err


def test_a_tick_can_be_run_again_and_a_rebuild_gives_what_the_rules_say(handslag: Handslag, small_city: None) -> None:
    handslag("tick")
    assert handslag("tick").out.startswith("0 ögonblicksbilder räknades fram. 0 steg togs")
    said = handslag("tick", "--rebuild")
    made = list(Snapshot.objects.select_related("plan__city"))
    assert said.code == 0 and len(made) > 5 and said.out.startswith(f"{len(made)} ")
    for snapshot in made:
        anew = to_json(compute(snapshot.plan, snapshot.as_of, snapshot.known_at))
        assert json.loads(json.dumps(anew)) == snapshot.cells, snapshot.as_of


def test_the_signs_as_json_have_the_shape_of_the_document(handslag: Handslag, small_city: None) -> None:
    options = (*HERE, "--as-of", "2025-04-30", "--known-at", "2025-05-03T12:00")
    said = handslag("vitals", *options, "--json")
    answer = json.loads(said.out)
    assert said.code == 0 and not said.err
    assert (answer["city"], answer["plan"], answer["as_of"], answer["known_at"]) == (
        "Lillköping", "Handlingsplan för socialt arbete", "2025-04-30", "2025-05-03T12:00:00+02:00",
    )  # fmt: skip
    assert len(answer["cells"]) == 7
    for cell in answer["cells"]:
        assert list(cell) == [
            "administration", "focus_area", "focus_area_name", "mandatory", "sign", "since", "reported",
            "silent_days", "comment", "units", "reasons",
        ]  # fmt: skip
        assert cell["reasons"] and all(list(reason) == ["code", "text", "evidence"] for reason in cell["reasons"])
        assert all(list(unit) == ["unit", "silent_days"] for unit in cell["units"])
        assert (cell["silent_days"] is None) == (cell["sign"] in ("not_due", "sidestepped", "missing", "opted_out"))
    rows = list(csv.DictReader(io.StringIO(handslag("vitals", *options, "--csv").out)))
    assert [(r["administration"], r["focus_area"], r["sign"]) for r in rows] == [
        (c["administration"], c["focus_area"], c["sign"]) for c in answer["cells"]
    ]
    assert rows[0]["reasons"] == " ".join(reason["text"] for reason in answer["cells"][0]["reasons"])


@pytest.mark.parametrize(
    ("options", "code"), [(("--as-of", "i dag"), 2), (("--known-at", "i dag"), 1), (("--city", "Nyköping"), 1)]
)
def test_signs_of_no_day_or_no_city_are_refused(
    handslag: Handslag, small_city: None, options: tuple[str, ...], code: int
) -> None:
    said = handslag("vitals", *HERE, *options, "--json")
    assert said.code == code and "cells" not in said.out and said.err


def test_without_a_city_or_a_plan_the_next_command_is_named(handslag: Handslag) -> None:
    assert "handslag import city" in handslag("vitals").err
    handslag("import", "city", FILES / "grannkoping.yaml")
    said = handslag("vitals")
    assert said.code == 1 and "handslag import plan" in said.err and not Plan.objects.exists()


def program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program of its own, on the embedded database of a folder."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDSLAG_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", "from handslag.cli import main; main()", *arguments],
        env=environment | {"HANDSLAG_DATA": str(folder)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_first_command_on_an_empty_folder_makes_the_tables_itself(tmp_path: Path) -> None:
    done = program(tmp_path / "ny" / "mapp", "import", "city", str(FILES / "grannkoping.yaml"))
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("Inläst: 1 kommun")
    done = program(tmp_path / "ny" / "mapp", "verify")
    assert (done.returncode, done.stderr) == (0, "") and "Kedjan håller: 1 händelse." in done.stdout
    done = program(tmp_path / "ny" / "mapp", "migrate")
    assert (done.returncode, done.stdout.strip()) == (0, "Databasen är uppdaterad.")
