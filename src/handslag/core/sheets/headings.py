"""Understands headings: which declared column a heading stands for, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import HeadingSeen, How
from handslag.core.sheets.shapes import Cell, Format, HandMapping
from handslag.core.sheets.words import shown
from handslag.core.text import fold

LONGEST_HEADING = 80
# The surest first: a surer heading takes the column from a less sure one.
_SURE: tuple[How, ...] = ("mapping", "name", "synonym", "likeness")
_ADDITION = re.compile(
    r"\((?:i )?(?:kr|sek|tkr|kkr|ksek|mnkr|mkr|msek|kronor|tusental kronor|[åymd]{2,4}(?:[-/. ][åymd]{1,4})*|"
    r"obligatorisk\w*|frivillig\w*|valfri\w*|datum|text|\*)\)"
)
_JOINTS = re.compile(r"[\W_]+")
_PLAIN = str.maketrans("åäöéü", "aaoeu")


def heading_key(text: str) -> str:
    """A heading as letters and digits alone, without what only tells its unit or form: `Klart senast (ÅÅÅÅ-MM-DD):`."""
    return _JOINTS.sub("", _ADDITION.sub("", fold(text)))


class Headings:
    """Understands the headings of one format, with a person's mapping. Remembers what it has understood."""

    def __init__(self, form: Format, mapping: HandMapping) -> None:
        self.form = form
        self._by_hand = {fold(heading): column for heading, column in mapping.headings.items()}
        self._names = {heading_key(column.name): column.name for column in form.columns}
        self._synonyms = {heading_key(word): column.name for column in form.columns for word in column.synonyms}
        self._known: dict[str, tuple[str | None, How]] = {}

    def row(self, cells: Sequence[Cell], *, near: bool = True) -> tuple[HeadingSeen, ...]:
        """Every non-empty cell of a row understood as a heading, no column taken twice.

        Those that stand for no column carry the one they are most like, when it is asked for.

        A column goes to the surest heading: set by hand, its name, a synonym, likeness. Two headings that are
        equally sure of one column are "duplicate" by name, synonym or hand; by likeness they are "ambiguous" and
        neither is taken, for a guess could take the wrong one.
        """
        seen = [(place, text, *self._understand(text)) for place, text in enumerate(map(_heading, cells)) if text]
        best: dict[str, int] = {}
        claims: Counter[tuple[str, int]] = Counter()
        for _place, _text, column, how in seen:
            if column is not None:
                rank = _SURE.index(how)
                best[column] = min(best.get(column, rank), rank)
                claims[column, rank] += 1
        settled = (self._settle(place, text, column, how, best, claims) for place, text, column, how in seen)
        if not near:
            return tuple(settled)
        free = set(self._names.values()) - set(best)
        return tuple(replace(one, suggestion=self._suggest(one, free)) for one in settled)

    def _settle(
        self,
        place: int,
        text: str,
        column: str | None,
        how: How,
        best: dict[str, int],
        claims: Counter[tuple[str, int]],
    ) -> HeadingSeen:
        if column is None:
            return HeadingSeen(place, text, None, how)
        rank = _SURE.index(how)
        if rank > best[column]:
            return HeadingSeen(place, text, None, "taken")
        if claims[column, rank] > 1:
            if how == "likeness":
                return HeadingSeen(place, text, None, "ambiguous", column)
            return HeadingSeen(place, text, None, "duplicate", column)
        return HeadingSeen(place, text, column, how)

    def _suggest(self, seen: HeadingSeen, free: set[str]) -> str | None:
        """The free column whose name or synonym is most like a heading that stands for none."""
        if seen.column or seen.suggestion or seen.how in ("ignored", "taken") or len(seen.text) > LONGEST_HEADING:
            return seen.suggestion
        words = {
            word: column.name
            for column in self.form.columns
            if column.name in free
            for word in (column.name, *column.synonyms)
        }
        like = suggest(seen.text, words, least=65)
        return None if like is None else words[like]

    def _understand(self, text: str) -> tuple[str | None, How]:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> tuple[str | None, How]:
        folded = fold(text)
        if folded in self._by_hand:
            column = self._by_hand[folded]
            return (column, "mapping") if column in self._names.values() else (None, "ignored")
        key = heading_key(text)
        if key in self._names:
            return self._names[key], "name"
        if key in self._synonyms:
            return self._synonyms[key], "synonym"
        if not key or len(text) > LONGEST_HEADING:
            return None, "unknown"
        near = self._near(key, abbreviated=folded.endswith("."))
        if len(near) == 1:
            return near.pop(), "likeness"
        return None, "ambiguous" if near else "unknown"

    def _near(self, key: str, *, abbreviated: bool) -> set[str]:
        """The columns a key is as good as equal to: more than one means that nobody can tell."""
        return {
            column
            for words in (self._names, self._synonyms)
            for word, column in words.items()
            if _nearly_equal(key, word) or (abbreviated and len(key) >= 3 and word.startswith(key))
        }


def _nearly_equal(key: str, word: str) -> bool:
    """Equal but for diacritics; or one slip in five letters or more; or two in ten with the same start.

    `Startdatum` is two letters from `Svarsdatum`: hence the same four letters first.
    """
    if key.translate(_PLAIN) == word.translate(_PLAIN):
        return True
    shortest = min(len(key), len(word))
    if shortest < 5:
        return False
    allowed = 2 if shortest >= 10 and key[:4] == word[:4] else 1
    return OSA.distance(key, word, score_cutoff=allowed) <= allowed


def _heading(cell: Cell) -> str:
    return shown(cell) if isinstance(cell, str) else ""
