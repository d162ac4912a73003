"""Papers into the register on the command line: `handslag import document FILE…`."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from handslag.core.clock import at_local, now
from handslag.core.text import counted, join_words, swedish_date
from handslag.core.verdict import Refused
from handslag.papers.actions import register
from handslag.papers.actions.registering import day_of_registration
from handslag.papers.cli.files import content_of
from handslag.papers.loading.findings import SINGLE, Held, Taken, day_of, taken, taken_from
from handslag.papers.loading.reading import Prepared, as_it_reads, prepare
from handslag.papers.models import Document
from handslag.papers.rules.words import FIELDS, KINDS, ORIGINS
from handslag.people.cli import choose_city
from handslag.people.models import City

Told = dict[str, Any]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
@click.option(
    "--origin",
    type=click.Choice(tuple(ORIGINS)),
    default="received",
    show_default=True,
    help="Inkommen (received), eller upprättad här (own): då börjar den som utkast.",
)
@click.option("--registered-on", default=None, help="Dagen då handlingen kom in, till exempel 2025-01-22.")
@click.option("--recorded-at", default=None, help="När handlingen räknas som känd, till exempel 2025-01-22T12:00.")
@click.option("--dry-run", is_flag=True, help="Läs bara. Registrera ingenting.")
@click.option("--json", "as_json", is_flag=True, help="Skriv utfallet som JSON.")
def document(
    *,
    files: tuple[Path, ...],
    city: str | None,
    origin: str,
    registered_on: str | None,
    recorded_at: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Registrera handlingar: interpellationer, protokoll, svar, artiklar (pdf, docx, html eller txt).

    En fil som inte går att läsa hindrar inte de andra. Samma fil två gånger är en handling; sidor som inte kunde
    läsas förut läses då igen.
    """
    place = choose_city(city)
    day, known = _day(registered_on), _moment(recorded_at)
    day_of_registration(day, now(), known)
    done: list[Told] = []
    refused: list[Told] = []
    for file in files:
        try:
            done.append(_one(file, place, origin, day, known, dry_run=dry_run))
        except Refused as why:
            refused.append({"file": file.name, "reason": str(why)})
    if as_json:
        click.echo(
            json.dumps({"documents": done, "refused": refused, "dry_run": dry_run}, ensure_ascii=False, indent=1)
        )
    else:
        for told in done:
            click.echo(_sentences(told, dry_run=dry_run))
    for told in refused:
        click.echo(f"{told['file']}: {told['reason']}", err=True)
    if refused:
        sys.exit(1)


def _one(
    file: Path, city: City, origin: str, day: date | None, known: datetime | None, *, dry_run: bool
) -> dict[str, Any]:
    content = content_of(file)
    if dry_run:
        sha256 = hashlib.sha256(content).hexdigest()
        stands = Document.objects.filter(city=city, sha256=sha256).first()
        if stands is None:
            return _told_of_reading(file, sha256, prepare(city, file.name, content))
        return _told(file, stands, new=False, problems=())
    done = register(
        city=city, name=file.name, content=content, by=None, at=now(), origin=origin, registered_on=day,
        recorded_at=known,
    )  # fmt: skip
    return _told(file, done.document, new=done.new, problems=done.problems)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen dag. Skriv till exempel 2025-01-22.") from wrong


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return at_local(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen tidpunkt. Skriv till exempel 2025-01-22T12:00.") from wrong


def _told(file: Path, paper: Document, *, new: bool, problems: tuple[str, ...]) -> Told:
    pages = as_it_reads(paper)
    return {
        "file": file.name,
        "sha256": paper.sha256,
        "id": paper.pk,
        "new": new,
        **_found(taken(paper)),
        "pages": len(pages),
        "unread_pages": [page.number for page in pages if page.how == "unread"],
        "repaired_words": sum(len(page.changes) for page in pages),
        "problems": list(problems),
    }


def _told_of_reading(file: Path, sha256: str, read: Prepared) -> Told:
    held = [
        Held(f"n{order}", one.field, one.value, one.page, one.start, one.end, one.certain)
        for order, one in enumerate(read.found)
    ]
    return {
        "file": file.name,
        "sha256": sha256,
        "id": None,
        "new": True,
        **_found(taken_from(held)),
        "pages": len(read.pages),
        "unread_pages": [page.number for page in read.pages if page.how == "unread"],
        "repaired_words": read.repaired_words,
        "problems": list(read.problems),
    }


def _found(now_taken: Taken) -> Told:
    """What the paper is taken to be, and what of it waits for someone's word."""
    day = day_of(now_taken.date) if now_taken.date else None
    return {
        "kind": now_taken.code,
        "title": now_taken.title.text if now_taken.title else None,
        "date": day.isoformat() if day else None,
        "body": now_taken.body.text if now_taken.body else None,
        "registration_number": now_taken.dnr.text if now_taken.dnr else None,
        "questions": len(now_taken.questions),
        "commitments": len(now_taken.commitments),
        "further_papers": [one.text for one in now_taken.further],
        "awaiting": now_taken.awaiting,
        "proposed": [name for name in SINGLE if name in now_taken.proposed],
    }


def _sentences(told: Told, *, dry_run: bool) -> str:
    """What came of a file, for a reader."""
    where = f"handling {told['id']}"
    if not told["new"]:
        head = f"Fanns redan som {where}."
    else:
        head = "Skulle registreras." if dry_run else f"Registrerad som {where}."
    what = [KINDS[told["kind"]].capitalize()]
    what += [swedish_date(date.fromisoformat(told["date"]))] if told["date"] else []
    what += [str(told[name]) for name in ("body", "registration_number") if told[name]]
    counts = [
        counted(told["pages"], "sida", "sidor"),
        counted(told["repaired_words"], "lagat ord", "lagade ord"),
        counted(told["questions"], "fråga", "frågor"),
        counted(told["commitments"], "utfästelse", "utfästelser"),
    ]
    lines = [f"{told['file']}: {head}", f"  {', '.join(what)}.", f"  {join_words(counts)}."]
    if told["title"]:
        lines.insert(1, f"  ”{told['title']}”")
    if told["awaiting"]:
        fields = [FIELDS[name] for name in told["proposed"]]
        among = f" Bland dem {join_words(fields)}." if fields else ""
        awaits = counted(told["awaiting"], "uppgift väntar", "uppgifter väntar")
        lines.append(f"  {awaits} på att någon bekräftar dem.{among}")
    if told["further_papers"]:
        lines.append(f"  Obs: filen ser ut att innehålla flera handlingar: {join_words(told['further_papers'])}.")
    lines += [f"  Obs: {problem}" for problem in told["problems"]]
    return "\n".join(lines)
