"""Why there is nothing to show on a day, in one sentence, and where to go instead."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from handslag.core.text import swedish_date
from handslag.plan.models import Plan, Revision
from handslag.vitals.pages.day import Day


@dataclass(frozen=True, slots=True)
class Empty:
    """A sentence, and a link if there is somewhere to go."""

    text: str
    label: str = ""
    href: str = ""


def why_empty(plan: Plan, day: Day) -> Empty:
    """The first thing that is lacking: a decided revision, one in force on the day, administrations."""
    first = (
        Revision.objects.filter(plan=plan, is_decided=True, recorded_at__lte=day.known_at).order_by("in_force").first()
    )
    if first is None or first.in_force is None:
        then = "" if day.now_known else ", eller ingen som var känd då"
        return Empty(f"{plan} har ingen beslutad version än{then}.")
    if first.in_force > day.as_of:
        href = f"{reverse('vitals:matrix')}?dag={first.in_force}"
        text = f"{plan} gällde inte den {swedish_date(day.as_of)}. Den gäller från den {swedish_date(first.in_force)}."
        return Empty(text, f"Se läget den {swedish_date(first.in_force)}", href)
    if not plan.city.administrations.exists():
        return Empty(f"{plan.city} har inga förvaltningar än. En planansvarig läser in dem från kommunens fil.")
    return Empty(f"Ingen förvaltning hade någon del i planen den {swedish_date(day.as_of)}.")
