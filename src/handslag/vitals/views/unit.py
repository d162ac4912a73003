"""One unit."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.core.text import slug
from handslag.plan.context import plan_of
from handslag.vitals.pages.files import document
from handslag.vitals.pages.unit import unit_csv, unit_page
from handslag.vitals.surroundings import surroundings
from handslag.vitals.views.asking import day_of, raise_address
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised to a unit, what has been done and what is silent: one sheet to print."""
    plan = plan_of(request)
    around = surroundings(plan)
    found = around.workplaces.get(pk)  # of the page's city alone
    if found is None:
        raise Http404
    form, day = day_of(request)
    page = unit_page(plan, around, found, day)
    name = f"{slug(page.name)}-{day.as_of}"
    if request.GET.get("format") == CSV:
        return csv_file(unit_csv(plan, page), name)
    if request.GET.get("format") == JSON:
        return json_file(document(plan, day, unit=page.name, promises=page.promises, signals=page.signals), name)
    context = {"plan": plan, "page": page, "form": form, "day": day, "as_of": day.as_of, "known_at": day.known_at}
    context |= {"raise_href": raise_address(request, plan, page.office, unit=found.pk)}
    return render(request, "vitals/unit.html", context | {"heading": page.name})
