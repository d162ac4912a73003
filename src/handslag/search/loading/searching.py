"""A search from query to hits: what the user may see, in one order on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from itertools import compress, pairwise
from operator import add
from typing import Any

from handslag.core.text import join_words
from handslag.people.models import City
from handslag.search.loading.guessing import guess, suggested
from handslag.search.loading.hits import Hit, hits_of
from handslag.search.loading.index import index_of, seen_by
from handslag.search.loading.matching import (
    Postings,
    Search,
    Tally,
    phrase_frequencies,
    places_between,
    places_in,
    rows_with,
)
from handslag.search.loading.standing import state_now
from handslag.search.loading.vocabulary import (
    Forms,
    exact_forms,
    forms_of,
    join_forms,
    keys_under,
    keys_wanted,
    lexicon,
    noisy_forms,
)
from handslag.search.models import Waiting
from handslag.search.rules.filters import Filters, counted, passing
from handslag.search.rules.query import Query, Term, read_query
from handslag.search.rules.ranking import CLOSE, MOSTLY, WEIGHTS, nearness, titled, word_scores
from handslag.search.rules.words import is_stop, own_keys

ALL = Filters()
RELEVANCE, DATE = "relevans", "datum"
ALIKE = 2e-6
"""Scores that differ by less may be the same to six decimals."""
SOME_WORDS = "Ingen träff har alla orden. Här är träffar som har några av dem."
NOT_THERE = "{} hittades inte. Här är träffar på resten."
NOT_TO_THE_LETTER = (
    "Frasen står inte ordagrant någonstans. Här är träffar där orden står i den ordningen i andra former."
)


@dataclass(frozen=True)
class Results:
    """What was found: one page of hits, how many there are in all, and what was made of the query."""

    query: Query
    total: int = 0
    hits: Sequence[Hit] = ()
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    found_in_all: int = 0
    """How many there would be with nothing chosen."""
    near: dict[str, list[str]] = field(default_factory=dict)
    """Word of the query → nearest words that were looked for as well."""
    suggested: list[str] = field(default_factory=list)
    """Queries that would find something, when this one found nothing."""
    notes: list[str] = field(default_factory=list)
    waiting: int = 0
    """Things that have changed and are not in the index yet."""


def together(several: Sequence[Results], limit: int) -> Results:
    """What was found in several cities as one: the best hits first, each scored among what stands in its own city."""
    first, *more = several
    if not more:
        return first
    hits = sorted((hit for one in several for hit in one.hits), key=lambda hit: -hit.score)[:limit]
    counts: dict[str, dict[str, int]] = {}
    for one in several:
        for name, values in one.counts.items():
            for value, count in values.items():
                counts.setdefault(name, {})[value] = counts.get(name, {}).get(value, 0) + count
    return replace(
        first, total=sum(one.total for one in several), hits=hits, counts=counts,
        found_in_all=sum(one.found_in_all for one in several),
        near={word: found for one in several for word, found in one.near.items()},
        suggested=list(dict.fromkeys(query for one in several for query in one.suggested)),
        notes=list(dict.fromkeys(note for one in several for note in one.notes)),
    )  # fmt: skip


def search(
    user: Any,
    city: City,
    query: str,
    filters: Filters = ALL,
    limit: int = 20,
    offset: int = 0,
    *,
    order: str = RELEVANCE,
) -> Results:
    """What the user may see of the city that answers the query."""
    read = read_query(query)
    if read.fault:
        return Results(read)
    state = state_now()
    index = index_of(state)
    work = Search(index, seen_by(index, state, user, city), Postings(index))
    found = _matched(work, read)
    notes = [*filter(None, [read.note]), *work.notes]
    waiting = Waiting.objects.count() if state.waiting else 0
    if not found.places:
        return Results(read, suggested=suggested(work, read), notes=notes, near=work.near, waiting=waiting)
    values = index.values
    passed = found.only(passing(found.places, filters, values)) if filters.chosen else found
    ordered = _ordered(work, passed, offset + limit, order)
    hits = hits_of(ordered[offset : offset + limit], work.marked, work.postings)
    counts, total = counted(found.places, filters, values), len(passed.places)
    return Results(read, total, hits, counts, len(found.places), work.near, [], notes, waiting)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows that were found, rising, and the score of each."""

    places: Sequence[int]
    scores: Sequence[float]

    def only(self, places: Iterable[int]) -> Matched:
        """Those that are among others."""
        kept = list(map(set(places).__contains__, self.places))
        return Matched(list(compress(self.places, kept)), list(compress(self.scores, kept)))


def _matched(work: Search, query: Query) -> Matched:
    """The rows that have all wanted terms (or some, when none has all) and no unwanted one."""
    _look_up(work, query)
    tallies = {term: _term(work, term) for term in query.wanted}
    given = [one for one in tallies.values() if one.places]
    if not given:
        return Matched((), ())
    if lacking := [query.said(term) for term, one in tallies.items() if not one.places]:
        work.notes.append(NOT_THERE.format(join_words([f"”{one}”" for one in lacking])))
    found = _with_all(given, work.seen.count)
    if not found.places:
        found = _with_some(given, work.seen.count)
        work.notes.append(SOME_WORDS)
    if query.unwanted:
        unwanted = set().union(*(_unwanted(work, term) for term in query.unwanted))
        found = found.only(place for place in found.places if place not in unwanted)
    return found


def _with_all(given: Sequence[Tally], documents: int) -> Matched:
    first, *others = sorted(given, key=lambda one: len(one.places))
    places = first.places
    for one in others:
        places = list(compress(places, map(one.often.__getitem__, places)))
    scores = word_scores(map(first.often.__getitem__, places), documents, len(first.places))
    for one in others:
        scored = word_scores(map(one.often.__getitem__, places), documents, len(one.places))
        scores = list(map(add, scores, scored))
    return Matched(places, scores)


def _with_some(given: Sequence[Tally], documents: int) -> Matched:
    found: dict[int, float] = {}
    for one in given:
        scored = word_scores(map(one.often.__getitem__, one.places), documents, len(one.places))
        for place, score in zip(one.places, scored, strict=True):
            found[place] = found.get(place, 0.0) + score
    places = sorted(found)
    return Matched(places, [found[place] for place in places])


def _look_up(work: Search, query: Query) -> None:
    """The forms of every word of the query and where they stand: two questions, and two more for words to guess at."""
    words = [word for term in query.terms for word in term.words]
    plain = [term.words[0] if not term.phrase and not term.minus else "" for term in query.terms]
    pairs = [(one, two) for one, two in pairwise(plain) if one and two]
    following = dict(pairs)
    work.keys = keys_under(
        key
        for word in words
        for key in (keys_wanted(word, following.get(word, "")) if word in plain else own_keys(word, lexicon()))
    )
    for word in words:
        work.forms[word] = forms_of(word, work.keys)
    for one, two in pairs:
        join_forms(work.forms[one], work.forms[two], work.keys)
    for word in filter(None, plain):
        for form in noisy_forms(word, work.index):
            work.forms[word].take(form, WEIGHTS["noise"])
    asked = {form for word, one in work.forms.items() for form in (one.all if word in plain else one.own)}
    work.postings.ask(asked | {form for word in words for form in exact_forms(word, work.keys)})
    guess(work, list(dict.fromkeys(filter(None, plain))))


def _term(work: Search, term: Term) -> Tally:
    if not term.phrase:
        work.marked.append(work.forms[term.words[0]])
        work.close.append(work.forms[term.words[0]])
        return work.frequencies(term.words[0])
    sides = [exact_forms(word, work.keys) for word in term.words]
    found = phrase_frequencies(sides, work.postings, work.seen)
    if not found.places:
        sides = [work.forms[word].own for word in term.words]
        found = phrase_frequencies(sides, work.postings, work.seen)
        if found.places:
            work.notes.append(NOT_TO_THE_LETTER)
    work.close.append(Forms(term.words[0], dict.fromkeys(sides[0], 1.0)))
    for word, forms in zip(term.words, sides, strict=True):
        if len(term.words) == 1 or not is_stop(word):
            work.marked.append(Forms(word, dict.fromkeys(forms, 1.0)))
    return found


def _unwanted(work: Search, term: Term) -> Collection[int]:
    if term.phrase and len(term.words) > 1:
        sides = [exact_forms(word, work.keys) for word in term.words]
        return phrase_frequencies(sides, work.postings, work.seen).places
    forms = work.forms[term.words[0]]
    meant = {form for form in forms.own if forms.weights[form] >= WEIGHTS["noise"]}
    return rows_with(exact_forms(term.words[0], work.keys) if term.phrase else meant, work.postings)


def _ordered(work: Search, found: Matched, needed: int, order: str) -> list[tuple[int, float]]:
    """The best rows in their order with their scores, at least as many as are needed; nearness is added here."""
    rows = work.index.rows
    if order == DATE:
        days = work.index.values.days
        scores = _best(found, list(map(days.__getitem__, found.places)), needed)
        ordered = sorted(scores, key=lambda place: (-days[place], -round(scores[place], 6), *_last(rows[place])))
    else:
        scores = _best(found, found.scores, max(CLOSE, needed))
        if work.marked:
            _lift(work, sorted(scores, key=lambda place: (-scores[place], *_last(rows[place])))[:CLOSE], scores)
        ordered = sorted(scores, key=lambda place: (-round(scores[place], 6), -rows[place].day, *_last(rows[place])))
    return [(place, scores[place]) for place in ordered]


def _best(found: Matched, by: Sequence[float], most: int) -> dict[int, float]:
    """Row → score, for so many rows as are best by something, and for those that are as good to six decimals."""
    least = min(nlargest(most, by), default=0.0) - ALIKE
    among = list(map(least.__le__, by))
    return dict(zip(compress(found.places, among), compress(found.scores, among), strict=True))


def _last(row: Any) -> tuple[str, int, bool]:
    return row.kind, row.object_id, row.full


def _lift(work: Search, best: Sequence[int], scores: dict[int, float]) -> None:
    """Add what the title has of the query, and how close together its words stand."""
    with_title = set().union(*(work.postings.titled(one) for one in work.marked))
    for place in best:
        part = work.index.part_of(place)
        row = part.rows[place - part.base]
        more = 0.0
        if place in with_title:
            bounds = (row.start, row.start + row.about)
            more += titled(row, [places_between(*bounds, one, work.postings, part, MOSTLY) for one in work.marked])
        if len(work.close) > 1:
            more += nearness([places_in(place, one, work.postings, part, MOSTLY) for one in work.close])
        scores[place] *= 1 + more
