"""Where the plan is read, each focus area has its live signs beside it."""

from __future__ import annotations

import pytest
from tests.client import CheckingClient
from tests.plan.files import city, enter, reader

pytestmark = pytest.mark.django_db


def test_each_area_shows_how_many_must_answer(client: CheckingClient) -> None:
    place = city()
    enter()
    client.force_login(reader(place))
    page = client.get("/planen/").content.decode()
    assert "behöver svara." in page
    assert (
        '<a class="sign" data-sign="sidestepped" href="/livstecken/?omraden=arbetsbelastning&amp;tecken=sidestepped">'
        in page
    )
    assert "/livstecken/?omraden=lon" in page
