"""Compares what was shown with the hidden truth: precision, recall, and the days from falling asleep to being seen.

The unit is a cell on an evaluation day. What counts, and what cannot be known: docs/explanation/does-it-see.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf
from random import Random
from statistics import median
from typing import Literal

from handslag.cli.bench.simulator.records import Span, Truth

Place = tuple[str, str]
"""Administration and area."""
Shown = Mapping[Place, str]
"""What is shown for each cell: a sign, or `ANY` for an alarm that does not say which; no entry shows nothing."""
Level = Literal["alarm", "warning"]

ANY, CALM = "any", "calm"
ALARMS = frozenset({ANY, "asleep", "sidestepped", "contested", "missing"})
WARNINGS = ALARMS | {"late", "drowsy", "warning"}
GRACE = 152
"""The longest lawful silence: from a reporting day (31 August) to the day the next report is due (30 January)."""
FULL_ROUND = 0
"""Another answer: a sleep can be known when a whole period without work has been reported on."""
ROUNDS = (((1, 1), (5, 20)), ((5, 1), (9, 22)), ((9, 1), (13, 30)))
"""First day of each period, and the day its report is due (month 13: January of the next year)."""
GRACE_ON_PAPER = 31
"""An answer to the yearly plan may be a month late; then everybody can see that there is none."""
GRACE_AWAKE = 30
"""Days for a cell that has woken up to let itself be heard."""
ALIVE = frozenset({"working", "done", "paused"})


@dataclass(slots=True)
class Tally:
    """Cell-days, and the delays of episodes (infinite: never seen). An alarm of the wrong kind is false and a miss."""

    hit: int = 0
    miss: int = 0
    false: int = 0
    quiet: int = 0
    delays: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.hit += other.hit
        self.miss += other.miss
        self.false += other.false
        self.quiet += other.quiet
        self.delays += other.delays

    @property
    def precision(self) -> float | None:
        """Share of the alarms that are true."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of the dead cell-days that are shown."""
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else None

    @property
    def false_rate(self) -> float | None:
        """Share of the living cell-days on which there is an alarm."""
        return self.false / (self.false + self.quiet) if self.false + self.quiet else None

    @property
    def delay(self) -> float | None:
        """Median days from falling asleep to being seen; infinite when most are never seen."""
        return median(self.delays) if self.delays else None

    @property
    def seen(self) -> float | None:
        """Share of the episodes that are ever seen."""
        return sum(delay < inf for delay in self.delays) / len(self.delays) if self.delays else None


def is_alarm(shown: str, level: Level) -> bool:
    """Whether something shown is an alarm (or, on the lower level, at least a warning)."""
    return shown in (ALARMS if level == "alarm" else WARNINGS)


def is_hit(shown: str, kinds: frozenset[str], level: Level) -> bool:
    """Whether an alarm is of a kind that is the truth; one that does not say its kind always is."""
    return is_alarm(shown, level) and (shown == ANY or shown in kinds or shown not in ALARMS)


def status_on(truth: Truth, day: date, level: Level, grace: int = GRACE) -> tuple[str, frozenset[str]]:
    """`dead` with the kinds that are true, `alive`, or `unknowable`, which is not counted."""
    span, paper = truth.span_on(day), truth.kinds_on(day)
    if span is None or span.life == "outside":
        return "unknowable", frozenset()
    if span.life in ALIVE:
        woken = span is not truth.spans[0] and span.life == "working" and (day - span.first_day).days < GRACE_AWAKE
        return ("unknowable" if paper or woken else "alive"), frozenset()
    if span.life == "partly" and level == "alarm":
        return "unknowable", frozenset()
    known = span.first_day + timedelta(days=GRACE_ON_PAPER) if span.life == "sidestepped" else _known(span, grace)
    return ("dead" if day >= known else "unknowable"), span.kinds | paper


def _known(span: Span, grace: int) -> date:
    """The first day on which a sleep can be known."""
    return span.first_day + timedelta(days=grace) if grace != FULL_ROUND else full_round(span.first_day)


def full_round(stop: date) -> date:
    """The day after the report on the first period without any work is due."""
    for year in (stop.year, stop.year + 1):
        for first, (month, day) in ROUNDS:
            if date(year, *first) >= stop:
                return date(year + month // 13, (month - 1) % 12 + 1, day) + timedelta(days=1)
    raise AssertionError(stop)


def score(truths: Iterable[Truth], shown: Mapping[date, Shown], level: Level, grace: int = GRACE) -> dict[str, Tally]:
    """A tally for every scenario, over all evaluation days."""
    tallies: dict[str, Tally] = {}
    for truth in truths:
        tally = tallies.setdefault(truth.scenario, Tally())
        for day, city in shown.items():
            status, kinds = status_on(truth, day, level, grace)
            _count(tally, status, kinds, city.get((truth.administration, truth.area), CALM), level)
        tally.delays += [_delay(truth, span, shown, level) for span in truth.spans if _is_episode(span, level)]
    return tallies


def _count(tally: Tally, status: str, kinds: frozenset[str], shown: str, level: Level) -> None:
    if status == "dead":
        hit = is_hit(shown, kinds, level)
        tally.hit += hit
        tally.miss += not hit
        tally.false += not hit and is_alarm(shown, level)
    elif status == "alive":
        alarm = is_alarm(shown, level)
        tally.false += alarm
        tally.quiet += not alarm


def _is_episode(span: Span, level: Level) -> bool:
    return span.life in ("asleep", "sidestepped") or (span.life == "partly" and level == "warning")


def _delay(truth: Truth, span: Span, shown: Mapping[date, Shown], level: Level) -> float:
    """Days from the first day of an episode to the first evaluation day on which it is seen."""
    place = (truth.administration, truth.area)
    for day, city in sorted(shown.items()):
        if span.first_day <= day <= span.last_day:
            kinds = span.kinds | truth.kinds_on(day)
            if is_hit(city.get(place, CALM), kinds, level):
                return (day - span.first_day).days
    return inf


def total(tallies: Mapping[str, Tally], scenarios: Iterable[str]) -> Tally:
    """The sum over some scenarios."""
    summed = Tally()
    for scenario in scenarios:
        if scenario in tallies:
            summed.add(tallies[scenario])
    return summed


def spread(cities: Sequence[Tally], *, draws: int = 400) -> dict[str, tuple[float, float]]:
    """95 % intervals of precision and recall: cities drawn again with replacement (percentile bootstrap)."""
    rng, found = Random("spread"), {}
    values: dict[str, list[float]] = {"precision": [], "recall": []}
    for _ in range(draws):
        drawn = Tally()
        for city in rng.choices(cities, k=len(cities)):
            drawn.add(Tally(city.hit, city.miss, city.false, city.quiet))
        for name, value in (("precision", drawn.precision), ("recall", drawn.recall)):
            if value is not None:
                values[name].append(value)
    for name, drawn_values in values.items():
        if drawn_values:
            ranked = sorted(drawn_values)
            found[name] = (ranked[int(0.025 * len(ranked))], ranked[min(len(ranked) - 1, int(0.975 * len(ranked)))])
    return found
