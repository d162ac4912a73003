"""Which rows of the index a query is found in, and what each word of it gives them.

A common word stands in thousands of rows, so what is done for each of them is done by `map` and its like, in C.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress, repeat
from operator import add, lt, mul
from typing import NamedTuple

from handslag.search.loading.index import Index, Part, Seen
from handslag.search.loading.kept import Stand, Stands, stands_of
from handslag.search.loading.vocabulary import Forms, Keys
from handslag.search.rules.ranking import WEIGHTS
from handslag.search.rules.segments import ABOUT, MOST, TITLE, Hits, Row, within

NOWHERE = array("I")


@dataclass
class Postings:
    """Where the forms of a query stand, as far as they have been asked for."""

    index: Index
    stands: dict[str, Stands] = field(default_factory=dict)
    kept: dict[tuple[int, int, float], list[array[int]]] = field(default_factory=dict)

    def ask(self, forms: Iterable[str]) -> None:
        """Read what is not read yet, in one question."""
        lacking = set(forms) - self.stands.keys()
        if lacking:
            self.stands |= stands_of(lacking, self.index)

    def where(self, form: str) -> list[tuple[Part, Stand]]:
        """The segments in which a form stands, in their order, and where it stands there."""
        stands = self.stands.get(form, {})
        return [(self.index.parts[key], stand) for key in sorted(stands) if (stand := stands[key]) is not None]

    def hits(self, form: str) -> list[tuple[Part, Hits]]:
        """The same with its things alone."""
        return [(part, stand.hits) for part, stand in self.where(form)]

    def in_part(self, forms: Iterable[str], part: Part) -> list[Stand]:
        """Where forms stand in one segment."""
        every = (self.stands.get(form, {}).get(part.key) for form in forms)
        return [stand for stand in every if stand is not None]

    def places(self, form: str, part: Part) -> array[int]:
        """The places of a form in a segment, in rising order."""
        found = self.in_part((form,), part)
        return found[0].places if found else NOWHERE

    def arrays(self, forms: Forms, part: Part, least: float) -> list[array[int]]:
        """The places of each form of a word in a segment, where it stands there."""
        key = (id(forms), part.key, least)
        if key not in self.kept:
            every = [self.places(form, part) for form, weight in forms.weights.items() if weight >= least]
            self.kept[key] = [places for places in every if places]
        return self.kept[key]

    def titled(self, forms: Forms) -> set[int]:
        """The rows that have a form of the word in their title."""
        found: set[int] = set()
        for form in forms.weights:
            for part, hits in self.hits(form):
                if max(hits.heads, default=0) >= TITLE:
                    found.update(map(part.base.__add__, compress(hits.rows, map(TITLE.__le__, hits.heads))))
        return found

    def parts_with(self, forms: Iterable[str]) -> list[Part]:
        """The segments in which any of the forms stands."""
        found = {part.key: part for form in forms for part, _ in self.hits(form)}
        return [found[key] for key in sorted(found)]


class Tally(NamedTuple):
    """How often a word stands in each row of the index, weighed, and the rows where it stands at all, rising."""

    often: list[float]
    places: list[int]


def tally(often: list[float]) -> Tally:
    """The rows where the word stands are those that got something."""
    return Tally(often, list(compress(range(len(often)), often)))


def frequencies(forms: Forms, postings: Postings, seen: Seen) -> Tally:
    """How often the word stands in what the reader may see. The commonest form comes first."""
    often = [0.0] * len(seen.worth)
    where = {form: postings.where(form) for form in forms.weights}
    sizes = {form: sum(len(stand.hits.rows) for _, stand in found) for form, found in where.items()}
    for form in sorted(sizes, key=lambda one: (-sizes[one], one)):
        weight = forms.weights[form]
        for part, stand in where[form]:
            if stand.counts:
                _add_to_all(often, weight, part, stand, seen)
            else:
                _add_to_some(often, weight, part, stand, seen)
    for sides in forms.split:
        for places, values in _beside(sides, postings, seen):
            for place, times in zip(places, values, strict=True):
                often[place] += WEIGHTS["split"] * times
    return tally(often)


def _add_to_all(often: list[float], weight: float, part: Part, stand: Stand, seen: Seen) -> None:
    """Add what a form counts that stands in many things of a segment: of each thing, also where that is nothing."""
    worth, whole = seen.in_part(part)
    values: Iterable[float] = map(mul, stand.counts, worth) if stand.counts else repeat(0.0, len(worth))
    if stand.heads:
        values = map(add, values, stand.heads if whole else map(mul, stand.heads, map(bool, worth)))
    if weight != 1.0:
        values = map(weight.__mul__, values)
    span = slice(part.base, part.base + len(worth))
    often[span] = map(add, often[span], values)


def _add_to_some(often: list[float], weight: float, part: Part, stand: Stand, seen: Seen) -> None:
    """Add what a form counts that stands in few."""
    worth, _ = seen.in_part(part)
    base = part.base
    for row, count, head in zip(*stand.hits, strict=True):
        if worth[row]:
            often[base + row] += weight * (count * worth[row] + head)


def _beside(
    words: Iterable[Iterable[str]], postings: Postings, seen: Seen
) -> Iterable[tuple[Iterable[int], Iterable[float]]]:
    """Rows and how often these words follow each other there, weighed as one word is: segment by segment."""
    sides = [sorted(one) for one in words]
    for part in postings.parts_with(sides[0] if sides else ()):
        starts, rows = _starts(sides, postings, part)
        worth, _ = seen.in_part(part)
        times = Counter(rows)
        found = dict(zip(times, map(mul, times.values(), map(worth.__getitem__, times)), strict=True))
        in_heads = list(map(lt, starts, map(part.begins.__getitem__, rows))) if _heads(sides[0], postings, part) else ()
        for place, row in zip(compress(starts, in_heads), compress(rows, in_heads), strict=True):
            if worth[row]:
                found[row] += weight_at(part.rows[row], place) - worth[row]
        yield map(part.base.__add__, found), found.values()


def _heads(forms: Sequence[str], postings: Postings, part: Part) -> bool:
    """Whether any of the forms stands in a title or the line under one."""
    return any(stand.hits.heads.strip(b"\0") for stand in postings.in_part(forms, part))


def _starts(sides: Sequence[Sequence[str]], postings: Postings, part: Part) -> tuple[Sequence[int], Sequence[int]]:
    """The places in a segment where the words follow each other, rising, and the row of each.

    The rarest word is looked at first.
    """
    stands = [postings.in_part(forms, part) for forms in sides]
    sizes = [sum(len(stand.places) for stand in found) for found in stands]
    first, *others = sorted(range(len(sides)), key=lambda offset: (sizes[offset], offset))
    if not sizes[first]:
        return (), ()
    places, rows = _of_one(stands[first][0], part) if len(stands[first]) == 1 else _of_several(stands[first], part)
    for offset in others:
        there = set(chain.from_iterable(stand.places for stand in stands[offset]))
        follows = list(map(there.__contains__, map((offset - first).__add__, places)))
        places, rows = list(compress(places, follows)), list(compress(rows, follows))
    return list(map((-first).__add__, places)) if first else places, rows


def _of_one(stand: Stand, part: Part) -> tuple[Sequence[int], Sequence[int]]:
    """The places of a form and the row of each: known by its counts when it stands in texts alone."""
    rows, counts, heads = stand.hits
    if heads.strip(b"\0") or max(counts) >= MOST:
        return _of_several([stand], part)
    return stand.places, list(chain.from_iterable(map(repeat, rows, counts)))


def _of_several(stands: Sequence[Stand], part: Part) -> tuple[Sequence[int], Sequence[int]]:
    places = sorted(chain.from_iterable(stand.places for stand in stands))
    return places, list(map(partial(bisect_right, part.ends), places))


def weight_at(contents: Row, place: int) -> int:
    """What a place in the title or the line under it counts; 0 for one in the texts."""
    within_it = place - contents.start
    if within_it < contents.about:
        return TITLE
    return ABOUT if not contents.texts or within_it < contents.texts[0] else 0


def phrase_frequencies(words: Iterable[Iterable[str]], postings: Postings, seen: Seen) -> Tally:
    """How often the phrase stands in what the reader may see."""
    often = [0.0] * len(seen.worth)
    for places, values in _beside(words, postings, seen):
        deque(map(often.__setitem__, places, values), maxlen=0)
    return tally(often)


def rows_with(forms: Iterable[str], postings: Postings) -> set[int]:
    """The rows in which any of the forms stands."""
    found: set[int] = set()
    for form in forms:
        for part, hits in postings.hits(form):
            found.update(map(part.base.__add__, hits.rows))
    return found


def seen_with(form: str, postings: Postings, seen: Seen) -> int:
    """In how many of the rows that the reader may see a form stands."""
    return sum(
        len(hits.rows) if whole else sum(map(bool, map(worth.__getitem__, hits.rows)))
        for part, hits in postings.hits(form)
        for worth, whole in (seen.in_part(part),)
    )


def places_in(row: int, forms: Forms, postings: Postings, part: Part, least: float = 0.0) -> array[int]:
    """Where the word stands in a row, also as two words, in rising order; by forms that count at least so much."""
    contents = part.rows[row - part.base]
    return places_between(contents.start, contents.end, forms, postings, part, least)


def places_between(
    start: int, end: int, forms: Forms, postings: Postings, part: Part, least: float = 0.0
) -> array[int]:
    """The same for any run of places."""
    found: list[int] = []
    for places in postings.arrays(forms, part, least):
        first = bisect_left(places, start)
        if first < len(places) and places[first] < end:
            found += places[first : bisect_left(places, end, first)]
    for left, right in forms.split:
        starts = {place for form in left for place in within(postings.places(form, part), start, end)}
        ends = {place for form in right for place in within(postings.places(form, part), start, end)}
        found += [place + step for place in starts if place + 1 in ends for step in (0, 1)]
    return array("I", sorted(set(found)))


@dataclass
class Search:
    """A query on its way."""

    index: Index
    seen: Seen
    postings: Postings
    keys: Keys = field(default_factory=dict)
    forms: dict[str, Forms] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    marked: list[Forms] = field(default_factory=list)
    """What is marked in the snippets: each wanted word."""
    close: list[Forms] = field(default_factory=list)
    """What should stand close together: each wanted word, and of a phrase the first."""
    counted: dict[str, Tally] = field(default_factory=dict)

    def frequencies(self, word: str) -> Tally:
        """How often a word of the query stands in each row; worked out once."""
        if word not in self.counted:
            self.counted[word] = frequencies(self.forms[word], self.postings, self.seen)
        return self.counted[word]
