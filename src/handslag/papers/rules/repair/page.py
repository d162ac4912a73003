"""One page: gate, words, candidates, neighbours, and the changes that make the repaired text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from handslag.core.swedish.lexicon import Lexicon
from handslag.papers.rules.repair import channel, gate
from handslag.papers.rules.repair.candidates import Candidate, candidates
from handslag.papers.rules.repair.casing import cased
from handslag.papers.rules.repair.context import Context
from handslag.papers.rules.repair.grammar import kinds
from handslag.papers.rules.repair.pieces import Piece, pieces
from handslag.papers.rules.repair.vocabulary import Vocabulary, names

ENOUGH_LETTERS = 150
"""From so many letters on, a page without å, ä and ö cannot be clean Swedish."""
WORDS_REMEMBERED = 30_000
_ACRONYM = re.compile(r"[A-ZÅÄÖ]{1,4}s?|(?![A-Z][46][a-z])[A-ZÅÄÖ]+\d+\w*|\d+[a-zA-Z]?|\d+[:.]\w+|[a-zA-Z]")
_SENTENCE_END = re.compile(r"[.!?:;•]|\n[ \t]*\r?\n")
ORDINARY, VERY_COMMON = 16.0, 10.5
"""Words that cost less are ordinary ones."""
_ORDINARY_BEGUN = ("över", "åter", "öppn", "önsk", "ökan", "åtgärd", "ärend", "ändr", "ägar", "äldre", "ännu")
"""And so are all words that begin so."""
_LONE_I = "1|[]!"
_COUNTED = re.compile(r"(?i)\b(?:nr|kl|kap|punkt|sida|bilaga|.rende|del|fas|steg|vecka|ca|cirka|den|tertial)\s$")
"""After these a 1 is a number."""
_DOUBLED = re.compile(r"([a-z])(?!\1)(?i:\1)")
"""A letter read twice, small and big: `kKo`."""
_LOOKS = str.maketrans({"|": "l", "[": "l", "]": "l", "¢": "c", "€": "@", "£": "@"})
"""Signs inside words, and what they are taken for."""
_SHORT = re.compile(r"[46&][rntv]|£[48&]")
_SHORT_SHOUTED = frozenset(("på", "så", "då", "är", "åt", "än", "två", "blå", "när", "här", "där", "för", "får", "få"))
_SMALL_BEFORE = re.compile(r"[a-zåäöé,] $|[a-zåäöé]-$")
MISREAD_G, MISREAD_G_FIRST = 1.5, 5.0
"""Nats for a `G` that is a misread dotted letter, inside a sentence and where a capital may stand."""
_CAPITAL_AFTER = re.compile(r" [A-ZÅÄÖÉ][a-zåäöé6]")
NAMED = 6.0
"""Nats that a capital inside a sentence is worth for a name."""
AS_IT_STANDS = 1.5
"""And for a word that is one as it stands: `Lisa` is no `läsa`."""


class Change(NamedTuple):
    """`raw[start:end]` reads `text` once repaired."""

    start: int
    end: int
    text: str


class Repaired(NamedTuple):
    """A page's text after repair; `garbled` says whether the page was one to repair."""

    text: str
    changes: tuple[Change, ...]
    garbled: bool


def repair(raw: str, lexicon: Lexicon, known: Collection[str] = ()) -> Repaired:
    """The page with its å, ä and ö back; a clean page, or one in another language, as it is, byte for byte.

    `known` are words the archive has learnt from people; they win over any other that a word can be.
    """
    untouched = Repaired(raw, (), garbled=False)
    if not gate.lacks_dots(raw) or not gate.is_swedish(raw):
        return untouched
    vocabulary = _vocabulary(lexicon, frozenset(known))
    quoted = gate.foreign(raw)
    read = [piece for piece in pieces(raw) if not any(start <= piece.start < end for start, end in quoted)]
    found = _joined(read, vocabulary)
    if not _is_garbled(raw, found, vocabulary):
        return untouched
    words = vocabulary.context.chosen(
        [_weighed(raw, piece, vocabulary) for piece in found],
        [bool(_SENTENCE_END.search(raw[left.end : right.start])) for left, right in pairwise(found)],
    )
    changes = tuple(
        change for piece, word in zip(found, words, strict=True) for change in _changes(raw, piece, word, vocabulary)
    )
    return Repaired(applied(raw, changes), changes, garbled=True)


def applied(raw: str, changes: Sequence[Change]) -> str:
    """The raw text with the changes made."""
    out, at = [], 0
    for change in changes:
        out += [raw[at : change.start], change.text]
        at = change.end
    return "".join([*out, raw[at:]])


@lru_cache(maxsize=2)
def _context(lexicon: Lexicon) -> Context:
    return Context(lexicon.rarity)


@lru_cache(maxsize=4)
def _vocabulary(lexicon: Lexicon, known: frozenset[str]) -> _Remembering:
    return _Remembering(lexicon, known)


class _Remembering(Vocabulary):
    """A vocabulary that remembers what the words it has met can have been: the next page has the same ones."""

    def __init__(self, lexicon: Lexicon, known: Collection[str]) -> None:
        super().__init__(lexicon, known)
        self.candidates = lru_cache(maxsize=WORDS_REMEMBERED)(self._candidates)
        self.context = _context(lexicon)

    def _candidates(self, piece: str, name: bool) -> list[Candidate]:
        return candidates(piece, self, name=name)


def _read(piece: Piece) -> str:
    """The piece in lower case, with capitals inside a word taken for the letters they look like."""
    text = piece.text
    if text[0] == "£":
        text = "f" + text[1:].replace("8", "4")
    if not text.isupper():
        text = text[0] + re.sub(r"(?<=[a-zé])I|I(?=[a-z])", "l", text[1:])
        text = _DOUBLED.sub(r"\1", text)
        text = re.sub(r"(?<=[a-zé])[AO](?=[aoédi6])", "", text)
        text = re.sub(r"(?<=[a-zé])G(?=[a-z])", "6", text)
    return text.translate(_LOOKS).lower()


def _joined(found: list[Piece], vocabulary: _Remembering) -> list[Piece]:
    """The pieces, with those broken at a line's end whole again where that gives a likelier word."""
    out: list[Piece] = []
    for piece in found:
        if len(piece.places) == 1:
            out.append(piece)
            continue
        halves = piece.apart()
        whole = vocabulary.candidates(_read(piece), False)[0].cost
        apart = sum(vocabulary.candidates(_read(half), False)[0].cost for half in halves)
        out += [piece] if whole <= apart + 4 else halves
    return out


def _is_garbled(raw: str, found: list[Piece], vocabulary: _Remembering) -> bool:
    """Whether words stand on the page that are none, and would be with their dots."""
    mended = 0
    for piece in found:
        if not _is_word(piece.text):
            continue
        read = _read(piece)
        best = vocabulary.candidates(read, piece.text[0].isupper())[0]
        plain = vocabulary.cost(read)
        if set(best.word) & set(channel.DOTTED) and (plain is None or plain > best.cost + 3):
            mended += 1
    return mended >= (1 if gate.letters(raw) >= ENOUGH_LETTERS else 2 if len(found) > 3 else 1) and mended * 60 >= len(
        found
    )


def _is_word(text: str) -> bool:
    """Whether the piece is one to repair: no number, no abbreviation in capitals, no single letter."""
    return not _ACRONYM.fullmatch(text) and any(map(str.isalpha, text))


def _weighed(raw: str, piece: Piece, vocabulary: _Remembering) -> list[Candidate]:
    """What the piece can have been, with costs; itself alone when it is not one to repair."""
    text = piece.text
    if text in _LONE_I:
        return _lone(raw, piece)
    inside = bool(_SMALL_BEFORE.search(raw[max(0, piece.start - 2) : piece.start]))
    if text in "nr" and inside and re.match(r"[ \n][a-zé]", raw[piece.end : piece.end + 2]):
        return [Candidate("är" if text == "r" else "än", 0.0)]
    if raw[piece.start - 1 : piece.start] == "(" and raw[piece.end : piece.end + 1] == ")" and len(text) < 4:
        return [Candidate(text.lower(), 0.0)]
    if not _is_word(text) and not _SHORT.fullmatch(text):
        return _short_shouted(text, vocabulary)
    found = vocabulary.candidates(_read(piece), text[0].isupper())
    if text[0] == "G" and text[1:].islower():
        extra = MISREAD_G if inside else MISREAD_G_FIRST
        other = [found for sign in "6a" for found in vocabulary.candidates(sign + _read(piece)[1:], False)]
        found = found + [Candidate(word, cost + extra) for word, cost in other if word[0] in channel.DOTTED]
    if text[0].isupper() and (inside or _CAPITAL_AFTER.match(raw, piece.end)):
        stands = text.lower() if (vocabulary.cost(text.lower()) or ORDINARY) < ORDINARY else ""
        found = [Candidate(word, cost - _of_name(word, stands)) for word, cost in found]
    return found


def _of_name(word: str, stands: str) -> float:
    """Nats that a capital inside a sentence is worth for the word: a name, or the word as it stands."""
    named = word in names() or word.removesuffix("s") in names()
    return NAMED if named else AS_IT_STANDS if word == stands else 0.0


def _short_shouted(text: str, vocabulary: _Remembering) -> list[Candidate]:
    """`PA` and `AR` are words in which a small letter was read as a capital; `MP` and `KLN` are as they stand."""
    if text.isupper() and text.isalpha() and 1 < len(text) < 4 and set(text) & set("AO"):
        words = [found for found in vocabulary.candidates(text.lower(), False) if found.word in _SHORT_SHOUTED]
        if words:
            return words[:1]
    return [Candidate(text.lower(), 0.0)]


def _lone(raw: str, piece: Piece) -> list[Candidate]:
    """`1`, `|` and `[` alone are the word `i` when words stand on both sides of them on the line."""
    before, after = raw[: piece.start], raw[piece.end :]
    follows = re.match(r"[ \n][^\W\d_]{2,}|[ \n]\d{4}\b", after)
    if piece.text == "1":
        spoken = re.search(r"[^\W\d_]{2,}[ \n]$", before) and re.match(r"[ \n][^\W\d_]{2,}", after)
        return [Candidate("i" if spoken and not _COUNTED.search(before) else "1", 0.0)]
    begins = re.search(r"(?:^|[\s(\"”])$", before)
    return [Candidate("i" if begins and follows else piece.text, 0.0)]


def _changes(raw: str, piece: Piece, word: str, vocabulary: _Remembering) -> list[Change]:
    """The changes that make the piece read as the word, each half in its own line."""
    read = _read(piece)
    if piece.text in _LONE_I:
        capital = piece.text != "1" and not re.search(r"[a-zåäöé,] $", raw[: piece.start])
        text = word.upper() if capital and word == "i" else word
        return [] if text == piece.text else [Change(piece.start, piece.end, text)]
    if word == read and read == piece.text.lower():
        return []
    common = _is_ordinary(word, vocabulary)
    text = cased(word, piece.text, raw[max(0, piece.start - 12) : piece.start], ordinary=common)
    if len(piece.places) == 1:
        return [] if text == piece.text else [Change(piece.start, piece.end, text)]
    cut = _cut(word, read, piece.places[0][1] - piece.places[0][0])
    halves = zip(piece.places, (text[:cut], text[cut:]), strict=True)
    return [Change(start, end, half) for (start, end), half in halves if raw[start:end] != half]


def _is_ordinary(word: str, vocabulary: _Remembering) -> bool:
    """Whether the word is no name: a very common one, or a common one that has other forms, as names have not."""
    cost = vocabulary.cost(word) or ORDINARY
    formed = cost < ORDINARY and bool(kinds(word, vocabulary.lexicon.rarity))
    return word.startswith(_ORDINARY_BEGUN) or cost < VERY_COMMON or formed


def _cut(word: str, read: str, at: int) -> int:
    """Where the repaired word is to be broken when what was read is broken after `at` signs."""
    return min(
        range(1, len(word)),
        key=lambda cut: _far(word[:cut], read[:at]) + _far(word[cut:], read[at:]),
    )


def _far(word: str, read: str) -> float:
    """How far a half of the word is from the half that was read."""
    return channel.run_cost(word, read) if abs(len(word) - len(read)) <= 3 else 1000.0 + abs(len(word) - len(read))
