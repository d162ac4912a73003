"""What a focus area asks for, what an answer to it must hold, and which answer stands; no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from handslag.core.text import personal_numbers, swedish_date
from handslag.plan.facts import AreaText, RevisionText
from handslag.plan.rules import AreaChange, difference, first_vp_year, revision_in_force

Status = Literal["unanswered", "adopted", "opted_out", "central", "inherited"]
Move = Literal["adopt", "opt_out", "confirm", "withdraw"]

STATUS_WORDS: dict[Status, str] = {
    "unanswered": "Obesvarat",
    "adopted": "Antaget",
    "opted_out": "Bortvalt",
    "central": "Antaget genom central åtgärd",
    "inherited": "Besvarat före sammanslagningen",
}
MOVE_WORDS: dict[Move, str] = {
    "adopt": "Anta",
    "opt_out": "Välj bort",
    "confirm": "Svaret står fast",
    "withdraw": "Ta tillbaka",
}
ANSWER_MOVES: dict[tuple[Status, Move], Status] = {
    ("unanswered", "adopt"): "adopted",
    ("unanswered", "opt_out"): "opted_out",
    ("central", "adopt"): "adopted",
    ("central", "opt_out"): "opted_out",
    ("inherited", "adopt"): "adopted",
    ("inherited", "opt_out"): "opted_out",
    ("adopted", "adopt"): "adopted",
    ("adopted", "opt_out"): "opted_out",
    ("adopted", "confirm"): "adopted",
    ("adopted", "withdraw"): "unanswered",
    ("opted_out", "adopt"): "adopted",
    ("opted_out", "opt_out"): "opted_out",
    ("opted_out", "confirm"): "opted_out",
    ("opted_out", "withdraw"): "unanswered",
}
"""What an answer can become. Taken back, the one before it stands again, or the area is unanswered."""

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
LONGEST = {"dnr": 60, "cooperation": 200}


@dataclass(frozen=True, slots=True)
class KnownRevision:
    """A decided revision, and since when it is known; None: from the beginning."""

    content: RevisionText
    recorded_at: datetime | None = None

    @property
    def is_decided(self) -> bool:
        return True

    @property
    def in_force(self) -> date | None:
        return self.content.in_force


@dataclass(frozen=True, slots=True)
class AskedArea:
    """A focus area that a VP year asks about, as the revision words it; mandatory for that year or not."""

    number: int
    area: AreaText
    mandatory: bool

    @property
    def key(self) -> str:
        return self.area.key

    @property
    def name(self) -> str:
        return self.area.name


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says."""

    adopted: bool
    reason: str = ""
    decided_on: date | None = None
    dnr: str = ""
    cooperation: str = ""
    cooperated_on: date | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was given; `under` when it is a change within another one during the year."""

    pk: int
    administration: int
    area: str
    year: int
    said: Said
    recorded_at: datetime
    order: int = 0
    under: int | None = None
    replaces: int | None = None
    withdrawn: bool = False

    @property
    def adopted(self) -> bool:
        return self.said.adopted


def day_for(year_due: date, year: int, day: date) -> date:
    """The day on which the plan is read for a VP year: not before its VP is due, not after its end."""
    return min(max(day, year_due), date(year, 12, 31))


def revision_then(
    revisions: Sequence[KnownRevision], year: int, due: date, day: date, moment: datetime | None = None
) -> KnownRevision | None:
    """The revision that asks about a VP year on a day; with `moment` only of those that were known then."""
    known = [one for one in revisions if moment is None or one.recorded_at is None or one.recorded_at <= moment]
    return revision_in_force(known, day_for(due, year, day))


def asked_areas(
    revisions: Sequence[KnownRevision], revision: KnownRevision, year: int, calendar: Mapping[int, date]
) -> tuple[AskedArea, ...]:
    """The areas of a revision that count for a VP year, and whether they are mandatory that year.

    An area counts from the first VP year of the revision it came with, and is mandatory from that of the one that
    made it so. `revisions` are in the order they came into force.
    """
    back = [one.content for one in reversed(revisions[: revisions.index(revision) + 1])]
    found = []
    for number, area in enumerate(revision.content.areas, 1):
        counts, mandatory = _years(back, area.key, calendar)
        if counts is not None and counts <= year:
            found.append(AskedArea(number, area, mandatory is not None and mandatory <= year))
    return tuple(found)


def _years(back: Iterable[RevisionText], key: str, calendar: Mapping[int, date]) -> tuple[int | None, int | None]:
    counts: int | None = None
    mandatory: int | None = None
    unbroken = True
    for content in back:
        area = next((one for one in content.areas if one.key == key), None)
        if area is None or content.decision is None or content.decision.on is None:
            break
        counts = first_vp_year(content.decision.on, content.first_vp_year, calendar)
        unbroken = unbroken and area.mandatory
        if unbroken:
            mandatory = counts
    return counts, mandatory


def effective_day(answer: GivenAnswer, due: date) -> date:
    """The decision day, or the day the VP of its year is due when none is given."""
    return answer.said.decided_on or due


def existing(answers: Iterable[GivenAnswer]) -> list[GivenAnswer]:
    """Those that exist: not corrected or taken back, and no withdrawals themselves."""
    rows = list(answers)
    gone = {row.replaces for row in rows if row.replaces is not None}
    return [row for row in rows if not row.withdrawn and row.pk not in gone]


def newest(answers: Iterable[GivenAnswer], due: date) -> GivenAnswer | None:
    """The answer that stands: newest by effective day, then recorded moment, then order. Changes are none."""
    rows = [row for row in existing(answers) if row.under is None]
    return max(rows, key=lambda row: (effective_day(row, due), row.recorded_at, row.order, row.pk), default=None)


def lacks(said: Said, *, mandatory: bool) -> dict[str, str]:
    """Field by field, what an answer lacks to be one: a reason; in a mandatory area decision day and number too."""
    if said.adopted:
        return {}
    found = {}
    if not said.reason.strip():
        found["reason"] = "Skriv varför området väljs bort."
    if mandatory and said.decided_on is None:
        found["decided_on"] = "Området är obligatoriskt. Ange dagen för beslutet att välja bort det."
    if mandatory and not said.dnr.strip():
        found["dnr"] = "Området är obligatoriskt. Ange beslutets diarienummer."
    return found


def faults(said: Said, *, mandatory: bool, today: date) -> dict[str, str]:
    """Field by field, why an answer cannot be taken as it stands."""
    return {**dict(_days(said, today)), **dict(_texts(said)), **lacks(said, mandatory=mandatory)}


def _days(said: Said, today: date) -> Iterator[tuple[str, str]]:
    if said.decided_on is not None and said.decided_on > today:
        yield "decided_on", "Beslutsdagen har inte varit än."
    if said.cooperated_on is None:
        if said.cooperation.strip():
            yield "cooperated_on", "Ange vilken dag samverkan hölls."
        return
    if not said.cooperation.strip():
        yield "cooperation", "Ange vem ni samverkade med, till exempel förvaltningsgruppen."
    if said.cooperated_on > today:
        yield "cooperated_on", "Samverkan har inte hållits än."
    elif said.decided_on is not None and said.cooperated_on > said.decided_on:
        yield "cooperated_on", f"Samverkan ska hållas före beslutet, som är från {swedish_date(said.decided_on)}."


def _texts(said: Said) -> Iterator[tuple[str, str]]:
    for field in ("reason", "cooperation"):
        if personal_numbers(getattr(said, field)):
            yield field, PERSONAL_NUMBER
    for field, longest in LONGEST.items():
        if len(getattr(said, field)) > longest:
            yield field, f"Skriv högst {longest} tecken."


def out_of_turn(said: Said, before: Iterable[GivenAnswer], due: date) -> str:
    """Why a new answer would not become the one that stands, in a sentence; empty when it would.

    The newest answer is the one decided last, so a decision older than what stands would change nothing.
    """
    standing = [row for row in existing(before) if row.under is None or not said.adopted]
    last = max((effective_day(row, due) for row in standing), default=None)
    if last is None or (said.decided_on or due) >= last:
        return ""
    what = "Det tidigare svaret gäller" if said.adopted else "Det tidigare svaret, eller en ändring i det, gäller"
    return (
        f"{what} från den {swedish_date(last)}. Ange en beslutsdag som inte ligger före den, "
        "eller välj att rätta det tidigare svaret."
    )


class Changes:
    """What the plan has changed in each area between the revision that was answered and the one in force now."""

    def __init__(self, revisions: Sequence[KnownRevision], now: KnownRevision, year: int, due: date) -> None:
        """Compare with `now`, the revision that asks about the year today."""
        self._revisions = revisions
        self._now = now
        self._year = year
        self._due = due
        self._made: dict[str, dict[str, AreaChange]] = {}

    def since(self, answered: date, moment: datetime, area: str) -> tuple[RevisionText, AreaChange] | None:
        """The revision that stood when an area was answered and what has changed in it since; None: nothing has."""
        then = revision_then(self._revisions, self._year, self._due, answered, moment)
        if then is None or then.content.label == self._now.content.label:
            return None
        made = self._made.get(then.content.label)
        if made is None:
            changes = difference(then.content, self._now.content).areas
            made = self._made[then.content.label] = {one.key: one for one in changes}
        change = made.get(area)
        return (then.content, change) if change is not None and change.count else None
