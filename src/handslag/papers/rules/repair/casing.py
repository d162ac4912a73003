"""The case of a repaired word: that of what was read, but for capitals that are misread small letters."""

from __future__ import annotations

import re

from handslag.papers.rules.repair.channel import DOTTED
from handslag.papers.rules.repair.vocabulary import names

_SENTENCE_END = re.compile(r"(?:^|[.!?:•]|\n\s*\n)[\s\"”»(–-]*$")
_RUNS_ON = re.compile(r"[a-zåäöé,] $")
_RUNS_ON_LINE = re.compile(r"[a-zåäöé,] *\r?\n$")
_SMALL = frozenset(("över", "är", "åt", "än", "även"))
"""Words that no heading begins with, when the line before does not end a sentence."""
_SHOUTED = re.compile(r"(?:^|\s)[^\W\d_a-zåäöé]{2,}[^\w]*$")
_NOISE = "AOGÅÄÖÉ"
"""Capitals that a dotted letter inside a word is misread as; they say nothing of its case."""


def cased(word: str, read: str, before: str, *, ordinary: bool) -> str:
    """The word (in lower case) in the case of what was read; `before` is the text just before it.

    An `ordinary` word inside a sentence is no name: a capital that it begins with is a dotted letter misread.
    """
    if _is_shouted(read, before):
        return word.upper()
    if not read[0].isalpha():
        return word.capitalize() if read[0] not in "46&@" and _SENTENCE_END.search(before) else word
    if not read[0].isupper() or (read[0] == "I" and word[0] == "l" and read[1:].islower()):
        return word
    if word in _SMALL and before.rstrip(" ")[-1:] == "\n" and _RUNS_ON_LINE.search(before):
        return word
    if ordinary and word[0] in DOTTED and _RUNS_ON.search(before) and not _is_name(word):
        return word
    whole = "-" in read and all(part[:1].isupper() for part in read.split("-"))
    return "-".join(part.capitalize() for part in word.split("-")) if whole else word.capitalize()


def _is_name(word: str) -> bool:
    return any(
        word[:length] in names() for length in {*range(5, len(word) + 1), len(word), len(word.removesuffix("s"))}
    )


def _is_shouted(read: str, before: str) -> bool:
    """Whether the word stands in capitals: `NAMNDEN`, but not `PA torget` or `HAllstrom`."""
    letters = [sign for sign in read if sign.isalpha()]
    if len(letters) < 2 or not all(map(str.isupper, letters)):
        return False
    sure = [sign for sign in letters if sign not in _NOISE]
    return len(sure) > 1 or len(letters) > 3 or bool(_SHOUTED.search(before))
