"""How much of the work lies in the mandatory areas."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.plan.context import plan_of
from handslag.vitals.exporters import sidestepping_csv_of, sidestepping_json_of
from handslag.vitals.forms import SidesteppingForm
from handslag.vitals.judgement import judge
from handslag.vitals.pages.empty import why_empty
from handslag.vitals.pages.picture import slugs_of
from handslag.vitals.pages.sidestepping import sidestepping_page
from handslag.vitals.views.asking import day_of
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file


def sidestepping(request: HttpRequest) -> HttpResponse:
    """Where the administrations put their work, and which mandatory areas were passed by."""
    plan = plan_of(request)
    _, day = day_of(request)
    form = SidesteppingForm(request.GET)
    form.is_valid()
    made = judge(plan, day.as_of, day.known_at)
    name = f"kringgang-{plan.city.slug}-{day.as_of}"
    if request.GET.get("format") == CSV:
        return csv_file(sidestepping_csv_of(plan, made), name)
    if request.GET.get("format") == JSON:
        return json_file(sidestepping_json_of(plan, made), name)
    context = {
        "plan": plan,
        "form": form,
        "day": day,
        "as_of": day.as_of,
        "known_at": day.known_at,
        "heading": "Kringgång",
    }
    if not made.cells:
        return render(request, "vitals/no_cells.html", context | {"reason": why_empty(plan, day)})
    chosen = form.cleaned_data.get("matt", "")
    page = sidestepping_page(made, day, slugs_of(plan.city), chosen)
    none = not any(cell.mandatory for cell in made.cells)
    return render(request, "vitals/sidestepping.html", context | {"page": page, "none_mandatory": none, "made": made})
