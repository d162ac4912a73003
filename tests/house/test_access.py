"""Who is answered what, at every address; and that looking changes nothing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.client import CheckingClient
from tests.house.access import ACCESS, PEOPLE, patterns
from tests.house.things import address

from handslag.people.models import User

# What a search takes up before it begins is derived from what stands: nothing that anyone has said is changed by it.
CHANGING = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|CREATE|DROP|ALTER)\b(?!.*(django_session|\bsearch_))",
    re.IGNORECASE | re.DOTALL,
)


def test_every_address_stands_in_the_table() -> None:
    assert patterns().keys() - ACCESS.keys() == set(), "say in tests/house/access.py who is answered what"
    assert ACCESS.keys() - patterns().keys() == set(), "these addresses are gone"


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_is_answered_as_the_table_says_and_looking_changes_nothing(
    person: str, small_city: None, client: CheckingClient
) -> None:
    wrong, written = [], []
    for name, row in ACCESS.items():
        visitor = CheckingClient()
        if person != "visitor":
            visitor.as_user(person)
        path = address(name, row)
        with CaptureQueriesContext(connection) as asked:
            status = visitor.get(path).status_code
        if status != row.status(person):
            wrong.append(f"{path}: {status}, the table says {row.status(person)}")
        written += [f"{path}: {q['sql'][:120]}" for q in asked.captured_queries if CHANGING.match(q["sql"])]
    assert not wrong, "\n".join(wrong)
    assert not written, "a GET changes the database:\n" + "\n".join(written)


def test_a_visitor_who_is_sent_away_is_sent_to_the_login_page(small_city: None, client: CheckingClient) -> None:
    for name, row in ACCESS.items():
        if row.visitor == 302:
            path = address(name, row)
            response = client.get(path)
            assert response.headers["Location"].startswith("/logga-in/?next="), path


def test_nothing_of_another_city_can_be_seen(small_city: None, client: CheckingClient) -> None:
    client.as_user("gun")
    seen = [
        path
        for name, row in ACCESS.items()
        if row.about
        and row.visitor != 200
        and row.status("lena") == 200
        and client.get(path := address(name, row)).status_code == 200
    ]
    assert not seen, f"someone with a role in the neighbour city was shown: {seen}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_demos_choice_of_user_cannot_be_reached_outside_the_demo(
    method: str, small_city: None, client: CheckingClient, settings: object
) -> None:
    assert settings.HANDSLAG_DEMO is False  # type: ignore[attr-defined]
    chosen = {"user": str(User.objects.get(username="pia").pk)}
    assert getattr(client, method)(reverse("people:demo"), chosen).status_code == 404
    assert "_auth_user_id" not in client.session
    assert reverse("people:demo") not in client.get(reverse("people:login")).content.decode()


def test_in_the_demo_one_becomes_the_user_one_chooses(
    small_city: None, client: CheckingClient, settings: object
) -> None:
    settings.HANDSLAG_DEMO = True  # type: ignore[attr-defined]
    pia = User.objects.get(username="pia")
    page = client.get(reverse("people:demo")).content.decode()
    assert "Pia Planansvarig" in page and "Påhittat exempel" in page
    for unknown in ("", "0", "pia", "9" * 30):
        assert client.post(reverse("people:demo"), {"user": unknown}).status_code == 404
    assert client.post(reverse("people:demo"), {"user": str(pia.pk)}).status_code == 302
    assert client.session["_auth_user_id"] == str(pia.pk)


@pytest.mark.parametrize("name", ["people:choose-city", "people:logout", "plan:choose"])
def test_an_address_for_forms_only_says_so(name: str, small_city: None, client: CheckingClient) -> None:
    response = client.as_user("pia").get(reverse(name))
    assert response.status_code == 405 and "POST" in response.headers["Allow"]
    assert "Adressen tar bara emot formulär." in response.content.decode()
