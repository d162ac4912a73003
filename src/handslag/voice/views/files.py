"""A list as a file: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse

from handslag.core.spreadsheet_text import EXAMPLE, csv_text
from handslag.plan.models import Plan

CSV, JSON = "csv", "json"


def table_file(plan: Plan, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to be saved."""
    text = csv_text(columns, rows, example=plan.city.is_example)
    return saved(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def json_file(plan: Plan, name: str, key: str, rows: Iterable[Any], day: date) -> HttpResponse:
    """A JSON file to be saved: which city, plan and day, then the rows; what is only for links is left out."""
    head = {"city": plan.city.name, "plan": plan.name, "as_of": day.isoformat()}
    head |= {"example": EXAMPLE} if plan.city.is_example else {}
    plain = [{k: v for k, v in asdict(row).items() if not k.endswith("href")} for row in rows]
    options = {"ensure_ascii": False, "indent": 1}
    return saved(JsonResponse({**head, key: plain}, json_dumps_params=options), f"{name}.json")


def saved(response: HttpResponse, name: str) -> HttpResponse:
    """The answer as a file with a name."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
