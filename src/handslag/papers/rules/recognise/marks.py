"""What lines are: items of a list, known headings, signatures, the end of what is said."""

from __future__ import annotations

import re

from handslag.papers.rules.recognise.days import DAY

MARKER = re.compile(
    r"(?:fråga\s+(?P<ask>\d{1,2})\s*[.:)]?\s+"
    r"|\(?(?P<num>\d{1,2})\s?[.)](?!\d)\s*"
    r"|(?P<plain>\d{1,2})\s+(?=[A-ZÅÄÖ])"
    r"|\(?(?P<roman>i{1,3}|iv|vi{0,3}|ix|x)[.)]\s+"
    r"|\(?(?P<letter>[a-zåäö])[.)]\s+"
    r"|(?P<that>att)\s+(?=\w)"
    r"|(?P<dot>[-–—−•·▪●○*‣◦➢✓]|o(?=\s))\s*(?=\S))",
    re.IGNORECASE,
)
_SECTIONS = (
    r"(?:[\w-]+s\s+)?beslut(?:et)?(?:\s+i\s+korthet)?|(?:[\w-]+s\s+)?förslag(?:\s+till\s+(?:beslut|yttrande|"
    r"\w*(?:fullmäktige|styrelsen|nämnden)))?|"
    r"[\w-]+\s+beslutar(?:\s+följande)?|"
    r"ärende(?:t|beskrivning)?|ärendets\s+\w+|beslutsordning|beslutsgång|propositionsordning|yrkande[nt]?|"
    r"yttrande[nt]?|"
    r"reservation(?:er)?|särskil(?:t|da)\s+uttalande[nt]?|särskil(?:t|da)\s+yttrande[nt]?|ersättaryttrande[nt]?|"
    r"protokollsanteckning(?:ar)?|(?:till|röst)förklaring(?:ar)?|omröstning|handlingar(?:\s+i\s+ärendet)?|"
    r"beslutsunderlag|beslutsförslag|"
    r"underlag(?:\s+för\s+beslut)?|sammanfattning|bakgrund|inledning|synpunkter(?:\s+och\s+förslag)?|expedieras.*|"
    r"expediering|protokollsutdrag.*|(?:beslutet\s+)?skickas\s+till.*|delges.*|sändlista|kopia\s+till.*|bilag(?:a|"
    r"or)\b.*|"
    r"vid\s+protokollet.*|justera(?:s|t|re|de|nde)?\b.*|justering(?:en)?\b.*|närvarande.*|tjänstgörande.*|jäv|"
    r"§+\s*\d+.*|underskrift(?:er)?|"
    r"frågor(?:na)?|frågeställningar|fråga(?:\s+\d{1,2})?|svar(?:\s+på\s+fråga\s+\d{1,2})?|bedömning|"
    r"slutsats(?:er)?|ekonomi\w*|ekonomiska\s+konsekvenser|"
    r"anslag(?:/bevis|sbevis)?|rätt\s+utdraget.*|paragraf(?:er)?"
)
SECTION = re.compile(rf"(?:{_SECTIONS})\s*[:.]?", re.IGNORECASE)
PLACE_AND_DAY = re.compile(
    rf"(?:(?:[A-ZÅÄÖ][\w-]+\s?){{1,4}},?\s+)?(?i:(?:i\s+)?(?:den\s+)?(?:(?:mån|tis|ons|tors|fre|lör|"
    rf"sön)dagen\s+den\s+)?{DAY})\.?"
)
_CLOSING = re.compile(
    r"(?:med\s+)?(?:vänlig(?:a|en)?|bästa|varma)\s+hälsning\w*.*|(?:för|å)\s+\w+partiet.*|namnteckning.*|"
    r"/\s?[A-ZÅÄÖ].*|_{3,}.*|"
    r"(?:undertecknat|signerat)\b.*|dag\s+som\s+ovan.*",
    re.IGNORECASE,
)
_NAME = r"[A-ZÅÄÖÉ][\w’'-]+(?:\s+(?:(?:von|van|af|de|der)\s+)?[A-ZÅÄÖÉ][\w’'.-]*){1,4}"
NAME_LINE = re.compile(
    rf"{_NAME}(?:\s*,?\s*\([A-ZÅÄÖa-zåäö!]{{1,4}}\))?(?:\s*,?\s+och\s+{_NAME}(?:\s*\([\w!]{{1,4}}\))?)?"
)
OFFICERS = re.compile(r"(?:vice\s+)?ordförande[n]?\s+[A-ZÅÄÖ].*", re.IGNORECASE)


def marker(line: str) -> re.Match[str] | None:
    """The sign of a list item at the head of a line."""
    match = MARKER.match(line)
    return match if match is not None and match.end() < len(line) else None


def marker_alone(line: str) -> bool:
    """Whether the line is a marker and nothing more: its text stands on the next line."""
    return re.fullmatch(r"\(?(?:\d{1,2}|[a-zåäö])[.)]|[•·▪●–-]", line, re.IGNORECASE) is not None


def kind_of(match: re.Match[str]) -> str:
    """Which kind of marker it is: items of one list have the same."""
    kind = str(match.lastgroup)
    return "letter" if kind == "roman" and len(match.group("roman")) == 1 else kind


def is_section(line: str) -> bool:
    """Whether the line is one of the headings that papers of a council have."""
    return len(line) <= 90 and SECTION.fullmatch(line) is not None


def is_closing(line: str) -> bool:
    """Whether what is said ends before this line: place and day, a greeting, a name that signs."""
    if len(line) > 90:
        return False
    return any(pattern.fullmatch(line) for pattern in (PLACE_AND_DAY, _CLOSING, NAME_LINE, OFFICERS))


def ends(line: str) -> bool:
    """Whether the text is finished where this line ends."""
    return line.rstrip("\"”’'»)").endswith((".", "?", "!", ":"))
