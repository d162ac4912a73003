"""Two papers side by side with the passages they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from handslag.core.text import counted
from handslag.papers.loading.likeness import Neighbour, neighbours
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document
from handslag.papers.rules.likeness import Shared, contained, fingerprints, shared_passages, words
from handslag.papers.rules.words import KINDS

FOLDED = 120
"""Words that nobody shares are folded away when there are more than this between two shared passages."""
KEPT_OPEN = 25
"""Of what is folded so many words stand open before and after, so that a passage is read where it belongs."""
LONGEST = 3_000
"""More words than this are not sent at all: the paper's own page has them."""
_PARAGRAPHS = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: shared as passage `number` (0: not shared), or folded away; its text is left out when long."""

    text: str
    number: int = 0
    begins: bool = False
    ends: bool = False
    folded: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class SidePage:
    """A page of one of the papers."""

    number: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two papers."""

    key: str
    other: str
    document: Document
    title: str
    kind: str
    share: int
    pages: list[SidePage]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both papers, how many passages they share, and a way to each."""

    sides: tuple[Side, Side]
    passages: int
    words: int
    lead: str
    ways: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """A line on a paper's page: where its text stands again."""

    title: str
    kind: str
    href: str
    compare: str
    there: int
    back: int


def comparison(a: Document, b: Document, user: Any) -> Comparison:
    """The papers as the viewer may read them: what is covered is never compared."""
    first, second = shown_pages(a, user), shown_pages(b, user)
    one, two = _Flow(first), _Flow(second)
    shared = shared_passages(one.folds, two.folds)
    prints = fingerprints(page.text for page in first), fingerprints(page.text for page in second)
    there, back = _percent(contained(*prints)), _percent(contained(prints[1], prints[0]))
    spans = [(each.a, each.size) for each in shared]
    return Comparison(
        sides=(
            Side("a", "b", a, _title(a), _kind(a), there, one.pages(spans)),
            Side("b", "a", b, _title(b), _kind(b), back, two.pages([(each.b, each.size) for each in shared])),
        ),
        passages=len(shared),
        words=sum(each.size for each in shared),
        lead=_lead(shared, there, back),
        ways=[(number, one.beginning(each.a, each.size)) for number, each in enumerate(shared, 1)],
    )


def also_in(document: Document, user: Any) -> list[AlsoIn]:
    """The papers whose text the paper shares, of those the viewer sees."""
    return [_line(document, one) for one in neighbours(document, user)]


def _line(document: Document, one: Neighbour) -> AlsoIn:
    other = one.document
    return AlsoIn(
        title=_title(other),
        kind=KINDS[other.card.kind],
        href=other.get_absolute_url(),
        compare=reverse("papers:compare", args=[document.pk, other.pk]),
        there=_percent(one.there),
        back=_percent(one.back),
    )


def _percent(share: float) -> int:
    return round(100 * share)


def _title(document: Document) -> str:
    return str(document.card)


def _kind(document: Document) -> str:
    return KINDS[document.card.kind].capitalize()


def _lead(shared: Sequence[Shared], there: int, back: int) -> str:
    if not shared:
        return "Inga gemensamma stycken."
    return (
        f"{counted(len(shared), 'gemensamt stycke', 'gemensamma stycken')}. "
        f"{there} procent av den första texten står i den andra, och {back} procent av den andra i den första."
    )


class _Flow:
    """A paper's words in one row, with the page each stands on."""

    def __init__(self, shown: Sequence[ShownPage]) -> None:
        self.shown = shown
        self.row = [(place, word) for place, page in enumerate(shown) for word in words(page.text)]
        self.folds = [word.fold for _, word in self.row]

    def pages(self, spans: Sequence[tuple[int, int]]) -> list[SidePage]:
        """The pages cut into what is shared and what is not; `spans` are first word and number of words."""
        marks: dict[int, list[tuple[int, int, int, bool, bool]]] = {}
        for number, (start, size) in enumerate(spans, 1):
            run = self.row[start : start + size]
            for place in sorted({where for where, _ in run}):
                on_page = [word for where, word in run if where == place]
                begins, ends = place == run[0][0], place == run[-1][0]
                marks.setdefault(place, []).append((on_page[0].start, on_page[-1].end, number, begins, ends))
        return [
            SidePage(page.number, _cut(page.text, sorted(marks.get(place, []))))
            for place, page in enumerate(self.shown)
        ]

    def beginning(self, start: int, size: int) -> str:
        """The first words of a passage, as a label."""
        run = self.row[start : start + min(size, 8)]
        page = self.shown[run[0][0]]
        last = [word for where, word in run if where == run[0][0]][-1]
        return " ".join(page.text[run[0][1].start : last.end].split()) + ("…" if size > len(run) else "")


def _cut(text: str, marks: Sequence[tuple[int, int, int, bool, bool]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end, number, begins, ends in marks:
        pieces += _unshared(text[at:start], first=at == 0, last=False)
        pieces.append(Piece(_flowing(text[start:end]), number, begins, ends))
        at = end
    return pieces + _unshared(text[at:], first=at == 0, last=True)


def _unshared(text: str, *, first: bool, last: bool) -> list[Piece]:
    found = words(text)
    if len(found) <= FOLDED:
        return [Piece(_flowing(text))] if text.strip() else []
    start = 0 if first else found[KEPT_OPEN].start
    end = len(text) if last else found[-KEPT_OPEN].start
    inside = len(words(text[start:end]))
    middle = Piece(_flowing(text[start:end]) if inside <= LONGEST else "", folded=True, words=inside)
    open_before = [Piece(_flowing(text[:start]))] if start else []
    open_after = [Piece(_flowing(text[end:]))] if end < len(text) else []
    return [*open_before, middle, *open_after]


def _flowing(text: str) -> str:
    """The text with its lines run together and a break between its paragraphs."""
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", part) for part in _PARAGRAPHS.split(text))
