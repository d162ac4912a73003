"""The pages on which a local measure is added and changed, and on which a person's measures are handed over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from handslag.core.clock import now, today
from handslag.core.text import counted
from handslag.core.verdict import Refused
from handslag.followup.actions import add_measure, change_measure, hand_over
from handslag.followup.forms.adoption_measures import HandOverForm, MeasureForm
from handslag.followup.loading.adoption_asking import Asking
from handslag.followup.loading.adoption_measures import Listed
from handslag.followup.loading.adoption_owned import owned_by, possible_owners
from handslag.followup.pages.adoption import area_page
from handslag.followup.permissions.adoption import (
    can_answer,
    can_change_measure,
    can_hand_over,
    can_hand_over_measure,
    managed_units,
    places_of,
)
from handslag.followup.views.adoption import asking_or_404, user_of
from handslag.people.context import city_of
from handslag.people.models import Unit, User


def new(request: HttpRequest, administration: str, year: int, area: str) -> HttpResponse:
    """Add a measure under an adopted area."""
    found = asking_or_404(request, administration, area, year)
    form = _form(request, found, None)
    if request.method == "POST" and form.is_valid():
        same = form.same_line.pk if form.same_line else None
        try:
            made = add_measure(**_where(request, found), said=form.said(), same_as=same, is_new=form.is_new)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made} är med i VP {year}.")
            return redirect("followup:adoption-area", administration, year, area)
    return _measure_page(request, found, form, None, "Lägg till en åtgärd")


def change(request: HttpRequest, administration: str, year: int, area: str, pk: int) -> HttpResponse:
    """Change a measure: what it is called, whose it is, when it is to be done."""
    found = asking_or_404(request, administration, area, year)
    line = found.line(pk)
    if line is None or year not in line.years:
        raise Http404
    can_change_measure(request.user, found.office.administration, line.newest.unit).require()
    form = _form(request, found, line)
    if request.method == "POST" and form.is_valid():
        try:
            change_measure(**_where(request, found), measure=line.measure, said=form.said())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{line.title} är ändrad.")
            return redirect("followup:adoption-area", administration, year, area)
    return _measure_page(request, found, form, line, "Ändra åtgärden")


def _form(request: HttpRequest, found: Asking, line: Listed | None) -> MeasureForm:
    """The form with the units one may write for; denied when there is none."""
    place = found.office.administration
    mine = can_answer(request.user, place)
    managed = managed_units(request.user, place)
    if not mine and not managed:
        mine.require()
    units = Unit.objects.filter(administration=place)
    return MeasureForm(
        request.POST if request.method == "POST" else None,
        asking=found,
        line=line,
        units=list(units if mine else units.filter(pk__in=managed)),
        people=possible_owners(found.frame.plan.city, found.office.lineage, found.frame.today),
        only_units=not mine,
    )


def _measure_page(
    request: HttpRequest, found: Asking, form: MeasureForm, line: Listed | None, heading: str
) -> HttpResponse:
    page = area_page(found, request.user)
    context = {"page": page, "line": line, "heading": heading, "verdict": found.takes_measures}
    more = {
        "form": form.without_voluntary(),
        "office": found.office.administration,
        "year": found.year,
        "back": page.href,
    }
    return render(request, "followup/adoption_measure.html", context | more | {"back": page.href})


def _where(request: HttpRequest, found: Asking) -> dict[str, Any]:
    return {
        "plan": found.frame.plan, "administration": found.office.administration, "area_key": found.key,
        "year": found.year, "by": user_of(request), "at": now(),
    }  # fmt: skip


def hand_over_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over a person's open measures in one step."""
    city = city_of(request)
    person = get_object_or_404(User.objects.filter(memberships__city=city).distinct(), pk=pk)
    can_hand_over(request.user, person, city).require()
    owned = owned_by(city, person, moment=now())
    rows = [one for one in owned if can_hand_over_measure(request.user, person, one.measure)]
    lines = list({one.measure.pk: one for one in rows}.values())
    places = {one.measure.administration_id for one in rows} | {one.pk for one in places_of(person, city)}
    people = [user for user in possible_owners(city, places, today()) if user.pk != person.pk]
    form = HandOverForm(
        request.POST if request.method == "POST" else None, measures=[one.measure.pk for one in lines], people=people
    )
    if request.method == "POST" and form.is_valid():
        wanted = {int(pk) for pk in form.cleaned_data["measures"]}
        to = form.to()
        try:
            made = hand_over(city=city, person=person, to=to, measures=wanted, by=user_of(request), at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            measures = counted(len(made), "åtgärd är överlämnad", "åtgärder är överlämnade")
            messages.success(request, f"{measures} till {to.label}.")
            return redirect(request.path)
    context = {"person": person, "lines": lines, "form": form, "heading": f"Lämna över åtgärder från {person}"}
    return render(request, "followup/adoption_hand_over.html", context)
