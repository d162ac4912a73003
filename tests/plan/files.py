"""A small city and its plan, as files."""

from __future__ import annotations

from datetime import UTC, datetime

from handslag.core.outcome import Outcome
from handslag.people.actions import Post, add_user, import_city
from handslag.people.importers import read_city
from handslag.people.models import City, User
from handslag.plan.actions import import_plan
from handslag.plan.importers import read_plan_yaml

CITY = """
city: {name: Ekstaden, code: "9990", example: true}
administrations:
  - {name: Norra, kind: district, valid_from: 2020-01-01}
  - {name: Socialförvaltningen, kind: specialist, valid_from: 2020-01-01}
calendar:
  2024: {VP: {due: 2024-01-31}}
  2025: {VP: {due: 2025-01-31}}
"""
FIRST = """
plan: Handlingsplan för bättre arbetssituation
city: Ekstaden
ends: 2027-12-31
revisions:
  - label: "2023"
    text: Planen gäller alla förvaltningar.
    cooperation: {kind: mbl11, body: Förvaltningsgruppen, date: 2023-11-07, outcome: agreed}
    decided: {body: Socialnämnden, date: 2023-11-21, paragraph: "§ 12", dnr: "SOF 2023/1", outcome: godkänd}
    in_force: 2024-01-01
    sent_to: [stadsdelsnämnderna]
    statements: [{kind: reservation, who: [Bo Ek], party: V, text: Det behövs ett tak för ärenden.}]
    focus_areas:
      - key: arbetsbelastning
        name: Rimlig arbetsbelastning
        mandatory: {by: Kommunfullmäktige, date: 2023-12-11, dnr: "KS 2023/9"}
        text: Belastningen ska gå att *klara*.
        measures:
          - {key: tak, name: Tak för ärenden, level: local, due: 2024-12-31, text: "Varje enhet bör ha ett tak."}
          - {key: matning, name: Mäta, level: central, administration: Socialförvaltningen, due: 2025-06-30}
      - key: lon
        name: Lön
        measures:
          - {key: loneplan, name: Löneplan, level: local}
"""
SECOND = (
    FIRST[FIRST.index("  - label") :]
    .replace('label: "2023"', 'label: "2025"')
    .replace("2023-11-21", "2025-02-04")
    .replace("in_force: 2024-01-01", "in_force: 2025-03-01")
    .replace("Varje enhet bör ha ett tak.", "Varje enhet ska ha ett tak, beslutat med skyddsombudet.")
    .replace("due: 2025-06-30", "due: 2026-06-30")
    .replace("      - key: lon\n        name: Lön\n", "      - key: lon\n        name: Lön\n        mandatory: true\n")
    + "          - {key: karriar, name: Karriärvägar, level: local, due: 2026-12-31}\n"
)
BOTH = FIRST + SECOND
DRAFT = FIRST + SECOND.replace(
    next(line for line in SECOND.splitlines() if "decided:" in line) + "\n", ""
)  # the second without its decision
NOON = datetime(2025, 3, 22, 11, tzinfo=UTC)
LATER = datetime(2025, 6, 3, 11, tzinfo=UTC)


def city() -> City:
    """Ekstaden."""
    import_city(parsed=read_city(CITY.encode(), "stad.yaml"), by=None, at=NOON)
    return City.objects.get(name="Ekstaden")


def enter(text: str = FIRST, at: datetime = NOON, **more: object) -> Outcome:
    """Read a plan in."""
    parsed = read_plan_yaml(text.encode(), "plan.yaml")
    return import_plan(parsed=parsed, by=None, at=at, file_name="plan.yaml", **more)  # type: ignore[arg-type]


def reader(place: City, username: str = "lisa") -> User:
    """Someone who may read in the city."""
    return add_user(username=username, post=Post("reader", place), password=None, by=None, at=NOON)
