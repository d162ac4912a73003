"""How much of the work lies in the mandatory areas."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def sidestepping(request: HttpRequest) -> HttpResponse:
    """Where the administrations put their work."""
    return render(request, "list.html", {"heading": "Kringgång"})
