"""A snapshot answers only for as long as it has seen exactly the facts that are known: it is never stale."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from tests.world import FILES

from handslag.core.clock import at_local, now
from handslag.intake.actions import Wish, read_in
from handslag.people.models import City
from handslag.plan.models import Plan
from handslag.vitals.actions import refresh, take_snapshot
from handslag.vitals.judgement import compute, judge, to_json, valid_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
DAY = date(2025, 5, 10)


def _plan() -> Plan:
    return Plan.objects.select_related("city").get()


def _city_file() -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load((FILES / "lillkoping.yaml").read_text(encoding="utf-8"))
    return content


def _new_setting() -> Wish:
    content = _city_file() | {"settings": {"sleep_after": 61, "drowsy_after": 20, "signal_answer_days": 10}}
    return Wish("city", yaml.safe_dump(content, allow_unicode=True).encode(), "ny.yaml")


def _new_revision() -> Wish:
    content = yaml.safe_load((FILES / "plan.yaml").read_text(encoding="utf-8"))
    newest = yaml.safe_load(yaml.safe_dump(content["revisions"][-1]))
    newest |= {"label": "2025", "in_force": date(2025, 1, 2)}
    newest["decided"]["date"] = date(2025, 1, 1)
    newest["focus_areas"].pop()
    content["revisions"].append(newest)
    return Wish("plan", yaml.safe_dump(content, allow_unicode=True).encode(), "ny.yaml", city=_plan().city)


def _new_note() -> Wish:
    head = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id\n"
    row = "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;2025-05-05;Klar;Tryckt i 40 exemplar.;;S-1\n"
    return Wish("progress", (head + row).encode(), "ny.csv", city=_plan().city, plan=_plan())


@pytest.mark.parametrize("wish", [_new_setting, _new_revision, _new_note], ids=["setting", "revision", "note"])
def test_what_is_read_in_now_makes_the_snapshot_of_now_invalid(wish: object) -> None:
    assert callable(wish)
    moment = now()
    take_snapshot(plan=_plan(), as_of=DAY, known_at=moment)
    assert valid_snapshot(_plan(), DAY, now()) is not None
    outcome = read_in(wish=wish(), by=None, at=now())
    assert outcome.event is not None
    assert valid_snapshot(_plan(), DAY, now()) is None
    made = judge(_plan(), DAY, now())
    assert to_json(made) == to_json(compute(_plan(), DAY, now()))


def test_what_is_known_later_leaves_an_earlier_moment_as_it_was() -> None:
    then = at_local("2025-05-03")
    before = to_json(compute(_plan(), DAY, then))
    take_snapshot(plan=_plan(), as_of=DAY, known_at=then)
    for wish in (_new_note(), _new_setting(), _new_revision()):
        read_in(wish=wish, by=None, at=now())
    assert to_json(compute(_plan(), DAY, then)) == before
    assert to_json(judge(_plan(), DAY, then)) == before


def test_what_is_read_in_as_known_earlier_makes_the_snapshot_invalid() -> None:
    then = at_local("2025-05-08")
    take_snapshot(plan=_plan(), as_of=DAY, known_at=then)
    wish = _new_note()
    earlier = Wish(**{name: getattr(wish, name) for name in wish.__slots__} | {"recorded_at": at_local("2025-05-06")})
    read_in(wish=earlier, by=None, at=now())
    assert valid_snapshot(_plan(), DAY, then) is None


def test_making_snapshots_again_makes_none() -> None:
    at = now()
    assert refresh(plans=[_plan()], at=at) > 0
    assert refresh(plans=[_plan()], at=now()) == 0
    assert City.objects.filter(name="Lillköping").exists()
