"""Roles as a page shows them: what, where, between which days, and in whose place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handslag.core.text import swedish_date
from handslag.core.verdict import Verdict
from handslag.people.models import NEVER, Membership


@dataclass(frozen=True, slots=True)
class PostLine:
    """A role of a person."""

    pk: int
    who: str
    word: str
    place: str
    since: date
    until: date | None
    stand_in_for: str
    state: str
    """`now`, `coming`, `ended` or `never`."""
    end: Verdict | None = None

    @property
    def days(self) -> str:
        """Between which days, in words."""
        if self.state == "never":
            return "Togs tillbaka innan den började gälla"
        if self.until is None:
            return f"Från och med {swedish_date(self.since)}"
        return f"{swedish_date(self.since)} till {swedish_date(self.until)}"

    @property
    def title(self) -> str:
        """`Enhetschef i Barn och unga Ängsby`."""
        return f"{self.word[:1].upper()}{self.word[1:]} i {self.place}"


def post_line(row: Membership, day: date, end: Verdict | None = None) -> PostLine:
    """A role as it stands on a day."""
    state = "coming" if row.valid_from > day else "now"
    if row.is_over(day):
        state = "never" if row.valid_to == NEVER else "ended"
    other = str(row.stand_in_for) if row.stand_in_for_id else ""
    return PostLine(row.pk, str(row.user), row.word, str(row.place), row.valid_from, row.valid_to, other, state, end)


def in_state(lines: Iterable[PostLine], *states: str) -> list[PostLine]:
    """The lines in some states."""
    return [line for line in lines if line.state in states]
