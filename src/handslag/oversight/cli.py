"""Reports on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from handslag.core.clock import at_local, now
from handslag.core.output import write_whole
from handslag.core.verdict import Refused
from handslag.oversight.exporters.orders import FORMATS, document_of, template_of
from handslag.oversight.facts import Asked, Letterhead
from handslag.oversight.loading import Frame, administration_named, known_frame, period_in, periods_of, signature_moment
from handslag.oversight.pages import brief_of, report_of
from handslag.oversight.rules import parse_period
from handslag.people.cli import choose_city
from handslag.plan.choice import choose_plan
from handslag.plan.models import Plan

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("period")
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
@click.option("--plan", default=None, help="Plan; behövs när kommunen har flera.")
@click.option("--administration", default=None, help="Bara den förvaltningen; annars hela staden.")
@click.option("--brief", is_flag=True, help="En sida.")
@click.option("--as-of", "as_of", default=None, type=DAY, help="Läget den dagen; annars periodens dag.")
@click.option("--known-at", default=None, help="Som det var känt då; annars nu, eller när rapporten undertecknades.")
@click.option("--template", default=None, type=click.Path(path_type=Path), help="Kommunens egen Word-mall (.docx).")
@click.option("--dnr", default="", help="Diarienummer i brevhuvudet.")
@click.option("--officer", default="", help="Handläggare i brevhuvudet.")
@click.option("--phone", default="", help="Telefon i brevhuvudet.")
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="Filens form.")
@click.option("-o", "--output", required=True, help="Filen som skrivs; - är standard ut.")
def report(
    *,
    period: str,
    city: str | None,
    plan: str | None,
    administration: str | None,
    brief: bool,
    as_of: datetime | None,
    known_at: str | None,
    template: Path | None,
    dnr: str,
    officer: str,
    phone: str,
    form: str,
    output: str,
) -> None:
    """Gör rapporten för PERIOD, till exempel 2025-T1."""
    chosen = choose_plan(choose_city(city), plan)
    name = administration_named(known_frame(chosen, now()), administration) if administration else ""
    asked, frame = _asked(chosen, period, name, as_of, known_at, Letterhead(dnr, officer, phone))
    own = _template(template) if template else template_of(chosen.city)
    build = brief_of if brief else report_of
    write_whole(output, document_of(build(chosen, asked, frame), form, own if form == "docx" else b""))


def _asked(
    plan: Plan, text: str, name: str, as_of: datetime | None, known_at: str | None, letterhead: Letterhead
) -> tuple[Asked, Frame]:
    """What is asked for, with what is not said filled in. Raises `Refused` for a period that does not exist."""
    parsed = parse_period(text)
    if parsed is None:
        raise Refused(f"”{text}” är ingen period. Skriv året och T1, T2 eller VB, till exempel 2025-T1.")
    moment = _moment(known_at) if known_at else (signature_moment(plan, name, *parsed) if name else None) or now()
    frame = known_frame(plan, moment)
    period = period_in(frame, *parsed)
    if period is None:
        there = ", ".join(one.key for one in periods_of(frame, moment.date()))
        raise Refused(f"Perioden {text} finns inte i kalendern för {plan.city}. De som finns: {there or 'inga'}.")
    return Asked(period, as_of.date() if as_of else period.as_of, moment, name, letterhead), frame


def _moment(text: str) -> datetime:
    try:
        return at_local(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen tidpunkt. Skriv till exempel 2025-01-22T12:00.") from wrong


def _template(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Refused(f"Mallen {file} går inte att läsa: {wrong.strerror}.") from wrong
