"""Which plan of a city is meant, by name."""

from __future__ import annotations

from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.people.models import City
from handslag.plan.models import Plan


def choose_plan(city: City, name: str | None) -> Plan:
    """The plan with this name, or the only one the city has. Raises `Refused` with what to write."""
    plans = list(city.plans.select_related("city"))
    if not plans:
        raise Refused(f"{city} har ingen plan än. Läs in en med: handslag import plan FIL.yaml")
    if name is None:
        if len(plans) == 1:
            return plans[0]
        raise Refused(f"{city} har flera planer. Välj en med --plan: {', '.join(map(str, plans))}.")
    for plan in plans:
        if fold(plan.name) == fold(name) or plan.slug == name:
            return plan
    raise Refused(f"Planen ”{name}” finns inte i {city}. De som finns: {', '.join(map(str, plans))}.")
