"""A word's shape: what is left when all that a dotted letter can be misread as is one sign.

A reader that does not know Swedish sees å, ä and ö as a, d, é, i, o, 4, 6, @ or &, or as two of them, or joins one to
its neighbour. The shape writes each run of such letters as one dot, so that what was printed and what was read have
the same one: `mojligheter`, `mdéjligheter` and `möjligheter` are all `m.jl.gheter`.
"""

from __future__ import annotations

import re

OPEN = "aodiéåäöáàó"
"""The letters of words that are written as a dot."""
_OPEN = re.compile(f"[{OPEN}]+")
_MISREAD = re.compile(f"[{OPEN}46@&0]+")


def shape(word: str) -> str:
    """The shape of a Swedish word in lower case."""
    return _OPEN.sub(".", word)


def misread_shape(piece: str) -> str:
    """The shape of what was read, in lower case, in which digits and signs can stand for letters too."""
    return _MISREAD.sub(".", piece)
