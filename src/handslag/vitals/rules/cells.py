"""The verdicts of a city on a day: one for each cell, districts first, focus areas in the plan's order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from handslag.vitals.facts import Administration, CellVitals, CityVitals, Facts, Run
from handslag.vitals.rules.frames import Frame
from handslag.vitals.rules.history import CellHistory, history_of
from handslag.vitals.rules.judging import judge
from handslag.vitals.rules.known import Known
from handslag.vitals.rules.measures import as_day
from handslag.vitals.rules.moments import SILENT_SIGNS, CellDay
from handslag.vitals.rules.reasons import reasons
from handslag.vitals.rules.store import folded
from handslag.vitals.rules.substance import FULL, Substance


def prepare(facts: Facts, known_at: datetime, substance: Substance = FULL) -> Known:
    """Sort out what was known at `known_at`; everything else takes the result, so do it once for many days."""
    return Known(facts, known_at, substance)


def vitals(facts: Facts | Known, as_of: date, known_at: datetime | None = None) -> CityVitals:
    """Judge every cell on a day. With `Facts` a moment is needed; a `Known` brings its own.

    Raises ValueError when `Facts` come without a moment.
    """
    if isinstance(facts, Known):
        known = facts
    elif known_at is None:
        raise ValueError("facts need the moment at which they were known")
    else:
        known = prepare(facts, known_at)
    day = as_of.toordinal()
    revision = known.revision_on(day)
    cells = tuple(_cell_vitals(history, frame, day) for history, frame in _cells(known, day))
    return CityVitals(as_of, known.known_at, revision.label if revision else None, cells)


def cell_vitals(known: Known, administration: str, area: str, as_of: date) -> CellVitals | None:
    """Judge one cell on a day; None when there is no such cell."""
    holder = known.administrations.get(folded(administration))
    if holder is None:
        return None
    history = history_of(known, holder, area)
    frame = history.frame(as_of.toordinal())
    return _cell_vitals(history, frame, as_of.toordinal()) if frame is not None else None


def signs(known: Known, as_of: date) -> dict[tuple[str, str], str]:
    """Give only the sign of every cell, by (administration name, area key): cheap, for comparing days."""
    day = as_of.toordinal()
    return {
        (history.administration.name, history.area): judge(frame, day, known.known_at)
        for history, frame in _cells(known, day)
    }


def runs(known: Known, administration: str, area: str, first_day: date, last_day: date) -> tuple[Run, ...]:
    """Give the sign of a cell day by day between two days, as unbroken runs; days without the cell are left out."""
    holder = known.administrations.get(folded(administration))
    if holder is None:
        return ()
    found = history_of(known, holder, area).runs(first_day.toordinal(), last_day.toordinal())
    return tuple(Run(sign, as_day(first), as_day(last)) for first, last, sign in found if sign is not None)


def _cells(known: Known, day: int) -> Iterator[tuple[CellHistory, Frame]]:
    """The cells of administrations valid on the day, in the order they are shown."""
    revision = known.revision_on(day)
    if revision is None:
        return
    for administration in known.in_order():
        if _valid_itself(administration, day):
            for area in revision.areas:
                history = history_of(known, administration, area.key)
                frame = history.frame(day)
                if frame is not None:
                    yield history, frame


def _valid_itself(administration: Administration, day: int) -> bool:
    """Whether the administration is valid on the day in its own name, first and last day included."""
    begun = administration.valid_from.toordinal() <= day
    return begun and (administration.valid_to is None or day <= administration.valid_to.toordinal())


def _cell_vitals(history: CellHistory, frame: Frame, day: int) -> CellVitals:
    cell = CellDay(history, frame, day)
    adoption = frame.adoption
    return CellVitals(
        administration=history.administration.name,
        kind=history.administration.kind,
        area=frame.area.key,
        area_name=frame.area.name,
        mandatory=frame.mandatory,
        sign=cell.sign,
        since=as_day(history.since(day)),
        reported=cell.found.reported,
        silent_days=None if cell.sign in SILENT_SIGNS else cell.silent,
        year=frame.year,
        reasons=reasons(cell),
        units=cell.units,
        comment=cell.comment(),
        measures=tuple(cell.measure_vitals(measure) for measure in cell.measures),
        acts=cell.acts,
        adopted=None if adoption.status is None else adoption.status == "adopted",
        answer_reason=" ".join(a.reason.strip() for a in adoption.answers if a.reason.strip()),
    )
