"""How long it takes to read in 20,000 rows, beside merely parsing the same file."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import click

from handslag.cli.bench.child import busy, circumstances, own_time, run_child, scratch
from handslag.core.clock import today

GOAL = 20.0
NAME = "rader.xlsx"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, how long it took by the wall, and of the processor's time; in seconds."""

    name: str
    wall: float
    own: float


@click.command("import")
@click.option("--rows", type=click.IntRange(100), default=20_000, show_default=True, help="Antal lägesnoteringar.")
@click.option("--database-url", default="", help="Läs in i denna databas, som måste vara tom.")
def bench_import(*, rows: int, database_url: str) -> None:
    """Mät hur länge inläsningen tar, bredvid att bara tolka filen."""
    with scratch() as folder:
        sys.exit(run_child("handslag.cli.bench.importing", str(rows), folder=folder, database_url=database_url))


def workbook(rows: list[dict[str, object]]) -> bytes:
    """The rows as an Excel file."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Lägesnoteringar")
        headings = list(rows[0])
        sheet.write_row(0, 0, headings)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row[heading] for heading in headings])
    return out.getvalue()


def timed(name: str, work: Callable[[], Any]) -> Step:
    """One step, done and measured."""
    started, started_own = perf_counter(), own_time()
    work()
    return Step(name, perf_counter() - started, own_time() - started_own)


def commanded(*words: str) -> dict[str, Any]:
    """Run `handslag import progress …` as a user does, as a program of its own; what it says."""
    command = [sys.executable, "-c", "from handslag.cli import main; main()", "import", "progress", *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def measure(rows: int) -> list[Step]:
    """Each step, in a fresh city with some 1,400 local measures."""
    from django.conf import settings
    from python_calamine import load_workbook

    from handslag.cli.demo import grown_ekstaden
    from handslag.core.clock import now
    from handslag.core.sheets import read_table
    from handslag.followup.importers import PROGRESS, import_file
    from handslag.vitals.actions import refresh

    sender, grown = grown_ekstaden(Random(7))
    for year in sorted(grown.vp):
        sender.send_vp(year, grown.vp[year])
    refresh(plans=[sender.plan], at=now())
    chosen = (grown.progress * (rows // len(grown.progress) + 1))[:rows]
    content = workbook([row | {"Notering": f"{row['Notering']} ({number})"} for number, row in enumerate(chosen)])
    file = Path(settings.HANDSLAG_DATA) / NAME
    file.write_bytes(content)
    check: dict[str, Any] = {"city": sender.plan.city, "plan": sender.plan, "by": None, "at": now(), "dry_run": True}
    steps = [
        timed(
            "bara tolka filen (calamine)",
            lambda: load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python(),
        ),
        timed("läsa till typade rader", lambda: read_table(content, PROGRESS, filename=NAME)),
        timed("kontrollera utan att skriva", lambda: import_file("progress", content, NAME, **check)),
        timed("handslag import, hela kommandot", lambda: _expect(rows, commanded(str(file)))),
        timed("samma fil igen: inget nytt", lambda: _expect(0, commanded(str(file)))),
    ]
    file.unlink()
    return steps


def _expect(rows: int, said: dict[str, Any]) -> None:
    if said["created"].get("entries", 0) != rows:
        raise SystemExit(f"Fel antal rader lästes in: {said['created']}, inte {rows}.")


def main() -> None:
    """The child: measure and print."""
    from handslag.cli import set_up

    set_up()
    from django.core.management import call_command

    from handslag.people.models import City

    call_command("migrate", verbosity=0)
    if City.objects.exists():
        raise SystemExit("Databasen är inte tom: den rörs inte.")
    rows = int(sys.argv[1])
    steps = measure(rows)
    parse = steps[0].wall
    click.echo(f"{today().isoformat()}. {circumstances()}.\n")
    click.echo(f"{rows} rader. Mål: högst {GOAL:.0f} s för hela kommandot, med livstecknen omräknade.\n")
    click.echo("| steg | s | egen tid s | gånger tolkningen |\n|---|---:|---:|---:|")
    for step in steps:
        click.echo(f"| {step.name} | {step.wall:.2f} | {step.own:.2f} | {step.wall / parse:.0f} |")
    if busy():
        click.echo("\nAndra använde maskinen samtidigt: tiderna är längre än på en ledig maskin.")
