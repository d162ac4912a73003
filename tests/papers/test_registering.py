"""Registering papers: everything kept, nothing half registered, the same file one paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings as SettingsWrapper

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import register
from handslag.papers.models import Document, Page, Reading
from handslag.people.models import City, User

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 3, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HANDSLAG_DATA = tmp_path


@pytest.fixture
def city(small_city: None) -> City:  # noqa: ARG001
    return City.objects.get(name="Lillköping")


@pytest.fixture
def rut(city: City) -> User:  # noqa: ARG001
    return User.objects.get(username="rut")


def test_a_paper_is_kept_with_its_original_pages_and_first_readings(city: City, rut: User) -> None:
    content = "Första sidan.\n\fAndra sidan.\n".encode("cp1252")
    done = register(city=city, name="brev/frågan.txt", content=content, by=rut, at=NOON)
    paper = done.document
    assert done.new
    assert paper.file_name == "frågan.txt"
    assert paper.registered_on == date(2025, 3, 3)
    assert [(page.number, page.raw, page.how) for page in paper.pages.all()] == [
        (1, "Första sidan.\n", "text"),
        (2, "Andra sidan.\n", "text"),
    ]
    assert [reading.text for reading in Reading.objects.filter(page__document=paper)] == [
        "Första sidan.\n",
        "Andra sidan.\n",
    ]
    assert (Path(settings.HANDSLAG_DATA) / "handlingar" / paper.sha256[:2] / paper.sha256).read_bytes() == content
    assert paper.card.state == "drawn_up"
    event = Event.objects.get(pk=paper.event_id)
    assert (event.action, event.data["pages"]) == ("document.registered", 2)
