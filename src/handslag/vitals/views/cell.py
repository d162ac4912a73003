"""One cell: an administration and a focus area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from handslag.people.models import Administration


def cell(request: HttpRequest, administration: str, area: str) -> HttpResponse:
    """The sign of a cell with its reasons."""
    owner = get_object_or_404(Administration.objects.visible_to(request.user), slug=administration)
    return render(request, "detail.html", {"heading": f"{owner}: {area}"})
