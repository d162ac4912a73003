"""The plan's pages: to read, on a time line, compared word for word; nothing of another city."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from django.http import HttpResponse

from handslag.people.actions import Post, add_user, import_city
from handslag.people.importers import read_city
from handslag.people.models import City
from handslag.plan import pages
from handslag.plan.models import Plan
from handslag.plan.pages import AreaSigns, SignCount
from tests.client import CheckingClient
from tests.plan.files import BOTH, DRAFT, FIRST, LATER, NOON, city, enter, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client: CheckingClient) -> City:
    """Ekstaden, with a reader logged in."""
    made = city()
    client.force_login(reader(made))
    return made


@pytest.fixture
def office(client: CheckingClient, place: City) -> City:
    """Ekstaden, with someone of its plan office logged in: they see drafts, too."""
    client.force_login(add_user(username="pia", post=Post("plan_office", place), password=None, by=None, at=NOON))
    return place


@pytest.fixture
def signs() -> Iterator[None]:
    """A room above that knows the signs of one area."""
    before = pages.signs_beside
    pages.signs_beside = lambda plan: {
        "lon": AreaSigns(
            "1 av 11 förvaltningar behöver svara.", (SignCount("asleep", "1 Avstannat", "/livstecken/"),), "/"
        )
    }
    yield
    pages.signs_beside = before


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestDocument:
    def test_the_plan_in_force_is_read_with_its_decision(self, client: CheckingClient, place: City) -> None:
        enter()
        page = text(client.get("/planen/"))
        for said in (
            "Version 2023 är i kraft sedan 1 januari 2024.",
            "Den har 2 fokusområden och 3 åtgärder, varav 1 leds centralt.",
            "Beslut av Kommunfullmäktige 11 december 2023, dnr KS 2023/9.",
            "Socialnämnden, 21 november 2023, § 12, dnr SOF 2023/1",
            "<em>klara</em>",
            "Leds av Socialförvaltningen",
            "Förhandling enligt 11 § MBL, Förvaltningsgruppen, 7 november 2023: parterna var överens.",
            "Reservation: Bo Ek (V)",
            "Påhittat exempel",
        ):
            assert said in page, said
        assert "<dd>2025</dd>" in page, "decided too late for the VP of 2024"

    def test_live_signs_stand_beside_the_area_of_the_plan_in_force(
        self, client: CheckingClient, office: City, signs: None
    ) -> None:
        enter(DRAFT)
        assert "1 av 11 förvaltningar behöver svara." in text(client.get("/planen/"))
        assert "1 av 11 förvaltningar" not in text(client.get("/planen/versioner/2025/"))

    def test_a_draft_is_seen_by_the_plan_office_alone(self, client: CheckingClient, place: City) -> None:
        enter(DRAFT)
        assert client.get("/planen/versioner/2025/").status_code == 404
        assert "2025" not in text(client.get("/planen/versioner/")).split("Versioner av planen", 1)[1].split("</ol>")[0]
        assert "Det finns bara en version" in text(client.get("/planen/andringar/"))

    def test_a_draft_is_read_as_one(self, client: CheckingClient, office: City) -> None:
        enter(DRAFT)
        assert "Version 2025 är ett utkast." in text(client.get("/planen/versioner/2025/"))
        assert "Läs utkastet 2025" in text(client.get("/planen/"))

    def test_markup_in_a_plan_stays_text(self, client: CheckingClient, place: City) -> None:
        enter(FIRST.replace("*klara*", "<script>alert(1)</script> [x](javascript:alert(1)) # rubrik"))
        page = text(client.get("/planen/"))
        assert "<script>alert" not in page and 'href="javascript' not in page

    def test_the_measures_come_as_csv_and_json(self, client: CheckingClient, place: City) -> None:
        enter(FIRST.replace("name: Löneplan", "name: =1+1"))
        rows = list(csv.reader(io.StringIO(text(client.get("/planen/?format=csv")).lstrip("\ufeff")), delimiter=";"))
        assert len(rows) == 4 and rows[0][-1] == "Påhittat exempel"
        assert rows[1][3] == "1.1" and rows[3][7] == "'=1+1"
        made = json.loads(text(client.get("/planen/versioner/2023/?format=json")))
        assert made["example"] == "Påhittat exempel" and made["focus_areas"][0]["measures"][1]["level"] == "central"

    def test_the_number_of_queries_does_not_grow_with_the_plan(
        self, client: CheckingClient, place: City, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages, "signs_beside", None)  # what the signs cost is for the room that judges to say
        enter()
        few = client.count("/planen/")
        more = "".join(f"          - {{key: m{i}, name: M{i}, level: local}}\n" for i in range(40))
        enter(FIRST.replace('"2023"', '"2024"').replace("2024-01-01", "2024-02-01") + more, at=LATER)
        assert client.count("/planen/") == few <= 15


class TestEmptyAndForeign:
    def test_without_a_plan_the_page_says_so(self, client: CheckingClient, place: City) -> None:
        assert "Ekstaden har ingen plan än." in text(client.get("/planen/"))
        assert client.get("/planen/versioner/").status_code == 404

    def test_with_nothing_but_a_draft_the_page_says_so(self, client: CheckingClient, office: City) -> None:
        enter("\n".join(line for line in FIRST.splitlines() if "decided:" not in line))
        page = text(client.get("/planen/"))
        assert "Ingen version av planen är i kraft i dag." in page and "/planen/versioner/2023/" in page
        assert "Det finns bara en version" in text(client.get("/planen/andringar/"))

    def test_another_citys_plan_is_not_there(self, client: CheckingClient, place: City) -> None:
        enter()
        import_city(parsed=read_city(b"city: {name: Annanstad}\n", "a.yaml"), by=None, at=NOON)
        other = City.objects.get(name="Annanstad")
        enter('plan: Hemlig plan\ncity: Annanstad\nrevisions: [{label: "1", decided: {body: SN, date: 2023-01-01, '
              'outcome: godkänd}, focus_areas: [{name: X}]}]\n')  # fmt: skip
        assert client.get("/planen/?plan=hemlig-plan").status_code == 404
        assert client.get("/planen/versioner/1/").status_code == 404
        assert client.post("/planen/valj/", {"plan": "hemlig-plan"}).status_code == 404
        client.force_login(add_user(username="x", post=Post("reader", other), password=None, by=None, at=NOON))
        assert client.get("/planen/versioner/2023/").status_code == 404
        assert "Hemlig plan" in text(client.get("/planen/versioner/1/?plan=hemlig-plan"))

    def test_a_visitor_is_sent_to_the_login_page(self, client: CheckingClient) -> None:
        city()
        enter()
        for path in ("/planen/", "/planen/versioner/", "/planen/versioner/2023/", "/planen/andringar/"):
            assert client.get(path).status_code == 302

    def test_one_of_several_plans_is_chosen(self, client: CheckingClient, place: City) -> None:
        enter()
        enter(FIRST.replace("plan: Handlingsplan för bättre arbetssituation", "plan: Sju punkter"))
        assert '<h1 class="ds-heading" data-size="lg">Sju punkter</h1>' in text(client.get("/planen/"))
        slug = Plan.objects.get(name__startswith="Handlingsplan").slug
        assert client.post("/planen/valj/", {"plan": slug}).status_code == 302
        page = text(client.get("/planen/"))
        assert ">Handlingsplan för bättre arbetssituation</h1>" in page and "selected" in page

    def test_a_draft_of_another_plan_does_not_take_the_place_of_the_one_in_force(
        self, client: CheckingClient, place: City
    ) -> None:
        enter()
        undecided = "\n".join(line for line in FIRST.splitlines() if "decided:" not in line)
        enter(undecided.replace("plan: Handlingsplan för bättre arbetssituation", "plan: Sju punkter"))
        assert ">Handlingsplan för bättre arbetssituation</h1>" in text(client.get("/planen/"))


class TestTimeline:
    def test_all_revisions_stand_there_newest_first(self, client: CheckingClient, office: City) -> None:
        enter(BOTH + BOTH[BOTH.index("  - label") :].split('  - label: "2025"')[0].replace("2023", "utkast/2027", 1)
              .replace("outcome: godkänd", "outcome: återremiss"))  # fmt: skip
        page = text(client.get("/planen/versioner/"))
        assert page.index("Version utkast/2027") < page.index("Version 2025") < page.index("Version 2023")
        for said in ("Återremiss", "I kraft", "Ersatt", "2 fokusområden, 4 åtgärder", "?fran=2023&amp;till=2025"):
            assert said in page, said
        assert "skickades tillbaka" in text(client.get("/planen/versioner/utkast/2027/"))


class TestChanges:
    def test_words_are_marked_for_eye_and_ear(self, client: CheckingClient, place: City) -> None:
        enter(BOTH)
        page = text(client.get("/planen/andringar/"))
        assert "Version 2025 lägger till en åtgärd, skriver om en och flyttar en i tiden." in page
        assert "Ett fokusområde blir obligatoriskt: Lön." in page
        assert '<del><span class="ds-sr-only">struket: </span>bör</del>' in page
        assert 'Klar senast <ins><span class="ds-sr-only">tillagt: </span>30 juni 2026</ins>' in page
        assert "Fanns inte." in page and "Löneplan" not in page

    def test_the_way_back_and_the_whole_plan(self, client: CheckingClient, place: City) -> None:
        enter(BOTH)
        back = text(client.get("/planen/andringar/?fran=2025&till=2023"))
        assert "Version 2023 tar bort en åtgärd" in back and "Finns inte kvar." in back
        whole = text(client.get("/planen/andringar/?visa=hela"))
        assert "Löneplan" in whole and "Lika" in whole
        assert "säger samma sak" in text(client.get("/planen/andringar/?fran=2025&till=2025"))

    def test_a_second_move_is_counted_from_the_first_day(self, client: CheckingClient, place: City) -> None:
        third = BOTH[BOTH.index('  - label: "2025"') :].replace('"2025"', '"2026"').replace("2025-02-04", "2026-02-04")
        enter(BOTH + third.replace("2025-03-01", "2026-03-01").replace("2026-06-30", "2027-06-30"))
        page = text(client.get("/planen/andringar/?fran=2025&till=2026"))
        assert "Andra flytten. Försening räknas mot den 30 juni 2025." in page

    def test_an_unknown_revision_is_not_there(self, client: CheckingClient, place: City) -> None:
        enter(BOTH)
        assert client.get("/planen/andringar/?fran=1999").status_code == 404
