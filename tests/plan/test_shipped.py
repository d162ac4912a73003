"""What comes with Handslag can be read in as it is, and says only what is known."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.core.clock import at_local
from handslag.people.actions import import_city
from handslag.people.importers import read_city
from handslag.people.models import AdministrationVersion, City
from handslag.plan.actions import import_plan
from handslag.plan.data import shipped
from handslag.plan.facts import PlanFile
from handslag.plan.importers import read_plan
from handslag.plan.models import Revision
from handslag.plan.rules import difference, first_vp_year

NOON = at_local("2026-11-22T12:00")


def plan(name: str) -> PlanFile:
    return read_plan(shipped()[name].read_bytes(), f"{name}.yaml")


def test_the_example_has_thirteen_areas_in_two_revisions() -> None:
    first, second = plan("exempelplan").revisions
    assert (len(first.areas), len(second.areas)) == (10, 13)
    assert len(second.measures) >= 40 and {m.central for m in second.measures} == {True, False}
    new = {area.key for area in second.areas} - {area.key for area in first.areas}
    assert new == {"trygghet", "jamstalldhet", "larosaten"}
    assert [area.key for area in second.areas if area.mandatory] == ["arbetsbelastning"]
    assert all(area.mandatory_dnr for area in (*first.areas, *second.areas) if area.mandatory)
    assert "(exempel)" in plan("exempelplan").name and all("påhittad" in one.preamble for one in (first, second))


def test_the_example_counts_from_the_years_it_is_made_for() -> None:
    calendar = {year: date(year, 1, 31) for year in range(2022, 2028)}
    years = []
    for one in plan("exempelplan").revisions:
        assert one.decision is not None and one.decision.on is not None
        years.append(first_vp_year(one.decision.on, one.first_vp_year, calendar))
    assert years == [2023, 2025]


def test_between_the_two_revisions_every_common_kind_of_change_is_found() -> None:
    counts = difference(*plan("exempelplan").revisions).counts()
    assert all(counts[kind] for kind in ("added", "removed", "reworded", "moved", "renamed"))


def test_the_seven_points_are_a_draft_of_seven_areas() -> None:
    one = plan("goteborg-sju-punkter").revisions[0]
    assert len(one.areas) == 7 and not one.is_decided and one.measures


@pytest.mark.django_db
def test_stockholm_and_both_plans_can_be_read_in() -> None:
    parsed = read_city(shipped()["stockholm"].read_bytes(), "stockholm.yaml")
    assert not parsed.warnings
    import_city(parsed=parsed, by=None, at=NOON)
    city = City.objects.get()
    assert (city.name, city.code, city.is_example) == ("Stockholm", "0180", False)
    today = AdministrationVersion.objects.filter(valid_to=None)
    assert sorted(today.values_list("kind", flat=True)) == ["district"] * 11 + ["specialist"] * 2
    for name in ("exempelplan", "goteborg-sju-punkter"):
        import_plan(parsed=plan(name), city=city, by=None, at=NOON)
    assert Revision.objects.count() == 3
