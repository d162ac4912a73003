"""The register of papers: those a user may see, by choice and in order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, ExtractYear

from handslag.papers.models import Card, Document
from handslag.people.models import City

ORDERS = {
    "rubrik": ("card__title", "file_name"),
    "slag": ("card__kind",),
    "datum": ("day",),
    "organ": ("card__body",),
    "dnr": ("card__dnr",),
    "registrerad": ("registered_on",),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader has chosen to see of the register."""

    kind: str = ""
    year: int | None = None
    body: str = ""
    party: str = ""
    state: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The years, bodies and parties there are to choose from."""

    years: tuple[int, ...]
    bodies: tuple[str, ...]
    parties: tuple[str, ...]


def register_of(user: Any, city: City) -> QuerySet[Any]:
    """The papers of a city that the user may see, each with its card and `day`: its date, else when it came in."""
    papers = Document.objects.visible_to(user).filter(city=city).select_related("card")
    return papers.annotate(day=Coalesce("card__dated_on", "registered_on"))


def chosen(papers: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """Those of them that were asked for, in the order asked for: the newest day first when none was."""
    if wanted.kind:
        papers = papers.filter(card__kind=wanted.kind)
    if wanted.year is not None:
        papers = papers.filter(day__gte=date(wanted.year, 1, 1), day__lte=date(wanted.year, 12, 31))
    if wanted.body:
        papers = papers.filter(card__body=wanted.body)
    if wanted.state:
        papers = papers.filter(card__state=wanted.state)
    if wanted.party:
        stood = Q(held__contains=f'"{wanted.party}"') | Q(held__contains=json.dumps(wanted.party))
        papers = papers.annotate(held=Cast("card__parties", TextField())).filter(stood)
    name = wanted.order.removeprefix("-")
    turn = "-" if wanted.order.startswith("-") else ""
    fields = [f"{turn}{field}" for field in ORDERS.get(name, ())] or ["-day"]
    return papers.order_by(*fields, "-pk")


def choices_in(user: Any, city: City) -> Choices:
    """What the filters of the register offer."""
    cards = Card.objects.filter(document__in=Document.objects.visible_to(user).filter(city=city))
    year = ExtractYear(Coalesce("dated_on", "document__registered_on"))
    rows = cards.annotate(year=year).order_by().values_list("year", "body", "parties").distinct()
    years, bodies, parties = set[int](), set[str](), set[str]()
    for one, body, held in rows:
        years.add(one)
        bodies.add(body)
        parties.update(held)
    return Choices(tuple(sorted(years, reverse=True)), tuple(sorted(bodies - {""})), tuple(sorted(parties - {""})))
