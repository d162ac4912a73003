"""The day by which a question is to be answered, from the days on which the council meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from handslag.core.text import fold, swedish_date

COUNCIL = "Kommunfullmäktige"
COUNCIL_NAMES = ("kommunfullmäktige", "stadsfullmäktige", "fullmäktige")
DAYS_TO_ANSWER = {
    "interpellation": 14,
    "written_question": 7,
    "oral": 0,
    "council_letter": 30,
    "motion": 365,
    "other": 14,
}
"""Days that whoever answers has at least, from the day a question is put, by how it is put."""
LATEST = timedelta(days=400)
"""A meeting further off than this is not taken for the one at which a question is answered."""


@dataclass(frozen=True, slots=True)
class AnswerDay:
    """The day that is proposed, and why; no day when it has to be written in by hand."""

    day: date | None
    reason: str


def answer_day(kind: str, put_on: date | None, meetings: Iterable[tuple[str, date]], *, body: str = "") -> AnswerDay:
    """The first meeting at least so many days after the question was put; a motion within a year.

    `meetings` are the bodies and days of the city's calendar. `body` is where the question was put: the council
    unless the paper names another body of the calendar.
    """
    if put_on is None:
        return AnswerDay(
            None,
            "Handlingen har ingen säker dag. Skriv dagen då frågan ställdes, så räknas svarsdagen ut ur kalendern.",
        )
    days = DAYS_TO_ANSWER[kind]
    if kind == "motion":
        return AnswerDay(
            _year_after(put_on), "En motion ska om möjligt beslutas inom ett år (5 kap. 35 § kommunallagen)."
        )
    every = list(meetings)
    where = body if body and any(_same_body(name, body) for name, _ in every) else COUNCIL
    asked = [(name, day) for name, day in every if _same_body(name, where)]
    first = put_on + timedelta(days=days)
    later = sorted((day, name) for name, day in asked if first <= day <= put_on + LATEST and day > put_on)
    if not later:
        return AnswerDay(
            None,
            f"Kalendern har inget möte i {where} minst {days} dagar efter {swedish_date(put_on)}. "
            "Skriv svarsdagen själv.",
        )
    day, name = later[0]
    return AnswerDay(
        day,
        f"Första mötet i {name} minst {days} dagar efter {swedish_date(put_on)}, då frågan ställdes.",
    )


def _year_after(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return date(day.year + 1, 2, 28) if leap else day.replace(year=day.year + 1)


def _same_body(name: str, asked: str) -> bool:
    """Whether two names are of one body: the council goes by several."""
    one, other = fold(name), fold(asked)
    return one == other or (_is_council(one) and _is_council(other))


def _is_council(name: str) -> bool:
    return name in COUNCIL_NAMES or name.rpartition(" ")[2] in COUNCIL_NAMES
