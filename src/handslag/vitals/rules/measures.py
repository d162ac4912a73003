"""A measure as it stands in a cell on a stretch of days: when it was listed, when it is due, how often that moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from handslag.vitals.facts import Listing
from handslag.vitals.rules.reading import (
    CentralRow,
    Group,
    Reading,
    counts_from,
    effective_day,
)  # fmt: skip
from handslag.vitals.rules.ruler import Ruler
from handslag.vitals.rules.store import Row, folded
from handslag.vitals.rules.timelines import Timeline

Order = tuple[int, datetime, int, int, int, int]


class CellMeasure:
    """One measure of a cell, for the days on which nothing that is listed or decided changes."""

    __slots__ = (
        "carried", "central", "clock", "due", "first_evidence", "group", "line", "listed_first", "listing", "moves",
        "newest", "original", "rows", "unit",
    )  # fmt: skip

    line: Timeline
    group: Group
    rows: tuple[Row, ...]  # counted listings, oldest first
    newest: Row | CentralRow
    listing: Listing | None  # the newest row of the VP; None for a central measure that no VP lists
    unit: str  # folded
    central: CentralRow | None  # as the revision in force states it
    listed_first: int
    first_evidence: str  # of the listing that counted first
    clock: int  # the newest listing that counts as an act; the letter: the first
    due: int
    original: int | None
    moves: int
    carried: bool

    @property
    def title(self) -> str:
        """The title as written newest; a central measure's as the revision in force has it."""
        if self.central is not None:
            return self.central.measure.title.strip()
        return _newest_title(self.newest)

    @property
    def unit_name(self) -> str:
        """The unit as written newest."""
        return self.newest.listing.ref.unit.strip() if isinstance(self.newest, Row) else ""

    @property
    def identity(self) -> str:
        """A stable name of the measure inside its administration."""
        if self.central is not None:
            return f"central:{self.central.measure.key}"
        return ":".join(self.newest.key) if isinstance(self.newest, Row) else ""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Its listings, oldest first, as evidence."""
        own = (self.central.evidence,) if self.central is not None else ()
        return (*own, *(row.evidence for row in self.rows))


def as_day(ordinal: int) -> date:
    """The day of an ordinal."""
    return date.fromordinal(ordinal)


def _newest_title(row: Row | CentralRow) -> str:
    return (row.listing.ref.title if isinstance(row, Row) else row.measure.title).strip()


def measure_on(
    reading: Reading, group: Group, day: int, ruler: Ruler, *, year: int, central: CentralRow | None
) -> CellMeasure:
    """Work out how a measure stands on a day, for a cell whose year is `year`."""
    rows = [row for row in reading.rows(group) if counts_from(row.answer, ruler) <= day]
    rows.sort(key=lambda row: newness(row, ruler))
    centrals = [row for row in reading.central_rows(group) if row.in_force <= day]
    centrals.sort(key=lambda row: newness(row, ruler))
    given: list[Row | CentralRow] = [*rows, *centrals]
    if centrals:
        given.sort(key=lambda row: newness(row, ruler))
    measure = CellMeasure()
    measure.line = reading.line(group)
    measure.group = group
    measure.rows = tuple(rows)
    measure.newest = given[-1]
    measure.listing = rows[-1].listing if rows else None
    measure.unit = folded(measure.newest.listing.ref.unit) if isinstance(measure.newest, Row) else ""
    measure.central = central
    measure.carried = False
    listed = [(counts_from(row.answer, ruler), row.evidence) for row in rows]
    listed += [(row.revision.decided_on.toordinal(), row.evidence) for row in centrals]
    measure.listed_first, measure.first_evidence = min(listed, key=lambda pair: pair[0])
    part = reading.substance
    measure.clock = 0 if not part.listing else measure.listed_first if part.relisting else max(listed)[0]
    years = [row.answer.year for row in rows] + ([year] if central is not None else [])
    _set_due_days(measure, given, max(years, default=year))
    return measure


def newness(row: Row | CentralRow, ruler: Ruler) -> Order:
    """Newest means: by effective day, then recorded moment, then order in the file."""
    if isinstance(row, Row):
        return (effective_day(row.answer, ruler), *row.order)
    revision = row.revision
    return (revision.decided_on.toordinal(), revision.recorded_at, revision.order, row.place, revision.id, 0)


def _set_due_days(measure: CellMeasure, given: Sequence[Row | CentralRow], newest_year: int) -> None:
    """The first given day is the original; each different one given after it is a move."""
    days = [due.toordinal() for row in given if (due := given_due(row)) is not None]
    measure.original = days[0] if days else None
    measure.moves = sum(before != after for before, after in pairwise(days))
    measure.due = days[-1] if days else date(newest_year, 12, 31).toordinal()


def given_due(row: Row | CentralRow) -> date | None:
    """The due day a row gives; an empty one says nothing."""
    return row.listing.due if isinstance(row, Row) else row.measure.due
