"""Statements in minutes: reservations, special statements, substitutes' statements, and who stands behind each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import is_section
from handslag.papers.rules.recognise.paper import Paper
from handslag.papers.rules.recognise.persons import CODES, Mention, mentions, merged, party_of

KINDS = {
    "special_statement": "särskilt uttalande",
    "reservation": "reservation",
    "substitute_statement": "ersättaryttrande",
    "note": "protokollsanteckning",
    "explanation": "röstförklaring",
}
_HEADINGS = (
    ("special_statement", re.compile(r"särskil(?:t|da)\s+(?:uttalande|yttrande)[nt]?\b", re.IGNORECASE)),
    ("substitute_statement", re.compile(r"ersättaryttrande[nt]?\b", re.IGNORECASE)),
    ("reservation", re.compile(r"(?:skriftlig(?:a)?\s+)?reservation(?:er)?\b", re.IGNORECASE)),
    ("note", re.compile(r"protokollsanteckning(?:ar)?\b", re.IGNORECASE)),
    ("explanation", re.compile(r"röstförklaring(?:ar)?\b", re.IGNORECASE)),
)
_VERBS = (
    ("reservation", re.compile(r"\breservera[rd]e?\s+sig\b|\breservation\b", re.IGNORECASE)),
    ("substitute_statement", re.compile(r"\bersättaryttrande\b", re.IGNORECASE)),
    ("special_statement", re.compile(r"\bsärskilt\s+(?:uttalande|yttrande)\b", re.IGNORECASE)),
    (
        "note",
        re.compile(
            r"\btill\s+protokollet\s+(?:anteckn|få)|\banteckn\w*[^.?!]{0,40}\btill\s+protokollet\b|\bprotokollsanteckning",
            re.IGNORECASE,
        ),
    ),
)
_MAYBE = re.compile(r"reserv|yttrande|uttalande|protokoll", re.IGNORECASE)
_JOINS = re.compile(r"\binstäm(?:de|mer|t)\s+i\b", re.IGNORECASE)
_GIVES = re.compile(r"\b(?:lämna|anmäl|avg[ea]|inkom|instäm|anför|anteckn|få)\w*", re.IGNORECASE)
_STOP = re.compile(r"vid\s+protokollet|ordförande[n]?\s+[A-ZÅÄÖ]|justera|§+\s*\d|rätt\s+utdraget", re.IGNORECASE)
_BRACKETS = re.compile(r"\(\s*((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö!]{0,3}\s*[,;]?\s*)+)\)")
_OPENING = 400
_LONGEST = 20_000


@dataclass(slots=True)
class Statement:
    """A statement with who stands behind it; `joined` are those who agreed with it afterwards."""

    kind: str
    span: Span
    text: str
    who: list[dict[str, str]]
    joined: list[dict[str, str]] = field(default_factory=list)
    certain: bool = True


def found_statements(paper: Paper, kind: str) -> list[Found]:
    """All statements of minutes; in other papers there are none."""
    if kind not in ("minutes", "other"):
        return []
    under = _under_headings(paper)
    found = under + [one for one in _in_sentences(paper) if not any(_overlap(one.span, a.span) for a in under)]
    found.sort(key=lambda one: one.span.start)
    _join(found, paper)
    return [paper.found("statement", _value(one), one.span, certain=one.certain and bool(one.who)) for one in found]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _value(one: Statement) -> dict[str, object]:
    who = [*one.who, *({**person, "joined": True} for person in one.joined if person not in one.who)]
    return {"kind": KINDS[one.kind], "who": who, "text": one.text}


def _heading(text: str) -> str:
    if len(text) > 100 or not is_section(text.split(":", maxsplit=1)[0].strip()):
        return ""
    return next((kind for kind, pattern in _HEADINGS if pattern.match(text)), "")


def _under_headings(paper: Paper) -> list[Statement]:
    found = []
    for index, line in enumerate(paper.lines):
        kind = _heading(line.text) if line.text else ""
        if not kind:
            continue
        last = _section_end(paper, index + 1)
        lines = [one for one in paper.lines[index + 1 : last] if one.text]
        if not lines:
            continue
        found += _parted(paper, kind, Span(lines[0].start, lines[-1].end))
    return found


def _section_end(paper: Paper, index: int) -> int:
    while index < len(paper.lines):
        text = paper.lines[index].text
        if text and (is_section(text) or _STOP.match(text)):
            return index
        index += 1
    return index


def _parted(paper: Paper, kind: str, span: Span) -> list[Statement]:
    """One statement; or several, when under one heading new people open their own."""
    blocks = [
        Span(paper.lines[first].start, paper.lines[last - 1].end)
        for first, last in paper.blocks
        if paper.lines[first].start < span.end and paper.lines[last - 1].end > span.start
    ]
    blocks = [Span(max(one.start, span.start), min(one.end, span.end)) for one in blocks]
    openings = [one for one in blocks if _opens(paper.text[one.start : one.end])]
    if not openings or openings[0].start != blocks[0].start:
        openings = [blocks[0], *openings]
    made = []
    for index, one in enumerate(openings):
        stop = openings[index + 1].start if index + 1 < len(openings) else span.end
        end = len(paper.text[one.start : stop].rstrip()) + one.start
        made.append(_statement(paper, kind, one, end))
    return made


def _opens(block: str) -> bool:
    """A block of people alone, or one that says who makes the statement."""
    named = mentions(block[:_OPENING])
    if not any(one.party for one in named):
        return False
    first = named[0].start < 60
    return first and (not block.rstrip().endswith((".", "?", "!")) or _GIVES.search(block[:_OPENING]) is not None)


def _statement(paper: Paper, kind: str, opening: Span, end: int) -> Statement:
    who = _behind(paper.text[opening.start : min(opening.end, opening.start + _OPENING)])
    start = opening.start
    opens = _opens(paper.text[opening.start : opening.end])
    if opens and opening.end < end and not _joins(paper.text[opening.start : opening.end]):
        start = opening.end + len(paper.text[opening.end : end]) - len(paper.text[opening.end : end].lstrip())
    end = min(end, start + _LONGEST)
    return Statement(kind, Span(start, end), paper.said(start, end), who)


def _joins(text: str) -> bool:
    return _JOINS.search(text) is not None


def _behind(text: str) -> list[dict[str, str]]:
    """Those named before any *instämde i*: after it come those agreed with."""
    joins = _JOINS.search(text)
    people = merged(mentions(text[: joins.start()] if joins else text))
    named: list[dict[str, str]] = [one.value() for one in people if one.party or one.role]
    held = {one["party"] for one in named}
    inside = text[: joins.start()] if joins else text
    return named + [{"name": "", "party": party} for party in _parties(inside, people) if party not in held]


def _parties(text: str, people: list[Mention]) -> list[str]:
    """Parties named by their letters alone: *från (V), (S)*."""
    taken = {(one.start, one.party_end) for one in people}
    found = []
    for bracket in _BRACKETS.finditer(text):
        if any(start <= bracket.start() < end for start, end in taken):
            continue
        found += [party_of(code) for code in re.split(r"[\s,;]+", bracket.group(1)) if code in CODES]
    return list(dict.fromkeys(found))


def _in_sentences(paper: Paper) -> list[Statement]:
    """*Karin Ek (V) reserverar sig mot beslutet*: a statement in a sentence of its own."""
    found = []
    for one in paper.sentences:
        text = paper.text[one.start : one.end]
        if len(text) > 600 or not _MAYBE.search(text):
            continue
        kind = next((kind for kind, pattern in _VERBS if pattern.search(text)), "")
        who = _behind(text) if kind and (kind == "reservation" or _GIVES.search(text)) else []
        if who and any(person["party"] for person in who):
            found.append(Statement(kind, one, paper.said(one.start, one.end), who))
    return found


def _join(found: list[Statement], paper: Paper) -> None:
    """Those who agreed stand behind the statement they agreed with, when the parties say which it is."""
    for one in found:
        text = paper.text[one.span.start : one.span.end]
        joins = _JOINS.search(text)
        if joins is None:
            continue
        rest = text[joins.end() : joins.end() + 300]
        parties = {
            party_of(code) for bracket in _BRACKETS.findall(rest) for code in re.split(r"[\s,;]+", bracket) if code
        }
        kind = next((kind for kind, pattern in _HEADINGS if pattern.search(rest)), "")
        before = [
            other
            for other in found
            if other is not one and (not kind or other.kind == kind) and parties & {who["party"] for who in other.who}
        ]
        if len(before) == 1:
            before[0].joined += one.who
