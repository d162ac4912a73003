"""Who signs a paper, who has written an article, and everyone who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import PLACE_AND_DAY
from handslag.papers.rules.recognise.paper import Cell, Line, Paper
from handslag.papers.rules.recognise.persons import (
    CODES,
    NAME,
    PARTIES,
    ROLE,
    Mention,
    indefinite,
    mentions,
    merged,
    name_in,
    party_of,
    role_at,
)

_SIGNED = re.compile(rf"(?P<name>{NAME})(?:,?\s*\((?P<code>[^()]{{1,20}})\))?(?:,\s*(?P<role>{ROLE}))?", re.UNICODE)
_ENDINGS = re.compile(r"vid\s+protokollet|(?:med\s+)?\w+\s+hälsning", re.IGNORECASE)
_LAST = 6
_TAIL = 12
_TITLED = re.compile(
    rf"(?P<name>{NAME})(?:\s*\((?P<code>[^()]{{1,20}})\))?(?:,\s*(?:\w+\s+)??(?P<role>(?i:{ROLE}))(?P<rest>(?:,?\s.{{0,70}})?))?"
)
_ROLE_CELL = re.compile(
    rf"(?:(?:certifierad|auktoriserad|leg\.?|legitimerad|kommunal)\s+)*(?P<role>{ROLE})\.?"
    rf"(?:\s+\(?(?P<party>{'|'.join(PARTIES)})\)?|\s+(?:i|för|vid|på|av)\s.{{2,60}})?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<label>[^:,.]{2,40}):\s+(?=\S)")
_BETWEEN = re.compile(r",\s+|\s+(?:och|samt)\s+")
_WIDEST = 200
_PARTY_LINE = re.compile(
    rf"(?:för\s+|å\s+)?(?P<party>{'|'.join(PARTIES)})(?:s\b.{{0,40}}|\s+(?:i|de)\s.{{2,40}}|\s+(?:genom|gm))?",
    re.IGNORECASE,
)
_NEAR = 3
"""Columns that begin no further apart than this stand under one another."""


def signers(paper: Paper) -> list[Mention]:
    """Who signs: names on lines of their own after place and day, a greeting or *Vid protokollet*; or with a stroke."""
    found: list[Mention] = []
    after = 0
    last = paper.filled[-_LAST].start if len(paper.filled) >= _LAST else 0
    for line in paper.filled:
        if _ENDINGS.match(line.text) or (len(line.text) < 80 and PLACE_AND_DAY.fullmatch(line.text)):
            after = 4
            continue
        stroke = line.text.startswith("/") or line.text.endswith("/")
        for cell in paper.cells(line):
            match = _SIGNED.fullmatch(cell.text.strip("/ ")) if len(cell.text) <= _WIDEST else None
            if match is not None and (after > 0 or stroke or (match.group("code") and line.start >= last)):
                found += _signer(paper, cell.start, cell.end, match, certain=after > 0)
        after -= 1
    return found + list(_for_parties(paper))


def _signer(paper: Paper, start: int, end: int, match: re.Match[str], *, certain: bool) -> list[Mention]:
    at = paper.text.find(match.group("name"), start, end)
    named = name_in(match.group("name"), at) if at >= 0 else None
    if named is None:
        return []
    code = match.group("code") or ""
    role = indefinite(match.group("role")) if match.group("role") else role_at(paper.text, named[1], end)
    return [Mention(named[0], _party(code), role, named[1], named[2], certain)]


def _party(code: str) -> str:
    return party_of(code) if code in CODES or code.casefold() in PARTIES or len(code) == 1 else ""


def _for_parties(paper: Paper) -> Iterator[Mention]:
    """Names under *För Miljöpartiet* or right above *Vänsterpartiet*, where a paper is signed."""
    tail = paper.filled[-_TAIL:]
    party, before = "", tail[0] if tail else None
    for line in tail:
        match = _PARTY_LINE.fullmatch(line.text)
        if match is not None:
            party = PARTIES.get(match.group("party").casefold(), "")
            above = [] if before is None or line.text.casefold().startswith("för") else _names_on(paper, before)
            yield from (Mention(name, party, "", start, end) for name, start, end in above)
        elif party:
            names = _names_on(paper, line)
            yield from (Mention(name, party, "", start, end) for name, start, end in names)
            party = party if names else ""
        before = line


def _names_on(paper: Paper, line: Line) -> list[tuple[str, int, int]]:
    """The names that a line consists of; none when anything else stands there."""
    found = [name_in(cell.text, cell.start) if re.fullmatch(NAME, cell.text) else None for cell in paper.cells(line)]
    names = [one for one in found if one is not None]
    return names if len(names) == len(found) else []


def titled(paper: Paper) -> list[Mention]:
    """Names that stand by themselves with a role beside, below or above them: letterheads, signatures, bylines."""
    found = []
    for index, line in enumerate(paper.lines):
        for cell in paper.cells(line) if line.text else ():
            match = _TITLED.fullmatch(cell.text) if len(cell.text) <= _WIDEST else None
            named = name_in(match.group("name"), cell.start) if match is not None else None
            if match is None or named is None:
                found += _in_row(cell)
                continue
            said = match.group("role") or _role_near(paper, index, cell)
            role = _ROLE_CELL.fullmatch(said)
            if role is not None:
                party = _party(match.group("code") or role.group("party") or "")
                found.append(Mention(named[0], party, indefinite(role.group("role")), named[1], named[2]))
    return found


def _in_row(cell: Cell) -> list[Mention]:
    """*Övriga: Kim Ek, avdelningschef, Mia Ros, sekreterare*; *Handläggare: Kim Ek och Mia Ros*."""
    if len(cell.text) > _WIDEST or (": " not in cell.text and ", " not in cell.text):
        return []
    label = _LABELLED.match(cell.text)
    of_all = _ROLE_CELL.fullmatch(label.group("label")) if label else None
    pieces = list(_pieces(cell, label.end() if label else 0))
    found = []
    for at, (text, start) in enumerate(pieces):
        named = name_in(text, start) if re.fullmatch(NAME, text) else None
        after = _ROLE_CELL.fullmatch(pieces[at + 1][0]) if at + 1 < len(pieces) else None
        role = after or of_all
        if named is not None and role is not None:
            found.append(Mention(named[0], "", indefinite(role.group("role")), named[1], named[2]))
    return found


def _pieces(cell: Cell, first: int) -> Iterator[tuple[str, int]]:
    """What stands between commas and *och*, each with its place."""
    for gap in _BETWEEN.finditer(cell.text, first):
        yield cell.text[first : gap.start()], cell.start + first
        first = gap.end()
    yield cell.text[first:], cell.start + first


def _role_near(paper: Paper, index: int, cell: Cell) -> str:
    """The role in the column right below, else right above; one blank line may part them."""
    for step in (1, -1):
        near = next((at for at in (index + step, index + 2 * step) if _filled(paper, at)), None)
        for one in paper.cells(paper.lines[near]) if near is not None else ():
            said = one.text.rstrip(": ")
            if abs(one.column - cell.column) <= _NEAR and _ROLE_CELL.fullmatch(said):
                return said
    return ""


def _filled(paper: Paper, index: int) -> bool:
    return 0 <= index < len(paper.lines) and bool(paper.lines[index].text)


def bylines(paper: Paper) -> list[Mention]:
    """Names alone on a line in an article: proposed as its writers."""
    found = []
    for line in paper.filled:
        bare = re.sub(rf",\s*{ROLE}\.?$", "", line.text, flags=re.IGNORECASE)
        pieces = list(re.finditer(NAME, bare)) if len(line.text) < 120 else []
        rest = re.sub(NAME, "", bare).strip(" ,/")
        if not pieces or len(pieces) > 4 or rest not in ("", "och", "Av", "av"):
            continue
        named = (name_in(piece.group(), line.start + piece.start()) for piece in pieces)
        people = [one for one in named if one is not None]
        role = role_at(paper.text, people[0][1], line.start + len(bare)) if len(people) == 1 else ""
        found += [Mention(name, "", role, start, end, False) for name, start, end in people]
    return found


def everyone(paper: Paper, kind: str) -> list[Mention]:
    """All who are named, each once."""
    found = titled(paper) + mentions(paper.text) + signers(paper)
    if kind == "article":
        found += bylines(paper)
    return merged(sorted(found, key=lambda one: (one.start, -len(one.party))))


def as_found(paper: Paper, one: Mention) -> Found:
    value = {"name": one.name, "party": one.party, "role": one.role}
    return paper.found("person", value, Span(one.start, one.end), certain=one.certain)
