"""Each scenario of the folder gives what was derived by hand from the methods' text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.scenarios import Scenario, all_scenarios

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, tmp_path: Path) -> None:
    scenario.read_in(tmp_path)
    differences = "\n".join(scenario.differences())
    assert not differences, differences
