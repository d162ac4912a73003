"""A cell on one day, with all that its reasons rest on."""

from __future__ import annotations

from functools import cached_property

from handslag.followup.rules.notes import CLOSED
from handslag.vitals.facts import Act, Comment, MeasureVitals, Pause, Sign, Signal, UnitSilence
from handslag.vitals.rules.frames import Frame, outline_on
from handslag.vitals.rules.history import CellHistory
from handslag.vitals.rules.judging import by_unit, judge, overdue_signals, tally, unit_last
from handslag.vitals.rules.measures import CellMeasure, as_day
from handslag.vitals.rules.ruler import Period, silence

SILENT_SIGNS = frozenset({Sign.NOT_DUE, Sign.SIDESTEPPED, Sign.MISSING, Sign.OPTED_OUT})
"""The signs that do not rest on the clock: no days of silence are given for them."""


class CellDay:
    """One cell on one day."""

    def __init__(self, history: CellHistory, frame: Frame, day: int) -> None:
        """Judge the cell."""
        self.history = history
        self.known = history.known
        self.frame = frame
        self.day = day
        self.measures = frame.measures(day)
        self.found = tally(frame, self.measures, day)
        self.sign = judge(frame, day, self.known.known_at)
        self.last = self.found.last
        self.silent = silence(frame.paused, self.last, day) if self.last else None

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The substantive acts of the cell up to the day, and the first listings of its measures, oldest first."""
        acts = [act for measure in self.measures for act in self._acts_of(measure)]
        talks = self.frame.reading.talks.get(self.frame.area.key, ())
        held = [talk for talk in talks if talk.held_on.toordinal() <= self.day]
        acts.extend(Act(talk.held_on, "talk", f"talk:{talk.id}") for talk in held)
        return tuple(sorted(acts, key=lambda act: (act.day, act.kind, act.evidence)))

    def _acts_of(self, measure: CellMeasure) -> list[Act]:
        line, identity, unit = measure.line, measure.identity, measure.unit_name
        acts = [
            Act(entry.effective_on, "entry", f"progress:{entry.id}", identity, unit)
            for entry, act in zip(line.entries[: line.at(self.day)], line.acts, strict=False)
            if act
        ]
        acts.append(Act(as_day(measure.listed_first), "listed", measure.first_evidence, identity, unit))
        return acts

    @cached_property
    def newest_acts(self) -> tuple[Act, ...]:
        """What `last` rests on."""
        return tuple(act for act in self.acts if act.day.toordinal() == self.last)

    def open_measures(self) -> list[CellMeasure]:
        """The measures that are neither done nor dropped."""
        return [measure for measure in self.measures if measure.line.is_open(self.day)]

    @cached_property
    def units(self) -> tuple[UnitSilence, ...]:
        """Each unit with its own silence, those without a unit last."""
        units = []
        for key, measures in sorted(by_unit(self.measures).items(), key=lambda pair: (pair[0] == "", pair[0])):
            silent = silence(self.frame.paused, unit_last(measures, self.day), self.day)
            opened = sum(measure.line.is_open(self.day) for measure in measures)
            units.append(UnitSilence(measures[0].unit_name if key else "", silent, opened))
        return tuple(units)

    def copies(self, measure: CellMeasure) -> list[str]:
        """The entries of a measure whose note is a copy, as evidence with their days."""
        return [evidence for _, evidence in self._copied(measure)]

    def _copied(self, measure: CellMeasure) -> list[tuple[int, str]]:
        line = measure.line
        return [(line.days[i], f"progress:{line.entries[i].id}") for i in range(line.at(self.day)) if line.copies[i]]

    def copies_since(self, last: int) -> list[str]:
        """The copies after a day, on all measures of the cell."""
        return [evidence for measure in self.measures for day, evidence in self._copied(measure) if day > last]

    def overdue(self) -> list[Signal]:
        """The overdue signals, oldest answer-by day first."""
        found = overdue_signals(self.frame, self.day, self.known.known_at)
        return sorted(found, key=lambda signal: (signal.answer_by, signal.raised_on, signal.id))

    def reports_since(self, last: int) -> list[tuple[Period, str]]:
        """The signed reports with a reporting day after `last`, oldest first, each period's newest."""
        newest: dict[Period, tuple[tuple[object, ...], str]] = {}
        for report in self.frame.reading.reports:
            period = self.frame.ruler.period(report.year, report.code)
            if period is None or period.as_of <= last or report.signed_on.toordinal() > self.day:
                continue
            order = (report.signed_on, report.recorded_at, report.order, report.id)
            if period not in newest or newest[period][0] < order:
                newest[period] = (order, f"report:{report.id}")
        return [(period, newest[period][1]) for period in sorted(newest, key=lambda p: p.as_of)]

    def missing_reports(self) -> list[Period]:
        """The periods whose due day has passed unsigned, of days on which the cell existed and was due."""
        signed = {(r.year, r.code) for r in self.frame.reading.reports if r.signed_on.toordinal() <= self.day}
        return [
            period
            for period in self.frame.ruler.periods
            if period.due < self.day and (period.year, period.code) not in signed and self._was_due(period.as_of)
        ]

    def _was_due(self, day: int) -> bool:
        then = outline_on(self.known, self.history.administration, self.history.area, day)
        return then is not None and then.year is not None

    def pauses_since(self, last: int) -> list[Pause]:
        """The pauses with a day after `last` up to the day, oldest first."""
        pauses = self.frame.reading.pauses.get(self.frame.area.key, ())
        touched = [
            pause
            for pause in pauses
            if max(pause.first_day.toordinal(), last + 1) <= min(pause.last_day.toordinal(), self.day)
        ]
        return sorted(touched, key=lambda pause: (pause.first_day, pause.last_day, pause.id))

    def vanished(self) -> list[CellMeasure]:
        """The carried measures that are not listed under the year."""
        return [measure for measure in self.measures if self.frame.is_carried(measure, self.day)]

    def comment(self) -> Comment | None:
        """The administration's newest own comment."""
        comments = self.frame.reading.comments.get(self.frame.area.key, ())
        known = [comment for comment in comments if comment.effective_on.toordinal() <= self.day]
        return max(known, key=lambda c: (c.effective_on, c.recorded_at, c.order, c.id), default=None)

    def measure_vitals(self, measure: CellMeasure) -> MeasureVitals:
        """The measure as pages and reports show it."""
        line = measure.line
        place = line.at(self.day)
        listing = measure.listing
        return MeasureVitals(
            identity=measure.identity,
            title=measure.title,
            unit=measure.unit_name,
            state=line.states[place],
            central=measure.central is not None,
            listed_first=as_day(measure.listed_first),
            due=as_day(measure.due),
            original_due=as_day(measure.original) if measure.original is not None else None,
            moves=measure.moves,
            carried=measure.carried,
            last_act=as_day(line.last_act[place]) if line.last_act[place] else None,
            copies=tuple(self.copies(measure)),
            refs=measure.evidence,
            field_of_work=listing.field_of_work if listing else "",
            target_group=listing.target_group if listing else "",
            cost=listing.cost if listing else None,
        )

    def is_closed(self, measure: CellMeasure) -> bool:
        """Whether the measure is done or dropped on the day."""
        return measure.line.states[measure.line.at(self.day)] in CLOSED
