"""The paper's own date: dated by place and day, by a label, or in its head. Days that it speaks of are not its own."""

from __future__ import annotations

import re
from datetime import date

from handslag.papers.rules.recognise.days import DAY, Day, days
from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import PLACE_AND_DAY
from handslag.papers.rules.recognise.paper import Line, Paper

_HEAD = 16
_FOOT = 10
_LABEL = re.compile(
    r"^(?:(?:sammanträdes|mötes|upprättande|publicerings|besluts|dokument)?datum|daterad|dagteckning|inlämna[dt]|"
    r"inkom(?:men|st)?|ankom(?:st)?|"
    r"väckt|anmäld|publicera[dt]|sammanträdesdag|mötesdag|tid(?:punkt)?|ställd)\b[^\d]{0,30}$",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:protokoll|sammanträde(?:t|n)?|möte)\b[^.\d]{0,60}$|\bprotokoll\s+(?:nr\s+)?\d+(?:/\d+)?,?\s*[^.\d]{0,60}$",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(r"(?:sammanträdes|mötes|besluts|publicerings)?datum\s*:?(?:\s+\w+\s*:?){0,3}", re.IGNORECASE)
_ADJUSTED = re.compile(r"juster|anslag|nedtag|överklag|senast|svar\s+(?:senast|önskas)|remiss", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:daterad|daterat|daterade|inkommen|inkom|från|sedan|efter|före|till\s+och\s+med|beslutades?|"
    r"av)\s+(?:den\s+)?$",
    re.IGNORECASE,
)


def found_date(paper: Paper, kind: str, today: date | None = None) -> Found | None:
    """The paper's own date. A day that has not come yet is proposed at most."""
    choice = _chosen(paper, kind)
    if choice is None:
        return None
    day, certain = choice
    certain = certain and (today is None or day.day <= today)
    return paper.found("date", {"day": day.day.isoformat()}, Span(day.start, day.end), certain=certain)


def _chosen(paper: Paper, kind: str) -> tuple[Day, bool] | None:
    head = paper.filled[:_HEAD]
    labelled = _labelled(paper, head)
    if kind == "minutes":
        found = _meeting(paper, head) or labelled or _head_line(paper, head)
        return found or _signed(paper)
    return labelled or _signed(paper) or _head_line(paper, head)


def _labelled(paper: Paper, lines: list[Line]) -> tuple[Day, bool] | None:
    for index, line in enumerate(lines):
        if len(line.text) > 140 or _ADJUSTED.match(line.text):
            continue
        for day in days(paper.text, line.start, line.end):
            if _LABEL.match(paper.text[line.start : day.start].strip()):
                return day, True
        if _LABEL_ALONE.fullmatch(line.text):
            for below in lines[index + 1 : index + 4]:
                found = next(days(paper.text, below.start, below.end), None) if len(below.text) < 70 else None
                if found is not None:
                    return found, True
    return None


def _meeting(paper: Paper, lines: list[Line]) -> tuple[Day, bool] | None:
    for line in lines:
        for day in days(paper.text, line.start, line.end):
            before = paper.text[line.start : day.start]
            if _MEETING.search(before) and len(line.text) < 140:
                return day, True
    return None


def _signed(paper: Paper) -> tuple[Day, bool] | None:
    """`Stockholm den 3 mars 2025` on a line of its own, the last one; or a day alone near the end of a longer paper."""
    late = paper.filled[-_FOOT].start if len(paper.filled) > _HEAD + _FOOT else len(paper.text)
    for line in reversed(paper.filled):
        if len(line.text) >= 80 or not PLACE_AND_DAY.fullmatch(line.text):
            continue
        day = next(days(paper.text, line.start, line.end), None)
        if day is not None and (day.start - line.start > 2 or line.start >= late):
            return day, True
    return None


def _head_line(paper: Paper, lines: list[Line]) -> tuple[Day, bool] | None:
    """A day in a short line of the head, beside number and page: certain when it is the only one there."""
    seen = []
    for line in lines:
        if len(line.text) > 90 or line.text.endswith((".", "?")) or _ADJUSTED.search(line.text):
            continue
        seen += [
            day
            for day in days(paper.text, line.start, line.end)
            if not _OTHERS.search(paper.text[line.start : day.start])
        ]
    if not seen:
        return None
    first = seen[0]
    line = paper.lines[paper.line_at(first.start)]
    rest = re.sub(DAY, "", line.text, flags=re.IGNORECASE)
    few = len(re.findall(r"[a-zåäö]{3,}", rest, re.IGNORECASE)) <= 4
    return first, few and len({day.day for day in seen}) == 1
