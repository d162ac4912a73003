"""Lists in a paper: numbered, lettered, with dashes or dots, or with *att*; items that run on, also over pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handslag.papers.rules.recognise.facts import Span
from handslag.papers.rules.recognise.kinds import heading_kind
from handslag.papers.rules.recognise.marks import ends, is_closing, is_section, kind_of, marker, marker_alone
from handslag.papers.rules.recognise.paper import Line, Paper, tidy

_AHEAD = 14
"""How many lines an item may run on before the next one, when they could be taken for text after the list."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its words without the marker, and where they stand."""

    label: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Listed:
    """A list from its first line to before `last`."""

    first: int
    last: int
    kind: str
    items: tuple[Item, ...]


@dataclass(slots=True)
class _Open:
    """An item that is being read."""

    label: str
    start: int
    end: int
    last_line: str


def lists(paper: Paper) -> Iterator[Listed]:
    """All lists of the paper, in order."""
    index = 0
    while index < len(paper.lines):
        found = list_at(paper, index) if _opens(paper.lines[index]) else None
        if found is not None:
            yield found
            index = max(found.last, index + 1)
        else:
            index += 1


def _opens(line: Line) -> bool:
    return bool(line.text) and (marker(line.text) is not None or marker_alone(line.text))


def _sign(text: str) -> tuple[str, str, int] | None:
    """Kind, label and length of the marker at the head of a line."""
    if marker_alone(text):
        bare = text.strip("().")
        kind = "num" if bare.isdigit() else "letter" if bare.isalpha() else "dot"
        return kind, bare, len(text)
    match = marker(text)
    if match is None:
        return None
    kind = kind_of(match)
    label = match.group(match.lastgroup or "dot").strip()
    kind = "num" if kind in ("ask", "plain") else kind
    return kind, label, match.start("that") if kind == "that" else match.end()


def _order(kind: str, label: str) -> int:
    if kind == "num":
        return int(label)
    if kind == "roman":
        return _ROMAN.get(label.casefold(), 1)
    return ord(label.casefold()[0]) - ord("a") + 1 if kind == "letter" else 0


def _follows(kind: str, before: str, label: str) -> bool:
    """Whether the label comes next; one that was lost in scanning is passed over."""
    if kind in ("dot", "that"):
        return True
    step = _order(kind, label) - _order(kind, before)
    return 1 <= step <= 2 or (kind == "letter" and before.casefold() == "z" and label.casefold() == "å")


def list_at(paper: Paper, first: int) -> Listed | None:
    """The list that begins on this line."""
    sign = _sign(paper.lines[first].text)
    if sign is None or not _may_begin(sign[0], sign[1]):
        return None
    kind, label, length = sign
    line = paper.lines[first]
    items = [_Open(label, line.start + length, line.end, line.text)]
    index = first + 1
    while index < len(paper.lines):
        line, held = paper.lines[index], items[-1]
        if not line.text:
            index += 1
            continue
        sign = _sign(line.text)
        if sign is not None and sign[0] == kind and _follows(kind, held.label, sign[1]):
            items.append(_Open(sign[1], line.start + sign[2], line.end, line.text))
        elif _goes_on(paper, index, kind, held):
            held.end, held.last_line = line.end, line.text
        else:
            break
        index += 1
    return Listed(first, index, kind, tuple(_item(paper, one) for one in items))


def _may_begin(kind: str, label: str) -> bool:
    return kind in ("dot", "that") or _order(kind, label) <= 2


def _item(paper: Paper, held: _Open) -> Item:
    start = held.start
    while start < held.end and paper.text[start].isspace():
        start += 1
    return Item(held.label, paper.said(start, held.end), Span(start, held.end))


def _goes_on(paper: Paper, index: int, kind: str, held: _Open) -> bool:
    """Whether the line belongs to the item before it, or comes after the list."""
    line = paper.lines[index]
    if is_closing(line.text) or is_section(line.text) or (heading_kind(line.text) and not ends(line.text)):
        return False
    if _next_item(paper, index, kind, held.label):
        return True
    apart = not paper.lines[index - 1].text
    if marker(line.text) is not None:
        return not ends(held.last_line) or held.last_line.endswith(":") or not apart
    if marker_alone(held.last_line):
        return True
    if not ends(held.last_line):
        return not apart or line.text[:1].islower()
    if apart:
        return held.last_line.endswith(":") or _asks_later(paper, index, kind, held)
    full = len(held.last_line) >= 0.7 * paper.width > 30
    return line.text[:1].islower() or full or _asks_later(paper, index, kind, held)


def _asks_later(paper: Paper, index: int, kind: str, held: _Open) -> bool:
    """A question that comes after the sentence that leads up to it, in a numbered item that has not asked yet."""
    if kind in ("dot", "that") or "?" in paper.text[held.start : held.end]:
        return False
    block = next((one for one in paper.blocks if one[0] <= index < one[1]), None)
    if block is None or any(marker(line.text) for line in paper.lines[index : block[1]]):
        return False
    return paper.lines[block[1] - 1].text.endswith("?")


def _next_item(paper: Paper, index: int, kind: str, label: str) -> bool:
    """Whether the next number of the same list follows soon, before any heading."""
    if kind in ("dot", "that"):
        return False
    for line in paper.lines[index : index + _AHEAD]:
        if not line.text:
            continue
        if is_section(line.text) or is_closing(line.text) or heading_kind(line.text):
            return False
        sign = _sign(line.text)
        if sign is not None and sign[0] == kind:
            return _follows(kind, label, sign[1])
    return False


def bare(text: str) -> str:
    """An item without what only joins it to the next: *…, samt* at its end."""
    return re.sub(r"[,;]?\s+(?:och|samt)$|[,;]$", "", tidy(text))
