"""One administration."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from handslag.people.models import Administration


def administration(request: HttpRequest, slug: str) -> HttpResponse:
    """The signs of an administration."""
    found = get_object_or_404(Administration.objects.visible_to(request.user), slug=slug)
    return render(request, "detail.html", {"heading": found.name})
