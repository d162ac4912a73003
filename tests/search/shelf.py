"""Papers of our own making on the shelf of the small city, and a search as one of its people."""

from __future__ import annotations

from typing import Any

from handslag.core.clock import now
from handslag.papers.actions.registering import register
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.people.reading import RoleInCity
from handslag.search.actions import bring_up_to_date
from handslag.search.loading import Filters, Results, search

MINUTES = """Socialnämnden
Protokoll 2024-03-12

§ 14 Handledarstöd i förvaltningen
Nämnden beslutar att personalomsättningen ska redovisas varje halvår.
Anna Berg (L) anför att introduktionen av nyanställda har stannat av i Södermalm.
"""
MOTION = """Kommunfullmäktige
Motion 2023-05-02

Motion om handledar stöd för nya socialsekreterare
Vi yrkar att staden inrättar en trappa med arbetsuppgifter för den som är ny i yrket.
Erik Dal (S)
"""
NOISY = """Anteckning från mötet den 4 april 2024.
Ett st6d till den som arbetar i mottagningen, och en tridgard bakom huset i kvarteret Vikingen.
Allt annat är på svenska, med åäö där de ska stå: även, för, på, när, går, är, får, över, både, någon, några.
"""


def shelve(name: str, text: str, city: str = "Lillköping", **more: Any) -> Document:
    """A paper that Pia has registered."""
    place = City.objects.get(name=city)
    pia = User.objects.get(username="pia" if city == "Lillköping" else "gun")
    return register(city=place, name=name, content=text.encode(), by=pia, at=now(), **more).document


def find(query: str, who: str = "", city: str = "Lillköping", **more: Any) -> Results:
    """What somebody finds; what a reader of the city finds when nobody is named."""
    place = City.objects.get(name=city)
    user = User.objects.get(username=who) if who else RoleInCity(place)
    chosen = {name: more.pop(name) for name in list(more) if name in ("kind", "paper_kind", "year", "body", "party")}
    bring_up_to_date()
    return search(user, place, query, Filters(**chosen), **more)


def titles(results: Results) -> list[str]:
    """The titles of the hits."""
    return [hit.title for hit in results.hits]


def kinds(results: Results) -> set[str]:
    """The kinds of the hits."""
    return {hit.kind for hit in results.hits}
