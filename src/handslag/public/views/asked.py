"""What politicians have asked and what has been promised, for everyone to read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from handslag.core.clock import today
from handslag.core.http import shared
from handslag.public.asked import open_balance, open_register
from handslag.public.views.asking import VISITOR, city_or_404, drawn, plan_or_404
from handslag.questions.pages.lists import lead_of, list_rows

PAGE = 50


@shared
def questions(request: HttpRequest, city: str) -> HttpResponse:
    """The register: what waits first."""
    town = city_or_404(city)
    found = open_register(plan_or_404(town), VISITOR, today())
    leaf = Paginator(found.rows, PAGE).get_page(request.GET.get("sida"))
    return drawn(request, town, "public/questions.html", "Frågor och utfästelser", found=found, page=leaf)


@shared
def balance(request: HttpRequest, city: str) -> HttpResponse:
    """The table of unfinished motions and questions, today."""
    town, day = city_or_404(city), today()
    lines = open_balance(plan_or_404(town), VISITOR, day)
    context = {"lead": lead_of(lines, day), "rows": list_rows(lines, day)}
    return drawn(request, town, "public/balance.html", "Motioner och frågor som väntar", **context)
