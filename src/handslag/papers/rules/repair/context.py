"""Which of several words stood there, by what stands beside it: `ar` after a number is `år`, after `det` it is `är`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from handslag.core.swedish.compounds import Rarity
from handslag.papers.rules.repair import grammar
from handslag.papers.rules.repair.candidates import Candidate

FITS, DECIDES, SPEAKS, HINTS = 2.2, 7.0, 3.8, 1.0
"""Nats that a fitting neighbour is worth, one that decides, one that speaks for it loudly, and one that only hints."""
PHRASED = 6.0
"""Nats that a word may cost more than the likeliest one and still be read in a phrase."""
THROUGH = 0.8
"""And what is left of that when an adverb stands between the two: `har inte sett`."""


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


_WORTH = {"!": DECIDES, "+": SPEAKS, "~": HINTS}


def _worth(words: str) -> dict[str, float]:
    return {word.lstrip("!+~"): _WORTH.get(word[0], FITS) for word in words.split()}


_KNOWN = {"<none>", grammar.ADJECTIVE, grammar.ADJECTIVE_T, grammar.ADJECTIVE_A, grammar.PLURAL, "<have>"}
"""Words in these lists are what they are listed as, and nothing else."""
_NUMERAL = re.compile(r"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra)\w*$")
_ENDINGS = (
    ("<sup>", ("it", "ats", "its", "tts", "at", "ått", "ett")),
    ("<inf>", ("ra", "la", "na", "ga", "ta", "da", "as", "ka", "sa")),
    ("<verb>", ("ar", "er", "ade", "de", "te", "as", "es")),
    ("<adj>", ("ig", "igt", "iga", "sk", "skt", "ska", "ad", "at", "ade", "bar", "bara", "bart", "ande")),
    ("<plur>", ("er", "ar", "or", "are")),
    ("<def>", ("en", "et", "an")),
)


STOP = "<.>"
"""Stands for the end of a sentence."""


class State(NamedTuple):
    """A way to read the words so far: the last one, what stands before it if it is an adverb, what it all costs."""

    word: str
    behind: str
    cost: float
    back: int


class Context:
    """What words are worth side by side, with the word list to tell what they are."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self.classes = lru_cache(maxsize=20_000)(self._classes)
        self.fit = lru_cache(maxsize=50_000)(self._fit)

    def _classes(self, word: str) -> frozenset[str]:
        """The word, the classes it is listed in, what its forms say it is, and what its ending does."""
        found = {word, *_table().classes.get(word, ())}
        if word.isdigit():
            found.add("<digits>")
            found.add("<year>" if len(word) == 4 and word[:2] in ("18", "19", "20") else "<count>")
            return frozenset(found)
        if _NUMERAL.match(word):
            found.add("<num>")
        if len(word) >= 4:
            found |= {name for name, endings in _ENDINGS if word.endswith(endings)}
        return frozenset(found if found & _KNOWN else found | grammar.kinds(word, self._rarity))

    def _fit(self, left: str, right: str) -> float:
        """Nats that the two words are worth side by side."""
        table = _table().beside
        here, there = self.classes(left), self.classes(right)
        gain = _best([table[name].before for name in there & table.keys()], here)
        return gain + _best([table[name].after for name in here & table.keys()], there)

    def chosen(self, line: Sequence[Sequence[Candidate]], ends: Sequence[bool]) -> list[str]:
        """The likeliest word for each place, all of them weighed together (Viterbi).

        `ends[n]` says that a sentence ends between the places n and n + 1: words
        do not speak for each other across it, but where a sentence begins and ends does.
        """
        if not line:
            return []
        rows = [[State(word, "", cost - self.fit(STOP, word), 0) for word, cost in line[0]]]
        for here, apart in zip(line[1:], ends, strict=True):
            rows.append(self._onward(rows[-1], here, apart=apart))
        at = min(range(len(rows[-1])), key=lambda n: rows[-1][n].cost)
        words = []
        for row in reversed(rows):
            words.append(row[at].word)
            at = row[at].back
        words.reverse()
        self._phrases(line, words)
        return words

    def _onward(self, before: Sequence[State], here: Sequence[Candidate], *, apart: bool) -> list[State]:
        """The states after the next word; an adverb lets what stands before it be seen through it."""
        found: dict[tuple[str, str], State] = {}
        for candidate in here:
            through = not apart and candidate.word in _adverbs()
            for at, left in enumerate(before):
                worth = self._apart(left.word, candidate.word) if apart else self._worth(left, candidate.word)
                cost = left.cost + candidate.cost - worth
                behind = (left.behind or left.word) if through else ""
                have = found.get((candidate.word, behind))
                if have is None or cost < have.cost:
                    found[candidate.word, behind] = State(candidate.word, behind, cost, at)
        return list(found.values())

    def _apart(self, last: str, first: str) -> float:
        """Nats for the last word of a sentence and the first of the next."""
        return self.fit(last, STOP) + self.fit(STOP, first)

    def _worth(self, left: State, word: str) -> float:
        near = self.fit(left.word, word)
        return max(near, THROUGH * self.fit(left.behind, word)) if left.behind else near

    def _phrases(self, line: Sequence[Sequence[Candidate]], words: list[str]) -> None:
        """Put in the phrases that can be read in the line."""
        table = _table().phrases
        for at, here in enumerate(line):
            for first in here:
                for phrase in table.get(first.word, ()):
                    found = self._read_as(phrase, line[at:], words[at:])
                    if found:
                        words[at : at + len(phrase)] = found

    def _read_as(self, phrase: tuple[str, ...], line: Sequence[Sequence[Candidate]], words: list[str]) -> list[str]:
        """The words if they can be read as the phrase, else none; a class in it stands for a word chosen already."""
        found = []
        for wanted, place, have in zip(phrase, line, words, strict=False):
            if wanted[0] == "<" and wanted in self.classes(have):
                found.append(have)
            elif any(wanted == candidate.word and candidate.cost < place[0].cost + PHRASED for candidate in place):
                found.append(wanted)
        return found if len(found) == len(phrase) else []


def _best(worths: Sequence[dict[str, float]], names: frozenset[str]) -> float:
    return max((worth[name] for worth in worths for name in names & worth.keys()), default=0.0)


@cache
def _adverbs() -> frozenset[str]:
    """Words that a sentence may have or not without what stands around them changing."""
    return frozenset(word for word, names in _table().classes.items() if "<through>" in names)
