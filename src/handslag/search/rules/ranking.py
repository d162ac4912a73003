"""One ranking for both databases: BM25 over title and text, words near each other, and the newer of two alike.

For each word `w` of the query, with `t` its occurrences in the texts of a thing (a weaker form counts less: see
`WEIGHTS`), `h` those in its title (three each) and the line under it (one each), `len` the words of its texts and `avg`
their mean over all things the reader may see:

    tf    = t / (1 - B + B · len / avg) + h
    score = Σ idf(w) · tf · (K + 1) / (tf + K),   idf(w) = ln(1 + (N - n + ½) / (n + ½))

(Robertson and Zaragoza 2009; BM25F with a title that is not normalised). `N` and `n` count what the reader may see, so
nothing hidden shows through in the order. The best `CLOSE` things are then lifted by up to a quarter each: by
`NEAR / (1 + g)`, with `g` the words that stand between the query's words where they stand closest together, when it
has several; and by `TITLED` times the share of the title's words that the query has. Scores are compared to six
decimals; of two alike the newer day comes first, then the kind and number of the thing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import log

from handslag.search.rules.segments import GAP, Row

K, B = 1.2, 0.6
NEAR = 0.25
TITLED = 0.25
CLOSE = 100
MOSTLY = 0.51
"""What a form must count to be looked at for nearness and in titles: compounds with the word do not."""
WEIGHTS = {
    "same": 1.0, "stem": 0.9, "dots": 0.45, "noise": 0.7, "near": 0.6, "joined": 0.8, "split": 0.8, "head": 0.5,
    "part": 0.3,
}  # fmt: skip
"""What a form counts: the very word; another of its stem; one with other dots; one read wrong; the nearest word; two
words written as one and the other way round; a compound with the word as its head; with the word as another part."""


def idf(documents: int, with_word: int) -> float:
    """How much a word says: more, the fewer things it stands in."""
    return log(1 + (documents - with_word + 0.5) / (with_word + 0.5))


def word_scores(often: Iterable[float], documents: int, with_word: int) -> list[float]:
    """What a word gives each of the things, by how often it stands there."""
    worth = idf(documents, with_word) * (K + 1)
    return [worth * tf / (tf + K) for tf in often]


def damping(length: int, mean: float) -> float:
    """What an occurrence counts in a text of this length."""
    return 1 / (1 - B + B * length / mean) if mean else 1.0


def nearness(places: Sequence[array[int]]) -> float:
    """How much nearer than apart the words stand: from 0 to `NEAR`. Each word's places in rising order."""
    span = shortest_span(places)
    return NEAR / (1 + max(0, span - len(places) + 1)) if span is not None else 0.0


def titled(row: Row, places: Sequence[array[int]]) -> float:
    """How much of the title the words of the query are: from 0 to `TITLED`. Each word's places in the title."""
    words = row.about - GAP
    if words <= 0:
        return 0.0
    return TITLED * len({place for one in places for place in one}) / words


def shortest_span(places: Sequence[array[int]]) -> int | None:
    """From the first to the last word, in the run of text where all words stand closest together."""
    if not all(places):
        return None
    events = sorted((place, which) for which, one in enumerate(places) for place in one)
    last: dict[int, int] = {}
    best: int | None = None
    for place, which in events:
        last[which] = place
        if len(last) == len(places):
            span = place - min(last.values())
            best = span if best is None else min(best, span)
    return best
