"""The result of `handslag bench vitals` as text and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

from handslag.cli.bench.scoring import FULL_ROUND, GRACE, Level, Tally, spread, total
from handslag.cli.bench.simulator.scenarios import SCENARIOS
from handslag.cli.bench.vitals import CURVE, GRACES, PARTS, Result

LABELS = {
    "signs": "Livstecken",
    "lights": "Trafikljus (självrapporterat)",
    "late_task": "En uppgift är försenad",
    "stale_row": "Rad inte ändrad på 180 dagar",
    "reader": "Perfekt läsare (övre gräns)",
}
PART_LABELS = {
    "new_state": "nytt läge",
    "repeated_states": "läge igen",
    "reopening": "återöppning",
    "evidence": "nytt underlag",
    "note": "notering",
    "copies": "kopior",
    "stock_words": "stockord",
    "dates": "datum bort",
    "three_words": "tre ord",
    "listing": "listning",
    "known_evidence": "känt underlag",
    "relisting": "listad igen",
    "done_needs_words": "tomt klart",
}
TELLABLE = tuple(scenario.key for scenario in SCENARIOS if scenario.tellable)
FALLS_ASLEEP = tuple(s.key for s in SCENARIOS if s.tellable and s.family != "sidestepped")
GROUPS = (("Allt där sanningen kan sägas", TELLABLE), ("Utan det som kringgås", FALLS_ASLEEP))


def summed(result: Result, detector: str, level: Level) -> dict[str, Tally]:
    """The tallies of all cities for a detector, per scenario."""
    found: dict[str, Tally] = {}
    for city in result.cities:
        for scenario, tally in city[detector].get(level, {}).items():
            found.setdefault(scenario, Tally()).add(tally)
    return found


def share(value: float | None) -> str:
    """A share with three decimals, Swedish comma."""
    return "–" if value is None else f"{value:.3f}".replace(".", ",")


def days(value: float | None) -> str:
    """Whole days; a median of never is `aldrig`."""
    if value is None:
        return "–"
    return "aldrig" if value == inf else f"{value:.0f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Plain text columns: the first one to the left, the others to the right."""
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = ["  ".join(_cell(line[c], widths[c], c) for c in range(len(head))).rstrip() for line in lines]
    return "\n".join([text[0], "-" * max(len(line) for line in text), *text[1:]])


def _cell(value: str, width: int, column: int) -> str:
    return value.ljust(width) if column == 0 else value.rjust(width)


def detectors(result: Result) -> list[tuple[str, str]]:
    """Every detector of the main tables with its label."""
    tried = [(name, name.removeprefix("try:")) for name in result.cities[0] if name.startswith("try:")]
    return [
        *LABELS.items(),
        ("off:nothing", f"* Livstecken (var {4 * result.step}:e dag)"),
        *((f"off:{part}", f"* utan {PART_LABELS.get(part, part)}") for part in PARTS),
        *((name, f"* Förslag: {label}") for name, label in tried),
    ]


def as_text(result: Result) -> str:
    """Everything a reader needs, in one text."""
    size = f"{len(result.cities)} simulerade kommuner (frö {result.seed}), {result.cells} celler"
    method = f"En cell räknas som död när den har sovit i {GRACE} dagar. Fördröjning: median från insomnandet"
    parts = [
        f"{size}, {result.lines} lägesnoteringar, {result.evaluations} mätdagar.",
        f"{method} till första mätdag då den syns.",
        f"Mätdag var {result.step}:e dag; i kurvan varannan gång, i rader med * var fjärde.",
    ]
    for title, scenarios in GROUPS:
        parts.append(f"{title}\n{_totals(result, scenarios)}")
    parts.append(f"Kurva: Avstannat efter så många dagar (sleep_after)\n{_curve(result)}")
    parts.append(f"När kan man veta? Livstecken med andra svar än {GRACE} dagar\n{_graces(result)}")
    for name, label in LABELS.items():
        parts.append(f"Per scenario: {label}\n{_scenarios(result, name)}")
    for title, value in _MATRICES:
        parts.append(f"Delar av regeln avstängda, {title} (larm)\n{_matrix(result, value)}")
    return "\n\n".join(parts)


def _totals(result: Result, scenarios: Sequence[str]) -> str:
    head = ("", "precision", "95 %", "träff", "95 %", "dagar", "sedda", "| varning: precision", "träff", "dagar")
    rows = []
    for name, label in detectors(result):
        alarm = total(summed(result, name, "alarm"), scenarios)
        warning = total(summed(result, name, "warning"), scenarios)
        ranges = spread([total(city[name]["alarm"], scenarios) for city in result.cities])
        rows.append((
            label, share(alarm.precision), _range(ranges.get("precision")), share(alarm.recall),
            _range(ranges.get("recall")), days(alarm.delay), share(alarm.seen), share(warning.precision),
            share(warning.recall), days(warning.delay),
        ))  # fmt: skip
    return table(head, rows)


def _range(values: tuple[float, float] | None) -> str:
    return "" if values is None else f"{values[0]:.2f}–{values[1]:.2f}".replace(".", ",")


def _curve(result: Result) -> str:
    head = ("dagar", "precision", "träff", "fördröjning", "sedda", "falska larm", "| utan kringgås: precision", "träff",
            "| perfekt läsare: precision", "träff", "fördröjning")  # fmt: skip
    rows = []
    for limit in CURVE:
        tallies = summed(result, f"sleep:{limit}", "alarm")
        whole, rest = total(tallies, TELLABLE), total(tallies, FALLS_ASLEEP)
        reader = total(summed(result, f"reader:{limit}", "alarm"), TELLABLE)
        rows.append((
            str(limit), share(whole.precision), share(whole.recall), days(whole.delay), share(whole.seen),
            share(whole.false_rate), share(rest.precision), share(rest.recall), share(reader.precision),
            share(reader.recall), days(reader.delay),
        ))  # fmt: skip
    return table(head, rows)


def _graces(result: Result) -> str:
    rows = []
    for grace in sorted((*GRACES, GRACE)):
        name = "signs" if grace == GRACE else f"grace:{grace}"
        whole = total(summed(result, name, "alarm"), TELLABLE)
        rest = total(summed(result, name, "alarm"), FALLS_ASLEEP)
        label = "när en hel period utan arbete har redovisats" if grace == FULL_ROUND else f"efter {grace} dagar"
        rows.append((label, *(share(v) for v in (whole.precision, whole.recall, rest.precision, rest.recall))))
    return table(("", "precision", "träff", "| utan kringgås: precision", "träff"), rows)


def _scenarios(result: Result, name: str) -> str:
    head = ("", "celldagar döda", "levande", "precision", "träff", "dagar", "sedda", "falska larm",
            "| varning: träff", "dagar", "falska")  # fmt: skip
    alarm, warning = summed(result, name, "alarm"), summed(result, name, "warning")
    rows = []
    for scenario in SCENARIOS:
        if scenario.key in alarm:
            label = scenario.label if scenario.tellable else f"({scenario.label})"
            rows.append((label, *_row(alarm[scenario.key], warning[scenario.key])))
    rows.append(("I allt (utan parenteser)", *_row(total(alarm, TELLABLE), total(warning, TELLABLE))))
    return table(head, rows)


def _row(alarm: Tally, warning: Tally) -> tuple[str, ...]:
    dead, living = alarm.hit + alarm.miss, alarm.quiet + alarm.false
    return (
        str(dead), str(living), share(alarm.precision if dead else None), share(alarm.recall), days(alarm.delay),
        share(alarm.seen), share(alarm.false_rate), share(warning.recall), days(warning.delay),
        share(warning.false_rate),
    )  # fmt: skip


_MATRICES = (("precision", "precision"), ("träff", "recall"), ("median dagar", "delay"), ("falska larm", "false_rate"))


def _matrix(result: Result, value: str) -> str:
    names = ["off:nothing", *(f"off:{part}" for part in PARTS)]
    sums = {name: summed(result, name, "alarm") for name in names}
    write = days if value == "delay" else share
    rows = [
        (scenario.label, *(write(getattr(sums[name][scenario.key], value)) for name in names))
        for scenario in SCENARIOS
        if scenario.key in sums["off:nothing"]
    ]
    rows.append(("I allt", *(write(getattr(total(sums[name], TELLABLE), value)) for name in names)))
    return table(("", "alla delar", *(f"−{PART_LABELS.get(part, part)}" for part in PARTS)), rows)


def as_data(result: Result) -> dict[str, Any]:
    """All numbers, for other programs."""
    everything = [*(name for name, _ in detectors(result)), *(f"sleep:{limit}" for limit in CURVE)]
    return {
        "seed": result.seed, "cities": len(result.cities), "cells": result.cells, "lines": result.lines,
        "evaluations": result.evaluations, "grace": GRACE,
        "detectors": {name: _data(result, name) for name in everything},
    }  # fmt: skip


def _data(result: Result, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    levels: tuple[Level, ...] = ("alarm", "warning")
    for level in levels:
        tallies = summed(result, name, level)
        if tallies:
            found[level] = {scenario: _numbers(tally) for scenario, tally in sorted(tallies.items())}
            found[level]["in_all"] = _numbers(total(tallies, TELLABLE))
    return found


def _numbers(tally: Tally) -> dict[str, float | int | None]:
    delay = tally.delay
    return {
        "hit": tally.hit, "miss": tally.miss, "false": tally.false, "quiet": tally.quiet,
        "precision": tally.precision, "recall": tally.recall, "false_rate": tally.false_rate, "seen": tally.seen,
        "median_days": None if delay is None or delay == inf else delay,
    }  # fmt: skip
