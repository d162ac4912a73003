"""Which words there are and how common: the lexicon, municipal prose, names, and what the archive knows."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib.resources import files

from handslag.core.swedish.compounds import COMMONEST, RAREST, RAREST_LONG, RAREST_SHORT
from handslag.core.swedish.lexicon import Lexicon
from handslag.core.swedish.shapes import misread_shape, shape
from handslag.papers.rules.repair import channel

NATS = math.log(10) / 100
"""Nats in a centibel."""
FIELD = 10.8
"""A field word is at least as common as one word in fifty thousand."""
FIELD_GAIN = 0.8
"""And that much commoner here than in Swedish text at large."""
RARER = 1.8
"""What a word costs more that belongs to other texts."""
NAME = 12.5
KNOWN = 4.0
"""A word that a person has written in here wins over any other that it can be."""
PART_READINGS = 4
"""So many readings of a part of a compound are followed."""
_NEVER_FIRST_WORDS = """
att det den som och har var hur sig från ens dem vad inte ska kan vill han hon men
"""
NEVER_FIRST = frozenset(_NEVER_FIRST_WORDS.split())
_NEVER_LAST_WORDS = """
fastän även ändå därför innan medan såsom såväl samt eller sådan sådana många några våra deras vilka vilket alltså också
redan ännu sedan utan bara inte över under efter mellan genom där här när vår åter
"""
NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
"""Words for grammar that no compound begins or ends in."""

Readings = list[tuple[str, float]]
"""Words with what they cost in nats: the less likely, the more."""


def _listed(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def field_words() -> frozenset[str]:
    """Words that minutes, answers and reports use more than others do."""
    return frozenset(" ".join(line for line in _listed("field.txt") if not line.startswith("-")).split())


@cache
def rarer_words() -> frozenset[str]:
    """Words that minutes, answers and reports use less than others do."""
    return frozenset(" ".join(line[1:] for line in _listed("field.txt") if line.startswith("-")).split())


@cache
def names() -> frozenset[str]:
    """Names in lower case: they keep their capital."""
    return frozenset(" ".join(_listed("names.txt")).lower().split())


@cache
def elements() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """First and last elements of surnames and places, by shape: `tjärn-ström`, `björk-vik`."""
    first, last = "\n".join(_listed("elements.txt")).split("\n-\n")
    return _by_shape(first.split()), _by_shape(last.split())


def _by_shape(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(shape(word), []).append(word)
    return found


@cache
def _extra() -> dict[str, Readings]:
    """Field words and names by shape, with their costs."""
    found: dict[str, Readings] = {}
    for word in field_words():
        found.setdefault(shape(word), []).append((word, FIELD))
    for word in names():
        for form in (word, word + "s") if not word.endswith("s") else (word,):
            found.setdefault(shape(form), []).append((form, NAME))
    return found


class Vocabulary:
    """What a piece of a page can be, by its shape."""

    def __init__(self, lexicon: Lexicon, known: Collection[str] = ()) -> None:
        self.lexicon = lexicon
        self._known = _by_shape({word.lower() for word in known})
        self.part_first = lru_cache(maxsize=60_000)(self._part_first)
        self.part_last = lru_cache(maxsize=60_000)(self._part_last)
        self.shaped = lru_cache(maxsize=20_000)(self._shaped)

    def _shaped(self, piece_shape: str) -> tuple[tuple[str, float], ...]:
        """The words of a shape with their costs."""
        found = {word: rarity * NATS for word, rarity in self.lexicon.shaped(piece_shape)}
        for word, nats in _extra().get(piece_shape, ()):
            have = found.get(word, nats)
            found[word] = min(have - FIELD_GAIN, nats) if nats == FIELD else min(have, nats)
        for word in found.keys() & rarer_words():
            found[word] += RARER
        found.update(dict.fromkeys(self._known.get(piece_shape, ()), KNOWN))
        return tuple(found.items())

    def cost(self, word: str) -> float | None:
        """What the word itself costs, None for one that is not listed."""
        return dict(self.shaped(shape(word))).get(word)

    def _part_first(self, piece: str) -> Readings:
        """What a run of signs can be as any but the last part of a compound, the cheapest first."""
        if piece in NEVER_FIRST:
            return []
        found = _parts(self.shaped(misread_shape(piece)), piece, len(piece), 0.5)
        if piece[-1] == "s" and len(piece) > 3:
            bare = _parts(self.shaped(misread_shape(piece[:-1])), piece[:-1], len(piece) - 1, 0.0)
            found += [(word + "s", nats) for word, nats in bare]
        if piece.endswith("ar"):
            whole = _parts(self.shaped(misread_shape(piece + "e")), piece + "e", len(piece), 0.5)
            found += [(word[:-1], nats) for word, nats in whole if word[-1] == "e"]
        if piece[-1] not in "aeiouyåäös":
            longer = _parts(self.shaped(misread_shape(piece + "a")), piece + "a", len(piece), 0.5)
            found += [(word[:-1], nats) for word, nats in longer if word[-1] == "a"]
        return _cheapest(found)

    def _part_last(self, piece: str) -> Readings:
        """What a run of signs can be as the last part of a compound."""
        found = _parts(self.shaped(misread_shape(piece)), piece, len(piece), 0.0)
        found = [(word, nats) for word, nats in found if word not in NEVER_LAST]
        if piece[-1] == "s" and len(piece) > 4:
            bare = _parts(self.shaped(misread_shape(piece[:-1])), piece[:-1], len(piece) - 1, 1.0)
            found += [(word + "s", nats) for word, nats in bare]
        return _cheapest(found)


def _parts(words: Iterable[tuple[str, float]], read: str, length: int, extra: float) -> Readings:
    limit = RAREST_SHORT if length <= 3 else RAREST if length < 7 else RAREST_LONG
    return [
        (word, max(nats, COMMONEST * NATS) + channel.cost(word, read) + extra)
        for word, nats in words
        if nats <= limit * NATS and len(word) >= 3
    ]


def _cheapest(found: Readings) -> Readings:
    best: dict[str, float] = {}
    for word, nats in found:
        best[word] = min(nats, best.get(word, nats))
    return sorted(best.items(), key=lambda item: item[1])[:PART_READINGS]
