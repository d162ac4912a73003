"""One unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from handslag.people.models import Unit


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised to a unit, what has been done and what is silent."""
    found = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    return render(request, "detail.html", {"heading": found.name})
