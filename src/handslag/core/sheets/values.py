"""Reads single cells as dates, years, money, ids, texts and choices, and says what is wrong when that fails."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from handslag.core.sheets.shapes import Cell, Fault
from handslag.core.sheets.words import number_text, quoted, shown, tidy
from handslag.core.text import fold

_FAULTS = frozenset(
    f"#{word}"
    for word in (
        *("n/a", "ref!", "value!", "div/0!", "name?", "null!", "num!", "getting_data", "spill!", "calc!"),
        *("saknas!", "referens!", "värdefel!", "division/0!", "namn?", "skärning!", "ogiltigt!", "beräkning!"),
    )
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("januari", "jan"), ("februari", "feb", "febr"), ("mars", "mar"), ("april", "apr"), ("maj",)),
            *(("juni", "jun"), ("juli", "jul"), ("augusti", "aug"), ("september", "sep", "sept")),
            *(("oktober", "okt"), ("november", "nov"), ("december", "dec")),
        ),
        1,
    )
    for name in names
}
_CLOCK = r"(?:[t ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}) ?[/.-] ?(\d{{1,2}})(?: ?[/.-] ?| )(\d{{4}}){_CLOCK}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_IN_WORDS = re.compile(
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?,? )?(?:den )?"
    rf"(\d{{1,2}}):?e?[ .-]+([a-zåäö]+)[ .,-]+(\d{{4}}){_CLOCK}"
)
_WHOLE_DAYS = date(1899, 12, 30)
_YEAR = re.compile(r"(?:[^\W\d]+[ -]?)?((?:19|20)\d\d)(?:[.,]0+)?")
_AMOUNT = re.compile(
    r"(?:(?:sek|kr) ?)?(?P<minus>[-−–])?(?P<open>\()?(?P<digits>\d[\d .,'’]*?)(?P<close>\))?(?::-|,-|\.-)?"
    r" ?(?P<unit>kr|kronor|sek|:-|tkr|kkr|ksek|tusen(?: kr| kronor)?|mnkr|mkr|msek|"
    r"milj(?:on(?:er)?|\.)?(?: kr| kronor)?)?\.?",
    re.ASCII,
)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<joint>[ .,'’])\d{3})(?:(?P=joint)\d{3})*(?:[.,]\d{1,2})?")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_UNITS = {"tkr": 1_000, "kkr": 1_000, "ksek": 1_000, "tusen": 1_000, "mnkr": 10**6, "mkr": 10**6, "msek": 10**6}
_HEADING_UNIT = re.compile(r"\b(tkr|kkr|ksek|tusen|tusental|mnkr|mkr|msek|milj\w*)\b")
MOST_ORE = 10**14


class Unreadable(Exception):
    """The cell does not hold what its column asks for: what is wrong, and what to write."""

    def __init__(self, message: str, advice: str, code: str) -> None:
        super().__init__(message)
        self.message, self.advice, self.code = message, advice, code


def check_fault(cell: Cell) -> None:
    """Refuse a formula's error, in English or Swedish."""
    if isinstance(cell, Fault) or (isinstance(cell, str) and cell[:1] == "#" and cell.strip().lower() in _FAULTS):
        raise Unreadable(f"”{cell}” är ett fel i en formel.", "Rätta formeln eller skriv värdet.", "formula")


def read_text(cell: Cell) -> str | None:
    """Any cell as text; None when there is nothing in it."""
    check_fault(cell)
    return (tidy(cell) if isinstance(cell, str) else shown(cell)) or None


def read_id(cell: Cell) -> str | None:
    """An id as its source wrote it: `7231` also where Excel made it `7231.0`."""
    check_fault(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return number_text(cell)
    if not isinstance(cell, str):
        raise Unreadable(
            f"{quoted(shown(cell))} är ett datum eller en tid, inte ett id.", "Gör kolumnen till text i Excel.", "id"
        )
    text = tidy(cell)
    return (text[:-2] if re.fullmatch(r"\d+[.,]0", text) else text) or None


def read_date(cell: Cell) -> date | None:
    """A day; times are cut. Day comes before month, and a year has four digits: `04/05/06` is never guessed."""
    check_fault(cell)
    if isinstance(cell, datetime):
        return _sensible(cell.date(), cell)
    if isinstance(cell, date):
        return _sensible(cell, cell)
    if isinstance(cell, str):
        text = fold(cell)
        return _sensible(_day(text), cell) if text else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 10_000 <= cell < 80_000:
            return _WHOLE_DAYS + timedelta(days=int(cell))
        return _sensible(_day(number_text(cell)), cell)
    raise _no_date(cell)


def _day(text: str) -> date | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _calendar(match[1], match[3], match[4])
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _calendar(match[3], match[2], match[1])
    match = _IN_WORDS.fullmatch(text)
    if match:
        return _calendar(match[3], MONTHS.get(match[2], 0), match[1])
    match = _COMPACT.fullmatch(text)
    return _calendar(*match.groups()) if match else None


def _calendar(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _sensible(day: date | None, cell: Cell) -> date:
    if day is None or not 1900 <= day.year < 2200:
        raise _no_date(cell)
    return day


def _no_date(cell: Cell) -> Unreadable:
    return Unreadable(f"{quoted(shown(cell))} är inget datum.", "Skriv till exempel 2025-04-30.", "date")


def read_year(cell: Cell) -> int | None:
    """A year with four digits: `2025`, `2025.0`, `VP 2025`, or the year of a date."""
    check_fault(cell)
    if isinstance(cell, date):
        return cell.year
    text = "" if isinstance(cell, bool | time | timedelta) else fold(shown(cell))
    if cell == "" or (isinstance(cell, str) and not text):
        return None
    match = _YEAR.fullmatch(text)
    if match is None:
        raise Unreadable(f"{quoted(shown(cell))} är inget årtal.", "Skriv till exempel 2025.", "year")
    return int(match[1])


def heading_scale(heading: str) -> int:
    """What a heading such as `Kostnad (tkr)` multiplies its bare numbers by."""
    match = _HEADING_UNIT.search(fold(heading))
    if match is None:
        return 1
    return 1_000 if match[1] in {"tkr", "kkr", "ksek", "tusen", "tusental"} else 10**6


def read_money(cell: Cell, scale: int = 1) -> int | None:
    """Whole öre. `1.200` and `1,200` are refused: they may mean a thousand or one and a fifth."""
    check_fault(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _ore(Decimal(repr(cell)) * scale, cell)
    if not isinstance(cell, str):
        raise _no_money(cell)
    text = fold(cell)
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise _no_money(cell)
    amount = _decimal(match["digits"].strip(), cell)
    unit = (match["unit"] or "").split(" ")[0].rstrip(".")
    if unit:
        scale = 10**6 if unit.startswith("milj") else _UNITS.get(unit, 1)
    return _ore(-amount * scale if match["minus"] or match["open"] else amount * scale, cell)


def _decimal(digits: str, cell: Cell) -> Decimal:
    grouped = None if digits.startswith("0") else _GROUPED.fullmatch(digits)
    if grouped is None and not _PLAIN_NUMBER.fullmatch(digits):
        raise _no_money(cell)
    if grouped:
        joint = grouped["joint"]
        if joint in ".," and digits.count(joint) == 1 and not re.search(r"[.,]\d{1,2}$", digits):
            raise Unreadable(
                f"{quoted(shown(cell))} kan betyda både tusental och decimaler.",
                "Skriv till exempel 1 200 eller 1200,50.",
                "money",
            )
        whole, rest = _split(digits, joint)
    else:
        whole, rest = _split(digits, "")
    return Decimal(f"{whole}.{rest}")


def _split(digits: str, joint: str) -> tuple[str, str]:
    """Whole part and decimals, `joint` taken away from between the thousands."""
    match = re.search(r"[.,](\d+)$", digits)
    if match and match[0][0] != joint:
        whole = digits[: match.start()]
        return (whole.replace(joint, "") if joint else whole), match[1]
    return (digits.replace(joint, "") if joint else digits), "0"


def _ore(kronor: Decimal, cell: Cell) -> int:
    if not kronor.is_finite() or abs(kronor) > MOST_ORE:
        raise _no_money(cell)
    return int((kronor * 100).to_integral_value())


def _no_money(cell: Cell) -> Unreadable:
    return Unreadable(f"{quoted(shown(cell))} är inget belopp.", "Skriv till exempel 1 200 000 eller 1200,50.", "money")
