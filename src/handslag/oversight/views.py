"""The list of reports, and each of them as a page or a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handslag.core.clock import local, now
from handslag.core.verdict import Refused
from handslag.oversight.exporters.orders import FORMATS, document_of, template_of
from handslag.oversight.facts import Asked
from handslag.oversight.forms import MakeForm, PaperForm, is_format
from handslag.oversight.loading import Frame, framed, known_frame, period_in, periods_of, signature_moment
from handslag.oversight.pages import brief_of, report_of, shelf_of
from handslag.oversight.paper import Paper
from handslag.oversight.rules import parse_period
from handslag.people.permissions import can_report
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.files import document, table_csv
from handslag.vitals.surroundings import surroundings
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file

Builder = Callable[[Plan, Asked, Frame | None], Paper]


def shelf(request: HttpRequest) -> HttpResponse:
    """Who has signed which period's report, with the ways to the reports."""
    if not plans_of(request):
        return render(request, "oversight/nothing.html", {"heading": "Rapporter", "answer": "Det finns ingen plan än."})
    plan = plan_of(request)
    moment = now()
    page = shelf_of(plan, known_frame(plan, moment), request.GET.get("ar", ""))
    name = f"rapporter-{plan.city.slug}-{page.year}"
    if request.GET.get("format") == CSV:
        columns = ("Period", "Förvaltning", "Läge", "Undertecknad", "Förvaltningsgruppen", "Ska lämnas")
        rows = (
            (s.period.key, s.administration, s.text, s.signed_on, s.union_body_on, s.period.due) for s in page.slots
        )
        return csv_file(table_csv(plan, columns, rows), name)
    if request.GET.get("format") == JSON:
        day = Day(local(moment).date(), moment, local(moment).date())
        return json_file(document(plan, day, reports=page.slots), name)
    context = {"plan": plan, "page": page, "heading": "Rapporter", "may_make": can_report(request.user, plan.city)}
    return render(request, "oversight/shelf.html", context)


def make(request: HttpRequest) -> HttpResponse:
    """Choose what to make a report of; a choice that can be made leads to the report."""
    plan = plan_of(request)
    can_report(request.user, plan.city).require()
    frame = known_frame(plan, now())
    today = local(frame.known_at).date()
    periods = [p for p in periods_of(frame, today) if p.as_of <= today and frame.known.revision_on(p.as_of.toordinal())]
    form = MakeForm(
        request.GET if "period" in request.GET else None,
        periods=reversed(periods),
        administrations=[(slug, name) for name, slug in frame.slugs.items()],
    )
    if form.is_bound and form.is_valid():
        return redirect(_address(plan, form))
    context = {"plan": plan, "form": form, "heading": "Gör en rapport", "has_errors": bool(form.errors)}
    return render(request, "oversight/make.html", context)


def _address(plan: Plan, form: MakeForm) -> str:
    said = form.cleaned_data
    names = [said["period"], *([said["forvaltning"]] if said["forvaltning"] else [])]
    kind = {(False, False): "report", (False, True): "brief", (True, False): "administration",
            (True, True): "administration-brief"}[bool(said["forvaltning"]), said["omfang"] == "kort"]  # fmt: skip
    query = {name: said[name] for name in ("dnr", "handlaggare", "telefon") if said[name]}
    query |= {"dag": said["dag"].isoformat()} if said["dag"] else {}
    query |= {"kant": said["kant"].isoformat()} if said["kant"] else {}
    query |= {"format": said["form"]} if said["form"] else {}
    query |= {"plan": plan.slug}
    return f"{reverse(f'oversight:{kind}', args=names)}?{urlencode(query)}"


def report(request: HttpRequest, period: str, administration: str = "") -> HttpResponse:
    """The report of a period, for the city or an administration."""
    return _paper(request, period, administration, report_of)


def brief(request: HttpRequest, period: str, administration: str = "") -> HttpResponse:
    """The same on one page."""
    return _paper(request, period, administration, brief_of)


def _paper(request: HttpRequest, key: str, slug: str, build: Builder) -> HttpResponse:
    plan = plan_of(request)
    form = PaperForm(request.GET)
    form.is_valid()
    asked, frame = _asked(plan, key, slug, form)
    context: dict[str, Any] = {"plan": plan, "form": form, "as_of": asked.as_of, "known_at": asked.known_at}
    wanted = request.GET.get("format")
    try:
        paper = build(plan, asked, frame)
    except Refused as why:
        return render(request, "oversight/nothing.html", context | {"heading": f"Rapport {key}", "answer": str(why)})
    if wanted and is_format(wanted):
        return _file(paper, wanted, template_of(plan.city))
    return render(request, "oversight/report.html", context | _page(plan, paper, asked, form, slug))


def _asked(plan: Plan, key: str, slug: str, form: PaperForm) -> tuple[Asked, Frame]:
    """What is asked for, with what is not said filled in. Raises Http404 for a period or administration unknown."""
    parsed = parse_period(key)
    known_at: datetime | None = form.cleaned_data.get("kant")
    around = surroundings(plan)
    office = around.office(slug) if slug else None
    if parsed is None or (slug and office is None):
        raise Http404
    name = office.name if office else ""
    if known_at is None and name:
        known_at = signature_moment(plan, name, *parsed)
    frame = framed(around, known_at or now())
    period = period_in(frame, *parsed)
    if period is None:
        raise Http404
    return Asked(period, form.cleaned_data.get("dag") or period.as_of, frame.known_at, name, form.letterhead), frame


def _page(plan: Plan, paper: Paper, asked: Asked, form: PaperForm, slug: str) -> dict[str, Any]:
    """What stands round the paper on its page; the files are of exactly the same day and moment."""
    fixed = {"dag": asked.as_of.isoformat(), "kant": local(asked.known_at).isoformat(), "plan": plan.slug}
    said = {name: form.cleaned_data.get(name) for name in ("dnr", "handlaggare", "telefon")}
    fixed |= {name: value for name, value in said.items() if value}
    words = {"pdf": "PDF", "docx": "Word", "html": "HTML"}
    kind = ("administration" if slug else "report") if paper.brief else ("administration-brief" if slug else "brief")
    other = reverse(f"oversight:{kind}", args=[asked.period.key, *([slug] if slug else [])])
    shown = form if form.errors else PaperForm(fixed | {"kant": form.data.get("kant", "")})
    return {
        "form": shown,
        "paper": paper,
        "linked": True,
        "wide": True,
        "heading": paper.title,
        "period": asked.period,
        "files": [(word, f"?{urlencode({**fixed, 'format': form_})}") for form_, word in words.items()],
        "other": (f"{other}?{urlencode(fixed)}", "Hela rapporten" if paper.brief else "En sida"),
    }


def _file(paper: Paper, form: str, template: bytes) -> HttpResponse:
    response = HttpResponse(document_of(paper, form, template), content_type=FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="{paper.file_name}.{form}"'
    return response
