"""Papers of the small city, registered as a registrar does it."""

from __future__ import annotations

from collections.abc import Sequence

from handslag.core.clock import now
from handslag.papers.actions import register
from handslag.papers.actions.publishing import draw_up, publish
from handslag.papers.actions.secrecy import mark_passages
from handslag.papers.loading.secrecy import Place
from handslag.papers.loading.texts import shown_pages
from handslag.papers.models import Document
from handslag.papers.rules.places import raw_span
from handslag.papers.rules.secrecy import passages_of
from handslag.people.models import City, User

NUMBER = "811218-9876"
"""A number that passes Luhn's check and is used as an example in public."""
ARTICLE = """Debattartikel

Vi har länge sagt att de nya handläggarna behöver en mentor under hela det första året, och att mentorn måste få tid
avsatt för det i sitt schema. Det räcker inte med en pärm och ett lösenord.

Det finns enheter där introduktionen fungerar utmärkt. Låt dem visa vägen i stället för att varje chef ska uppfinna
hjulet på nytt varje höst när nyanställda kommer.
"""
MINUTES = """Protokoll från Ängsby stadsdelsnämnd

Nämnden godkänner delårsrapporten och lägger den till handlingarna utan omröstning denna gång.

Särskilt uttalande. Vi har länge sagt att de nya handläggarna behöver en men-
torn under hela året. De nya handläggarna behöver en mentor under hela det första
året, och att mentorn måste få tid avsatt för det i sitt schema. Det räcker inte med en
pärm och ett lösenord. I övrigt delar vi nämndens uppfattning om budgeten för nästa år.
"""
OTHER = """Tjänsteutlåtande om lokaler

Förvaltningen föreslår att hyresavtalet för kontoret vid torget sägs upp och att verksamheten flyttar till den gamla
skolan när ombyggnaden är klar. Kostnaden ryms inom ramen, och flytten sker under sommaren för att störa så lite som
möjligt.
"""


def user(name: str) -> User:
    """One of the small city's people."""
    return User.objects.get(username=name)


def city(name: str = "Lillköping") -> City:
    """The small city, or its neighbour."""
    return City.objects.get(name=name)


def paper(text: str, name: str = "brev.txt", *, origin: str = "received", by: str = "rut", town: str = "") -> Document:
    """A text file that has been registered. A form feed parts its pages."""
    place = city(town) if town else city()
    done = register(city=place, name=name, content=text.encode(), origin=origin, by=user(by), at=now())
    return Document.objects.select_related("card", "city").get(pk=done.document.pk)


def open_paper(text: str, name: str = "brev.txt") -> Document:
    """A paper on the open page."""
    made = paper(text, name)
    publish(document=made, by=user("rut"), at=now())
    return Document.objects.select_related("card", "city").get(pk=made.pk)


def own_paper(text: str, name: str = "eget.txt", *, finished: bool = False) -> Document:
    """A paper of the city's own: a draft until it is drawn up."""
    made = paper(text, name, origin="own")
    if finished:
        draw_up(document=made, by=user("rut"), at=now())
    return Document.objects.select_related("card", "city").get(pk=made.pk)


def places(document: Document, first: str, last: str = "") -> list[Place]:
    """Where words stand in a paper, as a registrar finds them."""
    return [
        Place(page.number, *raw_span(page.changes, start, end))
        for page in shown_pages(document, user("rut"))
        for start, end in passages_of(page.text, first, last)
    ]


def hidden(document: Document, first: str, last: str = "", **law: object) -> Sequence[Place]:
    """Mark words of a paper as secret."""
    found = places(document, first, last)
    stated = {"chapter": 26, "section": "1", "by": user("rut"), "at": now()} | law
    mark_passages(document=document, places=found, **stated)  # type: ignore[arg-type]
    return found
