"""Which kind of paper it is: by its heading, else by how it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.marks import PLACE_AND_DAY, marker
from handslag.papers.rules.recognise.paper import Line, Paper

_HEAD = 25
_ABOUT = (
    r"(?:\s+(?:av|från|till|om|angående|rörande|ang\.?|ställd|med|nr|nummer|i|för|gällande|kring|per|avseende|över|beträffande)\b|\s*[:–-]|"
    r"\s+\d|\s*$)"
)
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("inspection", (
        r"(?:inspektionsmeddelande|resultat(?:et)?\s+av\s+(?:inspektion|tillsyn|besök)\w*|"
        r"underrättelse\s+(?:om|inför)\s+"
        r"(?:eventuellt\s+)?(?:beslut\s+om\s+)?föreläggande|föreläggande\b.*|"
        r"kontroll\s+av\s+inspektionsmeddelande)"
    )),
    ("minutes", (
        r"(?:(?:[\w-]+s\s+)?(?:sammanträdes|nämnd|styrelse|mötes|delegations|utskotts)?protokoll(?:s?utdrag|sbilaga)?"
        r"(?:\s+(?:nr|nummer|för|från|fört|vid|över|\d)|\s*[:–,(-]|\s*$)|utdrag\s+(?:ur|från)\s+protokoll|"
        r"snabbprotokoll|"
        r"ordförandeprotokoll|minnesanteckningar)"
    )),
    ("official_report", (
        r"(?:tjänste(?:utlåtande|skrivelse|yttrande)|remissutlåtande|kontorsutlåtande|"
        r"beslutsunderlag\s+till)\b"
    )),
    ("answer", (
        r"(?:(?:skriftligt\s+|muntligt\s+)?(?:svar|besvarande|yttrande|utlåtande)\s+(?:på|av|över|"
        r"till)\s+(?:en\s+|den\s+|er\s+)?"
        r"(?:\w+\s+)?(?:interpellation|(?:skriftlig\s+|enkel\s+)?fråg|motion|skrivelse)|(?:interpellations|"
        r"fråge|motions|skrivelse)svar\b)"
    )),
    ("interpellation", rf"interpellation(?:en)?{_ABOUT}"),
    ("written_question", (
        rf"(?:skriftlig|enkel|muntlig)\s+fråga{_ABOUT}|(?:fråga\s+(?:av|från|till)\b.*|"
        rf"ledamotsfråga.*|ledamotsinitiativ\s+fråga.*)"
    )),
    ("motion", rf"(?:\w+\s*motion|(?:partimotion|flerpartimotion|kommittémotion|motion)){_ABOUT}"),
    ("council_letter", (
        rf"(?:gemensam\s+|öppen\s+)?(?:regeringens\s+)?[\w-]*skrivelse{_ABOUT}|ordförandeskrivelse\b|"
        rf"nämndinitiativ\b|ledamotsinitiativ\b"
    )),
    ("article", (
        r"(?:debatt(?:artikel|inlägg)?|(?:slut)?replik|insändare|krönika|ledare)\s*(?:[:.|–]\s*\S.*|$)|"
        r"(?:det\s+här|detta)\s+är\s+en\s+(?:debatt|opinions|åsikts)\w*\b.*"
    )),
    ("report", (
        rf"(?:[\w-]*(?:rapport|berättelse|redovisning|utredning|kartläggning|utvärdering|uppföljning|"
        rf"granskning))(?:en)?{_ABOUT}"
    )),
)  # fmt: skip
_KINDS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _HEADINGS)
_LETTERHEAD = ("inspection", "minutes", "official_report")
"""Kinds whose word in the letterhead holds whatever the matter is called."""
_ORDER = tuple(code for code, _ in _HEADINGS)
_BYLINES = re.compile(
    r"(?:text|foto|av|skribent|skriven\s+av)\s*[:/].*|debatt(?:artikel|inlägg)?\b.*|replik\b.*|insändare\b.*|"
    r"kommenter\w*.*|"
    r"publicera[dt]\b.*|uppdaterad\b.*|dela\s+(?:artikeln|på).*|lästid.*|taggar\b.*|i\s+kategorin.*|prenumerera.*|"
    r"opinion|krönika\b.*|"
    r"det\s+här\s+är\s+en\s+(?:debatt|opinions|åsikts)\w*.*",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"\bhar\s+(?:\w+\s+){0,3}?frågat\s+(?:mig|oss|kommunstyrelsens|\w+rådet)\b|\binterpellant(?:en|ens)?\b|"
    r"\bfrågeställare(?:n|ns)\b|"
    r"\b(?:tack(?:ar)?|vill\s+tacka)\b[^.?!]{0,60}\b(?:fråg\w+|interpellation\w*|engagemang\w*)|"
    r"\b(?:som|mitt|vårt)\s+svar\s+på\b|\bsvarar\s+jag\b|\binterpellationen\s+(?:är\s+)?(?:härmed\s+)?besvarad\b",
    re.IGNORECASE,
)
_MY_ROLE = re.compile(
    r"\b(?:i\s+min\s+roll\s+som|som\s+(?:ansvarig[t]?\s+)?|i\s+egenskap\s+av\s+)(?:\w+-\s+och\s+)?\w*"
    r"(?:råd|ordförande|minister|borgmästare)\b|\bjag\s+(?:delar|uppskattar|förstår)\s+(?:\w+\s+){0,3}?"
    r"(?:engagemang|oro|uppfattning|bild|fråg)\w*",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:jag|mig|min|mitt|mina)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:jag|vi|oss|vår|vårt|våra|min|mina)\b", re.IGNORECASE)
_SIGNATURE = re.compile(r"[A-ZÅÄÖ][\w’'-]+(?:\s+(?:(?:von|af|de|der)\s+)?[A-ZÅÄÖ][\w’'.-]*){1,3}(?:\s*\([\w!]{1,4}\))?")
_REGISTRY = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|beslut|protokoll|tjänsteutlåtande|förvaltningens\s+förslag)\b", re.IGNORECASE
)
_TO = re.compile(r"\b(?:från|av|till)\b|\([A-ZÅÄÖ]{1,3}\)|\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with the place that shows it."""

    code: str
    span: Span
    certain: bool


def heading_kind(line: str) -> str:
    """The kind that a heading names; empty when it names none."""
    if len(line) > 260 or marker(line):
        return ""
    return next((code for code, pattern in _KINDS if pattern.match(line)), "")


def line_kind(paper: Paper, line: Line) -> str:
    """The kind that the line names, as a whole or in one of its columns."""
    columns = [cell.text for cell in paper.cells(line)]
    return next((code for text in (line.text, *columns) if (code := heading_kind(text))), "")


def found_kind(paper: Paper, file_name: str) -> Kind:
    """What its head says, else how it is built, else what the file is called; nothing at all: other."""
    return _by_heading(paper) or _by_build(paper) or _by_file(paper, file_name)


def as_found(paper: Paper, kind: Kind) -> Found:
    return paper.found("kind", {"code": kind.code}, kind.span, certain=kind.certain)


def _by_heading(paper: Paper) -> Kind | None:
    seen: dict[str, tuple[int, Line]] = {}
    for index, line in enumerate(paper.filled[:_HEAD]):
        code = line_kind(paper, line)
        if code and code not in seen and not _is_sentence(line):
            seen[code] = (index, line)
    for code in _LETTERHEAD:
        if code in seen and _looks_like(paper, code, seen[code][1]):
            return Kind(code, _span(seen[code][1]), True)
    named = [(index, line, code) for code, (index, line) in seen.items() if code not in _LETTERHEAD]
    if not named:
        return None
    index, line, code = min(named, key=lambda one: one[0])
    if code == "article":
        return Kind(code, _span(line), True) if index < 8 and len(line.text) < 160 else None
    if code in ("report", "council_letter", "answer") and _is_article(paper) and not _TO.search(line.text):
        return None
    if code == "report":
        return Kind(code, _span(line), _is_report(paper)) if index < 8 else None
    return Kind(code, _span(line), index < 15)


def _is_sentence(line: Line) -> bool:
    """Running text that happens to begin with the word: *Motion är bra för hälsan.*"""
    return (line.text.endswith((".", "?", "!")) and len(line.text.split()) > 6) or line.text[:1].islower()


def _looks_like(paper: Paper, code: str, line: Line) -> bool:
    if code == "inspection":
        return "arbetsmiljöverket" in paper.text.casefold() or "AV 20" in paper.text
    return len(line.text) < 130


def _span(line: Line) -> Span:
    return Span(line.start, line.end)


def _by_build(paper: Paper) -> Kind | None:
    return _minutes(paper) or _inspection(paper) or _answer(paper) or _official(paper) or _article(paper)


def _line_with(paper: Paper, pattern: str) -> Line | None:
    compiled = re.compile(pattern, re.IGNORECASE)
    return next((line for line in paper.filled if len(line.text) < 120 and compiled.match(line.text)), None)


def _minutes(paper: Paper) -> Kind | None:
    decided = _line_with(paper, r"(?:[\w-]+s\s+)?beslut\s*:?$|[\w-]+\s+beslutade?r?\b|§+\s*\d+")
    kept = _line_with(paper, r"vid\s+protokollet|justera[st]|justerande|rätt\s+utdraget|sekreterare\s")
    statement = _line_with(
        paper, r"(?:särskilt\s+uttalande|reservation|ersättaryttrande|beslutsordning|beslutsgång)\s*$"
    )
    if decided and kept:
        return Kind("minutes", _span(decided), True)
    if decided and statement:
        return Kind("minutes", _span(decided), False)
    return None


def _inspection(paper: Paper) -> Kind | None:
    head = " ".join(line.text for line in paper.filled[:_HEAD])
    if re.search(r"\barbetsmiljöverket\b", head, re.IGNORECASE) and re.search(
        r"\b(?:inspektion|föreläggande|brister\s+och\s+krav|tillsyn)\w*", paper.text, re.IGNORECASE
    ):
        line = next(
            (one for one in paper.filled[:_HEAD] if "arbetsmiljöverket" in one.text.casefold()), paper.filled[0]
        )
        return Kind("inspection", _span(line), bool(re.search(r"\bAV\s+20\d\d/|20\d\d/\d{5,6}", head)))
    return None


def _answer(paper: Paper) -> Kind | None:
    """Someone answers: thanks for the question, or speaks of their own role and signs alone, in the first person."""
    told = _ANSWERING.search(paper.text)
    mine = len(_FIRST_PERSON.findall(paper.text))
    signed = _signed_alone(paper)
    if told and mine and (signed or told.start() < 1500):
        return Kind("answer", Span(told.start(), told.end()), True)
    role = _MY_ROLE.search(paper.text)
    if role and mine >= 3 and signed:
        return Kind("answer", Span(role.start(), role.end()), False)
    return None


def _signed_alone(paper: Paper) -> bool:
    """Place and day, and after it one name: how a single person signs."""
    last = paper.filled[-8:]
    for index, line in enumerate(last):
        if len(line.text) < 90 and PLACE_AND_DAY.fullmatch(line.text):
            names = [one for one in last[index + 1 :] if len(one.text) < 90 and _SIGNATURE.fullmatch(one.text)]
            return len(names) == 1
    return False


def _official(paper: Paper) -> Kind | None:
    proposal = _line_with(paper, r"(?:[\w-]+s\s+)?förslag\s+till\s+beslut\s*:?$")
    parts = _line_with(paper, r"(?:sammanfattning|bakgrund|ärendets?\s+beredning|ärendet|handläggare\b.*)\s*:?$")
    if proposal and parts:
        return Kind("official_report", _span(proposal), False)
    numbered = next(
        (one for one in paper.filled[:6] if re.match(r"utlåtande\s+(?:19|20)\d\d:\w+", one.text, re.IGNORECASE)), None
    )
    return Kind("official_report", _span(numbered), False) if numbered else None


def _is_report(paper: Paper) -> bool:
    return (
        _line_with(
            paper, r"innehåll(?:sförteckning)?$|sammanfattning$|1\.1\s+\w|förord$|1\.?\s+(?:inledning|bakgrund)$"
        )
        is not None
    )


def _is_article(paper: Paper) -> bool:
    return any(_BYLINES.fullmatch(line.text) for line in paper.filled if len(line.text) < 140)


def _article(paper: Paper) -> Kind | None:
    """A byline, or an opinion in the first person without any mark of a registry."""
    byline = next((line for line in paper.filled if len(line.text) < 140 and _BYLINES.fullmatch(line.text)), None)
    if _REGISTRY.search(paper.text[:1500]) and byline is None:
        return None
    voices = len(_WE.findall(paper.text))
    words = max(paper.text.count(" "), 1)
    if byline is not None and voices >= 2:
        return Kind(
            "article", _span(byline), bool(re.match(r"debatt|replik|insändare|publicera", byline.text, re.IGNORECASE))
        )
    named = next((line for line in paper.filled if _byline_of_names(line.text)), None)
    if named is not None and voices >= 4 and words >= 120:
        return Kind("article", _span(named), False)
    return None


def _byline_of_names(line: str) -> bool:
    names = re.split(r",\s+|\s+och\s+", line)
    return len(line) < 120 and len(names) <= 4 and all(_SIGNATURE.fullmatch(name) for name in names)


def _by_file(paper: Paper, file_name: str) -> Kind:
    name = file_name.casefold().replace("_", " ").replace("-", " ")
    words = (
        ("answer", "svar"), ("interpellation", "interpellation"), ("minutes", "protokoll"), ("motion", "motion"),
        ("official_report", "tjänsteutlåtande"), ("official_report", "tjänsteskrivelse"),
        ("inspection", "inspektionsmeddelande"), ("council_letter", "skrivelse"), ("written_question",
        "skriftlig fråga"),
        ("article", "debattartikel"), ("report", "rapport"),
    )  # fmt: skip
    code = next((code for code, word in words if word in name), "other")
    first = _span(paper.filled[0]) if paper.filled else Span(0, 0)
    return Kind(code, first, False)
