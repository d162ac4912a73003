"""What a word of the query may have been meant as, when it is found nowhere: never a word the reader may not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from handslag.core.swedish.stems import stem
from handslag.search.loading.matching import Search, seen_with
from handslag.search.loading.vocabulary import forms_of, is_known, keys_under, keys_wanted, near_words, parts_of, reach
from handslag.search.rules.query import QUOTES, Query, read_query
from handslag.search.rules.ranking import WEIGHTS
from handslag.search.rules.words import is_stop

FEW = 3
"""With no more hits than this, a word no lexicon knows is also taken for the nearest one it may have been meant as."""
MOST_NEAR = 3
MOST_SUGGESTED = 5
SHORTEST = 3
"""Shorter words are near too many others."""


def guess(work: Search, words: Sequence[str]) -> None:
    """Let a word that is found nowhere, or hardly and in no lexicon, also be the nearest words there are."""
    for word in words:
        have = work.frequencies(word).places
        if len(have) > FEW or (have and is_known(word)) or not (most := reach(word)):
            continue
        if not have and parted(work, word):
            continue
        own = work.forms[word].own
        close = [(far, near) for far, near in near_words(word, work.index, most) if near not in own]
        chosen = list(islice(_seen_near(work, close), MOST_NEAR))
        if have:
            chosen = [near for near in chosen if is_known(near)]
        if chosen:
            work.near[word] = chosen
            _take_near(work, word, chosen)
            del work.counted[word]


def _seen_near(work: Search, close: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Of the words the reader can find the nearest, one of each stem, the commonest first."""
    work.postings.ask(word for _, word in close)
    for _, group in groupby(close, key=lambda one: one[0]):
        count = {word: seen_with(word, work.postings, work.seen) for _, word in group}
        found: dict[str, str] = {}
        for word in sorted(filter(count.__getitem__, count), key=lambda one: (-count[one], one)):
            found.setdefault(stem(word.replace("-", "")), word)
        if found:
            yield from found.values()
            return


def _take_near(work: Search, word: str, chosen: Iterable[str]) -> None:
    keys = keys_under(key for one in chosen for key in keys_wanted(one))
    for one in chosen:
        for form, weight in forms_of(one, keys).weights.items():
            work.forms[word].take(form, weight * WEIGHTS["near"])
    work.postings.ask(work.forms[word].weights)


def parted(work: Search, word: str) -> str:
    """A compound that stands nowhere as its parts, when the reader can find each of them: `ärende tak`."""
    parts = parts_of(word)
    if len(parts) < 2 or min(map(len, parts)) < SHORTEST:
        return ""
    keys = keys_under(key for part in parts for key in keys_wanted(part))
    own = [forms_of(part, keys).own for part in parts]
    work.postings.ask(form for forms in own for form in forms)
    found = all(any(seen_with(form, work.postings, work.seen) for form in forms) for forms in own)
    return " ".join(parts) if found else ""


def suggested(work: Search, query: Query) -> list[str]:
    """Queries that find something, when this one found nothing.

    Each word that is found nowhere is changed to one of the nearest that the reader can find, or parted, or left out
    when there is none; when all words are found and no phrase is, the words without their quotation marks.
    """
    words = [word for term in query.wanted for word in term.words if not is_stop(word)]
    ways = {word: _ways(work, word) for word in words if not work.frequencies(word).places}
    text = query.text.lower()
    if not ways:
        return [" ".join(text.translate(QUOTES).replace('"', " ").split())] if '"' in text.translate(QUOTES) else []
    found = []
    for turn in range(max(1, *map(len, ways.values()))):
        changed = text if all(ways.values()) else text.translate(QUOTES).replace('"', " ")
        for word, instead in ways.items():
            by = instead[min(turn, len(instead) - 1)] if instead else ""
            changed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", by, changed)
        found.append(" ".join(changed.split()))
    return [one for one in dict.fromkeys(found) if one != text and not read_query(one).fault]


def _ways(work: Search, word: str) -> list[str]:
    """What the reader could look for instead of a word that is found nowhere."""
    far = 1 if len(word) < 5 else max(2, reach(word) + 1)
    close = near_words(word, work.index, far, 60) if len(word) >= SHORTEST else []
    work.postings.ask(one for _, one in close)
    near = [one for _, one in close if not is_stop(one) and seen_with(one, work.postings, work.seen)]
    return [*filter(None, [parted(work, word)]), *near][:MOST_SUGGESTED]
