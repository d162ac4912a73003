"""What was raised and held: signals with the second chance of one that was opened again, and talks held on cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from handslag.plan.models import Plan
from handslag.vitals import facts as f
from handslag.vitals.entering import Moments
from handslag.voice.models import MeetingRecord, Signal
from handslag.voice.models.signals import label_of
from handslag.voice.rules.meetings import COUNTS_AS_TALK, MEETING_KINDS


class Reopening(NamedTuple):
    """That the sender was not content with the answer: the day, the new day to answer by, and when it was known."""

    on: date
    answer_by: date
    recorded_at: datetime


def both_turns(signal: f.Signal, reopening: Reopening | None, answers: Iterable[f.SignalAnswer]) -> Iterable[f.Signal]:
    """The signal, and if it was opened again a second fact of the same id with its own answer-by day and answers."""
    yield signal
    if reopening is not None:
        yield replace(
            signal, raised_on=reopening.on, answer_by=reopening.answer_by, recorded_at=reopening.recorded_at,
            answers=tuple(answers),
        )  # fmt: skip


class ReplyRow(NamedTuple):
    """An answer to a signal."""

    pk: int
    day: date
    text: str
    recorded_at: datetime
    order: int
    entered_at: datetime
    again: bool = False
    """Whether it answers a signal that was opened again."""

    @property
    def moments(self) -> Moments:
        return Moments(self.recorded_at, self.entered_at)


class SignalRow(NamedTuple):
    """A signal; `sender` and `text` as they were given."""

    pk: int
    office: int
    area: str
    raised_on: date
    answer_by: date
    sender: str
    unit: int | None
    recorded_at: datetime
    order: int
    entered_at: datetime
    kind: str
    text: str
    series: int | None = None
    number: int | None = None
    reopening: Reopening | None = None  # known at the moment

    @property
    def label(self) -> str:
        """`S 2026-14`; empty for a signal that was read in from a file."""
        return label_of(self.series, self.number)

    def reopened(self, day: date) -> Reopening | None:
        """That the sender was not content, if that had happened by the day."""
        return self.reopening if self.reopening is not None and self.reopening.on <= day else None

    @property
    def moments(self) -> Moments:
        return Moments(self.recorded_at, self.entered_at)


def signal_rows(
    plan: Plan, of_cell: dict[str, Any], known_at: datetime
) -> tuple[dict[int, SignalRow], dict[int, list[ReplyRow]]]:
    """Each signal beside its answers, and whether it was opened again, in one question."""
    again = FilteredRelation("steps", condition=Q(steps__move="reopen"))
    rows = Signal.objects.filter(plan=plan, **of_cell).annotate(again=again)
    rows = rows.order_by("raised_on", "pk", "answers__answered_on")
    own = ("pk", "administration_id", "area_key", "raised_on", "answer_by", "sender", "unit_id", "recorded_at", "order",
           "entered_at", "kind", "text", "series", "number")  # fmt: skip
    opened = ("again__on", "again__answer_by", "again__recorded_at")
    given = ("pk", "answered_on", "text", "recorded_at", "order", "entered_at", "after_id")
    signals: dict[int, SignalRow] = {}
    replies: dict[int, list[ReplyRow]] = {}
    for row in rows.values_list(*own, *opened, *(f"answers__{name}" for name in given)):
        on, answer_by, moment = row[len(own) : len(own) + 3]
        known = Reopening(on, answer_by, moment) if moment is not None and moment <= known_at else None
        signals[row[0]] = SignalRow(*row[: len(own)])._replace(reopening=known)
        reply = row[len(own) + 3 : -1]
        if reply[0] is not None and reply[3] <= known_at:
            replies.setdefault(row[0], []).append(ReplyRow(*reply)._replace(again=row[-1] is not None))
    return signals, replies


def signal_fact(row: SignalRow, office: str, unit: str, replies: Iterable[ReplyRow]) -> Iterable[f.Signal]:
    """The signal as the rules know it: one fact, or two when it was opened again."""
    turns: dict[bool, list[f.SignalAnswer]] = {False: [], True: []}
    for reply in replies:
        turns[reply.again].append(f.SignalAnswer(reply.day, reply.recorded_at, reply.order))
    fact = f.Signal(
        row.pk, office, row.area, row.raised_on, row.answer_by, row.sender, unit, tuple(turns[False]), row.recorded_at,
        row.order,
    )  # fmt: skip
    return both_turns(fact, row.reopening, turns[True])


class TalkRow(NamedTuple):
    """A dialogue meeting that was held about a cell; `until` when a correction of it became known."""

    pk: int
    office: int
    area: str
    held_on: date
    recorded_at: datetime
    until: datetime | None
    meeting: int
    kind: str
    public: bool

    @property
    def word(self) -> str:
        """What the meeting is called."""
        return MEETING_KINDS[self.kind].capitalize()

    def fact(self, name: str) -> f.Talk:
        """The talk as the rules know it, on the administration of that name."""
        return f.Talk(self.pk, name, self.area, self.held_on, self.recorded_at, self.until)


_COLUMNS = (
    "pk", "meeting_id", "kind", "held_on", "recorded_at", "withdrawn", "public", "cells__pk",
    "cells__administration_id", "cells__area_key",
)  # fmt: skip


def talk_rows(plan: Plan, known: Q) -> list[TalkRow]:
    """The talks held on the cells of a plan, each record of a meeting until the next one: one question."""
    records = MeetingRecord.objects.filter(known, meeting__plan=plan).order_by("-recorded_at", "-pk", "cells__pk")
    newer: dict[int, tuple[int, datetime, datetime | None]] = {}  # meeting → record, when known, until when it held
    found = []
    for pk, meeting, kind, held_on, recorded, withdrawn, public, cell, office, area in records.values_list(*_COLUMNS):
        last = newer.get(meeting)
        if last is None or last[0] != pk:
            newer[meeting] = last = pk, recorded, last[1] if last else None
        if cell is not None and area and kind in COUNTS_AS_TALK and not withdrawn:
            found.append(TalkRow(cell, office, area, held_on, recorded, last[2], meeting, kind, public))
    return found[::-1]
