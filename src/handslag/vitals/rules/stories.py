"""The story of one measure: its entries with what each of them counted for, its due days, and a unit's part in a cell.

It is told from the same walk that the signs rest on, so that a page never explains it in another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handslag.followup.rules.notes import CLOSED, Said, lack_of, nearest, read_text
from handslag.vitals.facts import Act, Entry, MeasureRef, MeasureVitals, State, UnitSilence
from handslag.vitals.rules.history import history_of
from handslag.vitals.rules.known import Known
from handslag.vitals.rules.measures import as_day, given_due, measure_on, newness
from handslag.vitals.rules.moments import CellDay
from handslag.vitals.rules.reading import CentralRow
from handslag.vitals.rules.ruler import Ruler
from handslag.vitals.rules.store import Row, central_key, folded, key_of
from handslag.vitals.rules.timelines import Timeline


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, what it counted for and what it lacked.

    `brings`: `state`, `reopened`, `evidence`, `note`; empty when it is no substantive act. `lacks` says of its text:
    `copy` (of the entry `copy_of`, `likeness` percent alike), `stock` (nothing but stock words), `short` (too few
    words to go by), `empty`, or nothing. `refused` when the state it states was not taken for lack of substance.
    """

    entry: Entry
    state: State
    brings: tuple[str, ...]
    lacks: str = ""
    copy_of: int | None = None
    likeness: int = 0
    refused: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is a substantive act."""
        return bool(self.brings)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day as it was given: `evidence` is the listing or revision that gave it."""

    due: date
    evidence: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A measure as of a day: its names in all years are one. `entries` and `dues` stand oldest first."""

    state: State
    entries: tuple[Told, ...]
    due: date | None = None
    original_due: date | None = None
    moves: int = 0
    listed_first: date | None = None
    dues: tuple[DueDay, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def last_act(self) -> date | None:
        """The day of the newest substantive entry."""
        return max((told.entry.effective_on for told in self.entries if told.counts), default=None)


def story_of(known: Known, administration: str, ref: MeasureRef, as_of: date, *, central: str = "") -> Story:
    """Tell the story of a measure as the administration's: with what its predecessors wrote of it.

    `central` is the key of a central measure, whose titles in all revisions are one.
    """
    day = as_of.toordinal()
    reading = known.reading(known.lineage(folded(administration)))
    ruler = known.rulers.on(day)
    group = reading.group(central_key(ref.area, central) if central else key_of(ref), day, ruler)
    line = reading.line(group)
    count = line.at(day)
    story = Story(line.states[count], tuple(_told(line, count)))
    listed = [row for row in reading.rows(group) if ruler.days_of(row.answer)[1] <= day]
    led = [row for row in reading.central_rows(group) if row.in_force <= day]
    if not listed and not led:
        return story
    measure = measure_on(reading, group, day, ruler, year=as_of.year, central=led[-1] if led else None)
    return Story(
        story.state,
        story.entries,
        as_day(measure.due),
        as_day(measure.original) if measure.original is not None else None,
        measure.moves,
        as_day(measure.listed_first),
        tuple(_dues(listed, led, ruler)),
        measure.evidence,
    )


def _told(line: Timeline, count: int) -> Iterable[Told]:
    had: set[str] = {"planned"}
    evidence: set[str] = set()
    notes: list[tuple[Said, int]] = []
    for i in range(count):
        entry, before, after = line.entries[i], line.states[i], line.states[i + 1]
        said = read_text(entry.note)
        given = entry.evidence.strip()
        brings = []
        if after != before and after not in had:
            brings.append("state")
        elif before in CLOSED and after not in CLOSED and said.words_to_go_by:
            brings.append("reopened")
        if given and given not in evidence:
            brings.append("evidence")
        if said.is_note and not line.copies[i]:
            brings.append("note")
        source, likeness = nearest(said, notes) if line.copies[i] else (None, 0)
        yield Told(
            entry,
            after,
            tuple(brings) if line.acts[i] else (),
            "copy" if line.copies[i] else lack_of(entry.note, said),
            source,
            likeness,
            refused=entry.state is not None and entry.state != after,
        )
        had.add(after)
        evidence |= {given} if given else set()
        if said.is_note:
            notes.append((said, entry.id))


def _dues(listed: list[Row], led: list[CentralRow], ruler: Ruler) -> Iterable[DueDay]:
    given: list[Row | CentralRow] = sorted([*listed, *led], key=lambda row: newness(row, ruler))
    before: date | None = None
    for row in given:
        due = given_due(row)
        if due is not None:
            evidence = row.evidence if isinstance(row, Row) else f"revision:{row.revision.id}"
            yield DueDay(due, evidence, moved=before is not None and due != before)
            before = due


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit has in a cell: the cell's sign, the unit's own silence, its measures and its acts, oldest first."""

    area: str
    area_name: str
    mandatory: bool
    sign: str
    silence: UnitSilence
    measures: tuple[MeasureVitals, ...]
    acts: tuple[Act, ...]
    year: int | None


def parts_of(known: Known, administration: str, unit: str, as_of: date) -> tuple[Part, ...]:
    """A unit's part of each focus area it has measures in, in the plan's order."""
    day = as_of.toordinal()
    revision = known.revision_on(day)
    holder = known.administrations.get(folded(administration))
    if revision is None or holder is None:
        return ()
    wanted = folded(unit)
    parts = []
    for area in revision.areas:
        history = history_of(known, holder, area.key)
        frame = history.frame(day)
        if frame is None or not any(measure.unit == wanted for measure in frame.measures(day)):
            continue
        cell = CellDay(history, frame, day)
        silence = next(one for one in cell.units if folded(one.unit) == wanted)
        own = tuple(cell.measure_vitals(measure) for measure in cell.measures if measure.unit == wanted)
        acts = tuple(act for act in cell.acts if act.measure and folded(act.unit) == wanted)
        parts.append(Part(area.key, area.name, frame.mandatory, cell.sign, silence, own, acts, frame.year))
    return tuple(parts)
