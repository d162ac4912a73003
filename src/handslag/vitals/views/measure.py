"""Measures: the list, a local one and a central one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from handslag.core.text import slug
from handslag.followup.models import LocalMeasure
from handslag.followup.permissions import can_note
from handslag.followup.permissions.adoption import can_change_measure
from handslag.people.models import Administration, Unit
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.vitals.forms import MeasuresForm
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.files import document, table_csv
from handslag.vitals.pages.measure import MeasurePage, central_page, measure_page
from handslag.vitals.pages.measures import STATES, Line, Measures, choices_of, drawn, measures_csv
from handslag.vitals.surroundings import surroundings
from handslag.vitals.views.asking import day_of
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file

PAGE = 50


def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """A local measure with its entries and what they counted for."""
    plans = {plan.pk: plan for plan in plans_of(request)}
    found = get_object_or_404(LocalMeasure.objects.visible_to(request.user), pk=pk, plan__in=plans)
    plan = plans[found.plan_id]
    form, day = day_of(request)
    page = measure_page(plan, surroundings(plan), found, day)
    return _answer(
        request,
        plan,
        page,
        day,
        {"form": form}
        | _noting(request, plan, page, day, reverse("followup:note", args=[pk]))
        | _changing(request, plan, page, day, found),
    )


def central(request: HttpRequest, key: str) -> HttpResponse:
    """A central measure, with its sign."""
    plan = plan_of(request)
    form, day = day_of(request)
    page = central_page(plan, surroundings(plan), key, day)
    if page is None:
        raise Http404
    href = reverse("followup:note-central", args=[key])
    return _answer(request, plan, page, day, {"form": form} | _noting(request, plan, page, day, href))


@dataclass(frozen=True)
class _Seat:
    """Whose the measure on a page is."""

    administration: Administration
    unit: Unit | None
    owner_user_id: int | None


def _noting(request: HttpRequest, plan: Plan, page: MeasurePage, day: Day, href: str) -> dict[str, object]:
    """Whether the reader may note how the measure goes, and where; not beside the picture of another day."""
    if not day.now_known or day.as_of != day.today:
        return {}
    office, unit = _place(plan, page)
    return {"noting": can_note(request.user, _Seat(office, unit, page.owner_user)), "note_href": href}


def _changing(
    request: HttpRequest, plan: Plan, page: MeasurePage, day: Day, measure: LocalMeasure
) -> dict[str, object]:
    """Where those who may change what the VP says of the measure: its day, whose it is; while the year goes on."""
    newest = page.newest
    if newest is None or newest.year < day.today.year or not day.now_known or day.as_of != day.today:
        return {}
    office, unit = _place(plan, page)
    if not can_change_measure(request.user, office, unit):
        return {}
    where = [office.slug, newest.year, measure.area_key, measure.pk]
    return {"change_href": reverse("followup:adoption-measure", args=where)}


def _place(plan: Plan, page: MeasurePage) -> tuple[Administration, Unit | None]:
    """Where the measure is, for the questions of who may."""
    office = Administration(pk=page.office.pk, city=plan.city, name=page.office.name, slug=page.office.slug)
    return office, Unit(pk=page.unit_pk, administration=office, name=page.unit) if page.unit_pk else None


def _answer(request: HttpRequest, plan: Plan, page: MeasurePage, day: Day, context: dict[str, object]) -> HttpResponse:
    name = f"{slug(page.title)[:60]}-{day.as_of}"
    asked = request.GET.get("format")
    if asked == CSV:
        columns = ("Dag", "Läge", "Notering", "Underlag", "Räknas", "Varför", "Uppgiftslämnare")
        rows = (
            (one.day, one.state, one.note, one.evidence, "ja" if one.counts else "nej", one.verdict, one.reporter)
            for one in page.entries
        )
        return csv_file(table_csv(plan, columns, rows), name)
    if asked == JSON:
        return json_file(
            document(
                plan, day, title=page.title, administration=page.office.name, focus_area=page.area_name,
                unit=page.unit, state=page.story.state, due=page.story.due, original_due=page.story.original_due,
                moves=page.moves, entries=page.entries, listings=page.listings, dues=page.dues,
            ),
            name,
        )  # fmt: skip
    context |= {"plan": plan, "page": page, "day": day, "as_of": day.as_of, "known_at": day.known_at}
    return render(request, "vitals/measure.html", context | {"heading": page.title})


def measures(request: HttpRequest) -> HttpResponse:
    """All local measures of the plan: searched, filtered, sorted, fifty a page."""
    plan = plan_of(request)
    around = surroundings(plan)
    _, day = day_of(request)
    found = Measures(plan, around, day)
    form = _form(request, found)
    form.is_valid()
    choices = choices_of(form.cleaned_data, request.GET.get("ordna", ""))
    lines = found.chosen(choices)
    asked = request.GET.get("format")
    if asked in (CSV, JSON):
        return _list_file(asked, plan, found, lines, day, needed=not choices.needs_entries)
    page = Paginator(lines, int(form.cleaned_data.get("antal") or PAGE)).get_page(request.GET.get("sida"))
    shown = list(page.object_list)
    if not choices.needs_entries:
        found.read_entries(shown)
    context = {"plan": plan, "form": form, "day": day, "as_of": day.as_of, "known_at": day.known_at, "wide": True}
    context |= {
        "page": page,
        "rows": [drawn(line) for line in found.shown(shown)],
        "count": len(lines),
        "all": len(found.lines),
    }
    return render(request, "vitals/measures.html", context | {"heading": "Åtgärder"})


def _form(request: HttpRequest, found: Measures) -> MeasuresForm:
    around = found.around
    owning = {line.office for line in found.lines}
    return MeasuresForm(
        request.GET,
        administrations=[(one.slug, one.name) for one in around.offices.values() if one.pk in owning],
        areas=list(around.area_names().items()),
        states=list(STATES.items()),
        years=sorted({year for line in found.lines for year in line.years}, reverse=True),
    )


def _list_file(kind: str, plan: Plan, found: Measures, lines: list[Line], day: Day, *, needed: bool) -> HttpResponse:
    if needed:
        found.read_entries(lines)
    shown = found.shown(lines)
    name = f"atgarder-{plan.city.slug}-{day.as_of}"
    if kind == JSON:
        return json_file(document(plan, day, measures=shown), name)
    return csv_file(measures_csv(plan, shown), name)
