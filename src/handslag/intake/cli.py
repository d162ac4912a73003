"""Files in on the command line: `handslag import KIND FILE`."""

from __future__ import annotations

import errno
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from handslag.core.clock import at_local, now
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.sheets import Problem, marked_copy
from handslag.core.verdict import Refused
from handslag.intake.actions import Wish, mapping_named, read_in
from handslag.intake.formats import SHEET_KINDS
from handslag.people.cli import choose_city
from handslag.plan.choice import choose_plan

KINDS = ("city", "plan", *SHEET_KINDS)
SHOWN = 50


class Kinds(click.Group):
    """One command for a city, a plan and sheets of rows; papers have one of their own, which takes several files."""

    allow_extra_args = False
    allow_interspersed_args = True  # a group's own default would pass over every option after the file

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click asks so
        return ["document"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        from handslag.papers.cli import document

        return document if cmd_name == "document" else None

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["document"]:
            from handslag.papers.cli import document

            return document.make_context(f"{info_name} document", args[1:], parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        return click.Command.invoke(self, ctx) if ctx.command is self else ctx.command.invoke(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return click.Command.collect_usage_pieces(self, ctx)


@click.command("import", cls=Kinds, invoke_without_command=True)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
@click.option("--plan", default=None, help="Plan; behövs när kommunen har flera.")
@click.option("--year", type=int, default=None, help="Verksamhetsplanens år, när det inte står i filen.")
@click.option("--label", default=None, help="Versionens namn, för en plan i Word.")
@click.option("--recorded-at", default=None, help="När uppgifterna räknas som kända, till exempel 2025-01-22T12:00.")
@click.option("--mapping", default=None, help="En sparad översättning av rubriker och ord.")
@click.option("--dry-run", is_flag=True, help="Kontrollera bara. Skriv ingenting.")
@click.option("--json", "as_json", is_flag=True, help="Skriv utfallet som JSON.")
def import_(
    *,
    kind: str,
    file: Path,
    city: str | None,
    plan: str | None,
    year: int | None,
    label: str | None,
    recorded_at: str | None,
    mapping: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Läs in en fil: en kommun, en plan eller förvaltningarnas kalkylblad. Handlingar läses in med `document`."""
    try:
        wish = _wish(kind, file, city, plan, year, label, recorded_at, mapping)
        outcome = _with_bar(wish, dry_run=dry_run, quiet=as_json)
    except FaultyFile as faulty:
        if as_json:
            _say(faulty.outcome or Outcome(kind, file.name, "", problems=faulty.problems, dry_run=dry_run))
        _tell_faults(faulty, wish, file)
        sys.exit(1)
    except Refused as refusal:
        if as_json:
            problem = Problem("", 0, "", "", str(refusal))
            _say(Outcome(kind, file.name, "", problems=(problem,), dry_run=dry_run))
        raise
    if as_json:
        _say(outcome)
        return
    for line in (*outcome.warnings, *outcome.notes):
        click.echo(f"Obs: {line}", err=True)
    click.echo(outcome.sentence)


def _wish(
    kind: str,
    file: Path,
    city: str | None,
    plan: str | None,
    year: int | None,
    label: str | None,
    recorded_at: str | None,
    mapping: str | None,
) -> Wish:
    content = _content(kind, file)
    needs_plan = kind in SHEET_KINDS
    place = choose_city(city) if needs_plan or (city is not None and kind != "city") else None
    return Wish(
        kind=kind,
        content=content,
        name=file.name,
        city=place,
        plan=choose_plan(place, plan) if needs_plan and place else None,
        year=year,
        label=label,
        recorded_at=_moment(recorded_at),
        mapping=mapping_named(place, kind, mapping) if mapping and place else None,
    )


def _content(kind: str, file: Path) -> bytes:
    """The file's bytes; a bare name without such a file may be one of those that come with Handslag."""
    if kind in ("city", "plan") and not os.path.lexists(file):
        from handslag.plan.data import shipped

        file = shipped().get(str(file), file)
    try:
        return file.read_bytes()
    except IsADirectoryError as wrong:
        raise Refused(f"{file} är en mapp. Ange en fil.") from wrong
    except FileNotFoundError as wrong:
        raise Refused(f"Filen {file} finns inte. Kontrollera sökvägen.") from wrong
    except OSError as wrong:
        raise Refused(f"Filen {file} gick inte att läsa: {_why(wrong)}.") from wrong


def _why(wrong: OSError) -> str:
    """What the system says, in Swedish when it is one of the usual things."""
    known = {
        errno.EACCES: "du har inte rätt till den",
        errno.EROFS: "mappen går bara att läsa",
        errno.ENOSPC: "disken är full",
    }
    return known.get(wrong.errno or 0, wrong.strerror or str(wrong))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return at_local(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen tidpunkt. Skriv till exempel 2025-01-22T12:00.") from wrong


def _with_bar(wish: Wish, *, dry_run: bool, quiet: bool) -> Outcome:
    """Read in, with a progress bar when someone is looking."""
    if quiet or not sys.stderr.isatty():
        return read_in(wish=wish, by=None, at=now(), dry_run=dry_run)
    with click.progressbar(length=1000, label="Läser", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.update(max(0, min(1000, done * 1000 // max(total, 1)) - bar.pos))

        return read_in(wish=wish, by=None, at=now(), dry_run=dry_run, progress=show)


def _say(outcome: Outcome) -> None:
    """What came of it as JSON, whether it went well or not."""
    click.echo(json.dumps(outcome.to_json(), ensure_ascii=False, indent=1))


def _tell_faults(faulty: FaultyFile, wish: Wish, file: Path) -> None:
    """All faults on standard error, and a copy of the workbook with them marked beside the file."""
    for problem in faulty.problems[:SHOWN]:
        click.echo(str(problem), err=True)
    if len(faulty.problems) > SHOWN:
        click.echo(f"… och {len(faulty.problems) - SHOWN} fel till.", err=True)
    click.echo("Ingenting har lästs in.", err=True)
    if wish.kind in SHEET_KINDS:
        copy = file.with_name(f"{file.stem}-fel.xlsx")
        try:
            copy.write_bytes(marked_copy(wish.content, faulty.problems, filename=wish.name))
        except OSError as wrong:
            click.echo(f"Kopian med felen märkta gick inte att spara i {copy.parent}: {_why(wrong)}.", err=True)
        else:
            click.echo(f"En kopia med felen märkta ligger i {copy}.", err=True)
