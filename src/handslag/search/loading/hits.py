"""A hit as it is shown: its title, what is known of it, and the piece of text it was found by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handslag.search.loading.index import Part
from handslag.search.loading.matching import Postings, places_in
from handslag.search.loading.vocabulary import Forms
from handslag.search.models import Passage, Thing
from handslag.search.rules.segments import Row
from handslag.search.rules.snippets import Bit, best_window, snippet, whole


@dataclass(frozen=True, slots=True)
class Hit:
    """What is shown of something found."""

    city: int
    kind: str
    object_id: int
    title: str
    title_bits: Sequence[Bit]
    href: str
    about: str
    day: date | None
    paper_kind: str
    body: str
    parties: Sequence[str]
    full: bool
    score: float
    where: str
    """Which piece of it the snippet is from: `s. 3`, `Lägesnotering 12 maj 2025`."""
    bits: Sequence[Bit]

    @property
    def snippet(self) -> str:
        """The snippet without its marks."""
        return "".join(bit.text for bit in self.bits)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in a thing the snippet is: the number of its text, the words marked there, the first one shown.

    `title` are the words marked in the title.
    """

    number: int
    marked: frozenset[int]
    first: int
    title: frozenset[int]


def hits_of(scored: Sequence[tuple[int, float]], marked: Sequence[Forms], postings: Postings) -> list[Hit]:
    """The rows as hits, in their order: two questions."""
    index = postings.index
    spots = {place: _spot(place, index.part_of(place), marked, postings) for place, _ in scored}
    rows = {place: index.rows[place] for place, _ in scored}
    things = Thing.objects.in_bulk([row.thing for row in rows.values()])
    wanted = {(rows[place].thing, spot.number) for place, spot in spots.items()}
    asked = Passage.objects.filter(thing__in=things, number__in={number for _, number in wanted})
    passages = {(one.thing_id, one.number): one for one in asked if (one.thing_id, one.number) in wanted}
    return [
        _hit(rows[place], things[rows[place].thing], passages.get((rows[place].thing, spots[place].number)),
             spots[place], score)
        for place, score in scored
        if rows[place].thing in things
    ]  # fmt: skip


def _spot(place: int, part: Part, marked: Sequence[Forms], postings: Postings) -> _Spot:
    """The text with the most of the words close together; the first text when only the title has them."""
    row = part.rows[place - part.base]
    every = sorted(
        (at - row.start, which) for which, one in enumerate(marked) for at in places_in(place, one, postings, part)
    )
    title = frozenset(at for at, _ in every if at < row.about)
    if not row.texts:
        return _Spot(0, frozenset(), 0, title)
    inside = [(at, which) for at, which in every if at >= row.texts[0]]
    if not inside:
        return _Spot(0, frozenset(), 0, title)
    first = best_window(inside)
    number = bisect_right(row.texts, first) - 1
    begin = row.texts[number]
    end = row.texts[number + 1] if number + 1 < len(row.texts) else row.end - row.start
    return _Spot(number, frozenset(at - begin for at, _ in inside if begin <= at < end), first - begin, title)


def _hit(row: Row, thing: Thing, passage: Passage | None, spot: _Spot, score: float) -> Hit:
    text = passage.text if passage else ""
    href = f"{thing.href}{passage.anchor}" if passage and spot.marked else thing.href
    return Hit(
        row.city, row.kind, row.object_id, thing.title, whole(thing.title, spot.title), href, thing.about,
        date.fromordinal(row.day) if row.day else None, row.paper_kind, row.body, tuple(row.parties), row.full,
        round(score, 6), passage.label if passage else "",
        tuple(snippet(text, spot.marked, spot.first)) if text else (),
    )  # fmt: skip
