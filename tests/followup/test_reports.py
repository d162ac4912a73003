"""Signed reports: how periods are written, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.followup.importers.reports import period_of
from handslag.followup.models import SignedReport
from tests.intake_files.town import Town


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-T1", (2025, "T1")),
        ("T1 2025", (2025, "T1")),
        ("2025 t2", (2025, "T2")),
        ("Tertial 1 2025", (2025, "T1")),
        ("Tertialrapport 2, 2025", (2025, "T2")),
        ("VB 2024", (2024, "VB")),
        ("2024-VB", (2024, "VB")),
        ("Verksamhetsberättelse 2024", (2024, "VB")),
        ("2025", None),
        ("T3 2025", None),
        ("T1 T2 2025", None),
        ("T1 2024/2025", None),
        ("våren", None),
    ],
)
def test_a_period_is_understood_as_it_is_written(text: str, period: tuple[int, str] | None) -> None:
    assert period_of(text) == period


def _row(period: str = "2025-T1", signed: str = "2025-05-15", **more: str) -> dict[str, str]:
    return {"Förvaltning": "Norra", "Period": period, "Undertecknad": signed} | more


def test_a_signed_report_is_known_once(town: Town) -> None:
    town.read("reports", _row(Förvaltningsgrupp="2025-05-12"))
    report = SignedReport.objects.get()
    assert (report.year, report.code, report.signed_on, report.union_body_on) == (
        2025, "T1", date(2025, 5, 15), date(2025, 5, 12),
    )  # fmt: skip
    assert town.read("reports", _row(Förvaltningsgrupp="2025-05-12")).nothing_new
    assert town.read("reports", _row("VB 2024", "2025-01-30")).created == {"reports": 1}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (_row("kvartal 1"), "”kvartal 1” är ingen period. Skriv till exempel 2025-T1."),
        (_row("2031-T1"), "2031 finns inte i kalendern."),
        (_row(signed="2025-09-02"), "Dagen ligger efter 1 september 2025"),
        (_row(signed=""), "kolumn Undertecknad"),
    ],
)
def test_what_is_wrong_is_said(town: Town, row: dict[str, str], words: str) -> None:
    faults = town.faults("reports", row)
    assert len(faults) == 1
    assert words in faults[0]
