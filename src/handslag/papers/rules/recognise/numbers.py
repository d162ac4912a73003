"""Registration numbers (diarienummer): labelled, or standing in the head of the paper."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.kinds import heading_kind
from handslag.papers.rules.recognise.paper import Paper

_LABEL = re.compile(
    r"\b(?:(?P<yours>er(?:t|s)?\s+)?(?:vårt?\s+)?(?:dnr|diarienr|diarienummer|d\.?\s?nr|ärendenummer|ärendenr|"
    r"(?:vår\s+)?beteckning|målnr))\b[.:]*\s*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?P<number>(?:[A-ZÅÄÖ]{1,6}[ \t/-]?)?(?:\d+(?:\.\d+)*\.?[-–/:])*\d[\d.]*[-–/:]\d[\d/:–-]*\d*(?:[-–]\d+)*)"
)
_OPEN = re.compile(
    r"(?<![\w/-])(?P<number>[A-ZÅÄÖ]{1,6}(?:[ \t]?[/-]?)(?:19|20)\d\d(?:/\d\d)?[-/:.]\d{1,6}(?:[-.]\d+)*"
    r"|(?:19|20)\d\d/\d\d:\d{1,5}|[A-ZÅÄÖ]{1,5}\d{2,4}-\d{3,5}/\d\d)(?![\w/])"
)
_OF_AUTHORITY = re.compile(r"(?<![\w/-])(?P<number>(?:[A-ZÅÄÖ]{1,6}[ \t]?)?(?:19|20)\d\d/\d{4,6})(?![\w/])")
"""The numbers of the Work Environment Authority carry no letters in front."""
_PERSON = re.compile(r"(?:19|20)?\d{6}[-+–]\d{4}")
_DAY = re.compile(r"(?:19|20)\d\d[-/.:–](?:0?[1-9]|1[0-2])[-/.:–](?:0?[1-9]|[12]\d|3[01])")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ "
_HEAD = 30


def _is_number(text: str) -> bool:
    bare = text.lstrip(_LETTERS)
    return not (_PERSON.fullmatch(bare) or _DAY.fullmatch(bare)) and any(mark in text for mark in "/:-–.")


def found_number(paper: Paper, kind: str = "") -> Found | None:
    """The paper's own number: what a label says, else the one that stands in its head."""
    return _labelled(paper) or _in_head(paper, _OF_AUTHORITY if kind == "inspection" else _OPEN)


def _labelled(paper: Paper) -> Found | None:
    other = None
    for label in _LABEL.finditer(paper.text):
        match = _LABELLED.match(paper.text, label.end())
        if match is None or not _is_number(match.group("number")):
            continue
        span = Span(match.start("number"), match.end("number"))
        own = not label.group("yours") and _opens_line(paper, label.start())
        found = paper.found("dnr", {"text": _said(match.group("number"))}, span, certain=own)
        if own:
            return found
        other = other or found
    return other


def _said(number: str) -> str:
    return " ".join(number.split()).rstrip("-–/.:")[:60]


def _opens_line(paper: Paper, position: int) -> bool:
    """Whether the label stands first in its line or in the head: in running text it is another paper's number."""
    index = paper.line_at(position)
    line = paper.lines[index] if paper.lines else None
    return line is not None and (position - line.start <= 2 or len(line.text) <= 70)


def _in_head(paper: Paper, pattern: re.Pattern[str]) -> Found | None:
    for line in paper.filled[:_HEAD]:
        match = pattern.search(line.text) if len(line.text) <= 120 else None
        if match is None or not _is_number(match.group("number")):
            continue
        span = Span(line.start + match.start("number"), line.start + match.end("number"))
        alone = len(" ".join(line.text.split())) <= 60 and heading_kind(line.text) != "answer"
        return paper.found("dnr", {"text": _said(match.group("number"))}, span, certain=alone)
    return None
