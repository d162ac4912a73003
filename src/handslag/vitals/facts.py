"""What the rules of signs of life know: dated facts with the moment they were recorded; no database.

All days are calendar days in Europe/Stockholm; all moments are aware datetimes. A fact exists for the pair
(as of day `A`, known at moment `K`) when its day of effect is on or before `A` and `recorded_at` on or before `K`.
Names (administrations, units, titles) are as written; the rules compare them folded (`core.text.fold`).
`order` breaks ties between facts of the same day and moment: their order in the file they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
"""Recorded moment of what holds from the beginning (first settings, first calendar, first organisation)."""

Kind = Literal["district", "specialist"]
State = Literal["planned", "started", "under_way", "done", "dropped"]
PeriodCode = Literal["VP", "T1", "T2", "VB"]


@dataclass(frozen=True, slots=True)
class Administration:
    """One known version of an administration; the newest known version with the same folded name holds."""

    name: str
    kind: Kind
    valid_from: date
    valid_to: date | None = None  # last day included
    predecessors: tuple[str, ...] = ()  # names; everything of theirs is read as this one's from `valid_from`
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the city (`sleep_after`, `drowsy_after`) from a day on. Unset: 150 and 90."""

    key: str
    value: int
    effective_on: date = date.min
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A follow-up period of a year: `due` is the VP or report due day, `as_of` the reporting day (None for VP).

    Several with the same (year, code): the newest by effective_on, recorded_at, order among those that exist.
    """

    year: int
    code: PeriodCode
    due: date
    as_of: date | None = None
    effective_on: date = date.min
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area as a revision states it."""

    key: str  # stable across revisions
    name: str
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class CentralMeasure:
    """A measure led centrally by a named administration, as a revision states it."""

    key: str  # stable across revisions
    title: str
    area: str  # key of the focus area
    administration: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A decided revision of the plan. Drafts are no facts."""

    id: int
    label: str
    decided_on: date
    in_force: date  # the decision day when none was given
    areas: tuple[Area, ...]
    central: tuple[CentralMeasure, ...] = ()
    first_vp_year: int | None = None  # None: the first year whose VP due day is >= 90 days after the decision
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class MeasureRef:
    """How a fact names a measure: the Id if given, else administration, unit, focus area and title.

    An Id is unique within an administration (and its predecessors). A central measure is named by the administration
    that leads it, no unit, its area and its title in some revision (or its key as `external_id` is *not* used).
    """

    administration: str
    area: str
    title: str
    unit: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A measure listed under an answer (a row of the VP)."""

    id: int
    ref: MeasureRef
    due: date | None = None  # None says nothing
    replaces: MeasureRef | None = None
    field_of_work: str = ""
    target_group: str = ""
    cost: int | None = None  # whole öre
    order: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An administration's answer to a focus area for a VP year, with the measures listed under it."""

    id: int
    administration: str
    area: str
    year: int
    adopted: bool  # False: opted out
    reason: str = ""
    decided_on: date | None = None  # None: effective on the VP due day of its year
    dnr: str = ""
    listings: tuple[Listing, ...] = ()
    recorded_at: datetime = BEGINNING
    order: int = 0
    replaces: int | None = None  # id of the answer it corrects: from `recorded_at` that one does not exist
    withdrawn: bool = False  # with `replaces`: withdraws, and is no answer itself


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated line on a measure (lägesnotering)."""

    id: int
    ref: MeasureRef
    effective_on: date
    state: State | None = None  # None states nothing
    note: str = ""
    evidence: str = ""
    recorded_at: datetime = BEGINNING
    order: int = 0
    replaces: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """An answer to a signal; the first known one closes it."""

    answered_on: date
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal on a cell. `answer_by` is always set: given, or computed with the city's working days on import."""

    id: int
    administration: str
    area: str
    raised_on: date
    answer_by: date
    sender: str = ""
    unit: str = ""
    answers: tuple[SignalAnswer, ...] = ()
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of a cell with reason and end; first and last day included."""

    id: int
    administration: str
    area: str
    first_day: date
    last_day: date
    reason: str = ""
    recorded_at: datetime = BEGINNING
    replaces: int | None = None  # id of the pause it ends on another day, or takes back
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A dialogue or workload talk held on a cell: a substantive act of the cell."""

    id: int
    administration: str
    area: str
    held_on: date
    recorded_at: datetime = BEGINNING
    until: datetime | None = None  # from when a correction of it is known, and it no longer exists


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A signed period report of an administration; several: newest by signed_on, recorded_at, order."""

    id: int
    administration: str
    year: int
    code: PeriodCode
    signed_on: date
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """The administration's own comment on a cell: the right of reply."""

    id: int
    administration: str
    area: str
    effective_on: date
    text: str
    by: str = ""
    recorded_at: datetime = BEGINNING
    order: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one plan in one city. The order within the tuples carries no meaning."""

    administrations: tuple[Administration, ...] = ()
    settings: tuple[Setting, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    revisions: tuple[Revision, ...] = ()
    answers: tuple[Answer, ...] = ()
    entries: tuple[Entry, ...] = ()
    signals: tuple[Signal, ...] = ()
    pauses: tuple[Pause, ...] = ()
    talks: tuple[Talk, ...] = ()
    reports: tuple[SignedReport, ...] = ()
    comments: tuple[Comment, ...] = ()


class Sign:
    """The ten signs of life; the order is that of the rules: the first that holds."""

    NOT_DUE = "not_due"
    SIDESTEPPED = "sidestepped"
    MISSING = "missing"
    OPTED_OUT = "opted_out"
    CONTESTED = "contested"
    DONE = "done"
    ASLEEP = "asleep"
    LATE = "late"
    DROWSY = "drowsy"
    AWAKE = "awake"


SIGNS: tuple[str, ...] = (
    Sign.NOT_DUE, Sign.SIDESTEPPED, Sign.MISSING, Sign.OPTED_OUT, Sign.CONTESTED,
    Sign.DONE, Sign.ASLEEP, Sign.LATE, Sign.DROWSY, Sign.AWAKE,
)  # fmt: skip

Reported = Literal["none", "planned", "under_way", "done"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that holds for the cell, in plain Swedish, with the evidence it rests on.

    `evidence` are strings `kind:id`: progress, listing, answer, signal, report, pause, revision, talk, comment,
    and `period:2025-T1`, `central:KEY`. The reasons that decide the sign stand first, marked.
    """

    code: str
    text: str
    evidence: tuple[str, ...] = ()
    decides: bool = False


@dataclass(frozen=True, slots=True)
class UnitSilence:
    """The silence of one unit's measures in the cell, in days; unit "" are those without a unit."""

    unit: str
    silent_days: int
    open_measures: int


@dataclass(frozen=True, slots=True)
class Act:
    """A substantive act of a cell: its day, kind (`entry`, `talk`, `listed`) and evidence."""

    day: date
    kind: str
    evidence: str
    measure: str = ""  # identity of the measure, "" for a talk
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MeasureVitals:
    """One measure of a cell as of the day."""

    identity: str
    title: str  # as the newest listing writes it
    unit: str
    state: State
    central: bool
    listed_first: date
    due: date
    original_due: date | None
    moves: int
    carried: bool  # from an earlier year, not listed under the year of the cell
    last_act: date | None  # newest substantive entry
    copies: tuple[str, ...] = ()  # evidence of entries whose note is a copy
    refs: tuple[str, ...] = ()  # evidence of its listings (`listing:ID`, `central:KEY`)
    field_of_work: str = ""
    target_group: str = ""
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class CellVitals:
    """The verdict on one cell."""

    administration: str
    kind: Kind
    area: str
    area_name: str
    mandatory: bool
    sign: str
    since: date
    reported: Reported
    silent_days: int | None
    year: int | None
    reasons: tuple[Reason, ...]
    units: tuple[UnitSilence, ...] = ()
    comment: Comment | None = None
    measures: tuple[MeasureVitals, ...] = ()
    acts: tuple[Act, ...] = ()  # substantive acts up to the as-of day, oldest first
    adopted: bool | None = None  # None: unanswered
    answer_reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of days on which a cell existed and had the same sign; last day included."""

    sign: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class CityVitals:
    """All cells of a plan on a day, districts and specialists in the order of the organisation, areas in the plan's."""

    as_of: date
    known_at: datetime
    revision: str | None  # label of the revision in force
    cells: tuple[CellVitals, ...] = field(default=())
