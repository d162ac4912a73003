"""How signs of life are computed, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def how(request: HttpRequest) -> HttpResponse:
    """The rules, with the city's own thresholds."""
    return render(request, "list.html", {"heading": "Så räknas livstecken"})
