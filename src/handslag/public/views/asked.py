"""What politicians have asked and what has been promised, for everyone to read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from handslag.core.clock import today
from handslag.core.http import shared
from handslag.public.asked import open_balance, open_register, teller_of
from handslag.public.views.asking import VISITOR, city_or_404, drawn, plan_or_404
from handslag.questions.pages.lists import lead_of, list_rows

PAGE = 50


@shared
def questions(request: HttpRequest, city: str) -> HttpResponse:
    """The register: what waits first."""
    town = city_or_404(city)
    found = open_register(plan_or_404(town), VISITOR, today())
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("sida"))
    context = {"lead": found.lead, "rows": found.told(page.object_list), "page": page, "wide": True}
    return drawn(request, town, "public/questions.html", "Frågor och utfästelser", **context)


@shared
def balance(request: HttpRequest, city: str) -> HttpResponse:
    """The table of unfinished motions and questions, today."""
    town, day = city_or_404(city), today()
    plan = plan_or_404(town)
    table, teller = open_balance(plan, VISITOR, day), teller_of(plan, VISITOR)
    page = Paginator(table, PAGE).get_page(request.GET.get("sida"))
    rows = list_rows([teller.line(one) for one in page.object_list], day)
    context = {"lead": lead_of(table.places, day), "rows": rows, "page": page, "wide": True}
    return drawn(request, town, "public/balance.html", "Motioner och frågor som väntar", **context)
