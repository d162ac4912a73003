"""The administrator's pages and one's own account: what they show, what can be done, and to whom."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import resolve

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.people.actions import add_user, give_role, leave, name_stand_in
from handslag.people.models import Membership, User
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.house.test_navigation import HREF
from tests.people.town import city, post, role, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
DAY = timedelta(days=1)
ALL = 16


@pytest.fixture
def ada(client: CheckingClient) -> CheckingClient:
    """The administrator of Lillköping."""
    return client.as_user("ada")


def names(client: Client, query: str = "") -> list[str]:
    """The user names of the list, in its order."""
    listed = json.loads(client.get(f"/anvandare/?format=json&{query}").content)
    return [one["username"] for one in listed["users"]]


class TestList:
    def test_the_list_shows_everybody_of_the_city_and_nobody_else(self, ada: CheckingClient) -> None:
        page = ada.get("/anvandare/").content.decode()
        assert "Eva Enhetschef" in page and "eva@example.org" in page and "Gun Granne" not in page
        assert len(names(ada)) == ALL

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("sok=eva", ["eva"]),
            ("sok=ENHETSCHEF+e", ["egon", "emil", "eva"]),
            ("sok=borgarråd", ["britt"]),
            ("sok=hanna@example", ["hanna"]),
            ("roll=head", ["hilda", "stina"]),
            ("roll=head&ordna=-namn", ["stina", "hilda"]),
            ("roll=unit_manager&ordna=-anvandarnamn", ["eva", "emil", "egon"]),
            ("plats=kommun", ["ada", "britt", "lena", "pia", "rut", "ulf"]),
            ("sok=ingen", []),
            ("visa=slutat", []),
            ("roll=hittepå&visa=x&ordna=zzz&sida=99", None),
        ],
    )
    def test_it_is_searched_filtered_and_sorted(self, query: str, found: list[str] | None, ada: CheckingClient) -> None:
        assert ada.get(f"/anvandare/?{query}").status_code == 200
        assert names(ada, query) == found if found is not None else len(names(ada, query)) == ALL

    def test_a_place_is_itself_and_what_is_in_it(self, ada: CheckingClient) -> None:
        unit = role("eva").unit
        assert unit is not None
        assert names(ada, f"plats=e-{unit.pk}") == ["eva", "sara"]
        within = names(ada, f"plats=f-{unit.administration_id}")
        assert set(within) == {"eva", "egon", "sara", "hugo", "hanna", "hilda", "siv", "nils"}

    def test_those_who_have_left_are_shown_when_asked_for(self, ada: CheckingClient) -> None:
        leave(person=user("eva"), city=city(), first_day_without=today(), by=None, at=now())
        assert "eva" not in names(ada) and names(ada, "visa=slutat") == ["eva"] and len(names(ada, "visa=alla")) == ALL
        assert "Har slutat" in ada.get("/anvandare/?visa=slutat").content.decode()

    def test_the_list_as_csv_has_one_line_a_role(self, ada: CheckingClient) -> None:
        give_role(username="eva", post=post("reader", "Strandvik"), by=None, at=now())
        answer = ada.get("/anvandare/?format=csv&sok=eva")
        assert "attachment" in answer.headers["Content-Disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [(one["Användarnamn"], one["Roll"], one["Plats"]) for one in rows] == [
            ("eva", "enhetschef", "Barn och unga Ängsby"),
            ("eva", "läsare", "Strandvik"),
        ]

    def test_fifty_on_a_page_and_no_question_more_for_a_hundred(self, ada: CheckingClient) -> None:
        few = ada.count("/anvandare/")
        for number in range(60):
            add_user(username=f"x{number}", post=post("reader"), password=None, by=None, at=now())
        assert ada.count("/anvandare/") <= few <= 15
        assert "Sida " in ada.get("/anvandare/").content.decode()
        assert "x9" in ada.get("/anvandare/?sida=2").content.decode()


class TestPerson:
    def test_the_page_shows_roles_that_hold_are_coming_and_have_ended(self, ada: CheckingClient) -> None:
        give_role(
            username="eva", post=post("reader", "Strandvik"), valid_from=today() + 5 * DAY, by=user("ada"), at=now()
        )
        page = ada.get(f"/anvandare/{user('eva').pk}/").content.decode()
        assert "Enhetschef i Barn och unga Ängsby" in page and "Kommande" in page and "Läsare i Strandvik" in page
        assert "Fick en roll" in page and "av Ada Administratör" in page
        ada.post(f"/anvandare/roller/{role('eva').pk}/", {"day": today().isoformat()})
        page = ada.get(f"/anvandare/{user('eva').pk}/").content.decode()
        assert "Avslutade" in page and "Togs tillbaka innan den började gälla" in page

    def test_a_role_is_given_on_the_page(self, ada: CheckingClient) -> None:
        path = f"/anvandare/{user('lena').pk}/roll/"
        wrong = {"role": "head", "place": "kommun", "valid_from": today().isoformat()}
        page = ada.post(path, wrong).content.decode()
        assert "En förvaltningschef har sin roll i en förvaltning. Ange vilken." in page
        assert '<option value="head" selected>' in page
        unlabelled = ada.post(path, wrong | {"role": "union_rep"}).content.decode()
        assert "Skriv vilket fackförbund" in unlabelled
        right = wrong | {"place": f"f-{role('hilda').administration_id}"}
        assert ada.post(path, right).status_code == 302
        assert "head" in [one.role for one in user("lena").held]

    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "sentence"),
        [
            ("2020-01-01", "", "Första dagen har redan varit."),
            ("i går", "", "Skriv dagen så här: 2026-05-12."),
            ("2199-01-02", "2199-01-01", "Sista dagen ligger före den första."),
            ("0001-01-01", "", "Välj ett år mellan 2000 och 2199."),
        ],
    )
    def test_days_that_cannot_be_are_said_at_their_field(
        self, valid_from: str, valid_to: str, sentence: str, ada: CheckingClient
    ) -> None:
        asked = {"role": "plan_office", "place": "kommun", "valid_from": valid_from, "valid_to": valid_to}
        assert sentence in ada.post(f"/anvandare/{user('lena').pk}/roll/", asked).content.decode()

    def test_an_administration_that_is_gone_is_no_place_for_a_role(self, ada: CheckingClient) -> None:
        strandvik = role("stina").administration
        assert strandvik is not None
        version = strandvik.versions.latest("pk")
        version.pk, version.valid_to = None, today() - DAY
        version.save()
        page = ada.get(f"/anvandare/{user('lena').pk}/roll/").content.decode()
        assert "Ängsby (hela)" in page and "Strandvik" not in page

    def test_who_leaves_is_out_and_the_page_says_so(self, ada: CheckingClient) -> None:
        path = f"/anvandare/{user('eva').pk}/sluta/"
        assert "Enhetschef i Barn och unga Ängsby" in ada.get(path).content.decode()
        assert "tidigast i dag" in ada.post(path, {"day": (today() - DAY).isoformat()}).content.decode()
        assert ada.post(path, {"day": today().isoformat()}).status_code == 302
        assert "Har slutat." in ada.get(f"/anvandare/{user('eva').pk}/").content.decode()

    def test_the_last_administrator_is_told_why_the_role_stays(self, ada: CheckingClient) -> None:
        own = f"/anvandare/{user('ada').pk}/"
        reason = "Ingen mer är administratör i Lillköping. Ge någon annan rollen först."
        assert reason in ada.get(own).content.decode()
        assert reason in ada.post(f"{own}sluta/", {"day": today().isoformat()}).content.decode()
        assert reason in ada.post(f"/anvandare/roller/{role('ada').pk}/", {"day": today().isoformat()}).content.decode()
        assert user("ada").held

    def test_name_and_address_are_changed_without_standing_in_the_record(self, ada: CheckingClient) -> None:
        path = f"/anvandare/{user('eva').pk}/uppgifter/"
        bad = ada.post(path, {"name": "Eva 19121212-1212", "email": "eva@"}).content.decode()
        assert "personnummer" in bad and "Skriv en e-postadress" in bad and "Eva 19121212-1212" in bad
        assert ada.post(path, {"name": " Eva  Ny ", "email": "ny@example.org"}).status_code == 302
        assert (user("eva").name, user("eva").email) == ("Eva Ny", "ny@example.org")
        event = Event.objects.get(action="user.changed")
        assert event.data == {"fields": ["email", "name"]}

    def test_an_account_is_closed_and_opened_on_the_page(self, ada: CheckingClient) -> None:
        pk = user("eva").pk
        assert ada.post(f"/anvandare/{pk}/stang/").status_code == 302 and not user("eva").is_active
        assert "Kontot är stängt." in ada.get(f"/anvandare/{pk}/").content.decode()
        assert ada.post(f"/anvandare/{pk}/oppna/").status_code == 302 and user("eva").is_active

    def test_somebody_of_another_city_is_not_there(self, ada: CheckingClient) -> None:
        for path in ("", "roll/", "sluta/", "uppgifter/", "stallforetradare/"):
            assert ada.get(f"/anvandare/{user('gun').pk}/{path}").status_code == 404
        for path in ("ny-lank/", "stang/", "oppna/"):
            assert ada.post(f"/anvandare/{user('gun').pk}/{path}").status_code == 404

    @pytest.mark.parametrize("person", ["pia", "hilda", "eva", "lena", "britt"])
    def test_nobody_else_sees_addresses_or_acts(self, person: str, client: CheckingClient) -> None:
        client.as_user(person)
        before = Event.objects.count()
        pk = user("egon").pk
        for path in ("/anvandare/", "/anvandare/?format=csv", "/anvandare/bjud-in/", f"/anvandare/{pk}/"):
            answer = client.get(path)
            assert answer.status_code == 403 and "egon@example.org" not in answer.content.decode()
            assert "Bara administratörer i Lillköping" in answer.content.decode()
        for path in ("stang/", "oppna/", "ny-lank/", "roll/", "sluta/", "uppgifter/", "stallforetradare/"):
            assert client.post(f"/anvandare/{pk}/{path}", {"day": today().isoformat()}).status_code == 403
        assert client.post(f"/anvandare/roller/{role('egon').pk}/", {"day": today().isoformat()}).status_code == 403
        assert Event.objects.count() == before


class TestOwnAccount:
    def test_one_names_a_stand_in_and_takes_it_back(self, client: CheckingClient) -> None:
        client.as_user("hilda")
        form = client.get("/mitt-konto/stallforetradare/").content.decode()
        assert "Hugo Handläggare" in form and "hugo@example.org" not in form
        assert "Nils Nämndledamot" not in form, "the elected do not stand in for the employed"
        asked = {
            "stand_in": str(user("hugo").pk),
            "roles": [str(role("hilda").pk)],
            "valid_from": today().isoformat(),
            "valid_to": (today() + 7 * DAY).isoformat(),
        }
        refused = client.post("/mitt-konto/stallforetradare/", asked | {"roles": []}).content.decode()
        assert "Välj minst en roll." in refused
        assert client.post("/mitt-konto/stallforetradare/", asked).status_code == 302
        made = Membership.objects.get(stand_in_for=user("hilda"))
        assert "Hugo Handläggare" in client.get("/mitt-konto/").content.decode()
        again = client.post("/mitt-konto/stallforetradare/", asked).content.decode()
        assert "hugo är redan förvaltningschef i Ängsby" in again
        assert client.post(f"/anvandare/roller/{made.pk}/", {"day": today().isoformat()}).status_code == 302
        assert "Ingen är din ställföreträdare" in client.get("/mitt-konto/").content.decode()

    def test_another_citys_role_or_somebody_elses_is_not_to_be_chosen(self, client: CheckingClient) -> None:
        asked = {"stand_in": str(user("gun").pk), "roles": [str(role("stina").pk)], "valid_from": today().isoformat()}
        page = client.as_user("hilda").post("/mitt-konto/stallforetradare/", asked).content.decode()
        assert "Personen har ingen roll i kommunen." in page
        assert not Membership.objects.filter(stand_in_for__isnull=False).exists()

    def test_one_changes_ones_own_name_and_address(self, client: CheckingClient) -> None:
        client.as_user("lena")
        assert client.post("/mitt-konto/uppgifter/", {"name": "Lena Ny", "email": ""}).status_code == 302
        assert user("lena").name == "Lena Ny" and "Lena Ny" in client.get("/mitt-konto/").content.decode()
        assert "Skriv ett namn." in client.post("/mitt-konto/uppgifter/", {"name": "  "}).content.decode()

    def test_every_page_of_the_administrator_is_linked_to_and_none_is_dead(self, ada: CheckingClient) -> None:
        leave(person=user("emil"), city=city(), first_day_without=today(), by=None, at=now())
        days = {"valid_from": today(), "valid_to": today()}
        name_stand_in(
            person=user("eva"), stand_in=user("egon"), roles=[role("eva")], **days, by=None, at=now()
        )  # fmt: skip
        reached, waiting, seen = set(), ["/anvandare/?visa=alla", "/mitt-konto/"], set()
        while waiting:
            path = waiting.pop()
            seen.add(path)
            answer = ada.get(path)
            assert answer.status_code == 200, path
            reached.add(resolve(path.partition("?")[0]).view_name)
            if answer.headers["Content-Type"].startswith("text/html"):
                links = {urljoin(path, unescape(link)) for link in HREF.findall(answer.content.decode())}
                waiting += [one for one in links - seen if one.startswith(("/anvandare/", "/mitt-konto/"))]
        wanted = {
            "users",
            "invite",
            "user",
            "user-details",
            "new-role",
            "leave",
            "user-stand-in",
            "end-role",
            "account",
        }
        assert {f"people:{name}" for name in wanted} <= reached


class TestCommands:
    def test_users_are_listed_as_text_and_as_json(self) -> None:
        said = run_command("user", "list", "--city", "Lillköping", "--role", "head")
        assert "hilda: Hilda Chef" in said and "Förvaltningschef i Ängsby" in said and "eva" not in said
        listed = json.loads(run_command("user", "list", "--city", "Lillköping", "--json"))
        assert len(listed["users"]) == ALL and listed["city"] == "Lillköping"

    def test_roles_are_ended_left_and_stood_in_for(self) -> None:
        to = (today() + 7 * DAY).isoformat()
        said = run_command("user", "stand-in", "hilda", "hugo", "--city", "Lillköping", "--to", to)
        assert "hugo är ställföreträdare för hilda" in said
        where = ("--role", "unit_manager", "--unit", "Barn och unga Ängsby", "--city", "Lillköping")
        assert "eva är inte enhetschef" in run_command("user", "end", "eva", *where)
        assert "1 roll avslutas för egon" in run_command("user", "leave", "egon", "--city", "Lillköping")
        assert user("egon").has_left and user("eva").has_left

    def test_somebody_is_invited_and_the_link_is_told(self) -> None:
        asked = ("--role", "reader", "--city", "Lillköping", "--display-name", "Nina Ny", "--address", "https://h.se/")
        said = json.loads(run_command("user", "invite", "nina@example.org", *asked, "--json"))
        assert said["sent"] is True and said["link"].startswith("https://h.se/inbjudan/")
        assert "Mejlet till eva@example.org är skickat." in run_command("user", "link", "eva", "--city", "Lillköping")

    def test_an_account_is_closed_and_opened(self) -> None:
        assert "Kontot eva är stängt." in run_command("user", "close", "eva")
        assert not User.objects.get(username="eva").is_active
        assert "Kontot eva är öppet." in run_command("user", "open", "eva")
