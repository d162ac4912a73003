"""The body (organ) a paper belongs to: a committee, an assembly, an authority."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.paper import Paper

_UPPER = "A-ZÅÄÖ"
_LAST = (
    r"kommunfullmäktige|regionfullmäktige|landstingsfullmäktige|fullmäktige|kommunstyrelsen?|regionstyrelsen?|"
    r"kyrkofullmäktige|kommunalförbundet|arbetsmiljöverket|riksdagen|regeringen|stadsrevisionen|"
    r"[a-zåäöéA-ZÅÄÖ]*(?:nämnden|nämnd|utskottet|utskott|beredningen|styrelsen)"
)
_WORD = rf"[{_UPPER}][\wåäöé-]*"
BODY = re.compile(
    rf"(?:(?:(?:{_WORD}|och|[a-zåäö]+-)\s+){{0,4}}?)(?P<last>(?i:{_LAST}))"
    rf"(?P<part>s\s+(?i:[a-zåäö]*(?:utskott(?:et)?|beredning(?:en)?)))?(?P<genitive>s)?"
    rf"(?P<place>\s+(?:(?:i|för)\s+)?(?!Beslut|Protokoll|Dnr|Sida|Datum|KS|"
    rf"Till\b){_WORD}(?:[-–\s]{_WORD}){{0,2}})?(?![\w-])"
)
_HEAD = 14
_PIECE = re.compile(r"[^|,–—]+")
_ASSEMBLY = re.compile(r"\b(?:kommun|region|landstings)fullmäktige\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:till|från|av|för|på|protokoll|sammanträdesprotokoll|fört|hållet|möte|sammanträde|med|vid|i|den)\s+)+",
    re.IGNORECASE,
)
_PLACED = re.compile(r"stadsdelsnämnd|områdesnämnd|distriktsnämnd", re.IGNORECASE)
_DECIDES = re.compile(
    rf"^(?P<name>{_WORD}(?:\s(?:och\s)?[\w-]+){{0,4}}?)\s+(?:beslutar|beslutade|föreslås|godkänner)\b"
)
AUTHORITY = "Arbetsmiljöverket"


def _name(text: str) -> str:
    """The body's name in the nominative, with a capital."""
    name = " ".join(text.split())
    name = _LEADING.sub("", name)
    return (name.capitalize() if name.isupper() else name[:1].upper() + name[1:])[:160]


def _read(paper: Paper, start: int, end: int) -> tuple[str, Span] | None:
    """The body named in this stretch of text, if it opens with one."""
    text = paper.text[start:end]
    offset = len(text) - len(_LEADING.sub("", text))
    match = BODY.match(text[offset:])
    if match is None:
        return None
    place = match.group("place") or ""
    if place and not _PLACED.search(match.group("last")) and not re.match(r"\s+(?:i|för)\s", place):
        place = ""
    stop = match.start("place") if match.group("place") and not place else match.end()
    name = match.group(0)[: match.start("last")] + match.group("last") + (match.group("part") or "") + place
    return _name(name), Span(start + offset, start + offset + stop)


def found_body(paper: Paper, kind: str) -> Found | None:
    """The paper's own body: named alone in its head, or as who decides; the authority of an inspection."""
    if kind == "inspection":
        at = paper.text.find(AUTHORITY)
        if at >= 0:
            return paper.found("body", {"name": AUTHORITY}, Span(at, at + len(AUTHORITY)), certain=True)
    return _in_head(paper) or _deciding(paper) or (_asked_to_decide(paper) if kind == "motion" else None)


def _asked_to_decide(paper: Paper) -> Found | None:
    """The assembly that a motion asks to decide."""
    match = _ASSEMBLY.search(paper.text)
    if match is None:
        return None
    return paper.found("body", {"name": match.group().capitalize()}, Span(*match.span()), certain=False)


def _in_head(paper: Paper) -> Found | None:
    best: Found | None = None
    for line in paper.filled[:_HEAD]:
        if len(line.text) > 90 or line.text.endswith((".", "?")):
            continue
        pieces = (one for cell in paper.cells(line) for one in _PIECE.finditer(paper.text, cell.start, cell.end))
        for piece in pieces:
            read = _read_piece(paper, piece.start(), piece.end())
            if read is None:
                continue
            name, span, alone = read
            if alone:
                return paper.found("body", {"name": name}, span, certain=True)
            best = best or paper.found("body", {"name": name}, span, certain=False)
    return best


def _read_piece(paper: Paper, start: int, end: int) -> tuple[str, Span, bool] | None:
    while start < end and paper.text[start].isspace():
        start += 1
    read = _read(paper, start, end)
    if read is None:
        return None
    rest = paper.text[read[1].end : end].strip(" .:").casefold()
    return *read, rest in ("", "beslut", "protokoll", "sammanträdesprotokoll") or rest[:4].isdigit()


def _deciding(paper: Paper) -> Found | None:
    for line in paper.filled:
        match = _DECIDES.match(line.text) if len(line.text) < 200 else None
        if match is None:
            continue
        read = _read(paper, line.start, line.start + match.end("name"))
        if read is not None and "förvaltning" not in read[0]:
            return paper.found("body", {"name": read[0]}, read[1], certain=False)
    return None
