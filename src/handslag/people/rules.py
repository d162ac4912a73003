"""What a city sets by itself (its days and numbers, their bounds), and the rules of accounts and invitations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handslag.core.sheets.results import Problem
from handslag.core.text import fold, personal_numbers
from handslag.core.workdays import add_working_days

DEFAULT_SETTINGS = {"sleep_after": 150, "drowsy_after": 90, "signal_answer_days": 10, "escalation_answer_days": 10}
BOUNDS = {
    "sleep_after": (60, 210),
    "drowsy_after": (1, 209),
    "signal_answer_days": (1, 120),
    "escalation_answer_days": (1, 120),
    "public": (0, 1),  # whether everyone may read; unset, an example is open and any other city closed
}
REPORT_DAYS = {"T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}
"""The day a period's report is about, unless the city has chosen another: month and day."""
DAYS_TO_REPORT = 15
"""Working days from that day until the report is due, unless the city has chosen another day."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a city's file states it."""

    name: str
    field_of_work: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class AdministrationLine:
    """An administration as a city's file states it; `line` is its place in the file."""

    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    committee: str = ""
    units: tuple[UnitLine, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A follow-up period as a city's file states it; a day that is left out is None."""

    year: int
    code: str
    as_of: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FreeDaysLine:
    """The weekdays on which the city does not work, beside the holidays."""

    bridge_days: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CityFile:
    """All that a city's file says. `free_days` is None when the file says nothing of them."""

    name: str
    code: str = ""
    is_example: bool = False
    settings: dict[str, int] = field(default_factory=dict)
    administrations: tuple[AdministrationLine, ...] = ()
    calendar: tuple[PeriodLine, ...] = ()
    meetings: tuple[tuple[str, date], ...] = ()
    free_days: FreeDaysLine | None = None
    warnings: tuple[Problem, ...] = ()

    @property
    def rows(self) -> int:
        """How many facts the file states."""
        units = sum(len(one.units) for one in self.administrations)
        parts = (self.settings, self.administrations, self.calendar, self.meetings)
        return sum(map(len, parts)) + units + (self.free_days is not None)


def period_days(line: PeriodLine, off: Collection[date]) -> tuple[date | None, date]:
    """The as-of day (None for a VP) and the due day of a period, with what was left out filled in.

    A VP's due day must be given. `off` are the weekdays on which the city does not work.
    """
    if line.code == "VP":
        assert line.due is not None
        return None, line.due
    as_of = line.as_of or date(line.year, *REPORT_DAYS[line.code])
    return as_of, line.due or add_working_days(as_of, DAYS_TO_REPORT, off)


def thresholds_fault(sleep_after: int, drowsy_after: int) -> str:
    """Why the two thresholds do not go together, in one Swedish sentence; empty when they do."""
    low, high = BOUNDS["sleep_after"]
    if not low <= sleep_after <= high:
        return f"sleep_after ska vara {low}–{high} dagar, inte {sleep_after}."
    if drowsy_after >= sleep_after:
        return f"drowsy_after ({drowsy_after} dagar) ska vara mindre än sleep_after ({sleep_after} dagar)."
    return ""


INVITATION_HOLDS = timedelta(days=14)
INVITATION_KEPT = timedelta(days=30)
"""For how long after its link has ended an invitation can be sent again; then its name and address are blanked."""
INVITATION_STATES = {
    "open": "väntar på svar",
    "expired": "har gått ut",
    "accepted": "använd",
    "withdrawn": "återkallad",
}
INVITATION_MOVES = {
    ("open", "send_again"): "open",
    ("expired", "send_again"): "open",
    ("open", "withdraw"): "withdrawn",
    ("expired", "withdraw"): "withdrawn",
    ("open", "accept"): "accepted",
}
"""(state, move) → state. An invitation expires by itself."""
INVITATION_FAULTS = {
    "expired": "Inbjudan har gått ut. Be den som bjöd in dig att skicka den igen.",
    "accepted": "Inbjudan är redan använd. Logga in med ditt användarnamn.",
    "withdrawn": "Inbjudan är återkallad. Fråga den som bjöd in dig.",
}
POLITICAL = frozenset({"politician", "commissioner"})
"""The elected: their authority is another than the administration's, and neither stands in for the other."""
LONGEST_STAND_IN = timedelta(days=366)
MOST_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=15)
PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
_USERNAME = re.compile(r"[^\W_][\w.@+-]{1,78}[^\W_]")


def invitation_state(
    accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, at: datetime
) -> str:
    """The state of an invitation at a moment: a key of `INVITATION_STATES`."""
    if accepted_at is not None:
        return "accepted"
    if withdrawn_at is not None:
        return "withdrawn"
    return "expired" if at >= expires_at else "open"


def hashed(secret: str) -> str:
    """What is kept of a token or of a name that someone tried: hex SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def username_key(username: str) -> str:
    """A user name as failures are counted: without regard to case, and not readable."""
    return hashed(fold(username))


def paused_until(failures: Sequence[datetime], at: datetime) -> datetime | None:
    """Until when a user name must wait, when it has failed too often within the window; None when it need not."""
    recent = sorted(moment for moment in failures if moment > at - FAILURE_WINDOW)
    return recent[-MOST_FAILURES] + FAILURE_WINDOW if len(recent) >= MOST_FAILURES else None


def username_fault(username: str) -> str:
    """Why this cannot be a user name, in one Swedish sentence; empty when it can."""
    if personal_numbers(username):
        return PERSONAL_NUMBER
    if not _USERNAME.fullmatch(username):
        return "Använd 3–80 bokstäver, siffror, punkter eller bindestreck, utan mellanslag."
    return ""


def days_fault(first: date, last: date | None, today: date) -> str:
    """Why a role cannot hold for these days, in one Swedish sentence; empty when it can. History is not rewritten."""
    if first < today:
        return "Första dagen har redan varit. En roll kan tidigast gälla från i dag."
    if last is not None and last < first:
        return "Sista dagen ligger före den första."
    return ""


def stand_in_days_fault(first: date, last: date, today: date) -> str:
    """Why somebody cannot stand in for these days, in one Swedish sentence; empty when they can."""
    if fault := days_fault(first, last, today):
        return fault
    if last - first > LONGEST_STAND_IN:
        return "En ställföreträdare utses för högst ett år i taget."
    return ""


def overlap(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two stretches of days have a day in common; an open end is None."""
    return (last is None or other_first <= last) and (other_last is None or first <= other_last)
