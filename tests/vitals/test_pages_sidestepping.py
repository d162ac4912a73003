"""Where the work is put, and how signs are counted: what the two pages say."""

from __future__ import annotations

import json
import re

import pytest
from tests.client import CheckingClient

from handslag.vitals.effort import Share, shares_of, together
from handslag.vitals.judgement import Effort
from handslag.vitals.pages.bars import Bar, narrow_bars, wide_bars

PAGE = "/kringgang/"
DAY = "2025-04-30"


@pytest.fixture
def reader(small_city: None, client: CheckingClient) -> CheckingClient:
    client.as_user("lena")
    return client


def test_the_share_in_mandatory_areas_is_said_drawn_and_written(reader: CheckingClient) -> None:
    page = reader.get(PAGE, {"dag": DAY}).content.decode()
    assert "Den 30 april 2025 låg 60 procent av händelserna det senaste året i de obligatoriska områdena." in page
    assert "Lägst andel har Strandvik: 0 procent." in page
    assert "Av de obligatoriska cellerna är 1 kringgången." in page
    assert "1 av 3 fokusområden är obligatoriskt, det vill säga 33 procent." in page
    assert page.count('role="img"') == 2
    assert "75 % · 3 av 4" in page and "inget alls" in page
    assert "Området är inte besvarat i VP 2025." in page
    assert "Förvaltningen har inte kommenterat." in page


def test_the_share_can_be_of_measures_or_cost(reader: CheckingClient) -> None:
    assert "låg 60 procent av åtgärderna" in reader.get(PAGE, {"dag": DAY, "matt": "atgarder"}).content.decode()
    cost = reader.get(PAGE, {"dag": DAY, "matt": "kostnad"}).content.decode()
    assert "160\u00a0000\u00a0kr av 220\u00a0000\u00a0kr" in cost
    assert "”guld” finns inte att välja här." in reader.get(PAGE, {"dag": DAY, "matt": "guld"}).content.decode()


def test_a_plan_without_mandatory_areas_has_nothing_to_pass_by(reader: CheckingClient) -> None:
    assert "Då finns inget att gå runt." in reader.get(PAGE, {"dag": "2023-03-01"}).content.decode()
    assert "gällde inte den 1 juni 2021" in reader.get(PAGE, {"dag": "2021-06-01"}).content.decode()


def test_the_same_as_files(reader: CheckingClient) -> None:
    data = json.loads(reader.get(PAGE, {"dag": DAY, "format": "json"}).content)
    assert data["administrations"][0] == {
        "administration": "Ängsby",
        "mandatory": {"measures": 2, "acts": 3, "cost": 160000.0},
        "all": {"measures": 3, "acts": 4, "cost": 220000.0},
    }
    assert [(cell["administration"], cell["sign"]) for cell in data["cells"]] == [("Strandvik", "sidestepped")]
    text = reader.get(PAGE, {"dag": DAY, "format": "csv"}).content.decode("utf-8-sig")
    assert "Ängsby;3;4;2;3;160000,00;220000,00;2025-04-30" in text and "Påhittat exempel" in text


def test_how_signs_are_counted_is_said_with_the_citys_own_limits(reader: CheckingClient) -> None:
    page = reader.get("/sa-raknas-livstecken/").content.decode()
    assert "Gränserna i Lillköping" in page
    assert "Inget av betydelse har hänt på mer än 150 dagar." in page
    assert page.index("Inte aktuellt än") < page.index("Kringgånget") < page.index("Saknas i VP")


def test_shares_add_up() -> None:
    one = Share("a", Effort(1, 2, 300), Effort(4, 4, 600))
    two = Share("b", Effort(), Effort(0, 4, 0))
    both = together("alla", [one, two])
    assert (both.percent("acts"), both.percent("measures"), both.percent("cost")) == (25, 25, 50)
    assert two.percent("measures") is None
    assert shares_of([]) == []


def test_a_long_name_leaves_room_for_its_bar() -> None:
    name = "Nordvästra Kungsträdgårdsförvaltningsområdet och skärgården nummer 1"
    bars = [Bar(name, 8.0, "8 % · 39 av 489"), Bar("Almdal", 0.0, "0 % · 0 av 43")]
    wide = str(wide_bars(bars, title="", description="", mark=7, mark_text=""))
    narrow = str(narrow_bars(bars, title=""))
    assert name not in wide + narrow and "Almdal" in wide and "Almdal" in narrow
    shown = re.findall(r"<text[^>]*>(Nord[^<]*)</text>", wide + narrow)
    assert [len(one) for one in shown] == [53, 29] and all("…" in one and one.endswith("nummer 1") for one in shown)
