"""Resolves the rows of a list of signals: what is new, and what answers a signal that stands already."""

from __future__ import annotations

from datetime import date
from typing import Any

from handslag.core.sheets import Row, Table
from handslag.core.text import clean, fold, swedish_date
from handslag.plan.frame import Frame
from handslag.plan.naming import Findings
from handslag.voice.rules import AnswerRow, Resolved, SignalKey, SignalRow, Stood

CHECK = "Kontrollera dagarna."
SAME = "Skriv samma på båda raderna, eller lämna den ena tom."
LONGEST = {"Enhet": 160, "Avsändare": 160, "Signal": 20_000, "Svar": 20_000}


def resolve_signals(table: Table, frame: Frame, stood: dict[SignalKey, Stood], findings: Findings) -> Resolved:
    """The signals and answers the file adds; what stands already is skipped, and what is wrong is in `findings`."""
    signals: dict[SignalKey, tuple[SignalRow, Row]] = {}
    answers: dict[tuple[Any, ...], AnswerRow] = {}
    standing: dict[SignalKey, int] = {}
    skipped = 0
    for place, row in enumerate(table.rows):
        signal = _signal(row, frame, findings, order=place)
        answer = _answer(row, signal, findings, order=place)
        if signal is None:
            continue
        known = stood.get(signal.key)
        adds = False
        if known:
            _compare(row, signal, known.answer_by, known.kind, "Signalen finns redan", findings)
            standing[signal.key] = known.id
        elif signal.key in signals:
            first, where = signals[signal.key]
            signals[signal.key] = _together(first, where, signal, row, findings), where
        else:
            signals[signal.key] = signal, row
            adds = True
        there = known.answers if known else frozenset()
        if answer and answer.content not in answers and (answer.answered_on, fold(answer.text)) not in there:
            answers[answer.content] = answer
            adds = True
        skipped += not adds
    return Resolved(
        frame.last_event,
        rows=len(table.rows),
        skipped=skipped,
        signals=tuple(signal for signal, _ in signals.values()),
        answers=tuple(answers.values()),
        standing=tuple(standing.items()),
    )


def _signal(row: Row, frame: Frame, findings: Findings, *, order: int) -> SignalRow | None:
    administration, area = findings.administration(row), findings.area(row)
    raised = findings.not_ahead(row, "Datum")
    findings.texts(row, LONGEST)
    sender, text = clean(row.text("Avsändare")), row.text("Signal")
    given = row.day("Svar senast")
    if raised and given and given < raised:
        findings.error(row, "Svar senast", f"Dagen ligger före signalens, {swedish_date(raised)}.", CHECK, code="order")
    if administration is None or area is None or raised is None or not sender or not text:
        return None
    return SignalRow(
        administration.id,
        area.key,
        sender,
        raised,
        text,
        given or frame.answer_by(raised, findings.recorded_at),
        answer_by_given=given is not None,
        kind=row["Slag"] or "",
        unit=findings.unit(row, administration),
        order=order,
    )


def _answer(row: Row, signal: SignalRow | None, findings: Findings, *, order: int) -> AnswerRow | None:
    day, text = findings.not_ahead(row, "Svarsdatum"), row.text("Svar")
    if text and not row.given("Svarsdatum"):
        findings.error(
            row, "Svarsdatum", "Svaret har inget svarsdatum.", "Skriv dagen då svaret lämnades.", code="empty"
        )
    if row.given("Svarsdatum") and not row.given("Svar"):
        findings.error(row, "Svar", "Svarsdatum finns, men inget svar.", "Skriv vad som svarades.", code="empty")
    if signal is None or day is None or not text:
        return None
    if day < signal.raised_on:
        message = f"Dagen ligger före signalens, {swedish_date(signal.raised_on)}."
        findings.error(row, "Svarsdatum", message, CHECK, code="order")
    return AnswerRow(signal.key, day, text, order)


def _compare(row: Row, signal: SignalRow, answer_by: date, kind: str, start: str, findings: Findings) -> None:
    """What a signal said when it came in stays; a file that says otherwise is told so."""
    if signal.answer_by_given and signal.answer_by != answer_by:
        message = f"{start} med svar senast {swedish_date(answer_by)}. Det ändras inte."
        findings.warn(row, "Svar senast", message, code="stands")
    if signal.kind and signal.kind != kind:
        findings.warn(row, "Slag", f"{start} med ett annat slag. Det ändras inte.", code="stands")


def _together(first: SignalRow, where: Row, second: SignalRow, row: Row, findings: Findings) -> SignalRow:
    """Two rows of one file about one signal: they may add to each other, but not contradict."""
    place = f"rad {where.number}"
    if first.answer_by_given and second.answer_by_given and first.answer_by != second.answer_by:
        findings.error(row, "Svar senast", f"Samma signal har en annan dag på {place}.", SAME, code="contradiction")
    if first.kind and second.kind and first.kind != second.kind:
        findings.error(row, "Slag", f"Samma signal har ett annat slag på {place}.", SAME, code="contradiction")
    if first.unit and second.unit and first.unit.key != second.unit.key:
        findings.error(row, "Enhet", f"Samma signal har en annan enhet på {place}.", SAME, code="contradiction")
    given = first if first.answer_by_given or not second.answer_by_given else second
    return SignalRow(
        first.administration_id,
        first.area_key,
        first.sender,
        first.raised_on,
        first.text,
        given.answer_by,
        given.answer_by_given,
        first.kind or second.kind,
        first.unit or second.unit,
        first.order,
    )
