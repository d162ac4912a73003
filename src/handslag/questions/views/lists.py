"""The half-yearly table: as of a day, as page, Excel and Word; and the tables that have been reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.text import swedish_date
from handslag.people.context import city_of
from handslag.people.models import City
from handslag.questions import actions
from handslag.questions.exporters.sheets import EXCEL, workbook_of
from handslag.questions.exporters.word import WORD, paper_of, table_of, word_of
from handslag.questions.forms.register import ListDayForm, ReportListForm
from handslag.questions.loading.lists import balance_table, reported_lines
from handslag.questions.models import ReportedList
from handslag.questions.pages.lists import LIST_COLUMNS, WIDTHS, lead_of, list_cells, list_rows, paper_cells
from handslag.questions.permissions import can_report_list
from handslag.questions.rules.balance import Line
from handslag.questions.rules.calendar import COUNCIL
from handslag.questions.views.asking import saved, user_of

TITLE = "Motioner och frågor som väntar"
PAGE = 50


def balance_list(request: HttpRequest) -> HttpResponse:
    """The table as of a day; registrars note here that it has been reported."""
    city, user, day = city_of(request), user_of(request), today()
    asked = ListDayForm(request.GET if "per" in request.GET else None, today=day, initial={"per": day})
    as_of = (asked.cleaned_data["per"] if asked.is_valid() else None) or day
    table = balance_table(city, as_of)
    lead = lead_of(table.places, as_of)
    if kind := request.GET.get("format"):
        return _file(city, kind, list(table), as_of, lead)
    form = ReportListForm(request.POST or None, as_of=as_of, today=day, initial={"body": COUNCIL, "reported_on": day})
    if request.method == "POST":
        can_report_list(user, city).require()
        if form.is_valid():
            lines = list(table)
            kept = actions.report_list(city=city, lines=lines, as_of=as_of, by=user, at=now(), **form.cleaned_data)
            messages.success(request, "Listan är redovisad. Det som stod där som avslutat faller bort ur nästa.")
            return redirect(kept)
    page = Paginator(table, PAGE).get_page(request.GET.get("sida"))
    reported = list(ReportedList.objects.visible_to(user).filter(city=city))
    context = {
        "heading": TITLE, "lead": lead, "rows": list_rows(page.object_list, as_of), "page": page, "as_of": as_of,
        "asked": asked, "form": form, "may_report": can_report_list(user, city),
        "reported": reported, "given": [one for one in reported if one.as_of == as_of], "wide": True,
        "excel": f"?per={as_of}&format=xlsx", "word": f"?per={as_of}&format=docx",
    }  # fmt: skip
    return render(request, "questions/balance.html", context, status=400 if form.errors else 200)


def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """A table as it was reported."""
    rows = ReportedList.objects.visible_to(request.user).select_related("city", "by")
    kept = get_object_or_404(rows, pk=pk)
    lines = reported_lines(kept)
    told = f"Redovisad för {kept.body} {swedish_date(kept.reported_on)}."
    if kind := request.GET.get("format"):
        return _file(kept.city, kind, lines, kept.as_of, lead_of(lines, kept.as_of), told)
    page = Paginator(lines, PAGE).get_page(request.GET.get("sida"))
    context = {
        "heading": f"{TITLE}, {swedish_date(kept.as_of)}", "lead": told, "page": page,
        "rows": list_rows(page.object_list, kept.as_of),
        "as_of": kept.as_of, "kept": kept, "back": reverse("questions:balance"), "wide": True,
        "excel": "?format=xlsx", "word": "?format=docx",
    }  # fmt: skip
    return render(request, "questions/reported.html", context)


def _file(city: City, kind: str, lines: Sequence[Line], as_of: date, lead: str, told: str = "") -> HttpResponse:
    name, moment = f"balanslista-{city.slug}-{as_of}", now()
    if kind == "docx":
        table = table_of(TITLE, list(zip(LIST_COLUMNS, WIDTHS, strict=True)), paper_cells(lines, as_of))
        paper = paper_of(
            f"{TITLE} i {city}", lead, [table], office=str(city), moment=moment,
            example=city.is_example, notes=[told] if told else [],
        )  # fmt: skip
        return saved(word_of(paper), WORD, f"{name}.docx")
    book = workbook_of("Balanslista", LIST_COLUMNS, list_cells(lines), moment=moment, example=city.is_example)
    return saved(book, EXCEL, f"{name}.xlsx")
