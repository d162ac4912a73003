"""What papers say, read and printed and never stored: `handslag oversight intake FILE…`."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from handslag.core.clock import today
from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Refused
from handslag.papers.cli.files import content_of
from handslag.papers.loading.intake import stored_like
from handslag.papers.loading.reading import Prepared, prepare
from handslag.papers.rules.likeness import contained, fingerprints, stands_again
from handslag.papers.rules.recognise.facts import Found
from handslag.papers.rules.words import KINDS
from handslag.people.cli import choose_city
from handslag.people.models import City


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was read."""

    file: str
    sha256: str
    prepared: Prepared
    prints: frozenset[int]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--city", default=None, help="Kommunen vars handlingar filerna jämförs med; annars alla.")
@click.option("--json", "as_json", is_flag=True, help="Skriv det som hittades som JSON.")
def intake(*, files: tuple[Path, ...], city: str | None, as_json: bool) -> None:
    """Läs handlingar och visa vad som står i dem. Ingenting sparas."""
    place = _place(city)
    papers, faults = _read(place, files)
    documents = [_document(paper, papers, place) for paper in papers]
    if as_json:
        click.echo(json.dumps({"documents": documents}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_told(document) for document in documents))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


def _place(name: str | None) -> City | None:
    """The city that is meant, or the only one; without either the files are compared with the papers of all."""
    return choose_city(name) if name is not None or City.objects.count() == 1 else None


def _read(place: City | None, files: Sequence[Path]) -> tuple[list[Paper], list[str]]:
    """The files that can be read, and a sentence for each that cannot."""
    papers, faults = [], []
    for file in files:
        try:
            content = content_of(file)
            prepared = prepare(place, file.name, content)
        except Refused as why:
            faults.append(f"{file.name}: {why}")
            continue
        prints = fingerprints(page.text for page in prepared.pages)
        papers.append(Paper(file.name, hashlib.sha256(content).hexdigest(), prepared, prints))
        for problem in prepared.problems:
            click.echo(f"{file.name}: {problem}", err=True)
    return papers, faults


def _day(prepared: Prepared) -> date | None:
    found = next((one for one in prepared.found if one.field == "date"), None)
    return date.fromisoformat(found.value["day"]) if found else None


def _document(paper: Paper, papers: Sequence[Paper], place: City | None) -> dict[str, Any]:
    """The paper as it is printed."""
    found, day = paper.prepared.found, _day(paper.prepared)
    kind = next((one.value["code"] for one in found if one.field == "kind"), "other")
    return {
        "file": paper.file,
        "kind": kind,
        "date": day.isoformat() if day and day <= today() else None,
        "persons": [_person(one) for one in found if one.field == "person"],
        "questions": [
            {name: one.value[name] for name in ("number", "text")} for one in found if one.field == "question"
        ],
        "commitments": [_commitment(one) for one in found if one.field == "commitment"],
        "repaired_words": paper.prepared.repaired_words,
        "near_duplicates": _like(paper, papers, place),
    }


def _person(one: Found) -> dict[str, str | None]:
    return {name: one.value.get(name) or None for name in ("name", "party", "role")}


def _commitment(one: Found) -> dict[str, str | None]:
    return {name: one.value.get(name) or None for name in ("who", "text", "by")}


def _like(paper: Paper, papers: Sequence[Paper], place: City | None) -> list[dict[str, Any]]:
    """The papers of the call, and the stored ones, that share text with it: how much of it stands there."""
    alike = [
        (other.file, contained(paper.prints, other.prints))
        for other in papers
        if other is not paper and stands_again(paper.prints, other.prints)
    ]
    given = {other.sha256 for other in papers}
    stored = stored_like(place, paper.prints)
    alike += [(other.file_name, share) for other, share in stored if other.sha256 not in given]
    alike.sort(key=lambda pair: (-pair[1], pair[0]))
    return [{"file": file, "containment": round(share, 2)} for file, share in alike]


def _told(document: dict[str, Any]) -> str:
    """The same in words."""
    day = swedish_date(date.fromisoformat(document["date"])) if document["date"] else "utan säkert datum"
    lines = [f"{document['file']}: {KINDS[document['kind']]}, {day}."]
    if document["repaired_words"]:
        lines.append(f"{counted(document['repaired_words'], 'ord', 'ord')} är lagade.")
    named = [_named(one) for one in document["persons"]]
    parts = (
        ("Personer", named),
        ("Frågor", [f"{one['number']}. {one['text']}" for one in document["questions"]]),
        ("Utfästelser (förslag)", [_promised(one) for one in document["commitments"]]),
        ("Delar text med", [f"{one['file']} ({one['containment']:.0%})" for one in document["near_duplicates"]]),
    )
    for heading, rows in parts:
        if rows:
            lines += [f"{heading}:", *(f"  {row}" for row in rows)]
    if not document["questions"]:
        lines.append("Inga frågor hittades.")
    return "\n".join(lines)


def _named(one: dict[str, str | None]) -> str:
    party = f" ({one['party']})" if one["party"] else ""
    return f"{one['name']}{party}{', ' + one['role'] if one['role'] else ''}"


def _promised(one: dict[str, str | None]) -> str:
    by = f" [senast {swedish_date(date.fromisoformat(one['by']))}]" if one["by"] else ""
    return f"{one['who'] or 'Okänt vem'}: {one['text']}{by}"
