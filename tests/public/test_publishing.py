"""Closed periods are published once, as they were known when they were shut, and by cities that are open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handslag.audit.models import Event
from handslag.core.clock import at_local, now
from handslag.people.models import City
from handslag.plan.models import Plan
from handslag.public.actions import publish_closed
from handslag.public.models import Publication, open_cities
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.oversight.conftest import LATER, read_in


def _publish(at: str | None = None) -> int:
    return publish_closed(at=at_local(at) if at else now(), press=lambda _: b"%PDF-")


def test_a_period_is_published_the_day_after_its_due_day(unpublished: Plan) -> None:
    _publish("2025-05-21T23:00")
    assert not Publication.objects.filter(code="T1", year=2025).exists()
    _publish("2025-05-22T06:00")
    one = Publication.objects.get(code="T1", year=2025)
    assert (str(one.as_of), str(one.due), one.revision) == ("2025-04-30", "2025-05-21", "2023")
    assert one.summary["counted"] == len([c for c in one.content["cells"] if c["sign"] != "not_due"])


def test_running_it_again_publishes_nothing_and_costs_four_questions(open_city: Plan) -> None:
    events = Event.objects.count()
    with CaptureQueriesContext(connection) as asked:
        assert _publish() == 0
    assert len(asked) == 4 and Event.objects.count() == events


def test_each_of_them_is_an_event_the_newest_first(unpublished: Plan) -> None:
    made = _publish()
    events = list(Event.objects.filter(action="period.published").order_by("number"))
    assert len(events) == made > 3
    assert events[0].data["period"] > events[-1].data["period"]
    assert all(event.city_id == unpublished.city_id and event.recorded_at is None for event in events)


def test_what_is_read_in_later_does_not_change_a_closed_period(open_city: Plan, tmp_path: Path) -> None:
    before = {one.key: (one.content, one.published_at) for one in Publication.objects.all()}
    read_in(tmp_path, "progress", LATER)
    assert _publish() == 0
    assert {one.key: (one.content, one.published_at) for one in Publication.objects.all()} == before


def test_what_is_read_in_afterwards_but_was_known_then_makes_the_period_anew(open_city: Plan, tmp_path: Path) -> None:
    first = Publication.objects.get(year=2025, code="T1")
    read_in(tmp_path, "progress", LATER, "--recorded-at", "2025-05-02T15:00")
    assert _publish() > 0
    again = Publication.objects.get(year=2025, code="T1")
    assert again.first_published_at == first.first_published_at
    changed = again.content != first.content
    assert again.was_made_again is changed


def test_the_same_facts_give_the_same_publication(open_city: Plan) -> None:
    before = {
        one.key: (one.summary, one.content, one.report_html, one.published_at) for one in Publication.objects.all()
    }
    publish_closed(at=now() + timedelta(days=1), press=lambda _: b"%PDF-", anew=True)
    after = {
        one.key: (one.summary, one.content, one.report_html, one.published_at) for one in Publication.objects.all()
    }
    assert after == before


@pytest.fixture
def closed_city(unpublished: Plan) -> City:
    """The same city as if it were no example."""
    City.objects.filter(pk=unpublished.city_id).update(is_example=False)
    return City.objects.get(pk=unpublished.city_id)


def test_a_city_is_closed_until_it_opens_itself(closed_city: City, client: CheckingClient, tmp_path: Path) -> None:
    assert closed_city not in open_cities()
    _publish()
    assert not Publication.objects.exists()
    assert client.get(f"/oppet/{closed_city.slug}/").status_code == 404
    _set(tmp_path, 1)
    assert closed_city in open_cities()
    _publish()
    assert client.get(f"/oppet/{closed_city.slug}/").status_code == 200
    _set(tmp_path, 0)
    assert closed_city not in open_cities()
    assert client.get(f"/oppet/{closed_city.slug}/livstecken/").status_code == 404
    assert not Publication.objects.visible_to(None).exists()


def _set(folder: Path, value: int) -> None:
    file = folder / f"city-{value}.yaml"
    example = str(City.objects.get(name="Lillköping").is_example).lower()
    file.write_text(
        f"city: {{name: Lillköping, example: {example}}}\nsettings: {{public: {value}}}\n", encoding="utf-8"
    )
    run_command("import", "city", str(file))


def test_an_example_may_close_itself(open_city: Plan, client: CheckingClient, tmp_path: Path) -> None:
    assert client.get("/oppet/lillkoping/").status_code == 200
    _set(tmp_path, 0)
    assert client.get("/oppet/lillkoping/").status_code == 404
