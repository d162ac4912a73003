"""The city's matrix of signs of life."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from handslag.core.lists import with_choice
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.vitals.exporters import csv_of, json_of
from handslag.vitals.forms import MatrixForm
from handslag.vitals.judgement import Judgement, judge_days
from handslag.vitals.pages.choices import choices_of
from handslag.vitals.pages.comparing import Comparison, comparison
from handslag.vitals.pages.day import Day, Period, compared_with, limits_of, periods_before
from handslag.vitals.pages.empty import why_empty
from handslag.vitals.pages.matrix import matrix_page
from handslag.vitals.pages.picture import Picture, slugs_of
from handslag.vitals.views.asking import day_of
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file


def matrix(request: HttpRequest) -> HttpResponse:
    """The signs of life of every administration and focus area, on any day."""
    if not plans_of(request):
        return render(request, "vitals/no_plan.html", {"heading": "Livstecken"})
    plan = plan_of(request)
    _, day = day_of(request)
    periods = periods_before(plan.city, day)
    made, compared = _judged(plan, day, compared_with(periods, request.GET.get("mot", "")))
    form = _form(request, made, periods)
    form.is_valid()
    choices = choices_of(form.cleaned_data, everything=request.GET.get("visa") == "alla")
    picture = Picture(made, compared, choices, day, slugs_of(plan.city))
    if request.GET.get("format") in (CSV, JSON):
        return _file(request.GET["format"], plan, picture)
    context: dict[str, Any] = {"plan": plan, "form": form, "day": day, "made": made, "compared": compared}
    context |= {"as_of": day.as_of, "known_at": day.known_at, "wide": True, "choices": choices}
    context["several_plans"] = len(plans_of(request)) > 1
    if not made.cells:
        reason = why_empty(plan, day)
        return render(request, "vitals/no_cells.html", context | {"reason": reason, "heading": "Livstecken"})
    page = matrix_page(picture, limits_of(plan.city, day), request.GET)
    seconds = (made.live_seconds or 0) + (compared.live_seconds or 0)
    context |= _ways_on(request.GET, reported=choices.reported)
    return render(request, "vitals/matrix.html", context | {"page": page, "live_seconds": seconds})


def _ways_on(query: QueryDict, *, reported: bool) -> dict[str, str]:
    """The addresses of the same page with one choice made otherwise."""
    return {
        "reported_href": with_choice(query, rapporterat=None if reported else "on"),
        "all_signs_href": with_choice(query, tecken=None),
        "all_changes_href": with_choice(query, visa="alla"),
        "rows_href": with_choice(query, rader=None if query.get("rader") == "svar" else "svar"),
        "columns_href": with_choice(query, kolumner=None if query.get("kolumner") == "svar" else "svar"),
        "area_href": f"{with_choice(query, omraden=None, visa=None)}&omraden=".replace("?&", "?"),
    }


def _form(request: HttpRequest, made: Judgement, periods: list[Period]) -> MatrixForm:
    """The filter with what there is to choose among in the answer."""
    areas = {cell.area: cell for cell in made.cells}
    last = "Förra perioden" if periods else "Ingen tidigare period"
    return MatrixForm(
        request.GET,
        periods=[("", last), *((one.key, one.label) for one in periods)],
        areas=[(key, cell.area_name) for key, cell in areas.items()],
        mandatory=sum(cell.mandatory for cell in areas.values()),
        administrations=list({(cell.administration, cell.kind): None for cell in made.cells}),
        fields_of_work={one for cell in made.cells for one in cell.fields_of_work},
        target_groups={one for cell in made.cells for one in cell.target_groups},
    )


def _judged(plan: Plan, day: Day, period: Period | None) -> tuple[Judgement, Comparison]:
    """The answer, and that of the period to compare with."""
    made = judge_days(plan, [day.as_of, *([period.as_of] if period else [])], day.known_at)
    return made[0], comparison(period, made[1]) if period else Comparison()


def _file(kind: str, plan: Plan, picture: Picture) -> HttpResponse:
    """What is asked for as a file, on the same day and with the same choices."""
    chosen = replace(picture.made, cells=tuple(picture.matching), central=tuple(picture.central))
    name = f"livstecken-{plan.city.slug}-{picture.day.as_of}"
    return csv_file(csv_of(plan, chosen), name) if kind == CSV else json_file(json_of(plan, chosen), name)
