"""The paper's heading: what the matter is called."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.bodies import BODY
from handslag.papers.rules.recognise.days import DAY_RE
from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.kinds import Kind, heading_kind, line_kind
from handslag.papers.rules.recognise.marks import is_closing, is_section, marker
from handslag.papers.rules.recognise.paper import Line, Paper
from handslag.papers.rules.recognise.persons import ROLE

_HEAD = 20
_LONGEST = 300
_ABOUT = re.compile(
    r"\b(?:om|angående|ang\.|rörande|gällande|kring|beträffande|med\s+anledning\s+av|för\s+att)\s+\w+", re.IGNORECASE
)
_NOT_TITLES = re.compile(
    r"(?:dnr|diarie|datum|sida|handläggare|telefon|kommentering|till\b|från\b|bilaga|postadress|ställd\b|inlämnad|"
    r"sammanträd|plats\s+och|beslutande|av\b|region\s|[\w-]+\s(?:stad|kommun)$|[A-ZÅÄÖ]{1,6}\s?\d|[\w\s]{3,30}:\s|"
    r"besöksadress|e-post|www\.|\d|.*§\s*\d|utlåtande\s+\d|förvaltning|[\w\s]+\|)",
    re.IGNORECASE,
)


_QUOTES = "”“\"»«’'"
_PLAIN_ROLE = re.compile(rf",\s*{ROLE}\b[^.]{{0,60}}$", re.IGNORECASE)
_RUBRIC = re.compile(r"(?:debatt(?:artikel|inlägg)?|krönika|insändare)\s*[:.–]\s*(?=\S)", re.IGNORECASE)
_REPLY = re.compile(r"(?:slut)?replik\s*[:.–]\s*\S", re.IGNORECASE)


def found_title(paper: Paper, kind: Kind) -> Found | None:
    """The heading that names the kind, when it says what it is about; else the first line that reads as a heading."""
    named = paper.lines[paper.line_at(kind.span.start)] if paper.lines else None
    told = named is not None and kind.span.start == named.start and line_kind(paper, named) == kind.code
    if (
        named is not None
        and told
        and len(named.text) < 280
        and (_ABOUT.search(named.text) or kind.code == "inspection" or _says_it_all(kind, named))
    ):
        return _title(paper, named, certain=kind.certain)
    below = named.start if named is not None and told else -1
    most = 4 if kind.code == "article" else _HEAD
    own = next((line for line in paper.filled[:most] if line.start > below and _reads_as_heading(paper, line)), None)
    if own is not None:
        return _title(paper, own, certain=False)
    return _title(paper, named, certain=False) if named is not None and told and len(named.text.split()) >= 2 else None


def _says_it_all(kind: Kind, line: Line) -> bool:
    """*Debatt: Ge oss arbetsro*: the newspaper's word and the heading in one line; *Kartläggning av tiden 2024*."""
    many = len(line.text.split()) > 2
    if kind.code == "report":
        return many and re.match(r"\S+\s+(?:av|över|per|i|för)\s", line.text) is not None
    return kind.code == "article" and many and bool(_RUBRIC.match(line.text) or _REPLY.match(line.text))


def _title(paper: Paper, line: Line, *, certain: bool) -> Found:
    """The line with those right under it that go on with the same sentence."""
    rubric = _RUBRIC.match(line.text)
    start = line.start + (rubric.end() if rubric else 0)
    parted = paper.cells(line)
    cell = next((one for one in parted if heading_kind(one.text)), parted[0])
    if len(parted) > 1:
        return paper.found("title", {"text": cell.text[:_LONGEST]}, Span(cell.start, cell.end), certain=certain)
    end = line.end
    index = paper.line_at(line.start)
    for below in paper.lines[index + 1 : index + 4]:
        if not _goes_on(below.text) or below.end - start > _LONGEST:
            break
        end = below.end
    return paper.found("title", {"text": paper.said(start, end)[:_LONGEST]}, Span(start, end), certain=certain)


def _goes_on(text: str) -> bool:
    """Whether the line under a heading belongs to it: neither a new sentence, nor a day or an item."""
    return bool(text) and not text[:1].isupper() and not marker(text) and not DAY_RE.match(text)


def _reads_as_heading(paper: Paper, line: Line) -> bool:
    words = line.text.split()
    if (
        not 2 <= len(words) <= 25
        or len(line.text) > 160
        or line.text.endswith((".", "?", ":", ","))
        or not line.text.lstrip(_QUOTES)[:1].isupper()
    ):
        return False
    if BODY.fullmatch(line.text) or _PLAIN_ROLE.search(line.text):
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
