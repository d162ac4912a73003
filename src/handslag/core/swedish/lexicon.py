"""The lexicon: Swedish words with how common they are, in a file that is looked up in but never read into memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import marisa_trie

from handslag.core.swedish import compounds

CENTIBELS = "<H"
"""How a frequency is kept: `f = 10 ** (-n / 100)`, n in two bytes, which is as exact as the source is."""
SHAPED, OF = "\x01", "\x02"
"""Around a word's shape in the keys by which words of one shape are found; no word begins with them."""


class Lexicon:
    """Words in lower case with their share of all words in Swedish text; opened with `load`."""

    def __init__(self, trie: marisa_trie.RecordTrie) -> None:
        self._trie = trie

    def __contains__(self, word: str) -> bool:
        return word in self._trie

    def rarity(self, word: str) -> int | None:
        """Minus a hundred times the tenth logarithm of the frequency: 160 for `och`, 800 for a rare word."""
        found = self._trie.get(word)
        return int(found[0][0]) if found else None

    def frequency(self, word: str) -> float:
        """The word's share of all words, 0.0 for one that is not listed; the word is given in lower case."""
        rarity = self.rarity(word)
        return 0.0 if rarity is None else float(10.0 ** (-rarity / 100))

    def starts(self, prefix: str) -> bool:
        """Whether some word begins so."""
        return next(self._trie.iterkeys(prefix), None) is not None

    def shaped(self, shape: str) -> list[tuple[str, int]]:
        """The words of this shape (see `shapes`), each with its rarity."""
        begin = f"{SHAPED}{shape}{OF}"
        return [(key[len(begin) :], int(rarity)) for key, (rarity,) in self._trie.items(begin)]

    def words(self, rarest: int) -> list[str]:
        """All words that are not rarer than this; for measurements, since it reads the whole file."""
        return [key for key, (rarity,) in self._trie.items() if rarity <= rarest and key[0] != SHAPED]

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, each with the letter that joins it to the next: `handlings`, `planen`.

        Together they always spell the word; a word that is no compound is its own only part.
        """
        return compounds.parts(word, self.rarity)


@cache
def load(path: Path) -> Lexicon:
    """The lexicon in the file; mapped, so that processes share it; the same one for the same path."""
    return Lexicon(marisa_trie.RecordTrie(CENTIBELS).mmap(str(path)))
