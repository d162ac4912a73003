"""The index in memory: the contents of its segments and its vocabulary, read once and kept while they hold."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

from handslag.core.clock import today
from handslag.core.swedish.words import fold
from handslag.people.models import City
from handslag.search.loading.sources import SOURCES
from handslag.search.loading.standing import State
from handslag.search.models import Segment
from handslag.search.rules.filters import Values, values_of
from handslag.search.rules.ranking import damping
from handslag.search.rules.segments import Row

READERS = 24
"""For how many readers it is remembered what they may see."""


@dataclass
class Part:
    """A segment: its rows stand from `base` on among the rows of the index."""

    key: int
    base: int
    rows: list[Row]
    forms: bytes

    @cached_property
    def ends(self) -> list[int]:
        """Where each row's words end; rising."""
        return [row.end for row in self.rows]

    def row_at(self, place: int) -> int:
        """Which row of the index a place among the segment's words belongs to."""
        return self.base + bisect_right(self.ends, place)


@dataclass
class Vocabulary:
    """Every word there is by its length, folded, beside the word itself; those no lexicon knows apart."""

    folded: dict[int, list[str]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)
    odd_folded: dict[int, list[str]] = field(default_factory=dict)
    odd_words: dict[int, list[str]] = field(default_factory=dict)

    def add(self, word: str, *, odd: bool) -> None:
        bare = word if word.isascii() else fold(word)
        size = len(bare)
        self.folded.setdefault(size, []).append(bare)
        self.words.setdefault(size, []).append(word)
        if odd:
            self.odd_folded.setdefault(size, []).append(bare)
            self.odd_words.setdefault(size, []).append(word)


@dataclass
class Index:
    """All segments that count, in their order. Of a thing that stands in several, the last row holds."""

    stamp: str
    parts: dict[int, Part]
    rows: list[Row]
    standing: dict[int, int]
    """Thing → its row."""

    @cached_property
    def values(self) -> Values:
        """What each row is filtered by."""
        return values_of(self.rows)

    def part_of(self, place: int) -> Part:
        """The segment a row stands in."""
        parts = list(self.parts.values())
        return parts[bisect_right([part.base for part in parts], place) - 1]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Made the first time a word has to be guessed."""
        seen: set[str] = set()
        found = Vocabulary()
        for key in sorted(self.parts):
            for line in zlib.decompress(self.parts[key].forms).decode().split("\n"):
                word = line.removeprefix("?")
                if word and word not in seen:
                    seen.add(word)
                    found.add(word, odd=line.startswith("?"))
        return found


@dataclass
class Seen:
    """What a reader may see of the index: what an occurrence in each row counts, nothing where it is not for them."""

    worth: list[float]
    count: int

    def allows(self, row: int) -> bool:
        return self.worth[row] > 0


_kept: dict[str, Index] = {}
_seen: OrderedDict[tuple[Any, ...], Seen] = OrderedDict()
_lock = Lock()


def index_of(state: State) -> Index:
    """The index as it stands; only segments that this process has not read yet are asked for."""
    with _lock:
        have = _kept.get("index")
        if have is None or have.stamp != state.stamp:
            have = _kept["index"] = _read(state, have)
    return have


def _read(state: State, before: Index | None) -> Index:
    known = dict(before.parts) if before and state.stamp.split(".")[0] == before.stamp.split(".")[0] else {}
    lacking = [key for key in state.segments if key not in known]
    for row in Segment.objects.filter(pk__in=lacking):
        rows = [Row(*one) for one in json.loads(bytes(row.contents))]
        known[row.pk] = Part(row.pk, 0, rows, bytes(row.forms))
    parts: dict[int, Part] = {}
    every: list[Row] = []
    for key in sorted(state.segments):
        part = known[key]
        parts[key] = Part(key, len(every), part.rows, part.forms)
        every += part.rows
    return Index(state.stamp, parts, every, {row.thing: place for place, row in enumerate(every)})


def seen_by(index: Index, state: State, user: Any, city: City) -> Seen:
    """What the user may see, by each kind's own `visible_to`; remembered until anything is recorded or the day ends."""
    key = (index.stamp, state.newest_event, today(), city.pk, user.pk, getattr(user, "role", ""))
    with _lock:
        if (found := _seen.get(key)) is not None:
            _seen.move_to_end(key)
            return found
    made = _see(index, user, city)
    with _lock:
        _seen[key] = made
        while len(_seen) > READERS:
            _seen.popitem(last=False)
    return made


def _see(index: Index, user: Any, city: City) -> Seen:
    asked: dict[Any, set[int]] = {}
    for source in SOURCES.values():
        if source.visible not in asked:
            asked[source.visible] = set(source.visible(user, city))
    allowed = {kind: asked[source.visible] for kind, source in SOURCES.items()}
    reads_all = _reads_all(user, city)
    both = {(row.kind, row.object_id) for row in _live(index) if row.full}
    shown = [
        place
        for place, row in _places(index)
        if row.city == city.pk
        and row.group in allowed[row.kind]
        and (row.full <= reads_all and (row.full or not reads_all or (row.kind, row.object_id) not in both))
    ]
    lengths = sum(index.rows[place].length for place in shown)
    mean = lengths / len(shown) if shown else 0.0
    worth = [0.0] * len(index.rows)
    for place in shown:
        worth[place] = damping(index.rows[place].length, mean)
    return Seen(worth, len(shown))


def _places(index: Index) -> list[tuple[int, Row]]:
    """The rows that hold, with their places; what is gone has no words and is left out."""
    return [(place, row) for place in index.standing.values() if (row := index.rows[place]).end > row.start]


def _live(index: Index) -> Sequence[Row]:
    return [row for _, row in _places(index)]


def _reads_all(user: Any, city: City) -> bool:
    """Whether nothing in the city's papers is covered for the user."""
    from handslag.papers.loading.covering import reads_all
    from handslag.papers.models import Document

    return reads_all(user, Document(city=city))
