"""Measures: the list, a local one and a central one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from handslag.followup.models import LocalMeasure
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Measure


def measures(request: HttpRequest) -> HttpResponse:
    """All local measures of the plan."""
    return render(request, "list.html", {"heading": "Åtgärder", "plan": plan_of(request)})


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """A local measure with its entries."""
    found = get_object_or_404(LocalMeasure, pk=pk, plan__in=plans_of(request))
    return render(request, "detail.html", {"heading": found.title})


def central(request: HttpRequest, key: str) -> HttpResponse:
    """A central measure with its entries."""
    found = Measure.objects.filter(area__revision__plan=plan_of(request), key=key, central=True).last()
    if found is None:
        raise Http404
    return render(request, "detail.html", {"heading": found.name})
