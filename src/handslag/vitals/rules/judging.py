"""The sign of a cell on a day: the ten rules, the first that holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handslag.followup.rules.notes import CLOSED
from handslag.vitals.facts import Reported, Sign, Signal
from handslag.vitals.rules.frames import Frame
from handslag.vitals.rules.measures import CellMeasure
from handslag.vitals.rules.ruler import FOLLOW_UP_AFTER, newest_act, silence

MONTH = 30
"""Days after which an unanswered VP counts as sidestepped, and a measure past its due day as late."""


@dataclass(slots=True)
class Tally:
    """The measures of a cell counted on a day."""

    count: int = 0
    done: int = 0
    dropped: int = 0
    moving: int = 0
    past: int = 0
    long_past: int = 0
    slipped: int = 0
    last: int = 0
    """The latest substantive act or first listing; 0 when there is none."""

    @property
    def open(self) -> int:
        """How many are neither done nor dropped."""
        return self.count - self.done - self.dropped

    @property
    def reported(self) -> Reported:
        """What the administration's own words add up to."""
        if self.count == self.dropped:
            return "none"
        if self.open == 0:
            return "done"
        return "under_way" if self.moving or self.done else "planned"

    @property
    def is_late(self) -> bool:
        """Whether an open measure is a month past its day, enough of them are past it, or one slips."""
        some = self.past >= 2 and self.past * 3 >= self.open
        return bool(self.long_past) or some or bool(self.slipped)


def tally(frame: Frame, measures: Sequence[CellMeasure], day: int) -> Tally:
    """Count the measures of a cell on a day."""
    found = Tally(len(measures), last=newest_act(frame.talks, day))
    for measure in measures:
        line = measure.line
        place = line.at(day)
        found.last = max(found.last, line.last_act[place], measure.clock)
        state = line.states[place]
        if state in CLOSED:
            found.done += state == "done"
            found.dropped += state == "dropped"
        else:
            found.moving += state != "planned"
            if day > measure.due:
                found.past += 1
                found.long_past += day - measure.due > MONTH
            found.slipped += has_slipped(measure, day)
    if found.last == 0 and measures:  # only without the act of listing: the clock must start somewhere
        found.last = min(measure.listed_first for measure in measures)
    return found


def has_slipped(measure: CellMeasure, day: int) -> bool:
    """Whether the due day has been moved twice or more and the original one has passed."""
    return measure.moves >= 2 and measure.original is not None and day > measure.original


def is_answered(signal: Signal, day: int, known_at: datetime) -> bool:
    """Whether the signal has a known answer on the day."""
    return any(a.answered_on.toordinal() <= day and a.recorded_at <= known_at for a in signal.answers)


def overdue_signals(frame: Frame, day: int, known_at: datetime) -> list[Signal]:
    """The signals on the cell that are open though their answer-by day has passed."""
    return [
        signal
        for signal in frame.signals
        if signal.raised_on.toordinal() <= day
        and signal.answer_by.toordinal() < day
        and not is_answered(signal, day, known_at)
    ]


def by_unit(measures: Iterable[CellMeasure]) -> dict[str, list[CellMeasure]]:
    """The measures of each unit; those without a unit are one of their own."""
    units: dict[str, list[CellMeasure]] = {}
    for measure in measures:
        units.setdefault(measure.unit, []).append(measure)
    return units


def unit_last(measures: Sequence[CellMeasure], day: int) -> int:
    """The latest substantive act on the unit's measures, or first listing of one."""
    latest = max(max(m.line.last_act[m.line.at(day)], m.clock) for m in measures)
    return latest or min(measure.listed_first for measure in measures)


def most_units_silent(frame: Frame, measures: Sequence[CellMeasure], day: int) -> bool:
    """Whether more than half of the units with open measures have been silent for longer than `sleep_after`."""
    active = [unit for unit in by_unit(measures).values() if any(m.line.is_open(day) for m in unit)]
    limit = frame.ruler.sleep_after
    silent = sum(silence(frame.paused, unit_last(unit, day), day) > limit for unit in active)
    return silent * 2 > len(active)


def unanswered_sign(frame: Frame, found: Tally, day: int) -> str | None:
    """Rules 1 to 4: what the answer to the area alone decides."""
    if frame.year is None:
        return Sign.NOT_DUE
    lacking = Sign.SIDESTEPPED if frame.mandatory else Sign.MISSING
    if frame.adoption.status is None:
        return lacking if day - frame.vp_due > MONTH else Sign.MISSING
    if frame.adoption.status == "opted_out":
        return Sign.OPTED_OUT if frame.adoption.complete else lacking
    return lacking if found.count == found.dropped else None


def judge(frame: Frame, day: int, known_at: datetime) -> str:
    """The sign of the cell on the day."""
    measures = frame.measures(day)
    found = tally(frame, measures, day)
    sign = unanswered_sign(frame, found, day)
    if sign is not None:
        return sign
    if found.reported in {"under_way", "done"} and overdue_signals(frame, day, known_at):
        return Sign.CONTESTED
    silent = silence(frame.paused, found.last, day)
    if found.open == 0 and (not frame.mandatory or silent <= FOLLOW_UP_AFTER):
        return Sign.DONE
    if silent > frame.ruler.sleep_after:
        return Sign.ASLEEP
    if found.is_late:
        return Sign.LATE
    if silent > frame.ruler.drowsy_after or most_units_silent(frame, measures, day):
        return Sign.DROWSY
    return Sign.AWAKE
