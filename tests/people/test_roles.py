"""Roles in several cities: given on the command line, changed between in the browser."""

from __future__ import annotations

import pytest

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.verdict import Refused
from handslag.people.actions import Post, give_role
from handslag.people.models import City, Membership
from tests.client import CheckingClient
from tests.conftest import run_command

pytestmark = pytest.mark.django_db


def test_somebody_with_a_role_gets_one_in_another_city_and_changes_to_it(
    small_city: None, client: CheckingClient
) -> None:
    client.as_user("lena")
    assert "Byt till" not in client.get("/tillganglighet/").content.decode()
    told = run_command("user", "role", "LENA", "--role", "reader", "--city", "Grannköping")
    assert "lena är nu läsare i Grannköping." in told
    assert Event.objects.filter(action="user.role_given").count() == 1
    page = client.get("/tillganglighet/").content.decode()
    other = next(city for city in City.objects.all() if f"Byt till {city}" in page)
    assert client.post("/kommun/", {"city": other.slug}).status_code == 302
    assert f"Byt till {other}" not in client.get("/tillganglighet/").content.decode()


@pytest.mark.parametrize(
    ("name", "role", "sentence"),
    [
        ("ingen", "reader", "Det finns ingen användare som heter ingen."),
        ("lena", "reader", "lena är redan läsare i Lillköping."),
        ("lena", "kung", "Rollen ”kung” finns inte."),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_with_the_reason(
    small_city: None, name: str, role: str, sentence: str
) -> None:
    before = Membership.objects.count()
    with pytest.raises(Refused, match=sentence):
        give_role(username=name, post=Post(role, City.objects.get(name="Lillköping")), by=None, at=now())
    assert Membership.objects.count() == before
