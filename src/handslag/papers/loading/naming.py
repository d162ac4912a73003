"""Which paper a command line means: by registration number, id, or a part of its file name."""

from __future__ import annotations

from collections.abc import Sequence

from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.papers.models import Document
from handslag.people.models import City

SHOWN = 8


def document_named(city: City, text: str) -> Document:
    """The paper that is meant. Raises `Refused` naming the candidates when there are several, or those there are."""
    wanted = fold(text)
    if not wanted:
        raise Refused("Skriv vilken handling du menar: diarienummer, id eller en del av filnamnet.")
    papers = Document.objects.filter(city=city).select_related("card", "city").order_by("-registered_on", "-id")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 and (by_id := papers.filter(pk=int(wanted)).first()):
        return by_id
    every = list(papers)
    for ask in (_has_number, _is_called, _is_partly_called):
        found = [paper for paper in every if ask(paper, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"”{text}” kan vara flera handlingar: {_listed(found)}. Skriv id.")
    there = f" De senaste: {_listed(every)}." if every else " Ingen handling är registrerad."
    raise Refused(f"Ingen handling heter ”{text}”.{there}")


def _has_number(paper: Document, wanted: str) -> bool:
    card = getattr(paper, "card", None)
    return card is not None and bool(card.dnr) and _bare(card.dnr) == _bare(wanted)


def _bare(number: str) -> str:
    """A registration number without what is written in different ways."""
    return "".join(letter for letter in fold(number).removeprefix("dnr") if letter.isalnum() or letter in "/-")


def _is_called(paper: Document, wanted: str) -> bool:
    return fold(paper.file_name) == wanted


def _is_partly_called(paper: Document, wanted: str) -> bool:
    return wanted in fold(paper.file_name)


def _listed(papers: Sequence[Document]) -> str:
    rest = f" och {len(papers) - SHOWN} till" if len(papers) > SHOWN else ""
    return ", ".join(f"{paper.file_name} (id {paper.pk})" for paper in papers[:SHOWN]) + rest
