"""The piece of a text that shows why it was found, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handslag.core.swedish.words import spans as word_spans

BEFORE, AROUND = 10, 34
"""Words before the first found one, and words in all."""
LONGEST = 420
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of text, marked or not."""

    text: str
    marked: bool = False


def best_window(places: Sequence[tuple[int, int]], width: int = AROUND - BEFORE) -> int:
    """The place where the window with the most different words begins. `places` are (place, which word), rising."""
    best, found = places[0][0], (0, 0)
    for first, (start, _) in enumerate(places):
        inside = [which for place, which in places[first : first + 12] if place < start + width]
        worth = (len(set(inside)), len(inside))
        if worth > found:
            best, found = start, worth
    return best


def snippet(text: str, marked: Collection[int], first: int) -> list[Bit]:
    """The text around its word number `first`, with the words whose numbers are in `marked` marked."""
    begin = max(0, first - BEFORE)
    spans = word_spans(text, begin + AROUND + 1)
    if not spans:
        return [Bit(_spaced(text[:LONGEST]))]
    first = min(first, len(spans) - 1)
    begin = min(begin, first)
    finish = min(len(spans), begin + AROUND)
    start = 0 if begin == 0 else spans[begin][0]
    end = len(text) if finish == len(spans) else spans[finish - 1][1]
    start, end = max(start, spans[first][0] - LONGEST // 2), min(end, spans[first][0] + LONGEST)
    bits = [Bit("… ")] if start > 0 else []
    at = start
    for number in sorted(marked):
        if not begin <= number < finish or spans[number][1] > end or spans[number][0] < at:
            continue
        bits += [Bit(text[at : spans[number][0]]), Bit(text[slice(*spans[number])], marked=True)]
        at = spans[number][1]
    bits.append(Bit(text[at:end]))
    if end < len(text.rstrip()):
        bits.append(Bit(" …"))
    return [bit for bit in (Bit(_spaced(one.text), one.marked) for one in bits) if bit.text]


def whole(text: str, marked: Collection[int]) -> list[Bit]:
    """All of a short text, with its words of these numbers marked."""
    bits, at = [], 0
    for number, (start, end) in enumerate(word_spans(text)):
        if number in marked:
            bits += [Bit(text[at:start]), Bit(text[start:end], marked=True)]
            at = end
    return [bit for bit in (*bits, Bit(text[at:])) if bit.text]


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text)
