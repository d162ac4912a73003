"""What two revisions of a plan differ in, focus area by focus area and measure by measure, matched by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from handslag.core.text import fold
from handslag.plan.facts import AreaText, MeasureText, RevisionText
from handslag.plan.rules.marks import Mark, mark_words, paragraphs

Kind = Literal[
    "added",
    "removed",
    "reworded",
    "moved",
    "mandatory",
    "optional",
    "decision",
    "renamed",
    "level",
    "administration",
    "area",
]
KINDS: tuple[Kind, ...] = (
    "added", "removed", "mandatory", "optional", "decision", "renamed", "reworded", "moved", "level",
    "administration", "area",
)  # fmt: skip
"""In the order they are shown: added or removed (then alone), made mandatory or not or by another decision, renamed,
reworded, moved in date, another level, another administration, moved to another focus area."""


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure in both revisions; no kinds when it is the same. Numbers as `5.2`, empty where it is not."""

    key: str
    before: MeasureText | None
    after: MeasureText | None
    number_before: str
    number_after: str
    kinds: tuple[Kind, ...]
    text: tuple[Mark, ...]
    left: str = ""  # the name of the focus area it was moved from

    @property
    def either(self) -> MeasureText:
        """The later wording, or the earlier one of a measure that is gone."""
        found = self.after or self.before
        assert found
        return found

    @property
    def number(self) -> str:
        return self.number_after or self.number_before


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One focus area in both revisions, with its own changes and all its measures."""

    key: str
    before: AreaText | None
    after: AreaText | None
    number: int
    kinds: tuple[Kind, ...]
    text: tuple[Mark, ...]
    measures: tuple[MeasureChange, ...]

    @property
    def name(self) -> str:
        found = self.after or self.before
        assert found
        return found.name

    @property
    def count(self) -> int:
        """How many changes there are to read here: the area's own as one, and each changed measure."""
        return bool(self.kinds) + sum(1 for one in self.measures if one.kinds)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two revisions."""

    areas: tuple[AreaChange, ...]
    preamble: tuple[Mark, ...]
    preamble_reworded: bool

    def counts(self) -> Mapping[Kind, int]:
        """How many measures have changed in each way; a measure can have changed in several."""
        return Counter(kind for area in self.areas for measure in area.measures for kind in measure.kinds)

    def area_counts(self) -> Mapping[Kind, int]:
        """How many focus areas have changed in each way, their measures aside."""
        return Counter(kind for area in self.areas for kind in area.kinds)

    @property
    def same_measures(self) -> int:
        return sum(1 for area in self.areas for measure in area.measures if not measure.kinds)

    @property
    def same_areas(self) -> int:
        return sum(1 for area in self.areas if not area.count)

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.preamble_reworded and all(not area.count for area in self.areas)


def difference(before: RevisionText, after: RevisionText) -> Difference:
    """What `after` changes in `before`; in the later order, and what is gone where it stood."""
    old = {area.key: (place, area) for place, area in enumerate(before.areas, 1)}
    new = {area.key: (place, area) for place, area in enumerate(after.areas, 1)}
    moved = _moved(before, after)
    areas = []
    for key in _merged(list(old), list(new)):
        was, becomes = old.get(key), new.get(key)
        areas.append(_area(key, was, becomes, moved))
    marks = mark_words(paragraphs(before.preamble), paragraphs(after.preamble))
    return Difference(tuple(areas), marks, any(mark.what != "same" for mark in marks))


Placed = tuple[int, AreaText]
Moved = Mapping[str, tuple[str, MeasureText, str]]


def _moved(before: RevisionText, after: RevisionText) -> Moved:
    """Measures that stand under another focus area: key → the earlier wording, its number and the area it left."""
    old = {
        (area.key, m.key): (area, a, i, m)
        for a, area in enumerate(before.areas, 1)
        for i, m in enumerate(area.measures, 1)
    }
    new = {(area.key, m.key) for area in after.areas for m in area.measures}
    gone, come = [k for k in old if k not in new], [k for k in new if k not in old]
    lonely_old, lonely_new = Counter(key for _, key in gone), Counter(key for _, key in come)
    found = {}
    for place in gone:
        key = place[1]
        if lonely_old[key] == lonely_new[key] == 1:
            area, a, i, measure = old[place]
            found[key] = (area.name, measure, f"{a}.{i}")
    return found


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys of both: the later order, and what is gone after what it stood after."""
    keys = list(new)
    for place, key in enumerate(old):
        if key not in keys:
            before = next((k for k in reversed(old[:place]) if k in keys), None)
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    return keys


def _area(key: str, was: Placed | None, becomes: Placed | None, moved: Moved) -> AreaChange:
    before, after = (was[1] if was else None), (becomes[1] if becomes else None)
    marks = mark_words(paragraphs(before.text if before else ""), paragraphs(after.text if after else ""))
    number = (becomes or was or (0,))[0]
    measures = tuple(_measures(was, becomes, moved))
    return AreaChange(key, before, after, number, tuple(_area_kinds(before, after, marks)), marks, measures)


def _area_kinds(before: AreaText | None, after: AreaText | None, marks: Sequence[Mark]) -> Iterator[Kind]:
    if before is None or after is None:
        yield "added" if before is None else "removed"
        return
    if before.mandatory != after.mandatory:
        yield "mandatory" if after.mandatory else "optional"
    elif after.mandatory and _mandate(before) != _mandate(after):
        yield "decision"
    if fold(before.name) != fold(after.name):
        yield "renamed"
    if any(mark.what != "same" for mark in marks):
        yield "reworded"


def _mandate(area: AreaText) -> tuple[object, ...]:
    return area.mandatory_by, area.mandatory_on, area.mandatory_dnr


def _measures(was: Placed | None, becomes: Placed | None, moved: Moved) -> Iterator[MeasureChange]:
    old = {m.key: (f"{was[0]}.{i}", m) for i, m in enumerate(was[1].measures, 1)} if was else {}
    new = {m.key: (f"{becomes[0]}.{i}", m) for i, m in enumerate(becomes[1].measures, 1)} if becomes else {}
    for key in _merged(list(old), list(new)):
        (number_before, before), (number_after, after) = old.get(key, ("", None)), new.get(key, ("", None))
        left = ""
        if key in moved and (before is None or after is None):
            if after is None:
                continue  # it is shown under the focus area it was moved to
            left, before, number_before = moved[key]
        yield _measure(key, before, after, (number_before, number_after), left)


def _measure(
    key: str, before: MeasureText | None, after: MeasureText | None, numbers: tuple[str, str], left: str
) -> MeasureChange:
    marks = mark_words(paragraphs(before.text if before else ""), paragraphs(after.text if after else ""))
    kinds = tuple(_measure_kinds(before, after, marks, left))
    return MeasureChange(key, before, after, *numbers, kinds, marks, left)


def _measure_kinds(
    before: MeasureText | None, after: MeasureText | None, marks: Sequence[Mark], left: str
) -> Iterator[Kind]:
    if before is None or after is None:
        yield "added" if before is None else "removed"
        return
    if fold(before.name) != fold(after.name):
        yield "renamed"
    if any(mark.what != "same" for mark in marks):
        yield "reworded"
    if before.due != after.due:
        yield "moved"
    if before.central != after.central:
        yield "level"
    elif fold(before.administration) != fold(after.administration):
        yield "administration"
    if left:
        yield "area"
