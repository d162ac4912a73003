"""The register of questions and commitments: the page, the spreadsheet, the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from handslag.core.clock import now, today
from handslag.core.lists import with_choice
from handslag.core.spreadsheet_text import EXAMPLE, csv_text
from handslag.core.text import swedish_date
from handslag.people.context import city_of
from handslag.people.models import City
from handslag.questions.exporters.sheets import EXCEL, workbook_of
from handslag.questions.exporters.word import WORD, paper_of, table_of, word_of
from handslag.questions.forms.register import RegisterForm
from handslag.questions.loading.areas import area_names
from handslag.questions.loading.proposals import proposals
from handslag.questions.loading.register import register_of
from handslag.questions.loading.rows import Row
from handslag.questions.pages.questions import way_to
from handslag.questions.pages.register import (
    COLUMNS,
    asked_words,
    cells,
    choices_of,
    chosen,
    lead_of,
    options_of,
    shortened,
    state_told,
)
from handslag.questions.permissions import can_register
from handslag.questions.views.asking import saved

PAGE = 50
OURS = ("href", "document", "role")
"""What a row holds for the pages alone."""
FILES = {"excel": "xlsx", "word": "docx", "csv": "csv", "json": "json"}
PAPER = (("Nummer", 0.8), ("Ärende och fråga", 4.0), ("Ställd av", 1.5), ("Ska svara", 1.5), ("Ställd", 0.9),
         ("Svar senast", 0.9), ("Läge", 1.1))  # fmt: skip


def register(request: HttpRequest) -> HttpResponse:
    """The register: what is late first, chosen, sorted, fifty a page."""
    city, day = city_of(request), today()
    found, areas = register_of(city, request.user, day), area_names(city)
    form = RegisterForm(request.GET, options=options_of(found, areas))
    form.is_valid()
    rows = chosen(found, choices_of(form.cleaned_data, request.GET.get("ordna", "")), day)
    if kind := request.GET.get("format"):
        return _file(city, kind, rows, areas, day)
    may_register = can_register(request.user, city)
    page = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    context = {
        "heading": "Frågor och utfästelser",
        "any": bool(found),
        "lead": lead_of(found, day),
        "form": form,
        "page": page,
        "rows": shortened(list(page.object_list)),
        "late": {row.key for row in rows if row.is_late(day)},
        "areas": areas,
        "may_register": may_register,
        "proposed": len(proposals(city, request.user)) if may_register else 0,
        "calendar": way_to("tasks:calendar"),
        "wide": True,
        **{kind: with_choice(request.GET, format=file) for kind, file in FILES.items()},
    }
    return render(request, "questions/register.html", context)


def _file(city: City, kind: str, rows: Sequence[Row], areas: Mapping[str, str], day: date) -> HttpResponse:
    """The rows that are chosen, as a file."""
    name, title = f"fragor-{city.slug}-{day}", f"Frågor och utfästelser i {city}"
    if kind == "xlsx":
        book = workbook_of("Frågor", COLUMNS, cells(rows, areas), moment=now(), example=city.is_example)
        return saved(book, EXCEL, f"{name}.xlsx")
    if kind == "docx":
        lines = [
            (one.label, asked_words(one), one.who, one.to, one.put_on, one.deadline, state_told(one, day))
            for one in rows
        ]  # fmt: skip
        lead = f"{lead_of(rows, day)} Läget {swedish_date(day)}."
        paper = paper_of(title, lead, [table_of(title, PAPER, lines)], office=str(city), moment=now(),
                         example=city.is_example)  # fmt: skip
        return saved(word_of(paper), WORD, f"{name}.docx")
    if kind == "json":
        head = {"city": city.name, "as_of": day.isoformat()} | ({"example": EXAMPLE} if city.is_example else {})
        plain = [{key: value for key, value in asdict(row).items() if key not in OURS} for row in rows]
        body = JsonResponse({**head, "rows": plain}, json_dumps_params={"ensure_ascii": False, "indent": 1})
        return saved(body.content, "application/json", f"{name}.json")
    text = csv_text(COLUMNS, cells(rows, areas), example=city.is_example)
    return saved(text, "text/csv; charset=utf-8", f"{name}.csv")
