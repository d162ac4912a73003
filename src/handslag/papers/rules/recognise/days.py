"""Days as they are written in Swedish papers, and the last day of a time that is only named."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "feb": 2, "febr": 2, "mars": 3, "mar": 3, "april": 4, "apr": 4, "maj": 5,
    "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augusti": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = (
    r"(?:(?P<y1>(?:19|20)\d\d)\s?[-–./]\s?(?P<m1>\d{1,2})\s?[-–./]\s?(?P<d1>\d{1,2})"
    rf"|(?P<d2>\d{{1,2}})(?:\s*[:.]?(?:e|a))?\.?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})[\s,–-]+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>(?:19|20)\d\d)"
    r"|(?P<y5>(?:19|20)\d\d)(?P<m5>0[1-9]|1[0-2])(?P<d5>0[1-9]|[12]\d|3[01])"
    r"|(?P<d6>\d{1,2})/(?P<m6>\d{1,2})\s?-\s?(?P<y6>\d\d))(?![\d])"
)
DAY_RE = re.compile(rf"(?<![\d/.:-])(?:den\s+)?{DAY}(?!\s*[-/:]\s*\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its place."""

    day: date
    start: int
    end: int


def _day(match: re.Match[str]) -> date | None:
    for number in "123456":
        if year := match.group(f"y{number}"):
            month = match.group(f"m{number}")
            of_year = int(month) if month.isdigit() else MONTHS[month.casefold()]
            try:
                return date(int(year) + (2000 if len(year) == 2 else 0), of_year, int(match.group(f"d{number}")))
            except ValueError:
                return None
    return None


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[Day]:
    """Every day that is written out with its year; days that do not exist are passed over."""
    for match in DAY_RE.finditer(text, start, len(text) if end is None else end):
        if day := _day(match):
            yield Day(day, match.start(), match.end())


_BEFORE = r"(?:före|innan|inför)"
_SEASONS = {"vår": (5, 31), "sommar": (8, 31), "höst": (11, 30)}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_YEAR = r"(?P<year>20\d\d|i år|året|årets|nästa år|nästkommande år|kommande år)"


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _first(year: int, month: int) -> date:
    return date(year, month, 1) - timedelta(days=1)


def _year_of(text: str | None, written: date | None) -> int | None:
    if text and text.isdigit():
        return int(text)
    if written is None:
        return None
    return written.year + (1 if text and ("nästa" in text or "kommande" in text) else 0)


def _of_month(match: re.Match[str], written: date | None) -> date | None:
    year, month = _year_of(match.group("year"), written), MONTHS[match.group("month").casefold()]
    if year is None:
        return None
    if written and not match.group("year") and month < written.month:
        year += 1
    day = match.groupdict().get("day")
    try:
        ends = date(year, month, int(day)) if day else _last_of_month(year, month)
    except ValueError:
        return None
    if not match.group("before"):
        return ends
    return ends - timedelta(days=1) if day else _first(year, month)


def _of_season(match: re.Match[str], written: date | None) -> date | None:
    year, season = _year_of(match.group("year"), written), match.group("season").casefold()
    if year is None:
        return None
    if season == "vinter":
        return _first(year, 12) if match.group("before") else _last_of_month(year + 1, 2)
    month, day = _SEASONS[season]
    ends = date(year, month, day)
    if written and not match.group("year") and ends < written:
        ends = date(year + 1, month, day)
    return _first(ends.year, month - 2) if match.group("before") else ends


def _of_part(match: re.Match[str], written: date | None) -> date | None:
    year = _year_of(match.group("year"), written)
    if year is None:
        return None
    parts = {"kvartal": 3, "tertial": 4, "halvår": 6}
    months = next(length for word, length in parts.items() if match.group("part").casefold().startswith(word))
    said = match.group("which").casefold()
    which = int(said) if said.isdigit() else _ORDINALS[said]
    month = which * months
    if month > 12:
        return None
    return _first(year, month - months + 1) if match.group("before") else _last_of_month(year, month)


def _of_turn(match: re.Match[str], written: date | None) -> date | None:
    year = _year_of(match.group("year"), written)
    if year is None:
        return None
    if match.group("turn").casefold().startswith("halvår"):
        return date(year, 6, 30)
    return date(year, 12, 31)


def _of_year(match: re.Match[str], written: date | None) -> date | None:
    year = _year_of(match.group("year"), written)
    if year is None or (written and year < written.year):
        return None
    ends = date(year - 1, 12, 31) if match.group("before") else date(year, 12, 31)
    return date(year, 12, 31) if written and ends < written else ends


def _of_span(match: re.Match[str], written: date | None) -> date | None:
    if written is None:
        return None
    numbers = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "tolv": 12}
    said, unit = match.group("many").casefold(), match.group("unit").casefold()
    many = int(said) if said.isdigit() else numbers[said]
    if unit.startswith("veck"):
        return written + timedelta(weeks=many)
    if unit.startswith("dag"):
        return written + timedelta(days=many)
    months = written.month - 1 + many * (12 if unit.startswith("år") else 1)
    year, month = written.year + months // 12, months % 12 + 1
    if year > 9000:
        return None
    return date(year, month, min(written.day, monthrange(year, month)[1]))


Reading = Callable[[re.Match[str], date | None], date | None]
_BEFORE_TIME = rf"\b(?:(?P<before>{_BEFORE})"
_ITS_YEAR = rf"(?:\s+{_YEAR})?"
_OF_MONTH = rf"(?P<month>{_MONTH})\b{_ITS_YEAR}"
_OF_PART = r"(?P<which>första|andra|tredje|fjärde)\s+(?P<part>kvartalet|tertialet|halvåret)"
_OF_SEASON = rf"(?<!\w)(?P<season>vår|sommar|höst|vinter)(?:en|n|ens)?\b{_ITS_YEAR}"
_MANY = r"\binom\s+(?P<many>\d{1,3}|en|ett|två|tre|fyra|fem|sex|tolv)\s+"
_WHOLE = r"(?:hela\s+|år\s+|budget(?:en)?\s+|verksamhetsåret\s+)?"
_PATTERNS: tuple[tuple[str, Reading], ...] = (
    (rf"{_BEFORE_TIME}\s+|senast\s+|till\s+)?(?:den\s+)?(?P<day>\d{{1,2}})\s+{_OF_MONTH}", _of_month),
    (rf"{_BEFORE_TIME}\s+)?(?:under\s+)?{_OF_PART}{_ITS_YEAR}", _of_part),
    (rf"{_BEFORE_TIME}\s+)?(?P<part>kvartal|tertial)\s+(?P<which>[1-4])(?:,?\s+{_YEAR})?", _of_part),
    (rf"{_BEFORE_TIME}\s+)?(?:i\s+|under\s+|senast\s+(?:i\s+)?)?slutet\s+av\s+{_OF_MONTH}", _of_month),
    (rf"{_BEFORE_TIME}|i|under|senast(?:\s+i)?|till)\s+{_OF_MONTH}", _of_month),
    (rf"{_BEFORE_TIME}|i|under|till|senast(?:\s+(?:i|under))?)?\s*{_OF_SEASON}", _of_season),
    (rf"\b(?P<turn>årets\s+slut|årsskiftet|halvårsskiftet|slutet\s+av\s+året){_ITS_YEAR}", _of_turn),
    (rf"\b(?P<turn>(?:slutet|utgången)\s+av)\s+{_YEAR}", _of_turn),
    (rf"{_MANY}(?P<unit>dagar|veckor|vecka|månader|månad|år)\b", _of_span),
    (rf"{_BEFORE_TIME}|under|senast|för|till|i)\s+{_WHOLE}{_YEAR}\b(?!\s*[-/])", _of_year),
)
_TIMES = tuple((re.compile(pattern, re.IGNORECASE), reading) for pattern, reading in _PATTERNS)
_BEFORE_DAY = re.compile(rf"{_BEFORE}\s+(?:den\s+)?$", re.IGNORECASE)


def last_day(sentence: str, written: date | None) -> date | None:
    """By when, as a sentence says it: a day, or the last day of the season, month or year that is named.

    *Före* and *inför* give the day before, but never one that had gone by when the paper was written.
    """
    for found in days(sentence):
        before = _BEFORE_DAY.search(sentence[: found.start + (4 if sentence[found.start :].startswith("den ") else 0)])
        return found.day - timedelta(days=1) if before else found.day
    for pattern, reading in _TIMES:
        match = pattern.search(sentence)
        if match is not None and (day := reading(match, written)) is not None:
            return None if written and day < written else day
    return None
