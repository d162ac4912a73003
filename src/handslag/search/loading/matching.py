"""Which rows of the index a query is found in, and what each word of it gives them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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

    def parts_with(self, forms: Iterable[str]) -> list[Part]:
        """The segments in which any of the forms stands."""
        found = {part.key: part for form in forms for part, _ in self.hits.get(form, ())}
        return [found[key] for key in sorted(found)]


def frequencies(forms: Forms, postings: Postings, seen: Seen) -> dict[int, float]:
    """Row → how often the word stands there, weighed, in what the reader may see."""
    found: dict[int, float] = {}
    worth = seen.worth
    for form in sorted(forms.weights):
        weight = forms.weights[form]
        for part, hits in postings.hits.get(form, ()):
            base = part.base
            for row, count, head in zip(hits.rows, hits.counts, hits.heads, strict=True):
                if value := worth[row + base]:
                    place = row + base
                    found[place] = found.get(place, 0.0) + weight * (count * value + head)
    for sides in forms.split:
        for place, times in _beside(sides, postings, seen).items():
            found[place] = found.get(place, 0.0) + WEIGHTS["split"] * times
    return found


def _beside(words: Iterable[Iterable[str]], postings: Postings, seen: Seen) -> dict[int, float]:
    """Row → how often these words follow each other there, weighed as one word is."""
    sides = [sorted(one) for one in words]
    found: dict[int, float] = defaultdict(float)
    for part in postings.parts_with(sides[0]):
        starts: set[int] | None = None
        for offset, forms in enumerate(sides):
            places = {place - offset for form in forms for place in postings.places(form, part)}
            starts = places if starts is None else starts & places
            if not starts:
                break
        for place in starts or ():
            row = part.row_at(place)
            if value := seen.worth[row]:
                contents = part.rows[row - part.base]
                found[row] += weight_at(contents, place) or value
    return found


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


def places_in(row: int, forms: Forms, postings: Postings, part: Part) -> array[int]:
    """Where the word stands in a row, also as two words, in rising order."""
    contents = part.rows[row - part.base]
    bounds = contents.start, contents.end
    found = {place for form in forms.weights for place in within(postings.places(form, part), *bounds)}
    for first, second in forms.split:
        starts = {place for form in first for place in within(postings.places(form, part), *bounds)}
        ends = {place for form in second for place in within(postings.places(form, part), *bounds)}
        for start in starts:
            if start + 1 in ends:
                found |= {start, start + 1}
    return array("I", sorted(found))
