"""Resolves the rows of a list of signed period reports."""

from __future__ import annotations

import re
from typing import Any

from handslag.core.sheets import Table
from handslag.core.text import fold
from handslag.followup.rules import ReportRow, Resolved
from handslag.plan.frame import Frame
from handslag.plan.naming import Findings

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CODES = (
    (re.compile(r"\bt(?:ertial(?:rapport)?)?[ .:-]*([12])\b"), "T{}"),
    (re.compile(r"\bvb\b|verksamhetsberättelse"), "VB"),
)


def period_of(text: str) -> tuple[int, str] | None:
    """`2025-T1`, `T1 2025`, `Tertial 1 2025`, `VB 2024` → year and code; None when it is neither."""
    folded = fold(text).replace("_", " ")
    years = set(_YEAR.findall(folded))
    rest = _YEAR.sub(" ", folded)
    codes = {form.format(*match.groups()) for pattern, form in _CODES for match in pattern.finditer(rest)}
    if len(years) != 1 or len(codes) != 1:
        return None
    return int(years.pop()), codes.pop()


def resolve_reports(table: Table, frame: Frame, stood: set[tuple[Any, ...]], findings: Findings) -> Resolved:
    """The signed reports the file adds; those that stand already are skipped."""
    reports: list[ReportRow] = []
    seen: set[tuple[Any, ...]] = set(stood)
    for row in table.rows:
        administration = findings.administration(row)
        signed = findings.not_ahead(row, "Undertecknad")
        union_body = row.day("Förvaltningsgrupp")
        word = row.text("Period")
        period = period_of(word) if word else None
        if word and period is None:
            findings.error(row, "Period", f"”{word}” är ingen period.", "Skriv till exempel 2025-T1.", code="period")
        elif period and period[0] not in frame.years:
            years = f"{min(frame.years)}–{max(frame.years)}" if frame.years else "inga år"
            findings.error(row, "Period", f"{period[0]} finns inte i kalendern.", f"Där finns {years}.", code="year")
            period = None
        if administration is None or signed is None or period is None:
            continue
        report = ReportRow(administration.id, *period, signed_on=signed, union_body_on=union_body, order=len(reports))
        if report.content not in seen:
            seen.add(report.content)
            reports.append(report)
    skipped = len(table.rows) - len(reports)
    return Resolved(frame.last_event, rows=len(table.rows), skipped=skipped, reports=tuple(reports))
