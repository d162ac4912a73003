"""Which of several words stood there, by what stands beside it: `ar` after a number is `år`, after `det` it is `är`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from handslag.papers.rules.repair.candidates import Candidate

FITS, DECIDES, HINTS = 2.2, 7.0, 1.0
"""Nats that a fitting neighbour is worth, one that decides, and one that only hints."""


class Beside(NamedTuple):
    """The neighbours, words and classes, that speak for a word, with what each is worth."""

    before: dict[str, float]
    after: dict[str, float]


class Table(NamedTuple):
    """What `neighbours.txt` says."""

    beside: dict[str, Beside]
    classes: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]


@cache
def _table() -> Table:
    """The neighbours of each word, the classes of each word that has any, the phrases by their first word."""
    beside: dict[str, Beside] = {}
    classes: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    text = files(__package__).joinpath("neighbours.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("="):
            name, *words = line[1:].split()
            for word in words:
                classes.setdefault(word, set()).add(f"<{name}>")
        elif line.startswith('"'):
            words = line.strip('"').split()
            phrases.setdefault(words[0], []).append(tuple(words))
        elif line and not line.startswith("#"):
            word, rest = line.split(":", 1)
            before, _, after = rest.partition("|")
            beside[word] = Beside(_worth(before), _worth(after))
    return Table(
        beside,
        {word: frozenset(found) for word, found in classes.items()},
        {word: tuple(found) for word, found in phrases.items()},
    )


def _worth(words: str) -> dict[str, float]:
    return {word.lstrip("!~"): {"!": DECIDES, "~": HINTS}.get(word[0], FITS) for word in words.split()}


@lru_cache(maxsize=20_000)
def classes(word: str) -> frozenset[str]:
    """The classes of a word: listed ones, and what its ending says it most likely is."""
    found = {word, *_table().classes.get(word, ())}
    if word.isdigit():
        found.add("<digits>")
        if len(word) == 4 and word[:2] in ("18", "19", "20"):
            found.add("<year>")
        return frozenset(found)
    if _NUMERAL.match(word):
        found.add("<num>")
    if len(word) >= 4:
        found |= {name for name, endings in _ENDINGS if word.endswith(endings)}
    return frozenset(found)


_NUMERAL = re.compile(r"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra)\w*$")
_ENDINGS = (
    ("<sup>", ("it", "ats", "its", "tts", "at", "ått", "ett")),
    ("<inf>", ("ra", "la", "na", "ga", "ta", "da", "as", "ka", "sa")),
    ("<verb>", ("ar", "er", "ade", "de", "te", "as", "es")),
    ("<adj>", ("ig", "igt", "iga", "sk", "skt", "ska", "ad", "at", "ade", "bar", "bara", "bart", "ande")),
    ("<plur>", ("er", "ar", "or", "are")),
    ("<def>", ("en", "et", "an")),
)


@lru_cache(maxsize=50_000)
def fit(left: str, right: str) -> float:
    """Nats that the two words are worth side by side."""
    table = _table().beside
    gain = 0.0
    if right in table:
        gain += max((table[right].before.get(name, 0.0) for name in classes(left)), default=0.0)
    if left in table:
        gain += max((table[left].after.get(name, 0.0) for name in classes(right)), default=0.0)
    return gain


def chosen(line: Sequence[Sequence[Candidate]], ends: Sequence[bool]) -> list[str]:
    """The likeliest word for each place, all of them weighed together (Viterbi).

    `ends[n]` says that a sentence ends between the places n and n + 1: words do not speak for each other across it.
    """
    if not line:
        return []
    costs = [candidate.cost for candidate in line[0]]
    back: list[list[int]] = []
    for (before, here), apart in zip(pairwise(line), ends, strict=True):
        row, new = [], []
        for candidate in here:
            ways = [
                cost - (0.0 if apart else fit(left.word, candidate.word))
                for cost, left in zip(costs, before, strict=True)
            ]
            best = min(range(len(ways)), key=ways.__getitem__)
            row.append(best)
            new.append(ways[best] + candidate.cost)
        back.append(row)
        costs = new
    at = min(range(len(costs)), key=costs.__getitem__)
    path = [at]
    for row in reversed(back):
        at = row[at]
        path.append(at)
    words = [candidates[at].word for candidates, at in zip(line, reversed(path), strict=True)]
    _phrases(line, words)
    return words


def _phrases(line: Sequence[Sequence[Candidate]], words: list[str]) -> None:
    """Put in the phrases that can be read in the line."""
    table = _table().phrases
    for at, here in enumerate(line):
        for first in here:
            for phrase in table.get(first.word, ()):
                found = _read_as(phrase, line, words, at)
                if found:
                    words[at : at + len(phrase)] = found


def _read_as(phrase: tuple[str, ...], line: Sequence[Sequence[Candidate]], words: list[str], at: int) -> list[str]:
    """The words there if they can be read as the phrase, else none; a class in it stands for a word chosen already."""
    found = []
    for wanted, place, have in zip(phrase, line[at:], words[at:], strict=False):
        if wanted[0] == "<" and wanted in classes(have):
            found.append(have)
        elif any(wanted == candidate.word for candidate in place):
            found.append(wanted)
    return found if len(found) == len(phrase) else []
