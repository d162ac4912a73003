"""The register of papers, one paper, and its original file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.core.keeping import handed_out
from handslag.core.lists import with_choice
from handslag.core.spreadsheet_text import csv_text
from handslag.core.verdict import Refused
from handslag.papers.actions import read_again
from handslag.papers.actions.registering import original_path
from handslag.papers.exporters.lists import workbook
from handslag.papers.forms.documents import RegisterForm
from handslag.papers.loading.documents import choices_in, chosen, register_of
from handslag.papers.pages.documents import COLUMNS, cells, document_page, register_page
from handslag.papers.permissions import can_register
from handslag.papers.views.asking import acting, paper_or_404
from handslag.papers.views.secrecy import why_no_original
from handslag.people.context import city_of
from handslag.people.permissions import can_read

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATIENCE = 20.0
"""Seconds that the reading of pictures may take while someone waits for a page."""


def documents(request: HttpRequest) -> HttpResponse:
    """The register: filters, order, leaves; the same list as CSV and Excel."""
    city = city_of(request)
    can_read(request.user, city).require()
    form = RegisterForm(request.GET or None, offered=choices_in(request.user, city))
    found = chosen(register_of(request.user, city), form.wanted(request.GET.get("ordna", "")))
    name = f"handlingar-{today().isoformat()}"
    if request.GET.get("format") == "csv":
        text = csv_text(COLUMNS, cells(found), example=city.is_example)
        return _saved(text.encode(), "text/csv; charset=utf-8", f"{name}.csv")
    if request.GET.get("format") == "xlsx":
        return _saved(workbook("Handlingar", COLUMNS, cells(found), example=city.is_example), XLSX, f"{name}.xlsx")
    page = register_page(found, request.GET.get("sida"))
    context = {
        "heading": "Handlingar",
        "page": page,
        "form": form,
        "may": can_register(request.user, city),
        "csv": with_choice(request.GET, format="csv", sida=None),
        "excel": with_choice(request.GET, format="xlsx", sida=None),
    }
    return render(request, "papers/list.html", context)


def _saved(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what it is taken to be, and its text."""
    paper = paper_or_404(request, pk)
    asked = request.GET.get("sida", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    raw = request.GET.get("text") == "som-den-kom"
    page = document_page(paper, request.user, page=number, raw=raw)
    context = {"page": page, "heading": page.heading, "paper": paper, "raw": raw, "number": number}
    return render(request, "papers/document.html", context)


def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it came, to take down."""
    paper = paper_or_404(request, pk)
    refused = why_no_original(request, paper)
    return refused or handed_out(original_path(paper), name=paper.file_name, media_type=paper.media_type)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the pages that could not be read before."""
    paper = paper_or_404(request, pk)
    try:
        problems = read_again(document=paper, by=acting(request), at=now(), patience=PATIENCE)
    except Refused as why:
        if type(why) is not Refused:
            raise
        messages.error(request, str(why))
    else:
        messages.success(request, "Sidorna är lästa." if not problems else " ".join(problems))
    return redirect(paper)


def uploaded_address(pks: list[int]) -> str:
    """The upload page with what was just taken in."""
    return f"{reverse('papers:upload')}?{urlencode({'nya': ','.join(map(str, pks))})}"
