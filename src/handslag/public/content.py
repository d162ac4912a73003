"""From verdicts to what may be told of them in public: counts of signals, no notes, no names, no units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from handslag.core.clock import local
from handslag.core.text import counted, fold, slug, swedish_date
from handslag.public.rules import ALIVE, without_names
from handslag.vitals.facts import CellVitals, CityVitals, Comment, Facts, Pause, Reason, Signal
from handslag.vitals.judgement import Cell, central_cell
from handslag.vitals.pages.reasons import HEADINGS
from handslag.vitals.rules import Known

HEADED = {"silent": "Tyst länge", "units_silent": "Tysta enheter"}


@dataclass(frozen=True)
class Censor:
    """What the public is told of a fact: built once for a plan, a day and a moment."""

    facts: Facts
    known: Known
    as_of: date
    names: Sequence[str]

    def said(self, text: str) -> str:
        """A text that someone wrote, with every person's name taken away."""
        return without_names(text, self.names)

    def signals(self) -> dict[tuple[str, str], list[Signal]]:
        """The signals known on the day, by folded administration and area."""
        found: dict[tuple[str, str], list[Signal]] = defaultdict(list)
        for one in self.facts.signals:
            if one.raised_on <= self.as_of and one.recorded_at <= self.known.known_at:
                found[fold(one.administration), one.area].append(one)
        return found

    def answered(self, signal: Signal) -> bool:
        """Whether the signal had an answer that was known."""
        moment = self.known.known_at
        return any(a.answered_on <= self.as_of and a.recorded_at <= moment for a in signal.answers)

    def reasons(self, cell: Cell | CellVitals, last_act: date | None) -> tuple[Reason, ...]:
        """The reasons of a cell in words that name nobody; the evidence behind them is left out."""
        return tuple(replace(one, text=self._reason(one, last_act), evidence=()) for one in cell.reasons)

    def _reason(self, reason: Reason, last_act: date | None) -> str:
        if reason.code == "signal_overdue":
            return self._overdue(reason)
        if reason.code == "paused":
            return self._paused(reason)
        if reason.code == "units_silent":
            return reason.text.split(". ")[0].rstrip(".") + "."
        if reason.code == "acts":
            day = f" den {swedish_date(last_act)}" if last_act else ""
            return f"Det senaste som räknas hände{day}."
        return self.said(reason.text)

    def _overdue(self, reason: Reason) -> str:
        days = [one.answer_by for one in self.facts.signals if f"signal:{one.id}" in reason.evidence]
        if not days:
            return "En signal är obesvarad efter sin svarsdag."
        first = swedish_date(min(days))
        if len(days) == 1:
            return f"En signal är obesvarad. Svaret skulle ha kommit senast den {first}."
        return f"{len(days)} signaler är obesvarade. Det första svaret skulle ha kommit senast den {first}."

    def _paused(self, reason: Reason) -> str:
        spans = [one for one in self.facts.pauses if f"pause:{one.id}" in reason.evidence]
        return " ".join(map(_span, spans)) or "Arbetet har varit pausat. De dagarna räknas inte som tysta."

    def comment(self, administration: str, area: str) -> Comment | None:
        """The administration's newest words on the cell by the day the period was shut, as its own and no person's.

        The right of reply is used when the report is written, after the day it is about.
        """
        members, moment = self.known.lineage(fold(administration)), self.known.known_at
        given = [
            one
            for one in self.facts.comments
            if one.area == area
            and one.recorded_at <= moment
            and one.effective_on <= local(moment).date()
            and fold(one.administration) in members
        ]
        newest = max(given, key=lambda one: (one.effective_on, one.recorded_at, one.order, one.id), default=None)
        return newest and replace(newest, text=self.said(newest.text), by="")

    def cell(self, cell: Cell) -> Cell:
        """A verdict as the public report has it."""
        return replace(
            cell,
            reasons=self.reasons(cell, cell.last_act),
            units=(),
            comment=self.comment(cell.administration, cell.area),
            answer_reason=self.said(cell.answer_reason),
            central=self.said(cell.central),
        )


def _span(pause: Pause) -> str:
    return (
        f"Paus från den {swedish_date(pause.first_day)} till den {swedish_date(pause.last_day)}. "
        "De dagarna räknas inte som tysta."
    )


def content_of(censor: Censor, city: CityVitals, slugs: Mapping[str, str]) -> dict[str, Any]:
    """What the cells and the central measures say, as plain data."""
    signals = censor.signals()
    ruler = censor.known.rulers.on(censor.as_of.toordinal())
    return {
        "limits": {"sleep_after": ruler.sleep_after, "drowsy_after": ruler.drowsy_after},
        "cells": [_cell(censor, cell, slugs, signals) for cell in city.cells],
        "central": list(_central(censor, city)),
    }


def _cell(
    censor: Censor, cell: CellVitals, slugs: Mapping[str, str], signals: Mapping[tuple[str, str], list[Signal]]
) -> dict[str, Any]:
    last = max((act.day for act in cell.acts if act.kind != "listed"), default=None)
    members = censor.known.lineage(fold(cell.administration))
    raised = [one for member in members for one in signals.get((member, cell.area), ())]
    waiting = [one for one in raised if not censor.answered(one)]
    comment = censor.comment(cell.administration, cell.area)
    return {
        "administration": cell.administration,
        "slug": slugs.get(cell.administration) or slug(cell.administration),
        "kind": cell.kind,
        "area": cell.area,
        "area_name": cell.area_name,
        "mandatory": cell.mandatory,
        "sign": cell.sign,
        "since": cell.since.isoformat(),
        "reported": cell.reported,
        "silent_days": cell.silent_days,
        "year": cell.year,
        "reasons": [
            {"heading": _heading(one), "text": one.text, "decides": one.decides} for one in censor.reasons(cell, last)
        ],
        "comment": comment and {"text": comment.text, "day": comment.effective_on.isoformat()},
        "answer": {"adopted": cell.adopted, "reason": censor.said(cell.answer_reason)},
        "signals": {
            "raised": len(raised),
            "waiting": len(waiting),
            "overdue": sum(one.answer_by < censor.as_of for one in waiting),
        },
        "measures": [
            {
                "title": censor.said(one.title),
                "state": one.state,
                "due": one.due.isoformat(),
                "moves": one.moves,
                "central": one.central,
            }
            for one in cell.measures
        ],
    }


def _heading(reason: Reason) -> str:
    return HEADINGS.get(reason.code) or HEADED.get(reason.code, "")


def _central(censor: Censor, city: CityVitals) -> Iterator[dict[str, Any]]:
    in_force = next((one for one in censor.facts.revisions if one.label == city.revision), None)
    for measure in in_force.central if in_force else ():
        cell = central_cell(censor.facts, measure, censor.known.known_at, censor.as_of)
        if cell is not None:
            yield {
                "title": censor.said(measure.title),
                "administration": cell.administration,
                "area_name": cell.area_name,
                "sign": cell.sign,
                "since": cell.since.isoformat(),
                "reported": cell.reported,
            }


def summary_of(
    content: Mapping[str, Any], reports: Sequence[tuple[str, date | None]], moment: datetime
) -> dict[str, Any]:
    """The counts of a period, every sign, and who had signed when it was shut."""
    cells = [cell for cell in content["cells"] if cell["sign"] != "not_due"]
    signed = [name for name, day in reports if day]
    return {
        "counted": len(cells),
        "alive": sum(cell["sign"] in ALIVE for cell in cells),
        "answer": sum(cell["sign"] in ("sidestepped", "contested", "asleep") for cell in cells),
        "signs": {f"{cell['slug']}/{cell['area']}": cell["sign"] for cell in content["cells"]},
        "names": {
            f"{cell['slug']}/{cell['area']}": f"{cell['area_name']}, {cell['administration']}"
            for cell in content["cells"]
        },
        "reports": [{"administration": name, "signed_on": day and day.isoformat()} for name, day in reports],
        "signed": counted(len(signed), "lägesrapport", "lägesrapporter"),
        "shut": local(moment).date().isoformat(),
    }
