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
from handslag.search.rules.filters import Values, all_values, values_of
from handslag.search.rules.ranking import damping
from handslag.search.rules.segments import Row

READERS = 24
"""For how many readers it is remembered what they may see."""


@dataclass
class Words:
    """Words by how long they are without dots, each beside the word it stands for."""

    folded: dict[int, list[str]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)

    def add(self, bare: str, word: str) -> None:
        self.folded.setdefault(len(bare), []).append(bare)
        self.words.setdefault(len(bare), []).append(word)


@dataclass
class Vocabulary:
    """Every word that came with a segment, those that no lexicon knows, and the stems that differ from their words."""

    all: Words = field(default_factory=Words)
    odd: Words = field(default_factory=Words)
    stems: Words = field(default_factory=Words)


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

    @cached_property
    def values(self) -> Values:
        """What its rows are filtered by."""
        return values_of(self.rows)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that came with it."""
        found = Vocabulary()
        for line in zlib.decompress(self.forms).decode().split("\n"):
            word, _, root = line.removeprefix("?").partition(" ")
            if not word:
                continue
            bare = word if word.isascii() else fold(word)
            found.all.add(bare, word)
            if line.startswith("?"):
                found.odd.add(bare, word)
            if root:
                found.stems.add(root, word)
        return found

    @cached_property
    def begins(self) -> list[int]:
        """Where the texts of each row begin, after its title and the line under it."""
        return [row.start + row.texts[0] if row.texts else row.end for row in self.rows]


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
        return all_values(part.values for part in self.in_order)

    def part_of(self, place: int) -> Part:
        """The segment a row stands in."""
        return self.in_order[bisect_right(self.bases, place) - 1]

    @cached_property
    def in_order(self) -> list[Part]:
        """The segments by where their rows begin."""
        return list(self.parts.values())

    @cached_property
    def bases(self) -> list[int]:
        """Where the rows of each begin."""
        return [part.base for part in self.in_order]

    @cached_property
    def vocabularies(self) -> list[Vocabulary]:
        """The words of each segment; made the first time a word has to be guessed."""
        return [self.parts[key].vocabulary for key in sorted(self.parts)]


@dataclass
class Seen:
    """What a reader may see of the index: what an occurrence in each row counts, nothing where it is not for them."""

    worth: list[float]
    count: int
    parts: dict[int, tuple[list[float], bool]] = field(default_factory=dict)

    def in_part(self, part: Part) -> tuple[list[float], bool]:
        """The same for the rows of one segment, and whether all of them are seen."""
        if part.key not in self.parts:
            worth = self.worth[part.base : part.base + len(part.rows)]
            self.parts[part.key] = worth, all(worth)
        return self.parts[part.key]

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
        parts[key] = part if part.base == len(every) else Part(key, len(every), part.rows, part.forms)
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
