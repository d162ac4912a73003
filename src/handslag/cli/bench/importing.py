"""How long it takes to read in 20,000 rows, beside merely parsing the same file."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any

import click

from handslag.cli.bench.child import run_child

GOAL = 20.0


@click.command("import")
@click.option("--rows", type=int, default=20_000, show_default=True, help="Antal rader med lägesnoteringar.")
def bench_import(*, rows: int) -> None:
    """Mät hur länge inläsningen tar, bredvid att bara tolka filen."""
    sys.exit(run_child("handslag.cli.bench.importing", str(rows)))


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


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came out."""
    started = perf_counter()
    result = work()
    return perf_counter() - started, result


def measure(rows: int) -> list[tuple[str, float]]:
    """Seconds for each step, in a fresh city with some 1,400 local measures."""
    from python_calamine import load_workbook

    from handslag.cli.demo import grown_ekstaden
    from handslag.core.clock import now
    from handslag.core.sheets import read_table
    from handslag.followup.importers import PROGRESS, import_file

    sender, grown = grown_ekstaden(Random(7))
    for year in sorted(grown.vp):
        sender.send_vp(year, grown.vp[year])
    chosen = (grown.progress * (rows // len(grown.progress) + 1))[:rows]
    lines = [row | {"Notering": f"{row['Notering']} ({number})"} for number, row in enumerate(chosen)]
    content = workbook(lines)
    common: dict[str, Any] = {"city": sender.plan.city, "plan": sender.plan, "by": None, "at": now()}
    parse = timed(lambda: load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python())[0]
    read = timed(lambda: read_table(content, PROGRESS, filename="rader.xlsx"))[0]
    check = timed(lambda: import_file("progress", content, "rader.xlsx", dry_run=True, **common))[0]
    whole, outcome = timed(lambda: import_file("progress", content, "rader.xlsx", **common))
    if sum(outcome.created.values()) != rows:
        raise SystemExit(f"Bara {outcome.created} av {rows} rader lästes in.")
    again = timed(lambda: import_file("progress", content, "rader.xlsx", **common))[0]
    return [
        ("bara tolka filen (calamine)", parse),
        ("läsa till typade rader", read),
        ("kontrollera utan att skriva", check),
        ("läsa in, allt", whole),
        ("samma fil igen: inget nytt", again),
    ]


def main() -> None:
    """The child: measure and print."""
    from handslag.cli import set_up

    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    rows = int(sys.argv[1])
    steps = measure(rows)
    parse = steps[0][1]
    click.echo(f"{rows} rader, inbäddad databas. Mål: högst {GOAL:.0f} s.")
    for name, seconds in steps:
        click.echo(f"{name:34} {seconds:7.2f} s  {seconds / parse:6.1f} × tolkningen")
