"""The demo: two invented cities, the same every time, grown through the same imports a city uses."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import click
from django.conf import settings
from django.db import transaction

from handslag.cli.demo.cast import LEADING, add_cast
from handslag.cli.demo.central import central_rows
from handslag.cli.demo.drafting import answer_next_year, revise
from handslag.cli.demo.filling import Sender, noon, send_all, speak
from handslag.cli.demo.growing import Grown, Place, grow
from handslag.cli.demo.papers import live_by_papers
from handslag.cli.demo.places import (
    YEARS,
    as_yaml,
    ekstaden,
    ekstaden_plan,
    hamnstaden,
    hamnstaden_plan,
)
from handslag.cli.demo.round import Staff, o_clock, report_round
from handslag.cli.demo.talks import meet, reply, speak_up
from handslag.core.clock import now
from handslag.people.actions import import_city
from handslag.people.importers import read_city
from handslag.people.models import ROLES, City
from handslag.plan.actions import import_plan
from handslag.plan.importers import read_plan
from handslag.plan.models import Plan
from handslag.search.actions import bring_up_to_date
from handslag.tasks.actions.escalating import escalate
from handslag.vitals.actions import refresh

SEED = 20261120
CAST_SINCE = date(2025, 12, 1)
RAISED_ON = (date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 6), date(2026, 11, 20))
"""Days on which the tick ran and raised what had stopped."""


@click.command()
@click.option("--seed", type=int, default=SEED, show_default=True, help="Samma frö ger samma städer.")
@click.option("--no-serve", is_flag=True, help="Väx fram städerna men starta ingen webbserver.")
@click.option("--port", type=int, default=None, help="Port, annars HANDSLAG_PORT eller 8000.")
def demo(*, seed: int, no_serve: bool, port: int | None) -> None:
    """Väx fram de påhittade städerna Ekstaden och Hamnstaden och visa dem."""
    if not City.objects.exists():
        with transaction.atomic():  # a demo that was broken off leaves nothing behind
            grow_cities(seed, click.echo)
    refresh(plans=Plan.objects.select_related("city"), at=now())
    bring_up_to_date()
    told = ", ".join(f"{name} ({ROLES[role]}, {place})" for _, name, role, place, _ in LEADING)
    click.echo(f"Användare, bland andra: {told}.")
    click.echo("Välj användare på sidan /demo/. Inget lösenord behövs i demon.")
    if not no_serve:
        from handslag.cli.running import run_server

        os.environ["HANDSLAG_DEMO"] = "1"
        run_server(port or settings.HANDSLAG_PORT, workers=2)


def grow_cities(seed: int, say: Callable[[str], Any]) -> None:
    """Both cities, from nothing."""
    say("Växer fram Ekstaden …")
    _grow(Random(seed), ekstaden(), ekstaden_plan(), YEARS)
    say("Växer fram Hamnstaden …")
    _grow(Random(seed + 1), hamnstaden(), hamnstaden_plan(), (2025, 2026))
    for city in City.objects.order_by("pk"):
        add_cast(city, seed=seed, at=noon(CAST_SINCE))
    say("De som arbetar i Ekstaden rapporterar, svarar och samråder …")
    live(Plan.objects.select_related("city").get(city__name="Ekstaden"))


def live(plan: Plan) -> None:
    """The autumn of 2026, in which the people do in Handslag what came in as files before."""
    staff = Staff.of(plan)
    report_round(plan, staff)
    speak_up(plan, staff)
    meet(plan, staff)
    reply(plan, staff)
    revise(plan, staff)
    answer_next_year(plan, staff)
    live_by_papers(plan, staff)
    for day in RAISED_ON:
        escalate(plan=plan, by=None, at=now(), recorded_at=o_clock(day, 7, 15))


def _grow(random: Random, city: dict[str, Any], plan: dict[str, Any], years: tuple[int, ...]) -> None:
    sender, grown = _grown(random, city, plan, years)
    signing = [_place(item) for item in city["administrations"]]
    send_all(random, sender, grown, signing, _names(plan))
    speak(sender)


def grown_ekstaden(random: Random) -> tuple[Sender, Grown]:
    """Ekstaden with its plan read in, and the rows its administrations would send."""
    return _grown(random, ekstaden(), ekstaden_plan(), YEARS)


def _grown(random: Random, city: dict[str, Any], plan: dict[str, Any], years: tuple[int, ...]) -> tuple[Sender, Grown]:
    at = now()
    _read_city(as_yaml(city), f"{city['city']['name']}.yaml")
    made = _read_plans(plan)
    places = [_place(item) for item in city["administrations"] if item["kind"] == "district"]
    grown = grow(random, places, {year: _areas(plan, year) for year in years}, _names(plan))
    grown.progress.extend(central_rows(random, plan))
    return Sender(made, at), grown


def _names(plan: dict[str, Any]) -> dict[str, str]:
    """The areas' names by key."""
    return {area["key"]: area["name"] for revision in plan["revisions"] for area in revision["focus_areas"]}


def _read_city(content: bytes, name: str) -> None:
    parsed = read_city(content, name)
    import_city(parsed=parsed, by=None, at=now(), file_name=name, sha256=hashlib.sha256(content).hexdigest())


def _read_plans(plan: dict[str, Any]) -> Plan:
    """Each revision as it was read in then: a few days after its decision."""
    for number, revision in enumerate(plan["revisions"], start=1):
        content = as_yaml(plan | {"revisions": plan["revisions"][:number]})
        import_plan(
            parsed=read_plan(content, "plan.yaml"), by=None, at=now(), file_name="plan.yaml",
            recorded_at=noon(revision["decided"]["date"]), sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
    return Plan.objects.select_related("city").get(city__name=plan["city"])


def _areas(plan: dict[str, Any], year: int) -> list[str]:
    """The keys of the focus areas a VP year answers for."""
    counted = [r for r in plan["revisions"] if r["in_force"] <= date(year, 1, 31) and r.get("first_vp_year", 0) <= year]
    return [area["key"] for area in counted[-1]["focus_areas"]]


def _place(item: dict[str, Any]) -> Place:
    units = tuple((unit["name"], unit["field"]) for unit in item["units"])
    return Place(item["name"], units, item["valid_from"], item.get("valid_to", date.max), item["kind"] == "district")
