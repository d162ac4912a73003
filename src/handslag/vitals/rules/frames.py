"""A cell on a stretch of days on which nothing about its structure changes: year, answer, measures, signals, pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, date

from handslag.vitals.facts import Administration, Area, CentralMeasure, Revision, Signal
from handslag.vitals.rules.adoption import UNANSWERED, Adoption, Question, adoption
from handslag.vitals.rules.known import Known, Members, area_in
from handslag.vitals.rules.measures import CellMeasure, measure_on
from handslag.vitals.rules.reading import CentralRow, Group, Reading, counts_from
from handslag.vitals.rules.ruler import FOLLOW_UP_AFTER, Days, Ruler
from handslag.vitals.rules.store import central_key, folded


class Frame:
    """The structure of a cell; what entries and passing days do to it is judged day by day within it."""

    __slots__ = (
        "adoption", "area", "base", "counts_from", "earlier", "fixed", "last_year_end", "mandatory", "members",
        "paused", "reading", "revision", "ruler", "signals", "talks", "vp_due", "year",
    )  # fmt: skip

    year: int | None
    counts_from: int | None  # the year from which the area counts
    vp_due: int
    mandatory: bool
    adoption: Adoption
    base: tuple[CellMeasure, ...]  # listed under the year, and central ones
    earlier: tuple[CellMeasure, ...]  # listed under earlier years only
    last_year_end: int  # 31 December of the year before `year`
    fixed: tuple[CellMeasure, ...] | None

    def __init__(self, area: Area, revision: Revision, ruler: Ruler, members: Members, reading: Reading) -> None:
        """Begin as a cell whose year has not come."""
        self.area = area
        self.revision = revision
        self.ruler = ruler
        self.members = members
        self.reading = reading
        self.year = self.counts_from = None
        self.vp_due = 0
        self.mandatory = False
        self.adoption = UNANSWERED
        self.base = self.earlier = ()
        self.last_year_end = 0
        self.fixed = None
        self.signals: Sequence[Signal] = reading.signals.get(area.key, ())
        self.talks = sorted(talk.held_on.toordinal() for talk in reading.talks.get(area.key, ()))
        self.paused: Days = reading.paused(area.key)

    def measures(self, day: int) -> tuple[CellMeasure, ...]:
        """The measures of the cell on a day of the stretch."""
        if self.fixed is not None:
            return self.fixed
        judged = min(day, self.last_year_end)
        carried = tuple(measure for measure in self.earlier if measure.line.is_open(judged))
        found = self.base + carried
        if found:
            if day > self.last_year_end:
                self.fixed = found
            return found
        return tuple(measure for measure in self.earlier if _recently_done(measure, day))

    def is_carried(self, measure: CellMeasure, day: int) -> bool:
        """Whether the measure is here because it was open when the year began, though not listed under it."""
        return measure.carried and measure.line.is_open(min(day, self.last_year_end))

    def membership_turns(self, first: int, last: int) -> set[int]:
        """The days after `first`, up to `last`, on which a measure may come into the cell or leave it."""
        turns: set[int] = set()
        if not self.earlier:
            return turns
        if first <= self.last_year_end:
            turns.add(self.last_year_end + 1)
            turns.update(day for measure in self.earlier for day in measure.line.turns)
        if not self.base:
            for measure in self.earlier:
                for day in measure.line.done_turns:
                    turns.update((day, day + FOLLOW_UP_AFTER + 1))
        return {day for day in turns if first < day <= last}


def _recently_done(measure: CellMeasure, day: int) -> bool:
    done_on = measure.line.done_on[measure.line.at(day)]
    return bool(done_on) and day - done_on <= FOLLOW_UP_AFTER


def outline_on(known: Known, administration: Administration, area_key: str, day: int) -> Frame | None:
    """A cell on a day without its answer and measures: whether there is one, and its year; None when there is none."""
    name = folded(administration.name)
    revision = known.revision_on(day)
    area = area_in(revision, area_key)
    if revision is None or area is None or not _exists(known, name, revision, area_key, day):
        return None
    members = known.members(name, day)
    reading = known.reading(members)
    ruler = known.rulers.on(day)
    frame = Frame(area, revision, ruler, members, reading)
    years = known.area_years(revision, area_key, ruler)
    frame.counts_from = years.counts
    year = ruler.newest_vp_year(day)
    if year is not None and years.counts is not None and year >= years.counts:
        frame.year = year
        frame.vp_due = ruler.vp_due[year]
        frame.last_year_end = date(year - 1, 12, 31).toordinal()
        frame.mandatory = area.mandatory and years.mandatory is not None and year >= years.mandatory
    return frame


def frame_on(known: Known, administration: Administration, area_key: str, day: int) -> Frame | None:
    """The structure of a cell on a day; None when there is no such cell."""
    frame = outline_on(known, administration, area_key, day)
    if frame is None:
        return None
    central = tuple(
        m for m in frame.revision.central if m.area == area_key and folded(m.administration) in frame.members
    )
    if frame.year is not None:
        asked = Question(area_key, frame.year, frame.mandatory, central, day, frame.ruler)
        frame.adoption = adoption(known, frame.reading, frame.members, folded(administration.name), asked)
    _set_measures(frame, central, day)
    return frame


def _exists(known: Known, name: str, revision: Revision, area: str, day: int) -> bool:
    """Whether there is a cell: before an administration's first day, whether there was one of its predecessors'."""
    administration = known.administrations.get(name)
    if administration is None:
        return False
    if not known.has_begun(name, day):
        return any(_exists(known, other, revision, area, day) for other in known.origins(name))
    if administration.valid_to is not None and day > administration.valid_to.toordinal():
        return False
    if administration.kind == "district":
        return True
    members = known.lineage(name)
    led = any(m.area == area and folded(m.administration) in members for m in revision.central)
    return led or _has_answered(known.reading(members), area, day, known.rulers.on(day))


def _has_answered(reading: Reading, area: str, day: int, ruler: Ruler) -> bool:
    return any(counts_from(answer, ruler) <= day for answer in reading.answers_in.get(area, ()))


def _set_measures(frame: Frame, central: tuple[CentralMeasure, ...], day: int) -> None:
    """Find the measures listed under the year, the central ones, and those listed under earlier years only."""
    reading, ruler = frame.reading, frame.ruler
    year = frame.year if frame.year is not None else frame.counts_from or MAXYEAR
    groups: dict[Group, bool] = {}
    led: dict[Group, CentralRow] = {}
    for place, measure in enumerate(central):
        group = reading.group(central_key(measure.area, measure.key), day, ruler)
        groups[group] = True
        led[group] = CentralRow(frame.revision, measure, place)
    for row in reading.rows_in.get(frame.area.key, ()) if frame.year is not None else ():
        if counts_from(row.answer, ruler) <= day:
            group = reading.group(row.key, day, ruler)
            groups[group] = groups.get(group, False) or row.answer.year == year
    base: list[CellMeasure] = []
    earlier: list[CellMeasure] = []
    for group, listed in groups.items():
        measure_here = measure_on(reading, group, day, ruler, year=year, central=led.get(group))
        measure_here.carried = not listed
        (base if listed else earlier).append(measure_here)
    frame.base = tuple(sorted(base, key=_place))
    frame.earlier = tuple(sorted(earlier, key=_place))


def _place(measure: CellMeasure) -> tuple[object, ...]:
    return (measure.central is None, measure.unit, folded(measure.title), sorted(measure.group))
