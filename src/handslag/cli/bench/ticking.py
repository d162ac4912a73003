"""How long the tick takes with nothing new, and how long 120 letters take to a mail server on the same machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from handslag.cli.bench.child import busy, circumstances, own_time, run_child, scratch

MODULE = "handslag.cli.bench.ticking"
LETTERS = 120
GOAL_SECONDS, GOAL_QUERIES, GOAL_LETTERS = 1.0, 20, 2.0
PEER_TICK, PEER_LETTERS = "3,6 s, 8 001 frågor", "44,8 s"
"""Kausal Watch's nightly job over as much, and its 120 mails, measured on two cores."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: seconds by the wall, the processor's own, questions to the database, and the goals."""

    name: str
    wall: float
    own: float
    queries: int | None
    goal: float
    goal_queries: int | None = None
    peer: str = ""

    @property
    def met(self) -> bool:
        """By the processor's own time, which the machine's other work does not lengthen."""
        few = self.queries is None or self.goal_queries is None or self.queries <= self.goal_queries
        return self.own <= self.goal and few


@click.command("tick")
@click.option("--data", type=click.Path(path_type=Path), help="Datamapp med en färdig demostad; den kopieras.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
def bench_tick(*, data: Path | None, as_json: bool) -> None:
    """Mät det dagliga arbetet: utan något nytt, och med 120 mejl."""
    from handslag.cli.bench.sink import sink

    with scratch(data) as folder, sink() as server:
        os.environ["HANDSLAG_SMTP_URL"] = server.url
        sys.exit(run_child(MODULE, "json" if as_json else "text", "" if data else "grow", folder=folder))


def main() -> None:
    """In the child: grow or take over the city, measure, say."""
    from handslag.cli import set_up

    set_up()
    if sys.argv[2] == "grow":
        _quiet(["demo", "--no-serve"])
    _quiet(["migrate"])
    _quiet(["tick"])
    found = [_process(), _inner("tick, inget nytt, i processen", timedelta(minutes=1)), _next_day(), _letters()]
    if sys.argv[1] == "json":
        click.echo(json.dumps([asdict(one) | {"met": one.met} for one in found], ensure_ascii=False, indent=1))
    else:
        _say(found)
    sys.exit(0 if all(one.met for one in found) else 1)


def _quiet(words: list[str]) -> None:
    subprocess.run([sys.executable, "-c", "from handslag.cli import main; main()", *words], check=True, stdout=2)  # noqa: S603 — our own command


def _process() -> Measured:
    """The whole command, from the start of Python."""
    started, own = perf_counter(), own_time()
    _quiet(["tick"])
    return Measured(
        "handslag tick, inget nytt", perf_counter() - started, own_time() - own, None, GOAL_SECONDS, peer=PEER_TICK
    )


def _inner(name: str, later: timedelta, **how: Any) -> Measured:
    """The tick itself, once Django has started."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from handslag.tasks.ticking import tick

    with CaptureQueriesContext(connection) as asked:
        started, own = perf_counter(), own_time()
        tick(at=_at() + later, **how)
        wall, spent = perf_counter() - started, own_time() - own
    return Measured(name, wall, spent, len(asked), GOAL_SECONDS, GOAL_QUERIES, PEER_TICK)


def _next_day() -> Measured:
    """A new day on which nothing has been recorded: the day's snapshot is taken, and who is to be reminded is."""
    made = _inner("tick, ny dag, inget nytt", timedelta(days=1))
    return Measured(made.name, made.wall, made.own, made.queries, 5.0, None, PEER_TICK)


def _letters() -> Measured:
    """One run with 120 letters to a server on this machine: tasks gathered, letters written, sent and marked."""
    from handslag.core.clock import local, now
    from handslag.plan.models import Plan
    from handslag.tasks.actions import send_letters
    from handslag.tasks.models import Letter
    from handslag.tasks.pages.letters import Chosen, letters_of
    from handslag.tasks.ticking import tick

    _more_managers()
    at = _at() + timedelta(days=40)
    tick(at=at, mail=False)
    before = Letter.objects.filter(sent_at__isnull=False).count()
    started, spent = perf_counter(), own_time()
    plans = list(Plan.objects.select_related("city").order_by("pk"))
    due = [replace(one, into_files=False) for one in letters_of(plans, at, Chosen(limit=LETTERS))]
    # an invented city's letters never go over a server but here
    done = send_letters(letters=due, day=local(at).date(), by=None, at=at, clock=now)
    wall, own = perf_counter() - started, own_time() - spent
    if done.sent != LETTERS or Letter.objects.filter(sent_at__isnull=False).count() != before + LETTERS:
        raise SystemExit(f"{done.sent} mejl gick i väg, inte {LETTERS}.")
    return Measured(f"{LETTERS} mejl i en körning", wall, own, None, GOAL_LETTERS, peer=PEER_LETTERS)


def _more_managers() -> None:
    """A second manager in every unit: the invented city has fewer than 120 people with something to do."""
    from handslag.people.actions import Post, add_user
    from handslag.people.models import Unit

    for unit in Unit.objects.select_related("administration__city").order_by("pk"):
        place = unit.administration
        add_user(
            username=f"matning-{unit.pk}", post=Post("unit_manager", place.city, place, unit),
            password=None, name=f"Mätning {unit.pk}", email=f"matning-{unit.pk}@example.org", by=None, at=_at(),
        )  # fmt: skip


def _at() -> datetime:
    from handslag.core.clock import now

    return now()


def _say(found: list[Measured]) -> None:
    click.echo(f"Mätt på: {circumstances()}.")
    for one in found:
        asked = f", {one.queries} frågor" if one.queries is not None else ""
        goal = f"mål {one.goal:g} s" + (f" och {one.goal_queries} frågor" if one.goal_queries else "")
        verdict = "klarat" if one.met else "INTE klarat"
        click.echo(
            f"{one.name:32} {one.wall:6.2f} s, processor {one.own:5.2f} s{asked}. {goal}: {verdict}. "
            f"Kausal Watch: {one.peer}."
        )
    if busy():
        click.echo("Maskinen gör annat samtidigt: väggklockan säger mindre än processorns egen tid.")
