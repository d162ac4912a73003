"""How much of one paper stands again in another: word triples, a sample of them, and the passages they share."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

STANDS_ALSO_IN = 0.08
"""From this containment, in either direction, a paper is said to stand again in the other.

Papers that are independent of one another but about the same subject share titles and names of bodies: about two
triples in a hundred at most, when measured on such papers. A quoted paragraph in a page of text gives five and more
times that. Eight in a hundred lies well above chance and below one quoted paragraph.
"""
FEWEST_SHARED = 12
"""And so many triples at least are shared: a title of ten words in two short papers is no quotation."""
KEPT_ONE_IN = 8
"""One triple in so many is kept in the sketch: of a paragraph of forty words some five are."""
SHORTEST_RUN = 5
"""Words that a passage has at least to be marked as shared."""
_WORD = re.compile(r"[^\W_]+|█+")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")
_FIRST, _SECOND, _MASK = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared (`fold`), and where it stands in the text."""

    fold: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A run of words that stands in both papers: `size` words from word `a` in one and from word `b` in the other."""

    a: int
    b: int
    size: int


@lru_cache(maxsize=1 << 15)
def _fold(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def words(text: str) -> list[Word]:
    """The words of a text without case and accents; what is blacked out is one word that is never compared.

    A word hyphenated at the end of a line is one word: minutes break their lines elsewhere than the article they quote.
    """
    joined: list[Word] = []
    breaks = {match.start(): match.end() for match in _HYPHENATED.finditer(text)}
    for match in _WORD.finditer(text):
        fold = _fold(match.group())
        last = joined[-1] if joined else None
        if last is not None and breaks.get(last.end) == match.start():
            joined[-1] = Word(last.fold + fold, last.start, match.end())
        else:
            joined.append(Word(fold, match.start(), match.end()))
    return joined


def triples(folds: Sequence[str]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Each three words in a row with the place of the first; none across what is blacked out."""
    for place in range(len(folds) - 2):
        three = (folds[place], folds[place + 1], folds[place + 2])
        if not any(word.startswith("█") for word in three):
            yield place, three


def _numbered(fold: str, known: dict[str, int]) -> int:
    number = known.get(fold)
    if number is None:
        number = known[fold] = int.from_bytes(blake2b(fold.encode(), digest_size=8).digest(), "big")
    return number


def fingerprints(texts: Iterable[str]) -> frozenset[int]:
    """The distinct word triples of a paper as numbers of 63 bits, the same on every machine. One text a page."""
    known: dict[str, int] = {}
    made = set()
    folds = [_fold(word) for text in texts for word in _WORD.findall(_HYPHENATED.sub("", text))]
    for _, (one, two, three) in triples(folds):
        mixed = _numbered(one, known) * _FIRST + _numbered(two, known) * _SECOND + _numbered(three, known)
        made.add((mixed ^ (mixed >> 29)) * _SECOND >> 7 & _MASK)
    return frozenset(made)


def sketch(prints: Iterable[int]) -> list[int]:
    """The sample that is kept of a paper: the same triples are kept of every paper, so shared ones are found."""
    return sorted(number for number in prints if number % KEPT_ONE_IN == 0)


def contained(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of a's distinct triples that stand in b; 0 for a text of less than three words."""
    return len(a & b) / len(a) if a else 0.0


def containment(a: str, b: str) -> float:
    """The share of one text's distinct word triples that stand in another."""
    return contained(fingerprints([a]), fingerprints([b]))


def stands_again(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether the papers are said to share text: enough of either one stands in the other."""
    shared = len(a & b)
    return shared >= FEWEST_SHARED and shared >= STANDS_ALSO_IN * min(len(a), len(b))


def shared_passages(a: Sequence[str], b: Sequence[str], *, shortest: int = SHORTEST_RUN) -> list[Shared]:
    """The runs of words that stand in both, none inside another, in the order of the first paper.

    From each place in the first the longest run in the second is taken, and the words it covers are not used again in
    either: every passage has one partner. Time grows with the words and with how often their triples recur.
    """
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, three in triples(b):
        places[three].append(place)
    used = bytearray(len(b))
    found = []
    start = 0
    while start < len(a) - 2:
        best = _longest(a, b, start, places.get((a[start], a[start + 1], a[start + 2]), []), used)
        if best is None or best.size < shortest:
            start += 1
            continue
        found.append(best)
        used[best.b : best.b + best.size] = b"\1" * best.size
        start += best.size
    return found


def _longest(a: Sequence[str], b: Sequence[str], start: int, places: Sequence[int], used: bytearray) -> Shared | None:
    best = None
    for place in places[:50]:
        size = 0
        while (
            start + size < len(a)
            and place + size < len(b)
            and a[start + size] == b[place + size]
            and not used[place + size]
            and not a[start + size].startswith("█")
        ):
            size += 1
        if size and (best is None or size > best.size):
            best = Shared(start, place, size)
    return best
