"""Signs of life on the command line."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import click

from handslag.core.clock import at_local, local, now
from handslag.core.verdict import Refused
from handslag.people.cli import choose_city
from handslag.plan.choice import choose_plan
from handslag.vitals.exporters import json_of, plain_csv_of
from handslag.vitals.judgement import judge
from handslag.vitals.rules import SIGN_WORDS


@click.command()
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
@click.option("--plan", default=None, help="Plan; behövs när kommunen har flera.")
@click.option(
    "--as-of", "as_of", default=None, type=click.DateTime(["%Y-%m-%d"]), help="Läget den dagen; annars i dag."
)
@click.option("--known-at", default=None, help="Som det var känt då, till exempel 2025-01-22T12:00; annars nu.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Skriv CSV, en rad per cell.")
def vitals(
    *, city: str | None, plan: str | None, as_of: datetime | None, known_at: str | None, as_json: bool, as_csv: bool
) -> None:
    """Räkna fram livstecken för varje förvaltning och fokusområde."""
    if as_json and as_csv:
        raise click.UsageError("Välj --json eller --csv.")
    try:
        chosen, moment = choose_plan(choose_city(city), plan), _moment(known_at)
    except Refused as refusal:
        if as_json:
            click.echo(json.dumps({"error": str(refusal)}, ensure_ascii=False))
        raise
    day = as_of.date() if as_of is not None else local(now()).date()
    made = judge(chosen, day, moment)
    if as_json:
        json.dump(json_of(chosen, made), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    elif as_csv:
        click.echo(plain_csv_of(chosen, made), nl=False)
    else:
        for cell in made.cells:
            click.echo(f"{cell.administration:28.28} {cell.area_name:36.36} {SIGN_WORDS[cell.sign].word}")


def _moment(text: str | None) -> datetime:
    if text is None:
        return now()
    try:
        return at_local(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen tidpunkt. Skriv till exempel 2025-01-22T12:00.") from wrong
