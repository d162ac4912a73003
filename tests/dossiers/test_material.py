"""What the evidence is made of: which areas are mandatory in the plan year that comes."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.dossiers.facts import PeriodDay
from handslag.dossiers.loading.material import mandatory_in
from handslag.vitals.facts import Area, Revision
from handslag.vitals.rules import prepare
from tests.vitals.town import ALFA, NOW, PLAN, day, town

STRICTER = Revision(
    2, "y", day("2024-12-01"), day("2025-01-01"), (ALFA, Area("beta", "Beta", mandatory=True)), first_vp_year=2026
)


@pytest.mark.parametrize(
    ("as_of", "year", "areas"),
    [
        ("2025-11-01", 2026, {"alfa", "beta"}),
        ("2025-01-10", 2025, {"alfa"}),
        ("2024-11-30", 2026, {"alfa"}),  # what was decided later was not known to anyone that day
    ],
)
def test_a_plan_year_has_the_mandatory_areas_of_its_own_version(as_of: str, year: int, areas: set[str]) -> None:
    known = prepare(town(revisions=(PLAN, STRICTER)), NOW)
    assert mandatory_in(known, PeriodDay(year, "VP", date(year, 1, 31)), day(as_of)) == areas
