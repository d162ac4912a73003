"""Logging in: wrong passwords, too many of them, closed accounts; a form that was open for too long."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.people.actions import change_password, close_account, count_failure, give_role, leave, open_account
from handslag.people.models import FailedLogin, User
from tests.client import CheckingClient
from tests.people.town import city, post, user

pytestmark = pytest.mark.django_db
PASSWORD = "kastanj-lyktan-77"
NEW = "fyra-ord-som-inte-hör-ihop"


@pytest.fixture(autouse=True)
def eva(small_city: None) -> User:
    """Eva has a password."""
    person = user("eva")
    person.set_password(PASSWORD)
    person.save()
    return person


def enter(client: CheckingClient, password: str = PASSWORD, username: str = "eva") -> str:
    """Try to log in; the page, empty when one got in."""
    answer = client.post("/logga-in/", {"username": username, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_wrong_password_is_said_and_what_was_typed_stands(client: CheckingClient) -> None:
    page = enter(client, "fel lösenord")
    assert "Användarnamn och lösenord hör inte ihop." in page and 'value="eva"' in page
    assert enter(client) == "" and FailedLogin.objects.count() == 0


def test_after_ten_failures_the_name_waits_whatever_the_password(client: CheckingClient) -> None:
    moment = now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False) as clock:
        pages = [enter(client, "fel lösenord", "EVA") for _ in range(10)]
        assert all("hör inte ihop" in page for page in pages)
        assert ["för många" in page for page in pages] == [False] * 9 + [True]
        until = f"{moment + timedelta(minutes=15):%H.%M}"
        page = enter(client)
        assert "för många misslyckade försök" in page and f"kl. {until}" in page
        assert enter(client, username="egon", password="fel"), "others are not held up"
        assert Event.objects.filter(action="user.login_paused", subject=f"user:{user('eva').pk}").count() == 1
        assert FailedLogin.objects.count() == 11, "what is tried while one waits does not count"
        clock.shift(timedelta(minutes=15, seconds=1))
        assert enter(client) == ""


def test_a_name_that_nobody_has_fills_no_record_and_is_answered_alike(client: CheckingClient) -> None:
    before = Event.objects.count()
    pages = [enter(client, "fel", "finns-inte") for _ in range(11)]
    assert "hör inte ihop" in pages[0] and "för många misslyckade försök" in pages[10]
    assert Event.objects.count() == before


def test_failures_are_forgotten_after_a_quarter_of_an_hour() -> None:
    count_failure(username="eva", by=None, at=now() - timedelta(minutes=20))
    count_failure(username="egon", by=None, at=now())
    assert FailedLogin.objects.count() == 1


def test_a_closed_account_does_not_get_in_and_its_sessions_end(client: CheckingClient) -> None:
    elsewhere = CheckingClient().as_user("eva")
    close_account(person=user("eva"), by=user("ada"), at=now())
    assert "Kontot är stängt." in enter(client)
    assert "hör inte ihop" in enter(client, "fel lösenord"), "only who knows the password is told"
    assert elsewhere.get("/mitt-konto/").status_code == 302
    open_account(person=user("eva"), by=user("ada"), at=now())
    assert enter(client) == ""


def test_one_who_has_left_does_not_get_in(client: CheckingClient) -> None:
    leave(person=user("eva"), city=city(), first_day_without=today(), by=None, at=now())
    assert "Kontot är stängt." in enter(client)


def test_who_closes_and_opens_whose_account() -> None:
    for by, sentence in (("pia", "Bara administratörer"), ("eva", "inte stänga ditt eget")):
        with pytest.raises(Denied, match=sentence):
            close_account(person=user("eva"), by=user(by), at=now())
    with pytest.raises(Denied, match="inte stänga ditt eget"):
        close_account(person=user("ada"), by=user("ada"), at=now())
    give_role(username="pia", post=post("administrator"), by=None, at=now())
    close_account(person=user("ada"), by=user("pia"), at=now())
    with pytest.raises(Refused, match="redan stängt"):
        close_account(person=user("ada"), by=user("pia"), at=now())


def test_an_account_that_opens_another_city_too_is_not_one_citys_to_close() -> None:
    give_role(username="gun", post=post("reader"), by=None, at=now())
    with pytest.raises(Denied, match="Gun Granne har roller också i Grannköping"):
        close_account(person=user("gun"), by=user("ada"), at=now())


def test_one_changes_ones_own_password_and_is_logged_out_elsewhere(client: CheckingClient) -> None:
    elsewhere = CheckingClient().as_user("eva")
    client.as_user("eva")
    wrong = {"old": "fel lösenord", "password": NEW, "again": NEW}
    assert "Det är inte lösenordet du har nu." in client.post("/mitt-konto/losenord/", wrong).content.decode()
    assert client.post("/mitt-konto/losenord/", wrong | {"old": PASSWORD}).status_code == 302
    assert client.get("/mitt-konto/").status_code == 200 and elsewhere.get("/mitt-konto/").status_code == 302
    assert user("eva").check_password(NEW)
    assert Event.objects.filter(action="user.password_changed").count() == 1
    with pytest.raises(Refused, match="Bara den som har kontot"):
        change_password(person=user("eva"), password=NEW, by=user("ada"), at=now())


def test_a_form_that_was_open_for_too_long_gives_back_what_was_written() -> None:
    client = CheckingClient(enforce_csrf_checks=True)
    text = "Vi har haft fler ärenden än taket i tre veckor.\nSå kan det inte fortsätta <b>längre</b>."
    secrets = {"password": "hemligt-hemligt-hemligt", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post("/logga-in/", {"text": text, "kort": "kort"} | secrets)
    page = answer.content.decode()
    assert answer.status_code == 403 and "Sidan var öppen för länge" in page and "Gå tillbaka" in page
    assert "i tre veckor." in page and "&lt;b&gt;" in page
    assert "hemligt-hemligt" not in page and "x" * 64 not in page


def test_a_form_sent_by_someone_logged_out_meanwhile_gives_back_what_was_written(
    small_city: None, client: CheckingClient
) -> None:
    text = "Mentorerna har fått två timmar i veckan sedan den 3 maj."
    answer = client.post("/mitt-konto/uppgifter/", {"name": text, "password": "hemligt-hemligt-hemligt"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "Du har loggats ut" in page
    assert text in page and "hemligt-hemligt" not in page
    assert "/logga-in/?next=/mitt-konto/uppgifter/" in page
    assert client.post("/mitt-konto/uppgifter/", {"name": "kort"}).status_code == 302
