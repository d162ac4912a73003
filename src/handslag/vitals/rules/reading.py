"""The facts of the administrations read as one: which names mean the same measure, and each measure's time line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handslag.vitals.facts import Answer, CentralMeasure, Revision
from handslag.vitals.rules.ruler import NEVER, Days, Ruler, join_days
from handslag.vitals.rules.store import Key, Row, Store, central_key, folded, title_key
from handslag.vitals.rules.substance import Substance
from handslag.vitals.rules.timelines import Timeline, entry_order

Group = frozenset[Key]
"""All keys that mean one measure."""


@dataclass(frozen=True, slots=True)
class CentralRow:
    """A central measure as one revision states it."""

    revision: Revision
    measure: CentralMeasure
    place: int = 0
    """Its place in the revision: the order in the file."""

    @property
    def in_force(self) -> int:
        """The ordinal of the revision's first day."""
        return self.revision.in_force.toordinal()

    @property
    def evidence(self) -> str:
        """The row as a reason's evidence."""
        return f"central:{self.measure.key}"


@dataclass(frozen=True, slots=True)
class Link:
    """Two keys mean the same measure once a replacing answer counts, or a revision is in force."""

    other: Key
    answer: Answer | None
    in_force: int


def effective_day(answer: Answer, ruler: Ruler) -> int:
    """The decision day of an answer, or the VP due day of its year when none is given."""
    return ruler.days_of(answer)[0]


def counts_from(answer: Answer, ruler: Ruler) -> int:
    """The day from which an answer counts: not before the VP due day of its year."""
    return ruler.days_of(answer)[1]


class Reading(Store):
    """The facts of one or several administrations read together, with the central measures that name them."""

    def __init__(self, stores: Iterable[Store], centrals: Iterable[CentralRow], substance: Substance) -> None:
        """Read the stores together and tie together the names of each measure."""
        super().__init__()
        for store in stores:
            self.add(store)
        self.substance = substance
        self.centrals: dict[Key, list[CentralRow]] = defaultdict(list)
        self.links: dict[Key, list[Link]] = defaultdict(list)
        for row in centrals:
            key = central_key(row.measure.area, row.measure.key)
            self.centrals[key].append(row)
            self._link(key, title_key(row.measure.area, row.measure.title), None, row.in_force)
        for rows in self.rows_in.values():
            for listed in rows:
                if listed.replaces is not None and listed.replaces != listed.key:
                    self._link(listed.key, listed.replaces, listed.answer, 0)
        self._lines: dict[Group, Timeline] = {}
        self._pauses: dict[str, Days] = {}

    def _link(self, one: Key, other: Key, answer: Answer | None, in_force: int) -> None:
        self.links[one].append(Link(other, answer, in_force))
        self.links[other].append(Link(one, answer, in_force))

    def group(self, key: Key, day: int, ruler: Ruler) -> Group:
        """All keys that on the day mean the same measure as the key."""
        return self._reach(key, day, ruler)

    def cluster(self, key: Key) -> Group:
        """All keys that on any day may mean the same measure as the key."""
        return self._reach(key, NEVER, None)

    def _reach(self, key: Key, day: int, ruler: Ruler | None) -> Group:
        if key not in self.links:
            return frozenset((key,))
        found, ahead = {key}, [key]
        while ahead:
            for link in self.links.get(ahead.pop(), ()):
                since = link.in_force if link.answer is None else (counts_from(link.answer, ruler) if ruler else 0)
                if since <= day and link.other not in found:
                    found.add(link.other)
                    ahead.append(link.other)
        return frozenset(found)

    def rows(self, group: Group) -> list[Row]:
        """The listings of a measure, in whatever focus area."""
        if len(group) == 1:
            return self.rows_of.get(next(iter(group)), [])
        return [row for key in group for row in self.rows_of.get(key, ())]

    def central_rows(self, group: Group) -> list[CentralRow]:
        """The revisions' rows of a central measure."""
        return [row for key in group if key[0] == "central" for row in self.centrals[key]]

    def line(self, group: Group) -> Timeline:
        """The measure's entries, walked in order."""
        line = self._lines.get(group)
        if line is None:
            entries = [entry for key in group for entry in self.entries.get(key, ())]
            line = self._lines[group] = Timeline(sorted(entries, key=entry_order), self.substance)
        return line

    def paused(self, area: str) -> Days:
        """The paused days of a cell."""
        if area not in self._pauses:
            pauses = self.pauses.get(area, [])
            self._pauses[area] = join_days((p.first_day.toordinal(), p.last_day.toordinal()) for p in pauses)
        return self._pauses[area]


def leads(members: frozenset[str], measure: CentralMeasure) -> bool:
    """Whether one of the administrations leads the central measure."""
    return folded(measure.administration) in members
