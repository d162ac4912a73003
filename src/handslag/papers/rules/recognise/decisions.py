"""Decision points: what a committee decided, what is proposed to it, what a motion asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.lists import bare, list_at
from handslag.papers.rules.recognise.marks import is_closing, is_section, marker, marker_alone
from handslag.papers.rules.recognise.paper import Line, Paper

_HEADING = re.compile(
    r"(?:[\w-]+(?:\s[\w-]+){0,3}\s+)?(?:förslag\s+till\s+(?:beslut|[\w-]+beslut)|beslut(?:et|sförslag)?)\s*:?"
    r"|(?:[\w-]+\s+){1,4}förslag\s+till\s+[\w-]+(?:styrelsen|fullmäktige|nämnden)\s*:?"
    r"|(?:[\w-]+\s+){1,4}föreslår\s+(?:att\s+)?[\w-]+(?:\s+[\w-]+)?\s+besluta[r]?(?:\s+följande|\s+att)?\s*[.:]?"
    r"|(?:[\w-]+(?:\s[\w-]+){0,5}\s+)?beslutar?(?:de)?(?:\s+följande)?(?:\s+att)?\s*:?|beslutspunkter\s*:?|"
    r"yrkande[nt]?\s*:?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:föreslår|yrkar|hemställer|föreslås)\b[^.?!]*(?::|\batt)\s*$|\b(?:föreslår|yrkar|hemställer|"
    r"föreslås)\b[^.?!]{0,160}?\batt\s|\b(?:föreslår|yrkar|hemställer)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"^[A-ZÅÄÖ][\w\s-]{3,60}?\s+(?:beslutar|beslutade)\s+(?=att\s)", re.IGNORECASE)
_CLAIM = re.compile(r"yrkande", re.IGNORECASE)
_VERBS = re.compile(
    r"\b(?:godkänn|överlämn|avsl|bifall|bifaller|antar|antas|ans(?:es|er)\s+(?:\w+\s+){0,3}besvara|fastställ|upphäv|tillstyrk|avstyrk|noterar|"
    r"utser|bevilja|bordlägg|återremitter|inrätta|uppdrar|delegera|lägg\w*\s+till|(?:får|ges|ger)\b.*\bi\s+uppdrag)"
)
_MOST = 60


def found_decisions(paper: Paper, kind: str) -> list[Found]:
    """The decision points in order, numbered through the paper."""
    seen: list[tuple[str, Span]] = []
    for index, line in enumerate(paper.lines):
        if len(seen) >= _MOST or not line.text:
            continue
        if _is_heading(line) and kind != "article" and (kind == "motion" or not _CLAIM.match(line.text)):
            seen += _below(paper, index + 1)
        elif kind == "motion" and _ASKS.search(line.text):
            seen += _asked(paper, index)
    unique: dict[int, tuple[str, Span]] = {span.start: (text, span) for text, span in reversed(seen)}
    ordered = [unique[start] for start in sorted(unique)]
    return [
        paper.found("decision_point", {"number": number, "text": text}, span, certain=True)
        for number, (text, span) in enumerate(ordered, 1)
    ]


def _is_heading(line: Line) -> bool:
    return len(line.text) < 90 and _HEADING.fullmatch(line.text) is not None


def _below(paper: Paper, index: int) -> Iterator[tuple[str, Span]]:
    """What stands under a heading of decisions: lists, or sentences, to the next heading."""
    while index < len(paper.lines):
        line = paper.lines[index]
        if not line.text:
            index += 1
            continue
        if (is_section(line.text) and not _is_heading(line)) or is_closing(line.text):
            return
        if _is_heading(line) or (line.text.endswith(":") and not marker(line.text)):
            index += 1
            continue
        listed = list_at(paper, index) if marker(line.text) or marker_alone(line.text) else None
        if listed is not None:
            for item in listed.items:
                yield bare(item.text), item.span
            if listed.kind != "that":
                return
            index = listed.last
            continue
        last = next((end for first, end in paper.blocks if first <= index < end), index + 1)
        if _DECIDES.match(line.text) or "att " in line.text[:60] or _VERBS.search(line.text):
            yield from ((paper.said(one.start, one.end), one) for one in paper.sentences_in(index, last))
        return


def _asked(paper: Paper, index: int) -> Iterator[tuple[str, Span]]:
    """What a motion asks for: the *att* clauses below the line, or the one in it."""
    below = next((at for at in range(index + 1, min(index + 6, len(paper.lines))) if paper.lines[at].text), None)
    if below is not None and (marker(paper.lines[below].text) or marker_alone(paper.lines[below].text)):
        listed = list_at(paper, below)
        if listed is not None:
            yield from ((bare(item.text), item.span) for item in listed.items)
            return
    block = next(((first, end) for first, end in paper.blocks if first <= index < end), None)
    if block is None:
        return
    for one in paper.sentences_in(*block):
        if (
            _ASKS.search(paper.text[one.start : one.end] + " ")
            and one.start <= paper.lines[index].end
            and one.end >= paper.lines[index].start
        ):
            at = re.search(r"\batt\s", paper.text[one.start : one.end])
            start = one.start + at.start() if at else one.start
            yield paper.said(start, one.end), Span(start, one.end)
