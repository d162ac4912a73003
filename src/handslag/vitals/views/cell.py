"""One cell: an administration and a focus area."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from handslag.followup.permissions import can_comment, can_pause
from handslag.people.models import Administration
from handslag.plan.context import plan_of
from handslag.plan.models import Plan
from handslag.vitals.pages.cell import cell_csv, cell_json, cell_page
from handslag.vitals.pages.raised import raised_of
from handslag.vitals.surroundings import Office, Surroundings, surroundings
from handslag.vitals.views.asking import day_of, raise_address
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file


def cell(request: HttpRequest, administration: str, area: str) -> HttpResponse:
    """The sign of a cell with its reasons, on any day."""
    plan = plan_of(request)
    around = surroundings(plan)
    office = office_or_404(around, administration)
    name = around.area_names().get(area)
    if name is None:
        raise Http404
    form, day = day_of(request)
    page = cell_page(plan, around, office, area, day)
    context = {"plan": plan, "form": form, "day": day, "as_of": day.as_of, "known_at": day.known_at, "office": office}
    if page is None:
        return render(request, "vitals/no_cell.html", context | {"heading": f"{name}, {office.name}"})
    file_name = f"{office.slug}-{area}-{day.as_of}"
    asked = request.GET.get("format")
    if asked == JSON:
        return json_file(cell_json(plan, page, day), file_name)
    if asked == CSV:
        return csv_file(cell_csv(plan, page), file_name)
    return render(
        request,
        "vitals/cell.html",
        context
        | {"page": page, "heading": page.heading, "raised": raised_of(plan, around, office.pk, area, day)}
        | _own(request, plan, office, area),
    )


def _own(request: HttpRequest, plan: Plan, office: Office, area: str) -> dict[str, object]:
    """Whether the reader may put the administration's words beside the sign, and pause the cell."""
    place = Administration(pk=office.pk, city=plan.city, name=office.name, slug=office.slug)
    return {
        "commenting": can_comment(request.user, place),
        "comment_href": reverse("followup:comment", args=[office.slug, area]),
        "pausing": can_pause(request.user, place),
        "pause_href": reverse("followup:pause", args=[office.slug, area]),
        "raise_href": raise_address(request, plan, office, area=area),
    }


def office_or_404(around: Surroundings, slug: str) -> Office:
    """The administration of the page's city; one of another city is not found."""
    found = around.office(slug)
    if found is None:
        raise Http404
    return found
