"""What a garbled word can have been: whole words, compounds, names put together of elements, the word as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from handslag.core.swedish.shapes import OPEN, misread_shape, shape
from handslag.papers.rules.repair import channel
from handslag.papers.rules.repair.grammar import NOUNS, kinds
from handslag.papers.rules.repair.vocabulary import Vocabulary, elements

KEPT = 5
"""So many candidates are weighed against their neighbours."""
WINDOW = 9.0
"""Candidates that cost so many nats more than the best are no candidates."""
COMPOUND_AT = 15.5
"""If the best whole word costs more, compounds are tried."""
JOINT = 1.5
GENITIVE = 2.5
"""Nats for a form with s that is not listed itself."""
UNLISTED, UNLISTED_LETTER = 11.0, 1.5
"""Nats for a word that no list has: some names, foreign words, abbreviations."""
NO_WORD = 9.0
"""And so many more when digits or signs stand in it."""
ODD_ACCENT = 4.0
"""And so many when an é stands before its end."""
FAR_AT = 17.0
"""If the best so far costs more, rarer misreadings are tried."""
NAME_JOINT = 17.0
"""Nats for a surname put together of two elements."""
NAME_WORD, NAME_COMMON, ELEMENT_WORD = 16.5, 10.0, 1.0
"""A word that is no element of names can begin one too, rarer ones seldomer."""
NAME_TAIL = 19.0
"""And for one of which only the end is known."""
NAME_SON = 14.0
_SON = re.compile(r"[a-zé]{2,}sson")
"""And for one that is as it stands: `Kaspersson`."""
_TAILS = {tail: shape(tail) for tail in ("ström", "gård", "sjö", "fjäll", "sköld", "hjälm")}
MIN_PART = 3
LONGEST = 45
MERGED = 5.0
_FAR = """
g>6 4.5, m>rn 5, av>qv 5, rn>m 5, in>m 6, m>in 6, l>i 4.5, i>l 4.5, h>b 6, b>h 6, h>n 6, n>h 6.5, c>e 6, o>b 6, cl>d 5,
f>t 6.5, t>f 6.5, u>n 6.5, j>i 6, i>j 6, li>h 6, ii>u 6, e>a 5.5, q>g 6, v>y 6, y>v 6, s>5 6, 5>s 4, 8>ö 4,
0>o 4, 1>l 3, 1>i 4, 9>g 5, f>6 7, u>6 6, e>6 6, vv>w 6, w>vv 6, l>t 6.5, t>l 6.5, !>l 3, 3>å 5, 9>å 5, c>6 6, l>ll 6,
t>tt 6.5, s>ss 6.5, d>cl 6, ri>n 6
"""
FAR = re.findall(r"(\S+)>(\S+) ([\d.]+)", _FAR)
"""Rarer misreadings: what was read, what may have stood there (`6` is any dotted letter), nats."""
_OPEN = re.compile(f"[{OPEN}46@&0]")
_VOWEL = re.compile("[aeiouyåäöé46@&]")
_ABBREVIATIONS_WORDS = """
hr kr nr st kl tf dr ml tv mm bl dvs mnkr tkr dnr pkt ks kf jfr cm km kg hk mr mrs md sr bb
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
LOST_LETTER = 1.0
"""Nats, beside what the channel says, for a dotted letter that was not read at all."""
COMMON_WORD = 7.5
"""Words that cost less are for the most part words for grammar."""
SHORT, COMMON = 6, 9.5
"""So long are words of which one letter is much (`ver` for `över`), unless they are common themselves."""


class Candidate(NamedTuple):
    """A word that may have stood there, in lower case, and what it costs in nats."""

    word: str
    cost: float


def candidates(piece: str, vocabulary: Vocabulary, *, name: bool = False) -> list[Candidate]:
    """The likeliest words for a piece in lower case, the likeliest first; `name` when it begins with a capital."""
    unread = UNLISTED + UNLISTED_LETTER * len(piece) + _oddity(piece)
    found = {piece: min(unread, vocabulary.cost(piece) or unread)}
    _add(found, _whole(piece, vocabulary))
    if (
        len(piece) <= SHORT
        and (len(piece) > 1 or piece in "nr")
        and found[piece] > COMMON
        and piece not in _ABBREVIATIONS
    ):
        _add(found, _filled(piece, vocabulary))
    if len(piece) <= LONGEST and min(found.values()) > COMPOUND_AT:
        _add(found, _compounds(piece, vocabulary))
        if name:
            _add(found, _surnames(piece, vocabulary))
            _add(found, _tailed(piece))
    readable = (len(piece) > 2 or _is_bare(piece)) and len(piece) <= LONGEST
    if readable and min(found.values()) > _poor(piece, found):
        _add(found, _far(piece, vocabulary))
    best = min(found.values())
    kept = sorted((Candidate(word, nats) for word, nats in found.items() if nats <= best + WINDOW), key=_by_cost)
    return kept[:KEPT]


def _oddity(piece: str) -> float:
    """Nats for signs that words that no list has seldom hold."""
    if not piece.replace("-", "").isalpha():
        return NO_WORD
    return ODD_ACCENT if "é" in piece[:-1] else 0.0


def _poor(piece: str, found: dict[str, float]) -> float:
    """Above which cost the best so far says that the piece was misread in a rarer way."""
    return FAR_AT + 0.25 * len(piece) if found[piece] > min(found.values()) else FAR_AT


def _is_bare(piece: str) -> bool:
    """Whether the piece has no vowel and is no abbreviation: one that was there has been lost."""
    return not _VOWEL.search(piece) and piece not in _ABBREVIATIONS


def _by_cost(candidate: Candidate) -> float:
    return candidate.cost


def _add(found: dict[str, float], more: Iterator[tuple[str, float]]) -> None:
    for word, nats in more:
        if nats < found.get(word, nats + 1):
            found[word] = nats


def _whole(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    for word, nats in vocabulary.shaped(misread_shape(piece)):
        yield word, nats + channel.cost(word, piece)
    if piece[-1:] == "s" and len(piece) > 4:
        for word, nats in vocabulary.shaped(misread_shape(piece[:-1])):
            if _takes_s(word, vocabulary):
                yield word + "s", nats + channel.cost(word, piece[:-1]) + GENITIVE


def _takes_s(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word can have an s that no list shows: nouns and names can, `ändå` and `mörk` cannot."""
    if word[-1] in "sxz" or vocabulary.cost(word + "s") is not None or (vocabulary.cost(word) or 0.0) < COMMON_WORD:
        return False
    what = kinds(word, vocabulary.lexicon.rarity)
    return not what or bool(what & NOUNS)


def _compounds(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Two to four words in one: the cheapest readings of each beginning, carried on from joint to joint."""
    begun: dict[int, list[tuple[str, float]]] = {0: [("", 0.0)]}
    for end in range(MIN_PART, len(piece) - MIN_PART + 1):
        ways = [
            (head + word, nats + more + JOINT)
            for start in range(end - MIN_PART + 1)
            if start in begun
            for word, more in vocabulary.part_first(piece[start:end])
            for head, nats in begun[start]
        ]
        if ways:
            begun[end] = sorted(ways, key=lambda way: way[1])[:3]
    for start, heads in begun.items():
        if start:
            for word, more in vocabulary.part_last(piece[start:]):
                for head, nats in heads:
                    yield head + word, nats + more


def _surnames(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Surnames and places that no list has: `Tjärn` and `ström`, any word and `stigen`."""
    last = elements()[1]
    if piece[-1] == "s":
        for word, nats in _surnames(piece[:-1], vocabulary):
            yield word + "s", nats + 0.5
    for cut in range(1, len(piece) - 1):
        tails = last.get(misread_shape(piece[cut:]), ())
        for head, nats in _heads(piece[:cut], vocabulary) if tails else ():
            for tail in tails:
                if len(tail) > 2 or nats < NAME_JOINT + ELEMENT_WORD:
                    yield head + tail, nats + channel.cost(tail, piece[cut:])


def _heads(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """What the first part of a name can be: a word, rare ones too, or an element, joined by `s` or `e` or nothing."""
    for word, nats in vocabulary.shaped(misread_shape(piece)):
        if len(word) > 2 and nats < NAME_WORD:
            yield word, NAME_JOINT + ELEMENT_WORD + max(0.0, nats - NAME_COMMON) / 2 + channel.cost(word, piece)
    for word, nats in vocabulary.part_first(piece):
        yield word, NAME_JOINT + ELEMENT_WORD + max(0.0, nats - NAME_COMMON) / 2
    first = elements()[0]
    for head in first.get(misread_shape(piece), ()):
        yield head, NAME_JOINT + channel.cost(head, piece)
    if len(piece) > 3 and piece[-1] in "se":
        for head in first.get(misread_shape(piece[:-1]), ()):
            yield head + piece[-1], NAME_JOINT + channel.cost(head, piece[:-1])


def _tailed(piece: str) -> Iterator[tuple[str, float]]:
    """A name of which only the end is known: `Melkerstrom` ends in `ström`."""
    if _SON.fullmatch(piece):
        yield piece, NAME_SON
    bare = piece.removesuffix("s")
    for tail, shape_of in _TAILS.items():
        for length in {len(tail), len(tail) + 1}:
            head, read = bare[:-length], bare[-length:]
            if len(head) > 2 and head.isalpha() and misread_shape(read) == shape_of:
                yield head + tail + piece[len(bare) :], NAME_TAIL + channel.cost(tail, read)


def _far(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """The piece with one rarer misreading undone."""
    for variant, nats in _variants(piece):
        for word, more in _whole(variant, vocabulary):
            yield word, nats + more
        if len(piece) > 7 and nats in (MERGED, LOST_LETTER):
            for word, more in _compounds(variant, vocabulary):
                yield word, nats + more


def _variants(piece: str) -> Iterator[tuple[str, float]]:
    for read, printed, nats in FAR:
        for match in re.finditer(re.escape(read), piece):
            yield piece[: match.start()] + printed + piece[match.end() :], float(nats)
    yield from _gaps(piece)


def _gaps(piece: str) -> Iterator[tuple[str, float]]:
    """The piece with one letter more, wherever a lost one does not stand beside another that can be misread."""
    for at in range(len(piece) + 1):
        if not _OPEN.search(piece[max(0, at - 1) : at + 1]):
            yield f"{piece[:at]}{channel.UNREAD}{piece[at:]}", LOST_LETTER


def _filled(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    for variant, nats in _gaps(piece):
        for word, more in _whole(variant, vocabulary):
            yield word, nats + more
