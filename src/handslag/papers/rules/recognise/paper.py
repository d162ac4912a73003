"""A paper as recognition reads it: one text over all pages, its lines without page numbers, blocks and sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handslag.papers.rules.recognise.facts import Found, PageText, Span

_FURNITURE = re.compile(
    r"(?:(?:sid(?:a|an|nr)?|page|s)\.?\s*)?(?:nr\s*)?\d{1,3}\s*(?:(?:\(|/|av)\s*\d{1,3}\s*\)?)?|[-–]\s*\d{1,3}\s*[-–]",
    re.IGNORECASE,
)
_EDGE = 3
"""How many lines from the top and the bottom of a page can be its running head or foot."""
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010\u2011]$")
_END = re.compile(r"[.?!…]+[\"”’'»)\]]*(?=\s+[\"”’'»(\[–-]*\s*[A-ZÅÄÖÉ0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:m\.?\s?fl|m\.?\s?m|o\.?\s?s\.?\s?v|osv|t\.?\s?ex|bl\.?\s?a|s\.?\s?k|p\.?\s?g\.?\s?a|"
    r"d\.?\s?v\.?\s?s|"
    r"dvs|t\.?\s?o\.?\s?m|f\.?\s?d|fr\.?\s?o\.?\s?m|e\.?\s?d|resp|jfr|kl|nr|ca|cirka|max|min|st|dnr|kap|tf|"
    r"[A-ZÅÄÖ]|\d{1,2})$",
    re.IGNORECASE,
)
_NUMBER_END = re.compile(r"(?:^|\s)\d{1,2}$")
_COLUMN = re.compile(r"\S+(?:[ \u00a0]{1,2}\S+)*")
_VAST = re.compile(r"\s{200,}")
_UNSEEN = "\u2060"
_HEADING_ENDS = (".", ",", ";", ":", "-", "–", "?", "!")
_TOGETHER = ("och", "eller", "samt", "respektive")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paper with its place; `text` is stripped and empty for a blank one."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands by itself in a line that has columns; `column` is how far in it begins, or which it is."""

    start: int
    end: int
    text: str
    column: int


def tidy(text: str) -> str:
    """The text on one line: breaks joined, hyphens at the end of a line resolved, white space folded.

    `social-⏎tjänst` is one word, `barn-⏎och ungdomsvård` and `IT-⏎stöd` keep theirs.
    """
    parts: list[str] = []
    for line in text.replace("\u00ad\n", "-\n").splitlines():
        part = " ".join(line.replace("\u00ad", "").replace(_UNSEEN, "").split())
        if part and parts:
            parts[-1], gap = _joint(parts[-1], part)
            parts.append(gap)
        if part:
            parts.append(part)
    return "".join(parts)


def _joint(left: str, right: str) -> tuple[str, str]:
    """A line without the hyphen that only broke a word, and what stands between it and the next."""
    broken = _HYPHEN.search(left[-60:])
    if broken is None:
        return left, " "
    before, first = broken.group(1), right.split(maxsplit=1)[0].strip(",.;:")
    if first.casefold() in _TOGETHER:
        return left, " "
    if right[0].isupper() or right[0].isdigit() or (before.isupper() and len(before) > 1) or before[-1].isdigit():
        return left, ""
    return left[:-1], ""


def _broken(space: re.Match[str]) -> str:
    """Space without end, broken by a mark that is neither space nor letter: no pattern runs through all of it."""
    return "".join(_UNSEEN if at % 50 == 25 else sign for at, sign in enumerate(space.group()))


class Paper:
    """The pages as one text; places in it are told as page and offsets in that page."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.pages = tuple(PageText(page.number, _VAST.sub(_broken, page.text)) for page in pages)
        self.starts: list[int] = []
        position = 0
        for page in self.pages:
            self.starts.append(position)
            position += len(page.text) + 1
        self.text = "\n".join(page.text for page in self.pages)

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Page number, start and end in that page; what runs over a page break is placed on its first page."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        page, base = self.pages[index], self.starts[index]
        return page.number, min(start - base, len(page.text)), min(end - base, len(page.text))

    def found(self, field: str, value: Mapping[str, Any], span: Span, *, certain: bool) -> Found:
        page, start, end = self.place(span.start, span.end)
        return Found(field, dict(value), page, start, end, certain)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines without page numbers and running heads; pages are parted by a blank line unless text runs on."""
        repeated = _running_heads(self.pages)
        found: list[Line] = []
        for page, base in zip(self.pages, self.starts, strict=True):
            lines = [one for one in _page_lines(page.text, base, repeated) if one is not None]
            while lines and not lines[0].text:
                lines.pop(0)
            while lines and not lines[-1].text:
                lines.pop()
            if found and lines and not _runs_on(found[-1].text, lines[0].text):
                found.append(Line(lines[0].start, lines[0].start, ""))
            found.extend(_without_gaps(lines))
        return found

    @cached_property
    def filled(self) -> list[Line]:
        """The lines that say something."""
        return [line for line in self.lines if line.text]

    def cells(self, line: Line) -> list[Cell]:
        """The columns of a line, parted by tabs or wide gaps: most often it is one."""
        pieces = list(_COLUMN.finditer(line.text))
        inset = line.start - self.text.rfind("\n", 0, line.start) - 1
        tabs = "\t" in line.text
        return [
            Cell(line.start + one.start(), line.start + one.end(), one.group(), at if tabs else inset + one.start())
            for at, one in enumerate(pieces)
        ]

    @cached_property
    def width(self) -> int:
        """How long a full line is: where text was broken by the typesetter and not by the writer."""
        lengths = sorted(len(line.text) for line in self.filled)
        return lengths[int(len(lengths) * 0.9)] if lengths else 0

    def said(self, start: int, end: int) -> str:
        """What stands there, on one line and without what belongs to the page alone."""
        kept = []
        for index in range(self.line_at(start), len(self.lines)):
            line = self.lines[index]
            if line.start >= end:
                break
            if line.text:
                kept.append(self.text[max(line.start, start) : min(line.end, end)])
        return tidy("\n".join(kept))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """The index of the line in which the position stands, or after which it comes."""
        return max(bisect_right(self._line_starts, position) - 1, 0)

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Runs of lines without a blank one between: first line and the one after the last."""
        found, first = [], None
        for index, line in enumerate(self.lines):
            if line.text and first is None:
                first = index
            elif not line.text and first is not None:
                found.append((first, index))
                first = None
        if first is not None:
            found.append((first, len(self.lines)))
        return found

    def sentences_in(self, first: int, last: int) -> Iterator[Span]:
        """The sentences from line `first` to before line `last`."""
        lines = [line for line in self.lines[first:last] if line.text]
        start = 0
        for index in range(1, len(lines)):
            if _is_heading_over(lines[start:index], lines[index]):
                yield Span(lines[start].start, lines[start].end)
                start = index
        if lines:
            yield from sentences(self.text, lines[start].start, lines[-1].end)

    @cached_property
    def sentences(self) -> list[Span]:
        """All sentences; a heading or a list item is one of its own."""
        return [span for first, last in self.blocks for span in self.sentences_in(first, last)]


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch of text: not ended by *m.fl.*, *den 3.* or *Karin B.*"""
    first = start
    for stop in _END.finditer(text, start, end):
        if stop.start() < first or _goes_on(text, first, stop):
            continue
        yield _trimmed(text, first, stop.end())
        first = stop.end()
    if text[first:end].strip():
        yield _trimmed(text, first, end)


def _goes_on(text: str, first: int, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a number at the head of a list item."""
    if stop.group(0) != ".":
        return False
    before = text[max(first, stop.start() - 12) : stop.start()]
    if _NUMBER_END.search(before):
        return text[first : stop.start()].strip().isdigit()
    return _ABBREVIATION.search(before) is not None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def _blank(sign: str) -> bool:
    return sign.isspace() or sign == _UNSEEN


def _page_lines(text: str, base: int, repeated: frozenset[str]) -> Iterator[Line | None]:
    raw = _split(text)
    filled = [index for index, (start, end) in enumerate(raw) if text[start:end].strip(f" \t{_UNSEEN}").strip()]
    edge = {*filled[:_EDGE], *filled[-_EDGE:]}
    for index, (start, end) in enumerate(raw):
        span = _trimmed(text, start, end)
        words = text[span.start : span.end]
        if index in edge and (_masked(words) in repeated or (words and _FURNITURE.fullmatch(words))):
            yield None
        else:
            yield Line(base + span.start, base + span.end, words)


def _without_gaps(lines: list[Line]) -> list[Line]:
    """The lines of a page but for the blank ones inside a sentence, which a reading program puts where it likes."""
    kept: list[Line] = []
    for line in lines:
        if line.text and len(kept) > 1 and not kept[-1].text and _runs_on(kept[-2].text, line.text):
            kept.pop()
        kept.append(line)
    return kept


def _split(text: str) -> list[tuple[int, int]]:
    """The lines of a page; every kind of line break, as `str.splitlines` knows them."""
    found, position = [], 0
    for line in text.splitlines(keepends=True):
        found.append((position, position + len(line)))
        position += len(line)
    return found


def _masked(line: str) -> str:
    return _DIGITS.sub("0", line.casefold())


def _running_heads(pages: Sequence[PageText]) -> frozenset[str]:
    """Lines that stand at the top or the bottom of more than half of the pages, two at least."""
    if len(pages) < 2:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.text.splitlines() if line.strip()]
        edge = {_masked(line) for line in (*lines[:_EDGE], *lines[-_EDGE:]) if not line.endswith("?")}
        seen.update(edge)
    return frozenset(line for line, times in seen.items() if times >= 2 and times * 2 > len(pages))


def _is_heading_over(before: list[Line], line: Line) -> bool:
    """Whether the one line before is a heading right above its text: short, unfinished, and the text begins anew."""
    if len(before) != 1 or not line.text[0].isupper():
        return False
    text = before[0].text
    if text.endswith(_HEADING_ENDS):
        return False
    if text.startswith("§"):
        return len(text) <= 90
    words = text.split()
    short = len(words) <= 4 and len(text) <= 40 < len(line.text)
    return short and text[0].isupper() and not any(word[0].isupper() for word in words[1:])


def _runs_on(before: str, after: str) -> bool:
    return not before or before[-1] in ",-–" or after[0].islower()
