"""The city's page, the matrix, a cell, the plan, and how the figures are made."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.http import shared
from handslag.people.loading import vp_days
from handslag.plan.loading import with_content as revision_with_content
from handslag.plan.models import Revision
from handslag.plan.pages.document import document_page, state_of
from handslag.plan.rules import revision_in_force
from handslag.public.asked import pressing
from handslag.public.loading import decided, plan_in_public
from handslag.public.models import open_cities
from handslag.public.pages.cell import cell_page
from handslag.public.pages.front import front_page
from handslag.public.pages.matrix import matrix_page
from handslag.public.pages.plan import signs_of
from handslag.public.promised import promised
from handslag.public.views.asking import VISITOR, chosen, city_or_404, drawn, history_of, plan_or_404
from handslag.vitals.pages.day import Limits
from handslag.vitals.pages.meanings import in_order_of_rules

TITLE = "Så går det för socialtjänstens handlingsplan"


@shared
def cities(request: HttpRequest) -> HttpResponse:
    """Choose the city; with but one its page is the answer."""
    found = [city for city in open_cities() if plan_in_public(city) is not None]
    if len(found) == 1:
        only = redirect("public:front", found[0].slug)
        only.status_code = HTTPStatus.SEE_OTHER
        return only
    return drawn(request, None, "public/cities.html", "Så går det i kommunerna", cities=found)


@shared
def front(request: HttpRequest, city: str) -> HttpResponse:
    """Whether the promise is kept, area by area."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    history = history_of(plan)
    if not history:
        return drawn(request, town, "public/nothing.html", TITLE, plan=plan)
    one, cells = chosen(request, plan, history)
    shown = history[: next(at for at, row in enumerate(history, 1) if row.key == one.key)]
    page = front_page(one, cells, shown)
    limits = Limits(**one.content["limits"])
    context = {"plan": plan, "one": one, "page": page, "limits": limits, "title": TITLE}
    context["promised"] = promised(one.summary.get("promised", {}))
    context["pressing"] = pressing(plan, VISITOR, today()) if one.key == history[-1].key else ()
    return drawn(request, town, "public/front.html", "Får socialsekreterarna det bättre på jobbet?", **context)


@shared
def matrix(request: HttpRequest, city: str) -> HttpResponse:
    """Every administration and area as of a closed period."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    history = history_of(plan)
    if not history:
        return drawn(request, town, "public/nothing.html", "Livstecken", plan=plan)
    one, cells = chosen(request, plan, history)
    page = matrix_page(cells, one.content["central"])
    context = {"plan": plan, "one": one, "page": page, "history": history[::-1], "wide": True, "text_size": "sm"}
    return drawn(request, town, "public/matrix.html", f"Livstecken i {town}", **context)


@shared
def cell(request: HttpRequest, city: str, administration: str, area: str) -> HttpResponse:
    """One administration and one area as of a closed period."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    history = history_of(plan)
    if not history:
        raise Http404
    one, cells = chosen(request, plan, history)
    found = next((c for c in cells if c.data["slug"] == administration and c.data["area"] == area), None)
    if found is None:
        raise Http404
    where = "på" if found.data["kind"] == "specialist" else "i"
    heading = f"{found.area} {where} {found.administration}"
    context = {"plan": plan, "one": one, "page": cell_page(found, history), "newest": one.key == history[-1].key}
    return drawn(request, town, "public/cell.html", heading, **context)


@shared
def plan(request: HttpRequest, city: str) -> HttpResponse:
    """The version of the plan that is in force."""
    town = city_or_404(city)
    found = plan_or_404(town)
    row = revision_in_force(decided(found), today())
    if row is None:
        return drawn(request, town, "public/nothing.html", found.name, plan=found, no_plan=True)
    shown = revision_with_content(Revision.objects.filter(pk=row.pk)).get()
    shown.plan = found
    history = history_of(found)
    one, cells = chosen(request, found, history) if history else (None, [])
    signs = signs_of(cells, reverse("public:matrix", args=[town.slug]))
    page = document_page(shown, state_of(row, row, today()), signs, vp_days(town, now()))
    return drawn(request, town, "public/plan.html", found.name, plan=found, page=page, one=one)


@shared
def how(request: HttpRequest, city: str) -> HttpResponse:
    """What the signs mean and how the figures are made, with the city's own limits."""
    town = city_or_404(city)
    found = plan_or_404(town)
    history = history_of(found)
    limits = Limits()
    if history:
        one, _ = chosen(request, found, history)
        limits = Limits(**one.content["limits"])
    context = {"plan": found, "limits": limits, "meanings": in_order_of_rules(limits)}
    return drawn(request, town, "public/how.html", "Så räknas livstecken", **context)
