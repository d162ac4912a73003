"""The words of a paper that are covered, wherever they have been copied to: a register, a table, an answer's ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handslag.papers.rules.likeness import Word, words
from handslag.papers.rules.secrecy import COVER, Span, blacked_out, personal_number_spans

IN_A_ROW = 3
"""So many words of a passage in a row are covered also when the rest of it does not stand there."""
TOLD_FROM = 8
"""So many in a row in another text are told of: fewer stand in many texts by chance."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The secret passages of a paper: as folded words and as places (page, start, end), counted in the raw page.

    `cleared` are the digits that someone has said are no personal number.
    """

    passages: tuple[tuple[str, ...], ...] = ()
    cleared: frozenset[str] = frozenset()
    places: tuple[tuple[int, int, int], ...] = ()

    def __or__(self, other: Hidden) -> Hidden:
        """The words of both; a place is one paper's alone."""
        return Hidden((*self.passages, *other.passages), self.cleared | other.cleared)

    def hides(self, page: int, start: int, end: int) -> bool:
        """Whether any of a place in the paper is secret."""
        return any(number == page and first < end and start < last for number, first, last in self.places)

    def cover(self, text: str) -> str:
        """A text that was taken out of the paper, or written from it, with what is secret black.

        Covered: a whole passage, a text that stands whole inside one, and `IN_A_ROW` words of one; personal numbers.
        """
        if not text:
            return text
        spans = [span for span in personal_number_spans(text) if digits_of(text[slice(*span)]) not in self.cleared]
        page = words(text) if self.passages else []
        for passage in self.passages:
            spans += _shared(page, passage, min(IN_A_ROW, len(passage), len(page)))
        return blacked_out(text, spans) if spans else text

    def stands_in(self, text: str) -> bool:
        """Whether a whole passage, or `TOLD_FROM` words of one, stands in a text that is not taken from the paper."""
        page = words(text)
        return any(_shared(page, passage, min(TOLD_FROM, len(passage))) for passage in self.passages)


def hidden_of(
    passages: Iterable[str], cleared: Iterable[str] = (), places: Iterable[tuple[int, int, int]] = ()
) -> Hidden:
    """What is covered, from the passages' texts."""
    folded = (tuple(word.fold for word in words(text) if not word.fold.startswith(COVER)) for text in passages)
    return Hidden(tuple(dict.fromkeys(filter(None, folded))), frozenset(map(digits_of, cleared)), tuple(places))


def blacked(text: str) -> str:
    """All of a text black: one whose place is secret, whatever has become of its words."""
    return blacked_out(text, [(0, len(text))])


def digits_of(text: str) -> str:
    """The digits alone: a number is the same however it is written."""
    return "".join(letter for letter in text if letter.isdigit())[-10:]


def _shared(page: Sequence[Word], passage: Sequence[str], enough: int) -> list[Span]:
    """Where the page and the passage say the same, in at least so many words."""
    where: dict[str, list[int]] = defaultdict(list)
    for place, fold in enumerate(passage):
        where[fold].append(place)
    found = []
    for start, word in enumerate(page):
        for place in where.get(word.fold, ()):
            if start and place and page[start - 1].fold == passage[place - 1]:
                continue  # inside a run that has been seen from its beginning
            size = _run(page[start:], passage[place:])
            if size >= enough:
                found.append((word.start, page[start + size - 1].end))
    return found


def _run(page: Sequence[Word], passage: Sequence[str]) -> int:
    size = 0
    for word, fold in zip(page, passage, strict=False):
        if word.fold != fold:
            break
        size += 1
    return size
