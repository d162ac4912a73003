"""Places in a page: from the text as it is read to the page as it came, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Change = Sequence[object]
"""`(start, end, words)`: what stands in the raw page from `start` to `end` is read as `words`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that is read otherwise than it came: where it stands in the text, and what the raw page says there."""

    start: int
    end: int
    raw: str


def apply(raw: str, changes: Sequence[Change]) -> str:
    """The page with its changes, which come in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for start, end, words in map(_plain, changes):
        parts += (raw[at:start], words)
        at = end
    return "".join((*parts, raw[at:]))


def marks(raw: str, changes: Sequence[Change]) -> tuple[Mark, ...]:
    """Where the changed words stand in the text."""
    made, moved = [], 0
    for start, end, words in map(_plain, changes):
        made.append(Mark(start + moved, start + moved + len(words), raw[start:end]))
        moved += len(words) - (end - start)
    return tuple(made)


def to_raw(changes: Sequence[Change], position: int) -> int:
    """The place in the raw page of a place in the text; inside a changed word as far in as the raw word reaches."""
    moved = 0
    for start, end, words in map(_plain, changes):
        if position <= start + moved:
            break
        if position < start + moved + len(words):
            return min(position - moved, end)
        moved += len(words) - (end - start)
    return position - moved


def to_text(changes: Sequence[Change], position: int) -> int:
    """The place in the text of a place in the raw page; inside a changed word as far in as the new word reaches."""
    moved = 0
    for start, end, words in map(_plain, changes):
        if position <= start:
            break
        if position < end:
            return min(position, start + len(words)) + moved
        moved += len(words) - (end - start)
    return position + moved


def raw_span(changes: Sequence[Change], start: int, end: int) -> tuple[int, int]:
    """The passage of the raw page that a passage of the text was read from, changed words whole."""
    first, last, moved = to_raw(changes, start), to_raw(changes, end), 0
    for begins, stops, words in map(_plain, changes):
        text_from, text_to = begins + moved, begins + moved + len(words)
        if text_from < start < text_to:
            first = begins
        if text_from < end < text_to:
            last = stops
        moved += len(words) - (stops - begins)
    return first, last


def text_span(changes: Sequence[Change], start: int, end: int) -> tuple[int, int]:
    """The passage of the text that a passage of the raw page is read as, changed words whole."""
    first, last, moved = to_text(changes, start), to_text(changes, end), 0
    for begins, stops, words in map(_plain, changes):
        if begins < start < stops:
            first = begins + moved
        if begins < end < stops:
            last = begins + moved + len(words)
        moved += len(words) - (stops - begins)
    return first, last


def with_change(changes: Sequence[Change], start: int, end: int, words: str) -> list[list[int | str]]:
    """The changes with one more, in raw offsets, in place of those it touches."""
    kept = [each for each in map(_plain, changes) if each[1] <= start or each[0] >= end]
    return [list(each) for each in sorted([*kept, (start, end, words)])]


def _plain(change: Change) -> tuple[int, int, str]:
    start, end, words = change
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end, str(words)
