"""`handslag search`: look for words on the command line, or make the index anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import click

from handslag.core.text import counted, join_words, number, swedish_date
from handslag.core.verdict import Refused
from handslag.people.models import City, User
from handslag.people.reading import RoleInCity
from handslag.search.actions import bring_up_to_date, rebuild
from handslag.search.loading import DATE, RELEVANCE, Filters, Results, together
from handslag.search.loading import search as look_for
from handslag.search.pages import as_json, search_page
from handslag.search.rules.kinds import KINDS
from handslag.search.rules.snippets import Bit

NO_CITY = "Det finns ingen kommun än. Läs in en med handslag import city."


@click.command()
@click.argument("query", default="")
@click.option("--city", "town", default="", help="Bara denna kommun; annars alla.")
@click.option("--as", "username", default="", metavar="USER", help="Sök som den här användaren.")
@click.option("--kind", type=click.Choice([*KINDS]), default=None, help="Bara detta slag.")
@click.option("--paper-kind", default="", help="Bara detta slags handling, till exempel minutes.")
@click.option("--year", default="", help="Bara detta år.")
@click.option("--body", default="", help="Bara detta organ eller denna förvaltning.")
@click.option("--party", default="", help="Bara detta parti.")
@click.option("--order", type=click.Choice([RELEVANCE, DATE]), default=RELEVANCE, show_default=True, help="Ordning.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Högst så många träffar.")
@click.option("--rebuild", "anew", is_flag=True, help="Gör om hela sökregistret från början.")
@click.option("--json", "plain", is_flag=True, help="Skriv JSON.")
def search(
    query: str, *, town: str, username: str, anew: bool, plain: bool, limit: int, order: str, **only: Any
) -> None:
    """Sök i handlingar, plan, åtgärder, lägesrapporter och signaler.

    Du ser det som en läsare med roll i hela kommunen får se. Med --as ser du det som den användaren får se.
    Ord inom citattecken söks som fras, och ett minustecken före ett ord utesluter det: -ordet. Skriv -- före en
    sökning som börjar med minus.

    JSON har query, fault (varför det inte går att söka, annars null), total, near (ord i frågan → närmaste ord som
    också söktes), suggested (frågor som ger träff), notes, waiting (saker som inte är med i sökningen än), counts
    (antal per kind, paper_kind, year, party och body) och hits: city, kind, id, title, href, about, date, paper_kind,
    body, parties, score, where, snippet och marked.
    """
    if anew:
        _rebuild(quiet=plain and bool(query))
        if not query:
            return
    places = _cities(town, username)
    bring_up_to_date()
    filters = Filters(**{name: value or "" for name, value in only.items()})
    results = together([_found(query, place, username, filters, limit, order) for place in places], limit)
    if plain:
        click.echo(json.dumps(as_json(results, {one.pk: one.name for one in places}), ensure_ascii=False, indent=1))
    else:
        click.echo(_as_text(results, chosen=bool(filters.chosen)))


def _rebuild(*, quiet: bool) -> None:
    started = perf_counter()
    taken = rebuild()
    if not quiet:
        click.echo(
            f"Sökregistret är gjort om: {counted(taken.things, 'sak', 'saker')} på "
            f"{number(round(perf_counter() - started))} s."
        )


def _cities(name: str, username: str) -> list[City]:
    """The city that is named; else all there are, or all in which the user has a role."""
    every = list(City.objects.order_by("name"))
    found = [one for one in every if not name or name.casefold() in (one.name.casefold(), one.slug)]
    if not found:
        known = ", ".join(one.name for one in every)
        raise Refused(f"Det finns ingen kommun som heter {name}. Det finns: {known}." if every else NO_CITY)
    if not username:
        return found
    user = _user(username)
    mine = [one for one in found if any(held.city_id == one.pk for held in user.held)]
    if not mine:
        raise Refused(f"{user} har ingen roll i {join_words([one.name for one in found], 'eller')}.")
    return mine


def _user(username: str) -> User:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise Refused(f"Det finns ingen användare som heter {username}.")
    return user


def _found(query: str, place: City, username: str, filters: Filters, limit: int, order: str) -> Results:
    who = _user(username) if username else RoleInCity(place)
    return look_for(who, place, query.replace("\x00", ""), filters, limit=limit, order=order)


def _as_text(results: Results, *, chosen: bool) -> str:
    page = search_page(results, chosen=chosen)
    lines = [page.answer, *page.notes]
    lines += [f"Visar också träffar på {words} för ”{word}”." for word, words in page.near]
    if page.suggested:
        lines.append("Närmaste ord: " + ", ".join(query for query, _ in page.suggested))
    for line in page.lines:
        day = f", {swedish_date(line.day)}" if line.day else ""
        lines += ["", f"{_bare(line.title)}  ({line.kind}{day})", f"  {line.href}"]
        snippet = _bare(line.bits, mark="*").strip()
        if snippet:
            lines.append(f"  {line.where + ': ' if line.where else ''}{snippet}")
    return "\n".join(lines)


def _bare(bits: Sequence[Bit], mark: str = "") -> str:
    return "".join(f"{mark}{bit.text}{mark}" if bit.marked else bit.text for bit in bits)
