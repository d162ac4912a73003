"""Invitations by mail: sent, used once, expired, withdrawn; and links to a new password."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.mail import NotAccepted
from handslag.core.verdict import Denied, Refused
from handslag.people.actions import forget_expired, invite, inviting, leave, send_again, send_link, withdraw
from handslag.people.actions.inviting import Sent
from handslag.people.models import Invitation, Membership, User
from tests.client import CheckingClient
from tests.people.town import city, post, role, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
PASSWORD = "fyra-ord-som-inte-hör-ihop"
CHOICES = {"name": "Nina Ny", "username": "nina", "password": PASSWORD, "again": PASSWORD}
LINK = re.compile(r"https?://\S+(/inbjudan/\S+/)")


def bid(email: str = "nina@example.org", *, by: str | None = "ada", at: datetime | None = None, **more: str) -> Sent:
    """Invite somebody to be unit manager at Barn och unga Ängsby, or what is said."""
    what = {"role": "unit_manager", "place": "Barn och unga Ängsby"} | more
    return invite(
        post=post(**what), name="Nina", email=email, link="https://x/inbjudan/{}/".format, by=user(by) if by else None,
        at=at or now(),
    )  # fmt: skip


def path_of(sent: Sent) -> str:
    """The path of the link."""
    return sent.link.removeprefix("https://x")


def events(action: str) -> int:
    """How many events of a kind there are."""
    return Event.objects.filter(action=action).count()


def test_the_administrator_invites_and_the_invited_comes_in_by_the_link(client: CheckingClient) -> None:
    sent = client.as_user("ada").post(
        "/anvandare/bjud-in/",
        {"name": "Nina Ny", "email": "nina@example.org", "role": "unit_manager", "place": f"e-{role('eva').unit_id}"},
    )
    assert sent.status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["nina@example.org"] and "Lillköping" in letter.subject
    assert "enhetschef i Barn och unga Ängsby" in letter.body and "Ada Administratör" in letter.body
    found = LINK.search(letter.body)
    assert found
    client.logout()
    page = client.get(found[1]).content.decode()
    assert 'value="Nina Ny"' in page and 'value="nina"' in page
    assert client.post(found[1], CHOICES, follow=False).status_code == 302
    made = user("nina")
    assert client.session["_auth_user_id"] == str(made.pk)
    assert (made.email, made.name) == ("nina@example.org", "Nina Ny")
    assert [one.role for one in made.held] == ["unit_manager"]
    kept = Invitation.objects.get()
    assert (kept.email, kept.name, kept.accepted_by) == ("", "", made), "name and address stand with the account now"
    assert events("user.invited") == events("invitation.accepted") == 1


def test_neither_the_record_nor_the_table_holds_the_token_and_the_record_no_address() -> None:
    sent = bid()
    token = path_of(sent).split("/")[2]
    assert token not in str(list(Invitation.objects.values()))
    assert not [one for one in Event.objects.values_list("data", "subject") if "nina" in str(one) or token in str(one)]


@pytest.mark.parametrize(
    ("state", "status", "sentence"),
    [
        ("used", 410, "Inbjudan är redan använd."),
        ("expired", 410, "Inbjudan har gått ut."),
        ("withdrawn", 410, "Inbjudan är återkallad."),
        ("again", 404, "Länken stämmer inte."),
    ],
)
def test_a_link_that_does_not_work_says_why(state: str, status: int, sentence: str, client: CheckingClient) -> None:
    sent = bid()
    if state == "used":
        assert client.post(path_of(sent), CHOICES).status_code == 302
        client.logout()
    elif state == "withdrawn":
        withdraw(invitation=sent.invitation, by=user("ada"), at=now())
    elif state == "again":
        send_again(invitation=sent.invitation, link=str, by=user("ada"), at=now())
    with time_machine.travel(now() + timedelta(days=15 if state == "expired" else 0), tick=False):
        for answer in (client.get(path_of(sent)), client.post(path_of(sent), CHOICES | {"username": "nina2"})):
            assert answer.status_code == status and sentence in answer.content.decode()
    assert not User.objects.filter(username="nina2").exists()


def test_an_expired_invitation_is_sent_again_with_fourteen_new_days(client: CheckingClient) -> None:
    sent = bid(at=now() - timedelta(days=20))
    assert sent.invitation.state(now()) == "expired"
    assert client.as_user("ada").post(f"/anvandare/inbjudningar/{sent.invitation.pk}/igen/").status_code == 302
    fresh = Invitation.objects.get()
    assert fresh.state(now()) == "open" and len(mail.outbox) == 2 and events("invitation.sent_again") == 1
    found = LINK.search(mail.outbox[1].body)
    client.logout()
    assert found and client.get(found[1]).status_code == 200


def test_what_nobody_used_is_forgotten_a_month_after_its_link_ended() -> None:
    old, recent = bid(at=now() - timedelta(days=45)), bid("nora@example.org", at=now() - timedelta(days=20))
    assert forget_expired(by=None, at=now()) == 1 and forget_expired(by=None, at=now()) == 0
    old.invitation.refresh_from_db()
    recent.invitation.refresh_from_db()
    assert (old.invitation.name, old.invitation.email, old.invitation.state(now())) == ("", "", "withdrawn")
    assert (recent.invitation.email, recent.invitation.state(now())) == ("nora@example.org", "expired")
    assert events("invitation.withdrawn") == 1


def test_a_withdrawn_invitation_keeps_neither_name_nor_address(client: CheckingClient) -> None:
    sent = bid()
    assert "nina@example.org" in client.as_user("ada").get("/anvandare/").content.decode()
    client.post(f"/anvandare/inbjudningar/{sent.invitation.pk}/aterkalla/")
    kept = Invitation.objects.get()
    assert (kept.name, kept.email) == ("", "") and events("invitation.withdrawn") == 1
    assert "nina@example.org" not in client.get("/anvandare/").content.decode()
    with pytest.raises(Refused, match="återkallad"):
        withdraw(invitation=kept, by=user("ada"), at=now())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"again": "något helt annat"}, "Lösenorden är inte lika."),
        ({"password": "kort", "again": "kort"}, "för kort"),
        ({"username": "EVA"}, "Användarnamnet är upptaget."),
        ({"username": "nina ny"}, "utan mellanslag"),
        ({"username": "19121212-1212"}, "personnummer"),
        ({"name": "Nina 19121212-1212"}, "personnummer"),
    ],
)
def test_what_the_invited_cannot_choose_is_said_and_nothing_typed_is_lost(
    change: dict[str, str], sentence: str, client: CheckingClient
) -> None:
    sent = bid()
    answer = client.post(path_of(sent), CHOICES | change)
    page = answer.content.decode()
    assert answer.status_code == 200 and sentence in page and "behöver rättas" in page
    assert f'value="{(CHOICES | change)["username"]}"' in page
    assert Invitation.objects.get().accepted_at is None


def test_one_who_has_an_account_takes_the_role_with_it(client: CheckingClient) -> None:
    sent = bid("lena.hemma@example.org")
    page = client.as_user("gun").get(path_of(sent)).content.decode()
    assert "Vill du ta emot rollen?" in page and "Gun Granne" in page
    assert client.post(path_of(sent)).status_code == 302
    assert Membership.objects.filter(user=user("gun"), city=city(), role="unit_manager").count() == 1
    assert client.get(path_of(sent)).status_code == 410


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ({"email": "eva@example.org"}, "Eva Enhetschef har redan ett konto med den adressen."),
        ({"email": "19121212-1212@example.org"}, "personnummer"),
        ({"role": "head", "place": "Lillköping"}, "En förvaltningschef har sin roll i en förvaltning."),
        ({"role": "kung"}, "Rollen ”kung” finns inte."),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(who: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        bid(**who)
    assert not Invitation.objects.exists() and not mail.outbox


def test_nobody_is_invited_twice_to_the_same_and_only_by_administrators() -> None:
    bid()
    with pytest.raises(Refused, match="redan bjuden"):
        bid("NINA@example.org")
    bid(role="reader", place="Lillköping")
    with pytest.raises(Denied, match="Bara administratörer i Lillköping"):
        bid("annan@example.org", by="pia")


def test_a_mail_that_is_not_taken_leaves_an_invitation_that_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, client: CheckingClient
) -> None:
    def closed(*_: str) -> None:
        raise NotAccepted("ingen förbindelse")

    with monkeypatch.context() as broken:
        broken.setattr(inviting, "send", closed)
        sent = bid()
    assert "gick inte iväg" in sent.fault and Invitation.objects.get().sent_at is None
    assert "gick inte iväg" in client.as_user("ada").get("/anvandare/").content.decode()
    client.post(f"/anvandare/inbjudningar/{sent.invitation.pk}/igen/")
    assert Invitation.objects.get().sent_at is not None


class TestNewPassword:
    def test_a_link_lets_somebody_choose_a_new_password_and_ends_other_sessions(self, client: CheckingClient) -> None:
        elsewhere = CheckingClient().as_user("eva")
        assert client.as_user("ada").post(f"/anvandare/{user('eva').pk}/ny-lank/").status_code == 302
        client.logout()
        found = LINK.search(mail.outbox[0].body)
        assert found and "eva" in mail.outbox[0].body
        assert client.post(found[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 302
        assert user("eva").check_password(PASSWORD) and client.session["_auth_user_id"] == str(user("eva").pk)
        assert elsewhere.get("/mitt-konto/").status_code == 302
        assert client.get(found[1]).status_code == 410

    def test_who_may_send_one_and_to_whom(self) -> None:
        with pytest.raises(Denied, match="Bara administratörer"):
            send_link(person=user("eva"), city=city(), link=str, by=user("pia"), at=now())
        User.objects.filter(username="eva").update(email="")
        with pytest.raises(Denied, match="har ingen e-postadress"):
            send_link(person=user("eva"), city=city(), link=str, by=user("ada"), at=now())
        leave(person=user("egon"), city=city(), first_day_without=now().date(), by=None, at=now())
        with pytest.raises(Denied, match="Kontot är stängt"):
            send_link(person=user("egon"), city=city(), link=str, by=user("ada"), at=now())

    def test_a_link_does_not_open_an_account_that_has_been_closed_since(self, client: CheckingClient) -> None:
        sent = send_link(
            person=user("eva"), city=city(), link="https://x/inbjudan/{}/".format, by=user("ada"), at=now()
        )
        leave(person=user("eva"), city=city(), first_day_without=now().date(), by=None, at=now())
        page = client.post(path_of(sent), {"password": PASSWORD, "again": PASSWORD}).content.decode()
        assert "Kontot är stängt." in page and not user("eva").check_password(PASSWORD)


def test_invitations_are_seen_by_the_citys_administrators_only() -> None:
    bid()
    seen = [name for name in ("ada", "pia", "hilda", "gun") if Invitation.objects.visible_to(user(name)).exists()]
    assert seen == ["ada"]
