"""A revision's measures as CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handslag.core.spreadsheet_text import EXAMPLE, csv_text
from handslag.plan.facts import LEVELS, RevisionText
from handslag.plan.models import Plan

HEADINGS = (
    "Kommun", "Plan", "Version", "Nummer", "Fokusområde", "Fokusområdets nyckel", "Obligatoriskt", "Åtgärd",
    "Åtgärdens nyckel", "Nivå", "Förvaltning", "Klart senast", "Text",
)  # fmt: skip


def measures_json(plan: Plan, content: RevisionText) -> dict[str, Any]:
    """The revision's focus areas and measures as plain data."""
    head = {"example": EXAMPLE} if plan.city.is_example else {}
    return {
        "city": plan.city.name,
        "plan": plan.name,
        "revision": content.label,
        **head,
        "focus_areas": [
            {
                "key": area.key,
                "name": area.name,
                "mandatory": area.mandatory,
                "text": area.text,
                "measures": [
                    {
                        "key": measure.key,
                        "name": measure.name,
                        "level": "central" if measure.central else "local",
                        "administration": measure.administration or None,
                        "due": measure.due.isoformat() if measure.due else None,
                        "text": measure.text,
                    }
                    for measure in area.measures
                ],
            }
            for area in content.areas
        ],
    }


def measures_csv(plan: Plan, content: RevisionText) -> str:
    """One row a measure, for a spreadsheet program."""
    rows = (
        (
            plan.city.name, plan.name, content.label, f"{place}.{i}", area.name, area.key,
            "ja" if area.mandatory else "nej", measure.name, measure.key,
            LEVELS["central" if measure.central else "local"], measure.administration, measure.due, measure.text,
        )
        for place, area in enumerate(content.areas, 1)
        for i, measure in enumerate(area.measures, 1)
    )  # fmt: skip
    return csv_text(HEADINGS, rows, example=plan.city.is_example)


def table_json(plan: Plan, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Rows of a list of the plan as plain data."""
    head = {"example": EXAMPLE} if plan.city.is_example else {}
    return {"city": plan.city.name, "plan": plan.name, **head, "rows": [dict(row) for row in rows]}


def table_csv(plan: Plan, rows: Sequence[Mapping[str, str]]) -> str:
    """The same rows for a spreadsheet program."""
    columns = tuple(rows[0]) if rows else ("Inget att visa",)
    return csv_text(columns, (tuple(row.values()) for row in rows), example=plan.city.is_example)
