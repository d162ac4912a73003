"""`handslag bench vitals`: does it see a sleeping plan? Simulated cities, judged by the rules and by baselines."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from multiprocessing import Pool
from random import Random

import click

from handslag.cli.bench.adapter import evening, facts_of
from handslag.cli.bench.alternatives import ALTERNATIVES
from handslag.cli.bench.baselines import BASELINES
from handslag.cli.bench.reader import perfect_reader
from handslag.cli.bench.scoring import FULL_ROUND, Level, Shown, Tally, score
from handslag.cli.bench.simulator import simulate_city
from handslag.cli.bench.simulator.records import World
from handslag.vitals.facts import Facts
from handslag.vitals.rules import FULL, Substance, prepare, signs, vitals

STEP = 14
"""Days between two evaluations; the first one is drawn for each city, so that all phases of the year are met.

The curve is looked at every other time, the parts switched off and the proposals every fourth time.
"""
FIRST_LOOK = 60
"""Days from the first yearly plan to the first evaluation."""
CURVE = tuple(range(60, 211, 10))
GRACES = (91, 123, 183, 213, FULL_ROUND)
"""Other answers to the question of how long a sleep must be before it can be known."""
PARTS = tuple(Substance.__dataclass_fields__)
QUICK_CITIES = 2
Tallies = dict[str, dict[Level, dict[str, Tally]]]
"""Detector, level, scenario."""


@dataclass(frozen=True)
class Result:
    """The tallies of every city, and how much was simulated."""

    seed: int
    cities: tuple[Tallies, ...]
    cells: int
    lines: int
    evaluations: int
    step: int
    seconds: float


def evaluation_days(world: World, step: int) -> list[date]:
    """The days on which the city is looked at."""
    first = world.first_day + timedelta(days=FIRST_LOOK + Random(f"{world.seed}/looks").randrange(step))
    return [first + timedelta(days=n) for n in range(0, (world.last_day - first).days + 1, step)]


def at_threshold(sign: str, silent_days: int | None, sleep_after: int) -> str:
    """What the sign would be with another `sleep_after`; told apart only as far as asleep or not."""
    if sign not in ("asleep", "late", "drowsy", "awake") or silent_days is None:
        return sign
    return "asleep" if silent_days > sleep_after else "awake"


def measure_city(number: int, *, seed: int, step: int) -> tuple[Tallies, int, int, int]:
    """Simulate a city, look at it on every evaluation day with every detector, and count."""
    world = simulate_city(seed, number)
    days = evaluation_days(world, step)
    facts = facts_of(world)
    shown: dict[str, dict[date, Shown]] = _by_rules(facts, days)
    for name, baseline in BASELINES.items():
        shown[name] = {day: baseline(world, day) for day in days}
    shown["reader"] = {day: perfect_reader(world, day, shown["signs"][day]) for day in days}
    for limit in CURVE:
        shown[f"reader:{limit}"] = {day: perfect_reader(world, day, shown["signs"][day], limit) for day in days[::2]}
    tallies: Tallies = {}
    for name, seen in shown.items():
        levels: tuple[Level, ...] = ("alarm",) if name.startswith(("sleep:", "reader:")) else ("alarm", "warning")
        tallies[name] = {level: score(world.truths, seen, level) for level in levels}
    for grace in GRACES:
        tallies[f"grace:{grace}"] = {"alarm": score(world.truths, shown["signs"], "alarm", grace)}
    return tallies, len(world.truths), len(world.records.lines), len(days)


def _by_rules(facts: Facts, days: list[date]) -> dict[str, dict[date, Shown]]:
    """What the rules show: as they are, at other thresholds, with each part switched off, and the alternatives."""
    shown: dict[str, dict[date, Shown]] = {"signs": _each_day(facts, days, FULL)}
    for day in days[::2]:
        cells = vitals(prepare(facts, evening(day)), day).cells
        for limit in CURVE:
            shown.setdefault(f"sleep:{limit}", {})[day] = {
                (cell.administration, cell.area): at_threshold(cell.sign, cell.silent_days, limit) for cell in cells
            }
    days = days[::4]
    shown["off:nothing"] = {day: shown["signs"][day] for day in days}
    for part in PARTS:
        shown[f"off:{part}"] = _each_day(facts, days, replace(FULL, **{part: False}))
    for name, look in ALTERNATIVES.items():
        shown[f"try:{name}"] = look(facts, days)
    return shown


def _each_day(facts: Facts, days: Iterable[date], substance: Substance) -> dict[date, Shown]:
    return {day: signs(prepare(facts, evening(day), substance), day) for day in days}


def run(cities: int, seed: int, *, step: int = STEP, tell: Callable[[int], None] | None = None) -> Result:
    """Measure all cities, on two cores."""
    began = time.monotonic()
    measured = []
    with Pool(min(2, os.cpu_count() or 1, cities)) as pool:
        for done, one in enumerate(pool.imap(partial(measure_city, seed=seed, step=step), range(cities)), start=1):
            measured.append(one)
            if tell is not None:
                tell(done)
    return Result(
        seed,
        tuple(one[0] for one in measured),
        sum(one[1] for one in measured),
        sum(one[2] for one in measured),
        sum(one[3] for one in measured),
        step,
        time.monotonic() - began,
    )


@click.command("vitals")
@click.option("--cities", default=100, show_default=True, type=click.IntRange(1), help="Antal simulerade kommuner.")
@click.option("--seed", default=1, show_default=True, help="Frö: samma frö ger samma svar.")
@click.option("--json", "as_json", is_flag=True, help="Skriv alla tal som JSON.")
@click.option("--quick", is_flag=True, help="Bara två kommuner och en blick var sextonde vecka, för att prova.")
def bench_vitals(cities: int, seed: int, as_json: bool, quick: bool) -> None:
    """Mät om livstecken ser en plan som har somnat, jämfört med vad andra system visar."""
    from handslag.cli.bench.tables import as_data, as_text

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done} av {cities} kommuner", nl=done == cities, err=True)

    cities = min(cities, QUICK_CITIES) if quick else cities
    result = run(cities, seed, step=STEP * 8 if quick else STEP, tell=tell)
    click.echo(json.dumps(as_data(result), ensure_ascii=False, indent=1) if as_json else as_text(result))
    click.echo(f"Det tog {result.seconds:.0f} sekunder.", err=True)
