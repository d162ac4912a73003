"""The words of a page as they were read, with their places; halves of a word broken at a line's end belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"[^\W_]+(?:[@&|\[\]!¢£€]+[^\W_]+)*[@&]?"  # a word, with signs in it that letters are taken for
    r"|[@&€](?=[^\W\d_])[^\W_]+"  # one that begins with such a sign
    r"|(?<!\S)£(?:[48&]|[^\W\d_]\w*)(?!\w)"  # `£8` for `få`
    r"|(?<!\S)[|\[\]&!](?!\S)"  # `|` for `I`
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}\b|\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:se|nu|com|org|eu)\b(?:/\S*)?"
)
"""Addresses on the net, which have no dots even in Swedish; nothing in them is a word."""
_BREAK = re.compile(r"[-‐¬][ \t]*\r?\n[ \t]*")
_JOINERS_WORDS = """
och eller samt till som resp respektive
"""
_JOINERS = frozenset(_JOINERS_WORDS.split())


@dataclass(frozen=True)
class Piece:
    """A run of signs that is one word, or the two halves of one; `places` are where it stands in the page."""

    text: str
    places: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.places[-1][1]

    def apart(self) -> list[Piece]:
        """Its halves, each a piece of its own."""
        begun, halves = 0, []
        for start, end in self.places:
            halves.append(Piece(self.text[begun : begun + end - start], ((start, end),)))
            begun += end - start
        return halves


def pieces(raw: str) -> list[Piece]:
    """The pieces of the page in order."""
    found: list[Piece] = []
    addresses = [match.span() for match in _ADDRESS.finditer(raw)]
    for match in _PIECE.finditer(raw):
        if any(start <= match.start() < end for start, end in addresses):
            continue
        piece = Piece(match.group(), (match.span(),))
        if found and _broken(raw, found[-1], piece):
            piece = Piece(found[-1].text + piece.text, (*found[-1].places, *piece.places))
            found.pop()
        found.append(piece)
    return found


def _broken(raw: str, left: Piece, right: Piece) -> bool:
    """Whether the two are halves of a word that was broken at the line's end."""
    between = raw[left.end : right.start]
    return (
        len(left.places) == 1
        and bool(_BREAK.fullmatch(between))
        and left.text[-1].isalpha()
        and right.text[0] not in "|[]!"
        and not right.text[0].isupper()
        and not right.text.isdigit()
        and right.text.lower() not in _JOINERS
    )
