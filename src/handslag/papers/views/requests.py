"""The log of requests for official documents: the list, a new one, one with its answers, and a written decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from handslag.core.clock import now, today
from handslag.papers.actions import requesting as actions
from handslag.papers.exporters.lists import workbook
from handslag.papers.exporters.requests import decision_pdf
from handslag.papers.forms.requests import AnswerForm, RequestForm, RequestsForm
from handslag.papers.loading.requests import Logged, logged, logged_requests
from handslag.papers.models import AccessAnswer, AccessRequest, Document
from handslag.papers.pages.requests import (
    COLUMNS,
    REFUSING,
    cells,
    lead_of,
    letter_facts,
    request_lines,
    request_page,
)
from handslag.papers.permissions.requests import can_log_requests
from handslag.papers.rules.secrecy import how_to_appeal
from handslag.papers.views.asking import acting
from handslag.people.context import city_of

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def requests(request: HttpRequest) -> HttpResponse:
    """The log: what waits longest first."""
    city = city_of(request)
    can_log_requests(request.user, city).require()
    found = logged_requests(request.user, city, today(), now())
    form = RequestsForm(request.GET, years=sorted({one.request.made_on.year for one in found}, reverse=True))
    chosen = [one for one in found if _chosen(one, form)]
    lines = request_lines(chosen)
    if request.GET.get("format") == "xlsx":
        content = workbook("Begäranden", COLUMNS, cells(lines), example=city.is_example)
        return _saved(content, XLSX, f"begaranden-{city.slug}-{today()}.xlsx")
    context = {"page": Paginator(lines, PAGE).get_page(request.GET.get("sida")), "all": found, "form": form}
    context |= {"heading": "Begäran om allmän handling", "lead": lead_of(found), "town": city}
    return render(request, "papers/requests.html", context)


def _chosen(one: Logged, form: RequestsForm) -> bool:
    data = form.cleaned_data if form.is_valid() else {}
    year = data.get("ar") or ""
    return data.get("lage", "") in ("", one.state) and year in ("", str(one.request.made_on.year))


def new_request(request: HttpRequest) -> HttpResponse:
    """Log a request."""
    city, user = city_of(request), acting(request)
    can_log_requests(user, city).require()
    initial = {"made_on": today(), "paper": request.GET.get("handling", "")}
    form = RequestForm(request.POST or None, city=city, today=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        paper: Document | None = data["paper"]
        made = actions.log_request(
            city=city, asked_for=data["asked_for"], made_on=data["made_on"], document=paper, by=user, at=now()
        )
        messages.success(request, f"{made} är införd.")
        return redirect(made)
    context = {"form": form, "heading": "För in en begäran", "back": reverse("papers:requests")}
    return render(request, "papers/new_request.html", context, status=400 if form.errors else 200)


def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its answers; answering it."""
    row = _request(request, pk)
    form = AnswerForm(request.POST or None, first=row.made_on, today=today(), initial={"answered_on": today()})
    if request.method == "POST" and form.is_valid():
        answer = {key: form.cleaned_data[key] for key in ("outcome", "answered_on", "text", "chapter", "section")}
        actions.answer_request(request=row, by=acting(request), at=now(), **answer)
        messages.success(request, "Svaret är infört.")
        return redirect(row)
    page = request_page(logged(row, today(), now()), request.user)
    context: dict[str, Any] = {"page": page, "form": form, "heading": str(row)}
    return render(request, "papers/request.html", context, status=400 if form.errors else 200)


def decision(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """A written decision not to give something out, to be printed: the law, the reasons and how to appeal."""
    row, found = _decision(request, pk, answer)
    context = {"row": row, "answer": found, "facts": letter_facts(row, found), "appeal": how_to_appeal(str(row.city))}
    return render(request, "papers/decision.html", context | {"heading": _title(row)})


def decision_file(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """The same as PDF."""
    row, found = _decision(request, pk, answer)
    content = decision_pdf(found, _title(row), letter_facts(row, found))
    return _saved(content, "application/pdf", f"beslut-{row.series}-{row.number}.pdf")


def _request(request: HttpRequest, pk: int) -> AccessRequest:
    rows = AccessRequest.objects.visible_to(request.user).select_related("city", "document__card", "by")
    found: AccessRequest = get_object_or_404(rows.prefetch_related("answers__by"), pk=pk)
    return found


def _decision(request: HttpRequest, pk: int, answer: int) -> tuple[AccessRequest, AccessAnswer]:
    row = _request(request, pk)
    for found in row.answers.all():
        if found.pk == answer and found.outcome in REFUSING:
            found.request = row
            return row, found
    raise Http404


def _title(row: AccessRequest) -> str:
    return f"Beslut om begäran {row.series}-{row.number}"


def _saved(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
