"""What was struck and what was added between two texts, marked by whole words and never as confetti."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

What = Literal["same", "removed", "added"]
_TOKEN = re.compile(r"\n+|[^\S\n]+|\d[\d.,:/-]*\d(?!\w)|[\w§%]+(?:[-’'./:][\w§%]+)*|.")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*(?:[.!?]+|$)?[^\S\n]*|\n+")
_WORD = re.compile(r"\w")
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
LIKE = 0.4
"""Two sentences that share less than this of their words are not one reworded but one struck and one added."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text, and whether it stands in both, only in the earlier or only in the later."""

    what: What
    text: str


def paragraphs(text: str) -> str:
    """The text with white space that means nothing taken away: a line a paragraph or item, no line breaks within."""
    lines: list[str] = []
    fresh = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            fresh = True
        elif fresh or not lines or _ITEM.match(line + " "):
            lines.append(line)
            fresh = False
        else:
            lines[-1] += f" {line}"
    return "\n".join(lines)


def mark_words(before: str, after: str) -> tuple[Mark, ...]:
    """How `after` came of `before`: same and removed pieces joined give the one, same and added the other.

    Sentences are paired first, so that words are only compared within what is one sentence reworded.
    """
    if before == after:
        return (Mark("same", before),) if before else ()
    old, new = _sentences(before), _sentences(after)
    marks: list[Mark] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            marks.append(Mark("same", "".join(old[a:b])))
        else:
            marks += _reworded(old[a:b], new[c:d])
    return tuple(_joined(marks))


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.findall(text) if piece]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _words(text: str) -> list[str]:
    return [token.casefold() for token in _tokens(text) if _WORD.search(token)]


def _likeness(one: str, other: str) -> float:
    """How much of their words two sentences share, in order: 0 to 1."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _reworded(old: Sequence[str], new: Sequence[str]) -> Iterator[Mark]:
    """Pair the sentences that are most alike, in order; what has no pair is struck or added whole."""
    pairs = _pairs(old, new)
    i = j = 0
    for a, b in [*pairs, (len(old), len(new))]:
        yield from _whole("removed", old[i:a])
        yield from _whole("added", new[j:b])
        if a < len(old):
            yield from _within(old[a], new[b])
        i, j = a + 1, b + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of alike sentences that do not cross, with the greatest likeness in all."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[_likeness(a, b) if len(old) * len(new) <= 900 else 0.0 for b in new] for a in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            pair = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if like[i][j] >= LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _whole(what: What, sentences: Iterable[str]) -> Iterator[Mark]:
    if text := "".join(sentences):
        yield Mark(what, text)


def _within(old: str, new: str) -> Iterator[Mark]:
    """Words struck and added within one sentence; a lonely word between two changes goes with them."""
    a, b = _tokens(old), _tokens(new)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    told = [any(_WORD.search(one) for one in (*a[i:j], *b[k:m])) for _, i, j, k, m in codes]
    for place, (kind, i, j, k, m) in enumerate(codes):
        between = 0 < place < len(codes) - 1 and told[place - 1] and told[place + 1]
        if kind == "equal" and not (between and _slight(a[i:j])):
            yield Mark("same", "".join(a[i:j]))
            continue
        yield from _whole("removed", a[i:j])
        yield from _whole("added", b[k:m])


def _slight(tokens: Sequence[str]) -> bool:
    """Whether a run that two changes share is too small to stand by itself: at most one word, or two short ones."""
    words = [token for token in tokens if _WORD.search(token)]
    return len(words) < 2 or (len(words) == 2 and sum(map(len, words)) <= 6)


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Neighbours of the same kind as one; between two same pieces first all that was struck, then all added."""
    struck, added = "", ""
    same = ""
    for mark in marks:
        if mark.what == "same":
            if struck or added:
                yield from _change(struck, added)
                struck = added = ""
            same += mark.text
            continue
        if same:
            yield Mark("same", same)
            same = ""
        if mark.what == "removed":
            struck += mark.text
        else:
            added += mark.text
    if same:
        yield Mark("same", same)
    yield from _change(struck, added)


def _change(struck: str, added: str) -> Iterator[Mark]:
    if struck:
        yield Mark("removed", struck)
    if added:
        yield Mark("added", added)
