"""The pages as files: the same lines as CSV for a spreadsheet and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from handslag.core.clock import local
from handslag.core.spreadsheet_text import EXAMPLE, Value, csv_text
from handslag.plan.models import Plan
from handslag.vitals.pages.day import Day


def table_csv(plan: Plan, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The lines of a page for a spreadsheet program."""
    return csv_text(columns, rows, example=plan.city.is_example)


def document(plan: Plan, day: Day, **parts: Any) -> dict[str, Any]:
    """A JSON document: which city, plan, day and moment, then the parts; dataclasses become objects."""
    head = {"example": EXAMPLE} if plan.city.is_example else {}
    return {
        "city": plan.city.name,
        "plan": plan.name,
        "as_of": day.as_of.isoformat(),
        "known_at": local(day.known_at).isoformat(timespec="seconds"),
        **head,
        **{name: plain(part) for name, part in parts.items()},
    }


def plain(value: Any) -> Any:
    """A value as JSON takes it; what is only for links on the page is left out."""
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        shown = [one.name for one in fields(value) if not one.name.endswith("href")]
        return {name: plain(getattr(value, name)) for name in shown}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
