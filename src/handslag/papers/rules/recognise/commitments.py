"""Sentences in which someone binds themselves or others: who, what, by when. Always proposed, never certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from handslag.papers.rules.recognise.asking import ASKING
from handslag.papers.rules.recognise.days import last_day
from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import is_section, marker
from handslag.papers.rules.recognise.paper import Paper
from handslag.papers.rules.recognise.persons import Mention
from handslag.papers.rules.recognise.signatures import signers

_BODY = (
    r"(?:[\w-]+(?:nämnden|nämnderna|nämnd|förvaltningen|förvaltningarna|styrelsen|kontoret|bolaget|ledningen|"
    r"majoriteten|"
    r"direktören|chefen|cheferna|rådet|ministern|verket|utskottet|fullmäktige|kansliet|enheten|enheterna)|staden|"
    r"kommunen|regionen|"
    r"nämnden|nämnderna|förvaltningen|förvaltningarna|styrelsen|majoriteten|regeringen|arbetsgivaren|kontoret|"
    r"förvaltningsledningen|"
    r"stadsdelarna|stadsdelen)"
)
_WHO = rf"(?P<who>jag|vi|ni|{_BODY}(?:\s+och\s+{_BODY})?)"
_ADVERB = r"(?:\s+(?:\w+\s+){0,3}?)"
_WILL = (
    r"(?:kommer(?:\s+\w+){0,2}?\s+att|avser(?:\s+\w+){0,2}?\s+att|ska(?:ll)?|lovar|åtar\s+(?:mig|oss|sig)|"
    r"planerar\s+att|har\s+för\s+avsikt\s+att|förbinder\s+(?:mig|oss|sig)|återkommer)"
)
_BINDS = (
    re.compile(
        rf"(?:^|[,;:–]\s+|\b(?:och|därför|men|så|utan|"
        rf"samt)\s+){_WHO}\s+(?:(?!inte\b)\w+\s+){{0,2}}?(?P<will>{_WILL})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:[^.?!,]{{0,90}}?\s)?(?P<will>kommer|avser|ska(?:ll)?|lovar|planerar|tänker|"
        rf"återkommer)\s+(?:därför\s+|också\s+|även\s+)?{_WHO}\b(?!s\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:^|[,;:–]\s+|\b(?:och|därför|men|så)\s+)(?:{_WHO})(?:\s+själv)?\s+kommer\s+att\b", re.IGNORECASE),
)
_BINDS_OTHERS = re.compile(
    r"\b(?:tryckt\s+på|drivit\s+igenom|sett\s+till|krävt|begärt|bestämt|beslutat|kommit\s+överens\s+om|enats\s+om|"
    r"försäkrat|lovat|utlovat|sagt)\b"
    r"[^.?!]{0,60}?\batt\b[^.?!]{1,200}?\bska(?:ll)?\b(?!\s+kunna)",
    re.IGNORECASE,
)
_TASKED = re.compile(
    r"\b(?P<who>[\w-]*(?:nämnden|nämnderna|förvaltningen|förvaltningarna|kontoret|direktören|chefen|styrelsen|"
    r"bolaget))\b[^.?!]{0,20}?"
    r"\b(?:får|ges|fick|gavs|har\s+(?:fått|getts|givits))\s+(?:\w+\s+)?i\s+uppdrag\b"
    r"|\b(?:uppdra[rs]?|uppdragits?|ge[rs]?|gett|givit)\s+(?:åt\s+|till\s+)?(?P<told>[\w-]*(?:nämnden|nämnderna|"
    r"förvaltningen|"
    r"förvaltningarna|kontoret|direktören|chefen|styrelsen|bolaget))\s+(?:\w+\s+)?(?:i\s+uppdrag\s+)?att\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\bska(?:ll)?\s+(?:\w+\s+){0,3}?(?:vara|ha|bli|\w+s)\b", re.IGNORECASE)
_TIMED = re.compile(r"\b(?:senast|före|innan|inför|årsskiftet|inom\s+\w+\s+(?:månader|veckor|år))\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:borde|bör|måste|skulle|krävs|förutsätter|önskar|hoppas|uppmanar|vill\s+(?:därför\s+)?att|kräver|"
    r"anser\s+att|menar\s+att|tycker\s+att|"
    r"föreslår|yrkar|hade)\b|\b(?:syftet|strävan|målet|ambitionen|tanken|meningen|avsikten|"
    r"förhoppning\w*)\b[^.?!]{0,60}\b(?:är|var)\b|"
    r"\b(?:huruvida|fråga[nr]?\s+(?:är\s+)?om)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:om|ifall|såvida|när\s+väl|hade)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:att|som|hur|där|vad|när|eftersom|innan|medan|huruvida|vilket|vilka)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_MAYBE = re.compile(
    r"\b(?:ska|skall|kommer|avser|lovar|åtar|planerar|tänker|återkommer|förbinder|avsikt|uppdra\w*|uppdragit)\b",
    re.IGNORECASE,
)
_LONGEST = 700
_SAYING = ("answer", "minutes", "official_report", "article", "report", "inspection", "other")


def found_commitments(paper: Paper, kind: str, written: date | None, people: list[Mention]) -> list[Found]:
    """The commitments of a paper that does not itself ask for something."""
    if kind in ASKING or kind not in _SAYING:
        return []
    speaker = _speaker(paper, people) if kind in ("answer", "article", "other") else ""
    found = []
    for one in _units(paper):
        if not _MAYBE.search(paper.text, one.start, one.end):
            continue
        sign = marker(paper.text[one.start : one.end])
        start = one.start + sign.end() if sign is not None and sign.lastgroup != "that" else one.start
        text = paper.said(start, one.end) if one.end - start <= _LONGEST else ""
        who = _bound(text, kind, written)
        if who is None:
            continue
        day = last_day(text, written)
        value = {"who": _named(who, speaker), "text": text, "by": day.isoformat() if day else None}
        found.append(paper.found("commitment", value, Span(start, one.end), certain=False))
    return found


def _units(paper: Paper) -> Iterator[Span]:
    """The sentences, with headings and the items of lists apart."""
    for first, last in paper.blocks:
        start = first
        for index in range(first, last):
            if index > start and _begins(paper.lines[index].text, paper.lines[index - 1].text):
                yield from paper.sentences_in(start, index)
                start = index
        yield from paper.sentences_in(start, last)


def _begins(line: str, before: str) -> bool:
    """Whether the line opens a unit of its own: a heading, an item, or what stands under a heading."""
    sign = marker(line)
    if sign is not None and sign.lastgroup == "that":
        return before.endswith((",", ":", ";", "beslutar", "beslutade", "samt", "och"))
    return sign is not None or is_section(line) or is_section(before)


def _speaker(paper: Paper, people: list[Mention]) -> str:
    """Who says *jag*: the one name that signs."""
    signed = signers(paper)
    names = list(dict.fromkeys(one.name for one in signed))
    if len(names) == 1:
        return next((one.name for one in people if one.name == names[0]), names[0])
    return ""


def _bound(text: str, kind: str, written: date | None) -> str | None:
    """Who is bound by the sentence, as it says it; None when nobody is."""
    if len(text) < 12 or text.endswith("?") or _CONDITION.match(text):
        return None
    if _BINDS_OTHERS.search(text) and not _WISHES.search(text):
        return (
            "jag"
            if re.search(r"\bjag\b", text, re.IGNORECASE)
            else "vi"
            if re.search(r"\bvi\b", text, re.IGNORECASE)
            else ""
        )
    tasked = _TASKED.search(text)
    if tasked is not None and kind in ("minutes", "answer", "inspection", "other") and not _WISHES.search(text):
        return tasked.group("who") or tasked.group("told")
    if _WISHES.search(text):
        return None
    for pattern in _BINDS:
        for match in pattern.finditer(text):
            if _is_promise(text, match, kind):
                return match.group("who")
    if kind in ("answer", "inspection", "minutes") and _TIMED.search(text):
        return _passive(text, written)
    return None


def _passive(text: str, written: date | None) -> str | None:
    """*Arbetet ska vara klart senast den 1 mars*: nobody is named, but a day is."""
    match = _PASSIVE.search(text)
    return "" if match and not _SUBORDINATE.search(text[: match.start()]) and last_day(text, written) else None


def _is_promise(text: str, match: re.Match[str], kind: str) -> bool:
    """Not in a clause that only tells of something, not *vi ska kunna*, and *ni ska* in an inspection alone."""
    who = match.group("who").casefold()
    if who == "ni" and kind != "inspection":
        return False
    if _SUBORDINATE.search(text[: match.start("who")]):
        return False
    rest = text[match.end() :].lstrip().casefold()
    return not rest.startswith(("inte ", "kunna ", "ha ett ansvar", "komma ihåg", "vara ärlig"))


def _named(who: str, speaker: str) -> str:
    if who.casefold() in ("jag", "vi", "mig"):
        return speaker or ("Vi" if who.casefold() == "vi" else "")
    if not who:
        return speaker
    return who[:1].upper() + who[1:]
