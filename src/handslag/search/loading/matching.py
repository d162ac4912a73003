"""Which rows of the index a query is found in, and what each word of it gives them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress
from operator import add, lt, mul

from handslag.search.loading.index import Index, Part, Seen
from handslag.search.loading.vocabulary import Forms
from handslag.search.models import Posting
from handslag.search.rules.ranking import WEIGHTS
from handslag.search.rules.segments import ABOUT, TITLE, Hits, Row, unpacked, unpacked_places, within

Places = dict[str, list[tuple[Part, bytes | memoryview]]]


@dataclass
class Postings:
    """Where the forms of a query stand, as far as they have been asked for."""

    index: Index
    hits: dict[str, list[tuple[Part, Hits]]] = field(default_factory=dict)
    packed: Places = field(default_factory=dict)
    unpacked: dict[tuple[str, int], array[int]] = field(default_factory=dict)
    kept: dict[tuple[int, int, float], list[array[int]]] = field(default_factory=dict)

    def ask(self, forms: Iterable[str]) -> None:
        """Read what is not read yet, in one question."""
        lacking = sorted(set(forms) - self.hits.keys())
        for form in lacking:
            self.hits[form], self.packed[form] = [], []
        if not lacking:
            return
        rows = Posting.objects.filter(form__in=lacking).values_list("form", "segment_id", "hits", "places")
        for form, segment, hits, places in sorted(rows, key=lambda row: row[:2]):
            if (part := self.index.parts.get(segment)) is not None:
                self.hits[form].append((part, unpacked(hits)))
                self.packed[form].append((part, places))

    def places(self, form: str, part: Part) -> array[int]:
        """The places of a form in a segment, in rising order."""
        key = (form, part.key)
        if key not in self.unpacked:
            found = [unpacked_places(kept) for one, kept in self.packed.get(form, ()) if one is part]
            self.unpacked[key] = found[0] if found else array("I")
        return self.unpacked[key]

    def arrays(self, forms: Forms, part: Part, least: float) -> list[array[int]]:
        """The places of each form of a word in a segment, where it stands there."""
        key = (id(forms), part.key, least)
        if key not in self.kept:
            every = [self.places(form, part) for form, weight in forms.weights.items() if weight >= least]
            self.kept[key] = [places for places in every if places]
        return self.kept[key]

    def titled(self, forms: Forms) -> set[int]:
        """The rows that have a form of the word in their title."""
        return {
            row + part.base
            for form in forms.weights
            for part, hits in self.hits.get(form, ())
            if max(hits.heads, default=0) >= TITLE
            for row, head in zip(hits.rows, hits.heads, strict=True)
            if head >= TITLE
        }

    def parts_with(self, forms: Iterable[str]) -> list[Part]:
        """The segments in which any of the forms stands."""
        found = {part.key: part for form in forms for part, _ in self.hits.get(form, ())}
        return [found[key] for key in sorted(found)]


def frequencies(forms: Forms, postings: Postings, seen: Seen) -> dict[int, float]:
    """Row → how often the word stands there, weighed, in what the reader may see. The commonest form comes first."""
    found: dict[int, float] = {}
    sizes = {form: sum(len(hits.rows) for _, hits in postings.hits.get(form, ())) for form in forms.weights}
    for number, form in enumerate(sorted(sizes, key=lambda one: (-sizes[one], one))):
        weight = forms.weights[form]
        for part, hits in postings.hits.get(form, ()):
            places, values = _each(hits, part, seen)
            values = map(weight.__mul__, values)
            if number == 0:
                found.update(zip(places, values, strict=True))
                continue
            for place, value in zip(places, values, strict=True):
                found[place] = found.get(place, 0.0) + value
    for sides in forms.split:
        for place, times in _beside(sides, postings, seen).items():
            found[place] = found.get(place, 0.0) + WEIGHTS["split"] * times
    return found


def _each(hits: Hits, part: Part, seen: Seen) -> tuple[Iterable[int], Iterable[float]]:
    """Rows and what a form counts in each, in a segment. Where all is seen, no step is taken for each row."""
    worth, whole = seen.in_part(part)
    rows, counts, heads = hits.rows, hits.counts, hits.heads
    if not whole:
        shown = [bool(worth[row]) for row in rows]
        rows = array("I", compress(rows, shown))
        counts, heads = bytes(compress(counts, shown)), bytes(compress(heads, shown))
    values = map(add, map(mul, counts, map(worth.__getitem__, rows)), heads)
    return map(part.base.__add__, rows), values


def _beside(words: Iterable[Iterable[str]], postings: Postings, seen: Seen) -> dict[int, float]:
    """Row → how often these words follow each other there, weighed as one word is."""
    sides = [sorted(one) for one in words]
    found: dict[int, float] = {}
    for part in postings.parts_with(sides[0]):
        starts = sorted(_starts(sides, postings, part))
        rows = list(map(partial(bisect_right, part.ends), starts))
        worth, _ = seen.in_part(part)
        begins, base = part.begins, part.base
        found.update({row + base: times * worth[row] for row, times in Counter(rows).items() if worth[row]})
        in_heads = list(map(lt, starts, map(begins.__getitem__, rows)))
        for place, row in zip(compress(starts, in_heads), compress(rows, in_heads), strict=True):
            if worth[row]:
                found[row + base] += weight_at(part.rows[row], place) - worth[row]
    return found


def _starts(sides: Sequence[Sequence[str]], postings: Postings, part: Part) -> set[int]:
    """The places in a segment where the words follow each other; the rarest is looked at first."""
    arrays = [[postings.places(form, part) for form in forms] for forms in sides]
    order = sorted(range(len(sides)), key=lambda offset: (sum(map(len, arrays[offset])), offset))
    starts: set[int] | None = None
    for offset in order:
        places = map((-offset).__add__, chain.from_iterable(arrays[offset]))
        starts = set(places) if starts is None else starts.intersection(places)
        if not starts:
            return set()
    return starts or set()


def weight_at(contents: Row, place: int) -> int:
    """What a place in the title or the line under it counts; 0 for one in the texts."""
    within_it = place - contents.start
    if within_it < contents.about:
        return TITLE
    return ABOUT if not contents.texts or within_it < contents.texts[0] else 0


def phrase_frequencies(words: Iterable[Iterable[str]], postings: Postings, seen: Seen) -> dict[int, float]:
    """Row → how often the phrase stands there, weighed."""
    return dict(_beside(words, postings, seen))


def rows_with(forms: Iterable[str], postings: Postings) -> set[int]:
    """The rows in which any of the forms stands."""
    return {row + part.base for form in forms for part, hits in postings.hits.get(form, ()) for row in hits.rows}


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
