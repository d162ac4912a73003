"""Who signs a paper, who has written an article, and everyone who is named in it."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import PLACE_AND_DAY
from handslag.papers.rules.recognise.paper import Paper
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


def signers(paper: Paper) -> list[Mention]:
    """Who signs: names on lines of their own after place and day, a greeting or *Vid protokollet*; or with a stroke."""
    found: list[Mention] = []
    after = 0
    last = paper.filled[-_LAST].start if len(paper.filled) >= _LAST else 0
    for line in paper.filled:
        if _ENDINGS.match(line.text) or (PLACE_AND_DAY.fullmatch(line.text) and len(line.text) < 80):
            after = 4
            continue
        stroke = line.text.startswith("/") or line.text.endswith("/")
        match = _SIGNED.fullmatch(line.text.strip("/ "))
        if match is not None and (after > 0 or stroke or (match.group("code") and line.start >= last)):
            found += _signer(paper, line.start, line.end, match, certain=after > 0)
        after -= 1
    return found


def _signer(paper: Paper, start: int, end: int, match: re.Match[str], *, certain: bool) -> list[Mention]:
    at = paper.text.find(match.group("name"), start, end)
    named = name_in(match.group("name"), at) if at >= 0 else None
    if named is None:
        return []
    code = match.group("code") or ""
    role = indefinite(match.group("role")) if match.group("role") else role_at(paper.text, named[1], end)
    known = code in CODES or code.casefold() in PARTIES or len(code) == 1
    return [Mention(named[0], party_of(code) if known else "", role, named[1], named[2], certain)]


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
    found = mentions(paper.text) + signers(paper)
    if kind == "article":
        found += bylines(paper)
    return merged(sorted(found, key=lambda one: (one.start, -len(one.party))))


def as_found(paper: Paper, one: Mention) -> Found:
    value = {"name": one.name, "party": one.party, "role": one.role}
    return paper.found("person", value, Span(one.start, one.end), certain=one.certain)
