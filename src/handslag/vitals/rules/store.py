"""What belongs to each administration, indexed: answers and listings, entries, signals, pauses, talks, reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from handslag.core.text import fold
from handslag.vitals.facts import (
    Answer,
    Comment,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Pause,
    Signal,
    SignedReport,
    Talk,
)  # fmt: skip

K = TypeVar("K")
V = TypeVar("V")
C = TypeVar("C", Answer, Entry, Pause)
R = TypeVar("R", Signal, Talk, SignedReport, Comment)

Key = tuple[str, ...]
"""How measures are told apart inside an administration's lineage."""

folded = lru_cache(maxsize=1 << 14)(fold)


def key_of(ref: MeasureRef) -> Key:
    """The Id if given, else unit, focus area and title; whose it is says the lineage that is read."""
    external_id = ref.external_id.strip()
    if external_id:
        return ("id", external_id)
    return ("title", folded(ref.unit), ref.area, folded(ref.title))


def title_key(area: str, title: str) -> Key:
    """The key of a measure without a unit and without an Id."""
    return ("title", "", area, folded(title))


def central_key(area: str, key: str) -> Key:
    """The key under which the titles of a central measure are tied together."""
    return ("central", area, key)


class Row:
    """A measure listed under an answer."""

    __slots__ = ("answer", "key", "listing", "order", "replaces")

    def __init__(self, answer: Answer, listing: Listing) -> None:
        """Tell which measure is listed and which it replaces."""
        self.answer = answer
        self.listing = listing
        self.key = key_of(listing.ref)
        self.replaces = key_of(listing.replaces) if listing.replaces is not None else None
        self.order = (answer.recorded_at, answer.order, listing.order, answer.id, listing.id)

    @property
    def evidence(self) -> str:
        """The row as a reason's evidence."""
        return f"listing:{self.listing.id}"


class Store:
    """All known facts of one administration, or of several read together."""

    def __init__(self) -> None:
        """Start empty."""
        self.entries: dict[Key, list[Entry]] = defaultdict(list)
        self.rows_in: dict[str, list[Row]] = defaultdict(list)
        self.rows_of: dict[Key, list[Row]] = defaultdict(list)
        self.answers: dict[tuple[str, str, int], list[Answer]] = defaultdict(list)
        self.answers_in: dict[str, list[Answer]] = defaultdict(list)
        self.signals: dict[str, list[Signal]] = defaultdict(list)
        self.pauses: dict[str, list[Pause]] = defaultdict(list)
        self.talks: dict[str, list[Talk]] = defaultdict(list)
        self.comments: dict[str, list[Comment]] = defaultdict(list)
        self.reports: list[SignedReport] = []

    def add_answer(self, answer: Answer) -> None:
        """Index an answer and the measures listed under it."""
        self.answers[folded(answer.administration), answer.area, answer.year].append(answer)
        self.answers_in[answer.area].append(answer)
        for listing in answer.listings:
            row = Row(answer, listing)
            self.rows_in[answer.area].append(row)
            self.rows_of[row.key].append(row)

    def add(self, other: Store) -> None:
        """Read another administration's facts together with these."""
        _extend(self.entries, other.entries)
        _extend(self.rows_in, other.rows_in)
        _extend(self.rows_of, other.rows_of)
        _extend(self.answers, other.answers)
        _extend(self.answers_in, other.answers_in)
        _extend(self.signals, other.signals)
        _extend(self.pauses, other.pauses)
        _extend(self.talks, other.talks)
        _extend(self.comments, other.comments)
        self.reports.extend(other.reports)


def _extend(mine: dict[K, list[V]], theirs: dict[K, list[V]]) -> None:
    for key, values in theirs.items():
        mine[key].extend(values)


def stores_of(facts: Facts, known_at: datetime) -> dict[str, Store]:
    """Index what was known at a moment by folded administration name."""
    stores: dict[str, Store] = defaultdict(Store)
    for answer in uncorrected(a for a in facts.answers if a.recorded_at <= known_at):
        stores[folded(answer.administration)].add_answer(answer)
    for entry in uncorrected(e for e in facts.entries if e.recorded_at <= known_at):
        stores[folded(entry.ref.administration)].entries[key_of(entry.ref)].append(entry)
    for signal in _known(facts.signals, known_at):
        stores[folded(signal.administration)].signals[signal.area].append(signal)
    for pause in uncorrected(p for p in facts.pauses if p.recorded_at <= known_at):
        stores[folded(pause.administration)].pauses[pause.area].append(pause)
    for talk in _known(facts.talks, known_at):
        if talk.until is not None and talk.until <= known_at:
            continue
        stores[folded(talk.administration)].talks[talk.area].append(talk)
    for report in _known(facts.reports, known_at):
        stores[folded(report.administration)].reports.append(report)
    for comment in _known(facts.comments, known_at):
        stores[folded(comment.administration)].comments[comment.area].append(comment)
    return stores


def _known(rows: Iterable[R], known_at: datetime) -> list[R]:
    return [row for row in rows if row.recorded_at <= known_at]


def uncorrected(rows: Iterable[C]) -> list[C]:
    """The rows that exist: not replaced or withdrawn by another one known, and no withdrawals themselves."""
    known = list(rows)
    gone = {row.replaces for row in known if row.replaces is not None}
    return [row for row in known if not row.withdrawn and row.id not in gone]
