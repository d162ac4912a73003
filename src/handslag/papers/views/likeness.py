"""Two papers side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.papers.pages.likeness import comparison
from handslag.papers.views.asking import paper_or_404


def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What stands in both, marked and numbered, each passage linked to its place in the other paper."""
    if pk == other:
        raise Http404
    a, b = paper_or_404(request, pk), paper_or_404(request, other)
    if a.city_id != b.city_id:
        raise Http404
    page = comparison(a, b, request.user)
    return render(request, "papers/compare.html", {"page": page, "heading": "Samma text i två handlingar", "paper": a})
