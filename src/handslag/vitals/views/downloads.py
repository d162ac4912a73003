"""The same list as a file: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse

CSV, JSON = "csv", "json"


def csv_file(text: str, name: str) -> HttpResponse:
    """A CSV file to be saved."""
    return _saved(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def json_file(data: dict[str, Any], name: str) -> HttpResponse:
    """A JSON file to be saved."""
    options = {"ensure_ascii": False, "indent": 1}
    return _saved(JsonResponse(data, json_dumps_params=options), f"{name}.json")


def _saved(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
