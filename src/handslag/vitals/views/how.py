"""How signs of life are computed, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.people.context import city_of
from handslag.vitals.pages.day import limits_of
from handslag.vitals.pages.meanings import in_order_of_rules
from handslag.vitals.views.asking import day_of


def how(request: HttpRequest) -> HttpResponse:
    """The rules in the order they are tried, with the city's own limits as they hold on the day."""
    _, day = day_of(request)
    limits = limits_of(city_of(request), day)
    context = {"day": day, "limits": limits, "meanings": in_order_of_rules(limits), "heading": "Så räknas livstecken"}
    return render(request, "vitals/how.html", context)
