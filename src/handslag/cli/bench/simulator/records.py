"""What the simulated city leaves behind: plain dated records, and beside them the truth nobody in it writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PeriodDay:
    """A follow-up period: `VP` has only a due day."""

    year: int
    code: str
    due: date
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class AreaInPlan:
    """A focus area of the city's plan."""

    key: str
    name: str
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure as a yearly plan lists it; `formerly` is the title it admits to having had before."""

    unit: str
    title: str
    due: date | None
    source_id: str = ""
    formerly: str = ""


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The yearly plan's answer to one focus area."""

    administration: str
    area: str
    year: int
    adopted: bool
    decided_on: date
    recorded_on: date
    reason: str = ""
    dnr: str = ""
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line somebody wrote about a measure: the day it is about, and the day it was handed in."""

    administration: str
    area: str
    unit: str
    title: str
    day: date
    recorded_on: date
    state: str = ""
    note: str = ""
    evidence: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A signal from staff or a union; `answered_on` is None when nobody ever answered."""

    administration: str
    area: str
    raised_on: date
    answer_by: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A pause of a cell, declared with a reason, first and last day included."""

    administration: str
    area: str
    first_day: date
    last_day: date
    recorded_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Light:
    """The colour an administration gives a cell in its period report: green, yellow or red."""

    administration: str
    area: str
    recorded_on: date
    colour: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed period report."""

    administration: str
    year: int
    code: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days in the life of a cell.

    `life`: working, done, paused (alive) · asleep, sidestepped (dead) · partly (most units stopped, one works) ·
    outside (no question of life or death: opted out with reason). `kinds`: the signs that would be the truth.
    """

    first_day: date
    last_day: date
    life: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something on paper that is true beside a cell's life: `missing` or `sidestepped` (no answer), `contested`."""

    first_day: date
    last_day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The hidden truth of one cell. `tellable`: False where no record can reveal it."""

    administration: str
    area: str
    scenario: str
    spans: tuple[Span, ...]
    circumstances: tuple[Circumstance, ...] = ()
    worked_on: tuple[date, ...] = ()
    told: tuple[tuple[date, date], ...] = ()
    """Day and day of handing in of each line that tells of real work."""
    tellable: bool = True

    def span_on(self, day: date) -> Span | None:
        """The span that holds on a day."""
        return next((span for span in self.spans if span.first_day <= day <= span.last_day), None)

    def kinds_on(self, day: date) -> frozenset[str]:
        """What is true on paper on a day."""
        return frozenset(c.kind for c in self.circumstances if c.first_day <= day <= c.last_day)


@dataclass(frozen=True, slots=True)
class Records:
    """What one cell, or the whole city, leaves behind."""

    answers: tuple[PlanAnswer, ...] = ()
    lines: tuple[Line, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    breaks: tuple[Break, ...] = ()
    lights: tuple[Light, ...] = ()
    signed: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """A simulated city: its organisation, calendar and records, and the truth of every cell."""

    seed: str
    first_day: date
    last_day: date
    calendar: tuple[PeriodDay, ...]
    administrations: tuple[str, ...]
    areas: tuple[AreaInPlan, ...]
    records: Records
    truths: tuple[Truth, ...] = field(default=())
