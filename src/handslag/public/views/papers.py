"""The papers that the city has published: the list, one of them, and its text as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from handslag.core.http import shared
from handslag.papers.models import Document
from handslag.public.papers import open_papers, paper_page
from handslag.public.views.asking import VISITOR, city_or_404, drawn

PAGE = 50


@shared
def papers(request: HttpRequest, city: str) -> HttpResponse:
    """What is published, the newest first."""
    town = city_or_404(city)
    leaf = Paginator(open_papers(town, VISITOR), PAGE).get_page(request.GET.get("sida"))
    return drawn(request, town, "public/papers.html", "Handlingar", page=leaf)


@shared
def paper(request: HttpRequest, city: str, pk: int) -> HttpResponse:
    """One published paper; what is secret is covered."""
    town = city_or_404(city)
    found = Document.objects.visible_to(VISITOR).select_related("card", "city").filter(city=town, pk=pk).first()
    if found is None:
        raise Http404
    page = paper_page(town, found, VISITOR)
    return drawn(request, town, "public/paper.html", page.paper.title, page=page)
