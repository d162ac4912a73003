"""Dossiers on the command line; the group also holds the reading of papers that are not to be kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from handslag.core.clock import at_local, now, today
from handslag.core.output import write_whole
from handslag.core.verdict import Refused
from handslag.dossiers.exporters.documents import FORMATS, document_of, json_of
from handslag.dossiers.loading.asking import question_named
from handslag.dossiers.loading.gathering import gathered
from handslag.dossiers.loading.held import Held, held_of
from handslag.dossiers.pages.paper import Answers, paper_of
from handslag.papers.cli import intake
from handslag.papers.loading.naming import document_named
from handslag.papers.models import Document
from handslag.people.cli import choose_city
from handslag.people.models import City
from handslag.plan.choice import choose_plan
from handslag.questions.models import Question

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def oversight() -> None:
    """Läs handlingar och ta fram underlag till svar."""


oversight.add_command(intake)


@oversight.command()
@click.argument("thing", metavar="DOCUMENT|QUESTION")
@click.option("--city", default=None, help="Kommun; behövs när det som nämns finns i flera.")
@click.option("--plan", default=None, help="Plan; behövs när kommunen har flera.")
@click.option("--as-of", "as_of", default=None, type=DAY, help="Läget den dagen; annars i dag.")
@click.option("--known-at", default=None, help="Som det var känt då; annars nu.")
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="Filens form.")
@click.option("-o", "--output", required=True, help="Filen som skrivs; - är standard ut.")
def dossier(
    *, thing: str, city: str | None, plan: str | None, as_of: datetime | None, known_at: str | None, form: str,
    output: str,
) -> None:  # fmt: skip
    """Ta fram underlaget till svar på DOCUMENT eller QUESTION.

    DOCUMENT är en handling: diarienummer, id eller en del av filnamnet. QUESTION är en fråga i registret: ”F 2025-3”,
    ”fråga:17”, eller handlingen och frågans nummer: ”KS 2025/12#2”. Är det flera som passar räknas de upp.
    """
    about = _thing(city, thing)
    chosen = about.city
    moment = _moment(known_at) if known_at else now()
    held = held_of(about, moment)
    owner = choose_plan(chosen, plan) if plan or held is None else held.plan
    write_whole(output, _made(about, owner, held, as_of, moment, form))


def _thing(city: str | None, text: str) -> Document | Question:
    """What is named. With several cities and none chosen it is looked for in all: it need only stand in one."""
    cities = list(City.objects.all())
    if city is not None or len(cities) < 2:
        return _named(choose_city(city), text)
    plain = text.strip()
    is_id = plain.isascii() and plain.isdecimal() and len(plain) < 16
    if is_id and (paper := Document.objects.filter(pk=int(plain)).select_related("city").first()):
        return paper  # an id means one paper, whatever files are called in other cities
    found, reason = [], None
    for one in cities:
        try:
            found.append(_named(one, text))
        except Refused as why:
            reason = reason or why
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"”{text}” finns i flera kommuner: {', '.join(str(one.city) for one in found)}. Välj med --city.")
    assert reason is not None  # no city knew it, and each said why
    raise Refused(str(reason))


def _named(city: City, text: str) -> Document | Question:
    """A question of the city when it is written as one, else a paper."""
    question = question_named(city, text)
    return question if question is not None else document_named(city, text)


def _made(about: Document | Question, plan: Any, held: Held | None, as_of: datetime | None, moment: datetime,
          form: str) -> bytes:  # fmt: skip
    """What is signed as it was signed; else the evidence gathered now, with the answers known at the moment."""
    day = as_of.date() if as_of else held.signed_as_of if held and held.signed_as_of else today()
    if held is not None and held.signed_as_of == day and held.kept is not None:
        kept, known = held.kept, held.known_at
        answers = Answers(held.texts, held.signed_by, held.signed_on, held.sha256)
    else:
        kept, known = gathered(plan, about, day, moment, held.keys if held else ()), moment
        answers = Answers(held.texts if held else {})
    paper = paper_of(kept, plan=plan, as_of=day, known_at=known, answers=answers)
    if form == "json":
        return json_of(kept, paper, plan=plan.name, answers=dict(held.answers) if held else {})
    return document_of(paper, form)


def _moment(text: str) -> datetime:
    try:
        return at_local(text)
    except ValueError as wrong:
        raise Refused(f"”{text}” är ingen tidpunkt. Skriv till exempel 2025-01-22T12:00.") from wrong
