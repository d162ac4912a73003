"""Measures, signals and answers as lines of a table, the same on every page that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.text import counted, fold, kronor
from handslag.vitals.facts import MeasureVitals
from handslag.vitals.hearing import SignalRow
from handslag.vitals.pages.afterwards import Afterwards
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.evidence import Evidence
from handslag.vitals.records import AnswerRow, Records
from handslag.vitals.rules import STATE_WORDS
from handslag.vitals.surroundings import Surroundings
from handslag.voice.models import KINDS

CLOSED = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure: `struck` is its original due day when that has been moved."""

    identity: str
    title: str
    href: str
    unit: str
    unit_href: str
    state: str
    is_open: bool
    due: date
    struck: date | None
    moves: str
    past: bool
    last_act: date | None
    remark: str
    cost: str
    copies: int


def measure_lines(
    measures: Iterable[MeasureVitals], evidence: Evidence, units: Mapping[str, str], year: int | None
) -> list[MeasureLine]:
    """Open ones first, in the order of their due day."""
    lines = [_measure_line(measure, evidence, units, year) for measure in measures]
    return sorted(lines, key=lambda line: (not line.is_open, line.due, line.title))


def _measure_line(
    measure: MeasureVitals, evidence: Evidence, units: Mapping[str, str], year: int | None
) -> MeasureLine:
    is_open = measure.state not in CLOSED
    moved = measure.moves > 0 and measure.original_due is not None and measure.original_due != measure.due
    remarks = ["leds centralt"] if measure.central else []
    if measure.carried and year is not None:
        remarks.append(f"står inte i VP {year}")
    return MeasureLine(
        identity=measure.identity,
        title=measure.title,
        href=evidence.of_refs(measure.refs),
        unit=measure.unit,
        unit_href=units.get(fold(measure.unit), "") if measure.unit else "",
        state=STATE_WORDS[measure.state],
        is_open=is_open,
        due=measure.due,
        struck=measure.original_due if moved else None,
        moves=f"flyttad {counted(measure.moves, 'gång', 'gånger')}" if measure.moves else "",
        past=is_open and measure.due < evidence.day.as_of,
        last_act=measure.last_act,
        remark=", ".join(remarks),
        cost=kronor(measure.cost) if measure.cost is not None else "",
        copies=len(measure.copies),
    )


def unit_addresses(around: Surroundings, offices: Iterable[int], day: Day) -> dict[str, str]:
    """The pages of the units of some administrations by folded name; the last administration's own first."""
    wanted = set(offices)
    found = {}
    for unit in around.workplaces.values():
        if unit.office in wanted:
            found[unit.folded] = reverse("vitals:unit", args=[unit.pk]) + day.query
    return found


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """An answer to a signal."""

    day: date
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal with its answers, as those who gave them put it."""

    pk: int
    sender: str
    kind: str
    raised_on: date
    text: str
    unit: str
    area: str
    area_href: str
    answer_by: date
    replies: list[ReplyLine]
    is_open: bool
    overdue: bool
    mark: str
    number: str
    reopened_on: date | None
    href: str


def signal_lines(
    records: Records, day: Day, after: Afterwards, areas: Mapping[str, str], slug: str
) -> list[SignalLine]:
    """The signals raised up to the day: the unanswered first, oldest first; then the answered, newest first."""
    raised = [row for row in records.signals.values() if row.raised_on <= day.as_of]
    lines = [_signal_line(row, records, day, after, areas, slug) for row in raised]
    waiting = sorted((one for one in lines if one.is_open), key=lambda one: (one.answer_by, one.pk))
    answered = sorted((one for one in lines if not one.is_open), key=lambda one: (one.raised_on, one.pk), reverse=True)
    return waiting + answered


def _signal_line(
    row: SignalRow, records: Records, day: Day, after: Afterwards, areas: Mapping[str, str], slug: str
) -> SignalLine:
    replies = [reply for reply in records.replies.get(row.pk, ()) if reply.day <= day.as_of]
    reopening = row.reopened(day.as_of)
    answer_by = reopening.answer_by if reopening else row.answer_by
    is_open = not any(reply.again or reopening is None for reply in replies)
    return SignalLine(
        pk=row.pk,
        sender=row.sender,
        kind=KINDS.get(row.kind, row.kind),
        raised_on=row.raised_on,
        text=row.text,
        unit=records.around.workplaces[row.unit].name if row.unit else "",
        area=areas.get(row.area, row.area),
        area_href=reverse("vitals:cell", args=[slug, row.area]) + day.query,
        answer_by=answer_by,
        replies=[ReplyLine(reply.day, reply.text, after.mark(reply.moments)) for reply in replies],
        is_open=is_open,
        overdue=is_open and answer_by < day.as_of,
        mark=after.mark(row.moments),
        number=row.label,
        reopened_on=reopening.on if reopening else None,
        href=reverse("voice:signal", args=[row.pk]),
    )


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in the VP of a year; `whose` when another administration than the page's gave it."""

    pk: int
    year: int
    word: str
    adopted: bool
    reason: str
    decided_on: date | None
    dnr: str
    cooperation: str
    cooperated_on: date | None
    measures: int
    whose: str
    mark: str
    struck: str
    """What became of an answer that no longer exists: `Rättat` or `Återtaget`."""


def answer_lines(records: Records, area: str, office: int, after: Afterwards, as_of: date) -> list[AnswerLine]:
    """The answers to an area, newest year and newest answer first. What is decided later than the day is left out.

    Changes within an answer during the year are counted with it and have no line of their own.
    """
    rows = [
        row
        for row in records.answers.values()
        if row.area == area and row.under is None and not row.withdrawn and (row.decided_on or date.min) <= as_of
    ]
    rows.sort(key=lambda row: (row.year, row.decided_on or date.min, row.recorded_at, row.order, row.pk), reverse=True)
    struck = records.struck()
    listed: dict[int, set[int]] = {}
    for one in records.listings.values():
        answer = records.answers[one.answer]
        if answer.under is None or answer.pk not in struck:
            listed.setdefault(answer.under or answer.pk, set()).add(one.measure)
    return [_answer_line(row, records, office, after, listed.get(row.pk, set()), struck) for row in rows]


def _answer_line(
    row: AnswerRow, records: Records, office: int, after: Afterwards, listed: set[int], struck: Mapping[int, str]
) -> AnswerLine:
    return AnswerLine(
        pk=row.pk,
        year=row.year,
        word="Antaget" if row.adopted else "Bortvalt",
        adopted=row.adopted,
        reason=row.reason,
        decided_on=row.decided_on,
        dnr=row.dnr,
        cooperation=row.cooperation,
        cooperated_on=row.cooperated_on,
        measures=len(listed),
        whose="" if row.office == office else records.around.offices[row.office].name,
        mark=after.mark(row.moments),
        struck=struck.get(row.pk, ""),
    )
