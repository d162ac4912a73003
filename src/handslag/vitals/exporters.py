"""Signs of life as JSON and CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from handslag.core.clock import local
from handslag.core.spreadsheet_text import EXAMPLE, csv_text, safe
from handslag.plan.models import Plan
from handslag.vitals.effort import Share, shares_of
from handslag.vitals.judgement import Cell, Effort, Judgement
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS


def json_of(plan: Plan, made: Judgement) -> dict[str, Any]:
    """The document of `handslag vitals --json` (formats.md)."""
    head = {"example": EXAMPLE} if plan.city.is_example else {}
    return {
        "city": plan.city.name,
        "plan": plan.name,
        "as_of": made.as_of.isoformat(),
        "known_at": local(made.known_at).isoformat(timespec="seconds"),
        **head,
        "cells": [_cell(cell) for cell in made.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "administration": cell.administration,
        "focus_area": cell.area,
        "focus_area_name": cell.area_name,
        "mandatory": cell.mandatory,
        "sign": cell.sign,
        "since": cell.since.isoformat(),
        "reported": cell.reported,
        "silent_days": cell.silent_days,
        "comment": cell.comment.text if cell.comment else None,
        "units": [{"unit": unit.unit, "silent_days": unit.silent_days} for unit in cell.units],
        "reasons": [{"code": r.code, "text": r.text, "evidence": list(r.evidence)} for r in cell.reasons],
    }


COLUMNS = ("administration", "focus_area", "focus_area_name", "mandatory", "sign", "since", "reported", "silent_days")


def plain_csv_of(plan: Plan, made: Judgement) -> str:
    """The cells of `json_of` with the same names, one row a cell, reasons joined: for programs."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    example = (EXAMPLE,) if plan.city.is_example else ()
    write.writerow((*COLUMNS, "comment", "reasons", *(("example",) if example else ())))
    for cell in json_of(plan, made)["cells"]:
        joined = " ".join(reason["text"] for reason in cell["reasons"])
        row = [*(cell[name] for name in COLUMNS), cell["comment"] or "", joined, *example]
        write.writerow(["" if v is None else str(v).lower() if isinstance(v, bool) else safe(str(v)) for v in row])
    return out.getvalue()


def csv_of(plan: Plan, made: Judgement) -> str:
    """The same in Swedish, for a spreadsheet program."""
    columns = (
        "Förvaltning", "Fokusområde", "Nyckel", "Obligatoriskt", "Central åtgärd", "Tecken", "Sedan", "Rapporterat",
        "Tyst i dagar", "Skäl", "Kommentar", "Läget den", "Känt",
    )  # fmt: skip
    known = local(made.known_at).isoformat(timespec="seconds")
    rows = (
        (
            cell.administration, cell.area_name, cell.area, "ja" if cell.mandatory else "nej", cell.central,
            SIGN_WORDS[cell.sign].word, cell.since, REPORTED_WORDS[cell.reported], cell.silent_days,
            " ".join(reason.text for reason in cell.reasons), cell.comment.text if cell.comment else "",
            made.as_of, known,
        )
        for cell in (*made.cells, *made.central)
    )  # fmt: skip
    return csv_text(columns, rows, example=plan.city.is_example)


def sidestepping_json_of(plan: Plan, made: Judgement) -> dict[str, Any]:
    """What each administration puts in mandatory areas and in all, and the mandatory cells that were passed by."""
    passed = [cell for cell in made.cells if cell.mandatory and cell.sign in ("sidestepped", "opted_out")]
    document = json_of(plan, made) | {"cells": [_cell(cell) for cell in passed]}
    return document | {
        "administrations": [
            {"administration": s.administration, "mandatory": _effort(s.mandatory), "all": _effort(s.every)}
            for s in shares_of(made.cells)
        ]
    }


def _effort(effort: Effort) -> dict[str, int | float]:
    return {"measures": effort.measures, "acts": effort.acts, "cost": effort.cost / 100}


def sidestepping_csv_of(plan: Plan, made: Judgement) -> str:
    """The same in Swedish, one row an administration, for a spreadsheet program."""
    columns = (
        "Förvaltning", "Händelser i obligatoriska", "Händelser", "Åtgärder i obligatoriska", "Åtgärder",
        "Kostnad i obligatoriska, kr", "Kostnad, kr", "Läget den", "Känt",
    )  # fmt: skip
    known = local(made.known_at).isoformat(timespec="seconds")
    day = made.as_of.isoformat()
    rows = ([share.administration, *_amounts(share), day, known] for share in shares_of(made.cells))
    return csv_text(columns, rows, example=plan.city.is_example)


def _amounts(share: Share) -> list[str]:
    part, whole = share.mandatory, share.every
    counts = (part.acts, whole.acts, part.measures, whole.measures)
    return [*map(str, counts), *(f"{ore / 100:.2f}".replace(".", ",") for ore in (part.cost, whole.cost))]
