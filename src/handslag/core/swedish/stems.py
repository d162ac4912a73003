"""The stem of a Swedish word: what its forms have in common, with or without dots and rings."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from handslag.core.swedish.words import fold

_SNOWBALL = snowballstemmer.stemmer("swedish")
LONGEST = 60
"""Longer runs of letters are no words; they are their own stem."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of the word, folded first: `Förvaltningarna`, `forvaltning` and `förvaltningens` give one.

    Folding comes first because the stems must agree whether the dots are there or not: in Swedish å, ä and ö are
    vowels as a and o are, and no ending that Snowball takes away but `löst` holds any of them.
    """
    folded = fold(word)
    return folded if len(folded) > LONGEST else str(_SNOWBALL.stemWord(folded))
