"""The city's matrix of signs of life."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    """The first page is the matrix."""
    return redirect("vitals:matrix")


def matrix(request: HttpRequest) -> HttpResponse:
    """The signs of life of every administration and focus area."""
    return render(request, "list.html", {"heading": "Livstecken i staden"})
