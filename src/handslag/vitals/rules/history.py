"""A cell through time: the days on which its sign can change, its runs, and since when it has the sign it has.

No day is judged that could not differ from the one before: the structure of the cell changes on few days, and between
them the sign can only change when an entry changes a state, a day is passed or a silence grows too long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from handslag.vitals.facts import Administration
from handslag.vitals.rules.frames import Frame, frame_on
from handslag.vitals.rules.judging import MONTH, by_unit, judge
from handslag.vitals.rules.known import Known
from handslag.vitals.rules.measures import CellMeasure
from handslag.vitals.rules.reading import Reading
from handslag.vitals.rules.ruler import FOLLOW_UP_AFTER, Days, first_day_over
from handslag.vitals.rules.store import central_key, folded

Piece = tuple[int, int, str | None]
"""First and last day, and the sign the cell had on all of them (None: there was no such cell)."""


class CellHistory:
    """One cell, for any day."""

    def __init__(self, known: Known, administration: Administration, area: str) -> None:
        """Find the days on which the structure of the cell may change."""
        self.known = known
        self.administration = administration
        self.area = area
        self.breaks = sorted(_structural_days(known, administration, area))
        self._frames: dict[int, Frame | None] = {}

    def frame(self, day: int) -> Frame | None:
        """The structure of the cell on the day; None when there is no such cell."""
        place = bisect_right(self.breaks, day)
        if place not in self._frames:
            start = self.breaks[place - 1] if place else 1
            self._frames[place] = frame_on(self.known, self.administration, self.area, start)
        return self._frames[place]

    def sign(self, day: int) -> str | None:
        """The sign on the day, or None."""
        frame = self.frame(day)
        return judge(frame, day, self.known.known_at) if frame is not None else None

    def pieces_back(self, first: int, last: int) -> Iterator[Piece]:
        """The days from `last` back to `first` in pieces within which the sign cannot change."""
        end = last
        while end >= first:
            place = bisect_right(self.breaks, end)
            start = max(first, self.breaks[place - 1] if place else first)
            frame = self.frame(end)
            if frame is None:
                yield (start, end, None)
            else:
                yield from self._judged_back(frame, start, end)
            end = start - 1

    def _judged_back(self, frame: Frame, first: int, last: int) -> Iterator[Piece]:
        """A stretch of one structure, newest piece first."""
        turns = sorted({first, *frame.membership_turns(first, last)})
        end = last
        for start in reversed(turns):
            for day in sorted(turning_days(frame, start, end), reverse=True):
                yield (day, end, judge(frame, day, self.known.known_at))
                end = day - 1

    def since(self, day: int) -> int:
        """The first day of the unbroken run up to `day` on which the cell existed and had the same sign."""
        sign, since = self.sign(day), day
        for start, _, found in self.pieces_back(min(day, self.breaks[0] if self.breaks else day), day):
            if found != sign:
                break
            since = start
        return since

    def runs(self, first: int, last: int) -> list[Piece]:
        """The runs of days with the same sign, oldest first, days without the cell left out."""
        runs: list[Piece] = []
        for start, end, sign in reversed(list(self.pieces_back(first, last))):
            if runs and runs[-1][2] == sign and runs[-1][1] == start - 1:
                runs[-1] = (runs[-1][0], end, sign)
            else:
                runs.append((start, end, sign))
        return [run for run in runs if run[2] is not None]


def history_of(known: Known, administration: Administration, area: str) -> CellHistory:
    """The cell's history, made once for each moment."""
    key = (folded(administration.name), area)
    if key not in known.histories:
        known.histories[key] = CellHistory(known, administration, area)
    return known.histories[key]


def _structural_days(known: Known, administration: Administration, area: str) -> set[int]:
    """Every day on which validity, plan, calendar, settings, answers, listings or identities of the cell may change."""
    days = set(known.calendar_days)
    lineage = known.lineage(folded(administration.name))
    for name in lineage:
        held = known.administrations.get(name)
        if held is not None:
            days.add(held.valid_from.toordinal())
            if held.valid_to is not None:
                days.add(held.valid_to.toordinal() + 1)
    reading = known.reading(lineage)
    decided = {answer.decided_on for answer in reading.answers_in.get(area, ())}
    decided |= _days_listed_elsewhere(known, reading, area)
    days.update(day.toordinal() for day in decided if day is not None)
    return days


def _days_listed_elsewhere(known: Known, reading: Reading, area: str) -> set[date | None]:
    """Decision days of answers to other areas that list a measure of this cell too, by its Id or a replacement."""
    keys = {row.key for row in reading.rows_in.get(area, ())}
    keys |= {central_key(area, m.key) for r in known.revisions for m in r.central if m.area == area}
    shared = {key for key in keys if key[0] == "id" or key in reading.links}
    reached = {other for key in shared for other in reading.cluster(key)}
    return {row.answer.decided_on for key in reached for row in reading.rows_of.get(key, ())}


def turning_days(frame: Frame, first: int, last: int) -> set[int]:
    """The days of a stretch of one structure and membership on which the sign may change, the first day included."""
    measures = frame.measures(first)
    days: set[int] = set()
    if frame.year is not None:
        days.add(frame.vp_due + MONTH + 1)
    for signal in frame.signals:
        days.update((signal.raised_on.toordinal(), signal.answer_by.toordinal() + 1))
        days.update(answer.answered_on.toordinal() for answer in signal.answers)
    for measure in measures:
        days.update(measure.line.turns)
        days.update((measure.due + 1, measure.due + MONTH + 1))
        if measure.moves >= 2 and measure.original is not None:
            days.add(measure.original + 1)
    within = {day for day in days if first < day <= last}
    ruler = frame.ruler
    limits = sorted((ruler.drowsy_after, ruler.sleep_after, FOLLOW_UP_AFTER))
    within.update(_silence_turns(frame.paused, measures, frame.talks, limits, (first, last)))
    units = by_unit(measures)
    if len(units) > 1 or frame.talks:
        for unit in units.values():
            within.update(_silence_turns(frame.paused, unit, (), [ruler.sleep_after], (first, last)))
    within.add(first)
    return within


def _silence_turns(
    paused: Days, measures: Sequence[CellMeasure], talks: Sequence[int], limits: list[int], stretch: tuple[int, int]
) -> Iterable[int]:
    """The days on which the silence of some measures passes a limit, and those of the acts that break it."""
    first, last = stretch
    if not measures and not talks:
        return
    acts = {day for measure in measures for day in _between(measure.line.act_days, first, last)}
    acts.update(_between(talks, first, last))
    begun = [measure.clock for measure in measures] or [0]
    known = max(begun)
    known = max(known, *(m.line.last_act[m.line.at(first)] for m in measures), *_before(talks, first), 0)
    if known == 0 and measures:
        known = min(measure.listed_first for measure in measures)
    for act in [*sorted(acts), last + 1]:
        if act <= known:
            continue
        for limit in limits:
            over = first_day_over(paused, known, limit)
            if over >= act:
                break
            if over > first:
                yield over
            if act <= last:
                yield act
        known = act


def _between(days: Sequence[int], first: int, last: int) -> Sequence[int]:
    return days[bisect_right(days, first) : bisect_right(days, last)]


def _before(days: Sequence[int], first: int) -> Sequence[int]:
    place = bisect_left(days, first + 1)
    return days[place - 1 : place]
