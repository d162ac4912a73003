"""One administration."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.plan.context import plan_of
from handslag.vitals.pages.administration import administration_csv, administration_page
from handslag.vitals.pages.files import document
from handslag.vitals.surroundings import surroundings
from handslag.vitals.views.asking import day_of, raise_address
from handslag.vitals.views.cell import office_or_404
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file


def administration(request: HttpRequest, slug: str) -> HttpResponse:
    """The signs of an administration, its units, reports and signals, on any day."""
    plan = plan_of(request)
    around = surroundings(plan)
    office = office_or_404(around, slug)
    form, day = day_of(request)
    page = administration_page(plan, around, office, day)
    name = f"{office.slug}-{day.as_of}"
    if request.GET.get("format") == CSV:
        return csv_file(administration_csv(plan, page), name)
    if request.GET.get("format") == JSON:
        parts = {"cells": page.cells, "units": page.units, "reports": page.reports, "signals": page.signals}
        return json_file(document(plan, day, administration=office.name, **parts), name)
    context = {"plan": plan, "page": page, "form": form, "day": day, "as_of": day.as_of, "known_at": day.known_at}
    context |= {"raise_href": raise_address(request, plan, office)}
    return render(request, "vitals/administration.html", context | {"heading": office.name})
