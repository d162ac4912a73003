"""The public reports, the open data and the feed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from handslag.core.clock import today
from handslag.core.http import shared
from handslag.core.kept import kept_html
from handslag.plan.exporters import measures_csv, measures_json
from handslag.plan.loading import content_of
from handslag.plan.loading import with_content as revision_with_content
from handslag.plan.models import Plan, Revision
from handslag.plan.rules import revision_in_force
from handslag.public.asked import open_register
from handslag.public.exporters import (
    feed_of,
    meetings_csv,
    meetings_json,
    paper_entries,
    papers_csv,
    papers_json,
    periods_csv,
    periods_json,
    questions_csv,
    questions_json,
    signs_csv,
    signs_json,
)
from handslag.public.loading import decided, names_in
from handslag.public.models import Publication
from handslag.public.papers import open_papers
from handslag.public.said import MeetingsPage, meetings_page
from handslag.public.views.asking import VISITOR, chosen, city_or_404, drawn, history_of, plan_or_404
from handslag.vitals.surroundings import surroundings
from handslag.voice.loading import public_points

FILES = (
    ("livstecken", "Livstecken", "Varje cell i den senaste stängda perioden: tecken, skäl, kommentar, åtgärder."),
    ("perioder", "Perioder", "Varje stängd period med antal och vilka rapporter som var undertecknade."),
    ("planen", "Planen", "Fokusområden och åtgärder i den version som är i kraft."),
    ("moten", "Möten", "Punkter från möten som är öppna för alla, med svar."),
    ("handlingar", "Handlingar", "Handlingar som är publicerade: rubrik, slag, datum, organ, diarienummer, adress."),
    ("fragor", "Frågor och utfästelser", "Vem som frågar, vem som ska svara, senast när, och hur det har gått."),
)
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@shared
def reports(request: HttpRequest, city: str) -> HttpResponse:
    """The reports of the closed periods, newest first."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    return drawn(request, town, "public/reports.html", "Rapporter", plan=plan, history=history_of(plan)[::-1])


@shared
def report(request: HttpRequest, city: str, period: str) -> HttpResponse:
    """The committee's report of a closed period, without what exposes someone."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    one = _whole(plan, period)
    content = kept_html(one.report_html)
    signed = [
        {"administration": row["administration"], "signed_on": _day(row["signed_on"])} for row in one.summary["reports"]
    ]
    context = {"plan": plan, "one": one, "sections": content, "wide": True, "has_pdf": one.report_pdf is not None}
    context["signed"] = signed
    return drawn(request, town, "public/report.html", one.report_title, **context)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@shared
def report_pdf(request: HttpRequest, city: str, period: str) -> HttpResponse:
    """The same as PDF, set when the period was published."""
    town = city_or_404(city)
    one = _whole(plan_or_404(town), period)
    if one.report_pdf is None:
        raise Http404
    return _saved(
        HttpResponse(bytes(one.report_pdf), content_type="application/pdf"), f"rapport-{town.slug}-{period}.pdf"
    )


def _whole(plan: Plan, period: str) -> Publication:
    for one in history_of(plan):
        if one.key == period:
            found = Publication.objects.visible_to(VISITOR).defer("content").filter(pk=one.pk).exclude(report_html="")
            if row := found.first():
                return row
    raise Http404


@shared
def data(request: HttpRequest, city: str) -> HttpResponse:
    """What open data there is, and what its columns mean."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    history = history_of(plan)
    files = FILES if history else FILES[1:]  # before the first period is closed there are no signs to give
    return drawn(request, town, "public/data.html", "Öppna data", plan=plan, history=history[::-1], files=files)


@shared
def data_file(request: HttpRequest, city: str, name: str, kind: str) -> HttpResponse:
    """One data set as a file."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    if name not in MAKERS or kind not in KINDS:
        raise Http404
    made = MAKERS[name](request, plan, kind)
    text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type=KINDS[kind])
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _saved(response, f"{name}-{town.slug}.{kind}")


def _signs(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    history = history_of(plan)
    if not history:
        raise Http404
    one, _ = chosen(request, plan, history)
    return signs_csv(plan, one) if kind == "csv" else signs_json(plan, one)


def _periods(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    history = history_of(plan)
    return periods_csv(plan, history) if kind == "csv" else periods_json(plan, history)


def _plan(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    row = revision_in_force(decided(plan), today())
    if row is None:
        raise Http404
    content = content_of(revision_with_content(Revision.objects.filter(pk=row.pk)).get())
    return measures_csv(plan, content) if kind == "csv" else measures_json(plan, content)


def _meetings(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    page = _said(plan)
    return meetings_csv(plan, page) if kind == "csv" else meetings_json(plan, page)


def _papers(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    found = open_papers(plan.city, VISITOR)
    root = request.build_absolute_uri("/").rstrip("/")
    return papers_csv(plan, found, root) if kind == "csv" else papers_json(plan, found, root)


def _questions(request: HttpRequest, plan: Plan, kind: str) -> str | dict[str, Any]:
    found = open_register(plan, VISITOR, today())
    root = request.build_absolute_uri("/").rstrip("/")
    rows = found.told(found.rows)
    return questions_csv(plan, rows, root) if kind == "csv" else questions_json(plan, rows, root)


MAKERS = {
    "livstecken": _signs, "perioder": _periods, "planen": _plan, "moten": _meetings, "handlingar": _papers,
    "fragor": _questions,
}  # fmt: skip
"""What makes each file."""


def _said(plan: Plan) -> MeetingsPage:
    return meetings_page(public_points(plan.city), names_in(plan), surroundings(plan).area_names())


@shared
def meetings(request: HttpRequest, city: str) -> HttpResponse:
    """Points raised at meetings that are open to all, with what they were answered."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    return drawn(request, town, "public/meetings.html", "Du sa, vi gjorde", plan=plan, page=_said(plan))


def _saved(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@shared
def feed(request: HttpRequest, city: str) -> HttpResponse:
    """What has changed, as Atom."""
    town = city_or_404(city)
    plan = plan_or_404(town)
    root = request.build_absolute_uri(reverse("public:front", args=[town.slug]))
    told = paper_entries(open_papers(town, VISITOR), request.build_absolute_uri("/").rstrip("/"))
    text = feed_of(plan, history_of(plan), decided(plan), root, request.build_absolute_uri(request.path), told)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
