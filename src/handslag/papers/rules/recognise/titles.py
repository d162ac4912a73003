"""The paper's heading: what the matter is called."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.kinds import Kind, heading_kind
from handslag.papers.rules.recognise.marks import is_closing, is_section, marker
from handslag.papers.rules.recognise.paper import Line, Paper

_HEAD = 20
_LONGEST = 300
_ABOUT = re.compile(
    r"\b(?:om|angående|ang\.|rörande|gällande|kring|beträffande|med\s+anledning\s+av|för\s+att)\s+\w+", re.IGNORECASE
)
_NOT_TITLES = re.compile(
    r"(?:dnr|diarie|datum|sida|handläggare|telefon|kommentering|till\b|från\b|bilaga|postadress|ställd\b|inlämnad|"
    r"sammanträd|plats\s+och|beslutande|av\b|region\s|[\w-]+\s(?:stad|kommun)$|[A-ZÅÄÖ]{1,6}\s?\d|[\w\s]{3,30}:\s|"
    r"besöksadress|e-post|www\.|\d)",
    re.IGNORECASE,
)


def found_title(paper: Paper, kind: Kind) -> Found | None:
    """The heading that names the kind, when it says what it is about; else the first line that reads as a heading."""
    named = paper.lines[paper.line_at(kind.span.start)] if paper.lines else None
    told = named is not None and kind.span.start == named.start and heading_kind(named.text) == kind.code
    if (
        named is not None
        and told
        and len(named.text) < 280
        and (_ABOUT.search(named.text) or kind.code == "inspection")
    ):
        return _title(paper, named, certain=kind.certain)
    below = named.start if named is not None and told else -1
    most = 4 if kind.code == "article" else _HEAD
    own = next((line for line in paper.filled[:most] if line.start > below and _reads_as_heading(paper, line)), None)
    if own is not None:
        return _title(paper, own, certain=False)
    return _title(paper, named, certain=False) if named is not None and told and len(named.text.split()) >= 2 else None


def _title(paper: Paper, line: Line, *, certain: bool) -> Found:
    """The line with those right under it that go on with the same sentence."""
    end = line.end
    index = paper.line_at(line.start)
    for below in paper.lines[index + 1 : index + 4]:
        if not below.text or below.text[:1].isupper() or marker(below.text) or end - line.start > _LONGEST:
            break
        end = below.end
    return paper.found(
        "title", {"text": paper.said(line.start, end)[:_LONGEST]}, Span(line.start, end), certain=certain
    )


def _reads_as_heading(paper: Paper, line: Line) -> bool:
    words = line.text.split()
    if (
        not 2 <= len(words) <= 25
        or len(line.text) > 160
        or line.text.endswith((".", "?", ":", ","))
        or not line.text[0].isupper()
    ):
        return False
    if _NOT_TITLES.match(line.text) or is_section(line.text) or is_closing(line.text) or marker(line.text):
        return False
    index = paper.line_at(line.start)
    block = next(((first, last) for first, last in paper.blocks if first <= index < last), None)
    return block is not None and (block[1] - block[0] <= 3 or block[0] < index) and _alone(paper, index, block)


def _alone(paper: Paper, index: int, block: tuple[int, int]) -> bool:
    """Whether the line is no part of a sentence: nothing runs into it or out of it but the rest of a heading."""
    before = paper.lines[index - 1].text if index > block[0] else ""
    last = paper.lines[block[1] - 1].text
    runs_out = index + 1 < block[1] and paper.lines[index + 1].text[:1].islower()
    return not (before and len(before) > 45) and not (runs_out and last.endswith((".", "?")))
