"""Which plan a page is about: the one asked for, the one chosen before, or the newest in force."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest

from handslag.core.clock import today
from handslag.core.verdict import Refused
from handslag.people.context import city_of
from handslag.plan.models import Plan, Revision


def plans_of(request: HttpRequest) -> list[Plan]:
    """The plans of the city the page is about, those in force last, then the newest; asked for once a request."""
    found: list[Plan] | None = getattr(request, "_plans", None)
    if found is None:
        city = city_of(request)
        in_force = Revision.objects.filter(plan=OuterRef("pk"), is_decided=True, in_force__lte=today())
        found = list(Plan.objects.filter(city=city).annotate(live=Exists(in_force)).order_by("live", "pk"))
        for plan in found:
            plan.city = city
        request._plans = found  # type: ignore[attr-defined]
    return found


def plan_of(request: HttpRequest) -> Plan:
    """The plan the page is about: `?plan=`, else the one chosen. Raises `Refused` when the city has none yet."""
    plans = plans_of(request)
    if asked := request.GET.get("plan"):
        found = next((plan for plan in plans if plan.slug == asked), None)
        if found is None:
            raise Http404
        return found
    if not plans:
        raise Refused(f"{city_of(request)} har ingen plan än. En planansvarig kan läsa in den.")
    chosen = request.session.get("plan")
    return next((plan for plan in plans if plan.slug == chosen), plans[-1])
