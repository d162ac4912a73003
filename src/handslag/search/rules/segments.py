"""A segment: the words of a number of things, each form with the things it stands in and its places among all words.

Everything is counted in whole numbers and packed in plain arrays, so both databases hand back the very same bytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from handslag.search.rules.kinds import Found
from handslag.search.rules.words import forms

TITLE, ABOUT = 3, 1
"""How much a word counts in a title and in the line under it, where it counts 1 in the text."""
GAP = 8
"""Places left empty between two texts, so that no phrase runs from one into the next."""
MOST = 255


class Row(NamedTuple):
    """What is known of a thing without asking for it: a line of a segment's table of contents."""

    thing: int
    kind: str
    object_id: int
    group: int
    full: bool
    city: int
    paper_kind: str
    day: int
    body: str
    parties: Sequence[str]
    start: int
    """The place of its first word among all words of the segment."""
    length: int
    """How many words its texts have."""
    about: int
    """Where the line under its title begins, counted from its first word."""
    texts: Sequence[int]
    """Where each of its texts begins, in the same way."""
    end: int


class Hits(NamedTuple):
    """A form's things (places in the table of contents), and how often it stands in their texts and heads."""

    rows: array[int]
    counts: bytes
    heads: bytes


@dataclass
class Built:
    """A segment as it is written."""

    rows: list[Row] = field(default_factory=list)
    hits: dict[str, tuple[array[int], bytearray, bytearray]] = field(default_factory=dict)
    places: dict[str, array[int]] = field(default_factory=dict)
    tokens: int = 0

    def add(self, thing: int, found: Found) -> None:
        """Take a thing in. One without a title and texts is gone: its row alone says so."""
        row, start = len(self.rows), self.tokens
        heads: Counter[str] = Counter()
        for form in self._place(found.title):
            heads[form] += TITLE
        about = self.tokens - start
        for form in self._place(found.about):
            heads[form] += ABOUT
        counts: Counter[str] = Counter()
        begins = []
        length = 0
        for one in found.texts:
            begins.append(self.tokens - start)
            words = self._place(one.text)
            length += len(words)
            counts.update(words)
        self._count(row, counts, heads)
        day = found.dated_on.toordinal() if found.dated_on else 0
        self.rows.append(Row(
            thing, found.kind, found.object_id, found.group_id or found.object_id, found.full, found.city_id,
            found.paper_kind, day, found.body, found.parties, start, length, about, begins, self.tokens,
        ))  # fmt: skip

    def _place(self, text: str) -> list[str]:
        words = forms(text)
        places = self.places
        for place, form in enumerate(words, self.tokens):
            if form in places:
                places[form].append(place)
            else:
                places[form] = array("I", (place,))
        self.tokens += len(words) + GAP if words else 0
        return words

    def _count(self, row: int, counts: Counter[str], heads: Counter[str]) -> None:
        for form in {**counts, **heads} if heads else counts:
            if (kept := self.hits.get(form)) is None:
                kept = self.hits[form] = (array("I"), bytearray(), bytearray())
            kept[0].append(row)
            count, head = counts.get(form, 0), heads.get(form, 0)
            kept[1].append(min(MOST, count))
            kept[2].append(min(MOST, head))

    def packed(self) -> Iterable[tuple[str, bytes, bytes]]:
        """Each form with its hits and its places, as they are kept, by form."""
        for form in sorted(self.hits):
            rows, counts, heads = self.hits[form]
            yield form, rows.tobytes() + bytes(counts) + bytes(heads), self.places[form].tobytes()


def unpacked(kept: bytes | memoryview) -> Hits:
    """The hits of a form as they were packed."""
    content = bytes(kept)
    count = len(content) // 6
    rows = array("I")
    rows.frombytes(content[: count * 4])
    return Hits(rows, content[count * 4 : count * 5], content[count * 5 :])


def unpacked_places(kept: bytes | memoryview) -> array[int]:
    """The places of a form as they were packed."""
    places = array("I")
    places.frombytes(bytes(kept))
    return places


def within(places: array[int], start: int, end: int) -> array[int]:
    """Those from `start` up to but not `end`."""
    return places[bisect_left(places, start) : bisect_left(places, end)]
