"""Roles: given, ended, left and stood in for; each refusal has its reason, and each act its event."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.people.actions import end_role, give_role, leave, name_stand_in
from handslag.people.loading import holders
from handslag.people.models import NEVER, City, Membership, User
from handslag.people.permissions import holds
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.people.town import city, post, role, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
DAY = timedelta(days=1)


def name(person: str, other: str, days: tuple[int, int] = (0, 7), by: str | None = None) -> tuple[Membership, ...]:
    """Let somebody stand in for a person in all their roles, from and to so many days from today."""
    return name_stand_in(
        person=user(person),
        stand_in=user(other),
        roles=[one for one in user(person).posts if one.stand_in_for_id is None],
        valid_from=today() + DAY * days[0],
        valid_to=today() + DAY * days[1],
        by=user(by or person),
        at=now(),
    )


def end(username: str, *, by: str | None = "ada", in_days: int = 0) -> Membership:
    """End somebody's first role."""
    first = today() + DAY * in_days
    return end_role(membership=role(username), first_day_without=first, by=user(by) if by else None, at=now())


def told() -> Event:
    """The newest event."""
    event = Event.objects.order_by("-number").first()
    assert event is not None
    return event


class TestGiving:
    def test_somebody_with_a_role_gets_one_in_another_city_and_changes_to_it(self, client: CheckingClient) -> None:
        client.as_user("lena")
        assert "Byt till" not in client.get("/mitt-konto/").content.decode()
        said = run_command("user", "role", "LENA", "--role", "reader", "--city", "Grannköping")
        assert "lena är nu läsare i Grannköping." in said
        assert Event.objects.filter(action="user.role_given").count() == 1
        page = client.get("/mitt-konto/").content.decode()
        other = next(city for city in City.objects.all() if f"Byt till {city}" in page)
        assert client.post("/kommun/", {"city": other.slug}).status_code == 302
        assert f"Byt till {other}" not in client.get("/mitt-konto/").content.decode()

    @pytest.mark.parametrize(
        ("username", "what", "sentence"),
        [
            ("ingen", "reader", "Det finns ingen användare som heter ingen."),
            ("lena", "reader", "lena är redan läsare i Lillköping."),
            ("lena", "kung", "Rollen ”kung” finns inte."),
            ("lena", "head", "En förvaltningschef har sin roll i en förvaltning. Ange vilken."),
        ],
    )
    def test_a_role_that_cannot_be_given_is_refused_with_the_reason(
        self, username: str, what: str, sentence: str
    ) -> None:
        before = Membership.objects.count()
        with pytest.raises(Refused, match=sentence):
            give_role(username=username, post=post(what), by=None, at=now())
        assert Membership.objects.count() == before

    def test_only_an_administrator_gives_roles(self) -> None:
        with pytest.raises(Denied, match="Bara administratörer i Lillköping"):
            give_role(username="lena", post=post("administrator"), by=user("pia"), at=now())
        given = give_role(username="lena", post=post("head", "Ängsby"), by=user("ada"), at=now())
        assert holds(user("lena"), "head", administration=given.administration)
        assert told().actor_label == "Ada Administratör" and told().data["place"] == "Ängsby"

    def test_a_role_is_not_given_for_days_that_have_been_and_holds_only_on_its_days(self) -> None:
        with pytest.raises(Refused, match="redan varit"):
            give_role(username="lena", post=post("plan_office"), valid_from=today() - DAY, by=None, at=now())
        days = {"valid_from": today() + DAY, "valid_to": today() + 3 * DAY}
        given = give_role(username="lena", post=post("plan_office"), **days, by=None, at=now())
        assert [given.holds_on(today() + DAY * n) for n in range(5)] == [False, True, True, True, False]
        with pytest.raises(Refused, match="lena är redan planansvarig"):
            give_role(username="lena", post=post("plan_office"), valid_from=today() + 3 * DAY, by=None, at=now())


class TestEnding:
    def test_a_role_that_has_held_ends_with_the_day_before(self) -> None:
        ended = end("eva", in_days=5)
        assert ended.valid_to == today() + 4 * DAY
        assert told().action == "user.role_ended" and told().subject == f"user:{ended.user_id}"
        assert holds(user("eva"), "unit_manager", unit=ended.unit)

    def test_a_role_that_is_ended_the_day_it_was_given_was_never_held_and_can_be_given_again(self) -> None:
        ended = end("eva")
        assert ended.valid_to == NEVER and not ended.holds_on(today())
        assert user("eva") not in holders(city(), "unit_manager", day=today(), unit=ended.unit)
        again = give_role(username="eva", post=post("unit_manager", "Barn och unga Ängsby"), by=None, at=now())
        assert again.holds_on(today())

    @pytest.mark.parametrize("by", ["pia", "eva", "hilda", "gun"])
    def test_only_an_administrator_ends_a_role(self, by: str) -> None:
        with pytest.raises(Denied, match="Bara administratörer"):
            end("eva", by=by)

    def test_history_is_not_rewritten(self) -> None:
        with pytest.raises(Refused, match="tidigast i dag"):
            end("eva", in_days=-1)
        end("eva", in_days=3)
        with pytest.raises(Refused, match="slutar redan före"):
            end("eva", in_days=9)

    def test_the_last_administrator_stays_until_there_is_another(self) -> None:
        with pytest.raises(Refused, match="Ingen mer är administratör i Lillköping"):
            end("ada")
        with pytest.raises(Refused, match="Ingen mer är administratör i Lillköping"):
            leave(person=user("ada"), city=city(), first_day_without=today(), by=user("ada"), at=now())
        give_role(username="pia", post=post("administrator"), by=user("ada"), at=now())
        assert end("ada").valid_to == NEVER

    def test_the_database_lets_a_role_be_shortened_and_nothing_else(self) -> None:
        held = Membership.objects.filter(pk=role("eva").pk)
        changes = ({"role": "reader"}, {"valid_from": date(2020, 1, 1)}, {"user": user("pia")}, {"unit": None})
        for change in changes:
            with pytest.raises(IntegrityError, match="en roll kan bara avslutas"), transaction.atomic():
                held.update(**change)
        held.update(valid_to=today() + 9 * DAY)
        held.update(valid_to=today() + 5 * DAY)
        for longer in (today() + 6 * DAY, None):
            with pytest.raises(IntegrityError, match="en roll kan bara avslutas"), transaction.atomic():
                held.update(valid_to=longer)
        with pytest.raises(IntegrityError, match="en roll kan bara avslutas"), transaction.atomic():
            held.delete()


class TestLeaving:
    def test_all_roles_end_in_one_step_with_one_event_and_the_account_closes_itself(
        self, client: CheckingClient
    ) -> None:
        give_role(username="eva", post=post("reader", "Strandvik"), by=None, at=now())
        client.as_user("eva")
        assert client.get("/mitt-konto/").status_code == 200
        before = Event.objects.count()
        ended = leave(person=user("eva"), city=city(), first_day_without=today(), by=user("ada"), at=now())
        assert len(ended) == 2 and Event.objects.count() == before + 1 and told().action == "user.left"
        assert user("eva").has_left and not user("eva").may_enter
        assert client.get("/mitt-konto/").status_code == 302, "the session has ended"

    def test_one_who_leaves_later_works_until_then(self, client: CheckingClient) -> None:
        leave(person=user("eva"), city=city(), first_day_without=today() + DAY, by=user("ada"), at=now())
        assert not user("eva").has_left
        assert client.as_user("eva").get("/mitt-konto/").status_code == 200

    def test_who_has_no_role_left_cannot_leave_again(self) -> None:
        leave(person=user("eva"), city=city(), first_day_without=today(), by=None, at=now())
        with pytest.raises(Refused, match="har ingen roll i Lillköping"):
            leave(person=user("eva"), city=city(), first_day_without=today(), by=None, at=now())
        with pytest.raises(Denied, match="Bara administratörer"):
            leave(person=user("egon"), city=city(), first_day_without=today(), by=user("pia"), at=now())


class TestStandingIn:
    def test_a_person_names_a_colleague_who_holds_the_role_for_those_days(self) -> None:
        (made,) = name("hilda", "hugo", (0, 2))
        assert made.stand_in_for == user("hilda") and made.role == "head"
        assert holds(user("hugo"), "head", administration=made.administration)
        assert not made.holds_on(today() + 3 * DAY)
        assert told().action == "user.stand_in_named" and told().data["for"] == user("hilda").pk

    def test_an_administrator_names_one_for_somebody_who_is_away(self) -> None:
        (made,) = name("eva", "egon", by="ada")
        assert made.user == user("egon") and made.stand_in_for == user("eva")

    @pytest.mark.parametrize(
        ("person", "other", "days", "by", "sentence"),
        [
            ("hilda", "hugo", (0, 2), "pia", "Bara Hilda Chef själv och administratörer"),
            ("hilda", "hilda", (0, 2), None, "Välj någon annan"),
            ("hilda", "gun", (0, 2), None, "har inget öppet konto i kommunen"),
            ("hilda", "nils", (0, 2), None, "Förtroendevalda och anställda företräder inte varandra"),
            ("nils", "hugo", (0, 2), None, "Förtroendevalda och anställda företräder inte varandra"),
            ("hilda", "hugo", (0, 400), None, "högst ett år"),
            ("hilda", "hugo", (3, 2), None, "Sista dagen ligger före"),
            ("lena", "lena", (0, 2), "eva", "Bara Lena Läsare själv"),
        ],
    )
    def test_each_refusal_says_why(
        self, person: str, other: str, days: tuple[int, int], by: str | None, sentence: str
    ) -> None:
        with pytest.raises(Refused, match=sentence):
            name(person, other, days, by)

    def test_one_who_has_the_role_already_does_not_stand_in_for_it(self) -> None:
        with pytest.raises(Refused, match="hanna är redan förvaltningens kansli i Ängsby"):
            name("hugo", "hanna")

    def test_what_one_has_in_anothers_place_cannot_be_passed_on(self) -> None:
        (made,) = name("hilda", "hugo")
        days = {"valid_from": today(), "valid_to": today()}
        with pytest.raises(Refused, match="har inte rollen själv"):
            name_stand_in(person=user("hugo"), stand_in=user("hanna"), roles=[made], **days, by=None, at=now())

    def test_whoever_named_a_stand_in_takes_it_back_and_it_ends_with_the_role(self) -> None:
        (made,) = name("hilda", "hugo", (2, 9))
        assert end_role(membership=made, first_day_without=today(), by=user("hilda"), at=now()).valid_to == NEVER
        (again,) = name("hilda", "hugo", (2, 9))
        end("hilda", in_days=4)
        again.refresh_from_db()
        assert again.valid_to == today() + 3 * DAY

    def test_a_stand_in_is_not_the_administrator_a_city_needs(self) -> None:
        name("ada", "pia")
        with pytest.raises(Refused, match="Ingen mer är administratör"):
            end("ada")

    def test_the_account_page_says_in_whose_place(self, client: CheckingClient) -> None:
        name("hilda", "hugo")
        assert "Ställföreträdare för Hilda Chef" in client.as_user("hugo").get("/mitt-konto/").content.decode()
        own = client.as_user("hilda").get("/mitt-konto/").content.decode()
        assert "Hugo Handläggare" in own and "Avsluta" in own


def test_names_are_seen_by_all_in_the_city_and_ended_roles_by_the_person_and_administrators_only() -> None:
    ended = role("eva")
    give_role(username="eva", post=post("reader", "Strandvik"), by=None, at=now())
    end("eva")
    seen = {
        name: set(Membership.objects.visible_to(user(name)).filter(user__username="eva").values_list("role", flat=True))
        for name in ("eva", "ada", "pia", "lena", "gun")
    }
    assert seen["eva"] == seen["ada"] == {"unit_manager", "reader"}
    assert seen["pia"] == seen["lena"] == {"reader"} and seen["gun"] == set()
    assert ended.user in User.objects.visible_to(user("lena")) and ended.user not in User.objects.visible_to(
        user("gun")
    )
