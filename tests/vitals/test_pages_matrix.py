"""The matrix as a reader meets it: the answer, the signs, every choice, files, and what is said of nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date

import pytest
from tests.client import CheckingClient

from handslag.core.clock import at_local, now
from handslag.core.hyphens import SOFT
from handslag.plan.models import Plan
from handslag.vitals.actions import take_snapshot

DAY = "2025-04-30"
PAGE = "/livstecken/"
CHOICES: list[tuple[dict[str, str], int, int]] = [
    ({"tecken": "contested"}, 1, 6),
    ({"tecken": "answer"}, 3, 4),
    ({"verksamhet": "äldre"}, 1, 6),
    ({"andrat": "on"}, 4, 3),
    ({"omraden": "obligatoriska"}, 3, 0),
    ({"omraden": "hot-och-vald", "tecken": "missing"}, 1, 1),
    ({"forvaltningar": "fack"}, 1, 0),
    ({"forvaltningar": "stadsdelar", "omraden": "introduktion"}, 2, 0),
]
"""What is chosen, how many cells then keep their fill, and how many lose it."""


@pytest.fixture
def reader(small_city: None, client: CheckingClient) -> CheckingClient:
    client.as_user("lena")
    return client


def seen(client: CheckingClient, **choices: str) -> str:
    """The page of a day in spring, as text with the soft hyphens taken out."""
    response = client.get(PAGE, {"dag": DAY} | choices)
    assert response.status_code == 200
    return response.content.decode().replace(SOFT, "")


def rows(page: str) -> list[str]:
    """The focus areas of the matrix, from the top."""
    return re.findall(r'<tr id="rad-([\w-]+)">', page)


def columns(page: str) -> list[str]:
    """The administrations of the matrix, from the left."""
    head = page[page.index("<thead>") : page.index("</thead>")]
    return re.findall(r'href="/forvaltningar/[^"]+">([^<]+)</a>', head)


def cells(page: str, mark: str) -> int:
    """How many fields of the matrix carry an attribute."""
    return len(re.findall(rf'class="cell" {mark}', page))


def test_the_page_says_the_answer_before_it_shows_it(reader: CheckingClient) -> None:
    page = seen(reader)
    assert "Den 30 april 2025 kräver 3 av 7 celler svar." in page
    assert ">Rimlig arbetsbelastning</a>: 2 av 3 förvaltningar har avstannat eller har gått runt frågan." in page
    assert "Av de 3 som kräver svar är 1 rapporterad som pågående eller klar." in page
    assert "Påhittat exempel" in page
    assert "Läget den 30 april 2025, som det var känt den" in page


def test_every_cell_is_a_link_to_its_page_on_the_same_day_with_a_whole_sentence(reader: CheckingClient) -> None:
    page = seen(reader)
    assert f'data-sign="contested" href="/livstecken/strandvik/introduktion/?dag={DAY}"' in page
    assert "Motsägs sedan 25 mars, sämre än vid VB 2024, då Saknas i VP. Rapporterat: Pågår<" in page
    assert page.count("Ingen del i området") == 2  # the specialist has a part in one of three areas
    assert f'href="/forvaltningar/strandvik/?dag={DAY}"' in page
    assert "?dag=" not in re.findall(r'class="cell"[^>]+', reader.get(PAGE).content.decode())[0]


def test_sums_legend_and_changes_count_the_same_cells(reader: CheckingClient) -> None:
    page = seen(reader)
    assert "Kringgånget 1</a>" in page and "Motsägs 1</a>" in page and "Avstannat 1</a>" in page
    assert 'Kräver svar <span class="meta">3</span>' in page
    assert '<td class="sum"><b>3</b></td>' in page
    assert "1 cell har blivit sämre och 3 bättre." in page
    assert "Jämfört med VB 2024, läget den 31 december 2024." in page
    assert page.count('class="turn"') == 4


def test_the_period_to_compare_with_is_chosen_or_none(reader: CheckingClient) -> None:
    assert "Jämfört med T1 2024, läget den 30 april 2024." in seen(reader, mot="2024-T1")
    alone = seen(reader, mot="ingen")
    assert 'id="sedan"' not in alone and 'class="turn"' not in alone
    assert "Jämfört med VB 2024" in seen(reader, mot="2026-T1"), "a period after the day is no earlier day"


def test_central_measures_have_rows_of_their_own(reader: CheckingClient) -> None:
    page = seen(reader)
    table = page[page.index('id="centrala"') :]
    assert f'href="/atgarder/central/fond/?dag={DAY}">Kompetensfonden</a>' in table
    assert "Socialförvaltningen</td>" in table and "Avstannat" in table and "17 feb 2024" in table
    assert 'id="centrala"' not in seen(reader, omraden="introduktion")


def test_choices_take_away_rows_and_columns_and_the_fill_of_other_cells(reader: CheckingClient) -> None:
    for choice, filled, quiet in CHOICES:
        page = seen(reader, **choice)
        assert (cells(page, "data-sign="), cells(page, "data-quiet")) == (filled, quiet), choice


def test_what_is_chosen_stays_chosen_and_can_be_taken_away(reader: CheckingClient) -> None:
    page = seen(reader, tecken="contested", andrat="on", malgrupp="")
    assert 'data-sign="contested" href="?dag=2025-04-30&amp;andrat=on&amp;malgrupp=" aria-current="true"' in page
    assert 'data-sign="awake" href="?dag=2025-04-30&amp;tecken=awake&amp;andrat=on' in page
    assert '<option value="contested" selected>' in page
    nothing = seen(reader, tecken="done")
    assert "Inget stämmer med urvalet." in nothing and f'href="/livstecken/?dag={DAY}">Visa allt</a>' in nothing


def test_rows_and_columns_are_ordered_by_name_or_by_what_must_be_answered(reader: CheckingClient) -> None:
    assert rows(seen(reader)) == ["arbetsbelastning", "introduktion", "hot-och-vald"]
    assert rows(seen(reader, rader="namn")) == ["hot-och-vald", "introduktion", "arbetsbelastning"]
    assert rows(seen(reader, rader="svar")) == ["arbetsbelastning", "introduktion", "hot-och-vald"]
    assert columns(seen(reader)) == ["Ängsby", "Strandvik", "Socialförvaltningen"]
    assert columns(seen(reader, kolumner="namn")) == ["Socialförvaltningen", "Strandvik", "Ängsby"]
    assert columns(seen(reader, kolumner="svar")) == ["Strandvik", "Socialförvaltningen", "Ängsby"]


def test_what_was_reported_is_shown_beside_on_demand_and_always_in_the_list(reader: CheckingClient) -> None:
    plain, beside = seen(reader), seen(reader, rapporterat="on")
    assert plain.count('class="told"') == 0
    assert beside.count('class="told"') == 7
    narrow = plain[plain.index('id="ks"') : plain.index('id="centrala"')]
    assert "Kräver svar nu (3)" in narrow
    assert narrow.count("Rapporterat: ") == 3 + 7


def test_a_day_that_is_none_is_said_and_nothing_else_is_lost(reader: CheckingClient) -> None:
    page = seen(reader, dag="2025-02-30", kant="i går", omraden="obligatoriska", mot="xyz")
    assert "<title>Fel: " in page
    assert "”2025-02-30” är ingen dag. Skriv till exempel 2026-04-30." in page
    assert "”i går” är ingen tidpunkt." in page and "”xyz” finns inte att välja här." in page
    assert 'value="i går"' in page and '<option value="obligatoriska" selected>' in page
    assert "Välj en dag från 2000-01-01" in seen(reader, dag="9999-12-31")
    assert "Välj en tidpunkt som har varit." in seen(reader, kant="2999-01-01T12:00")


def test_an_earlier_moment_knows_only_what_was_read_in_then(reader: CheckingClient) -> None:
    page = seen(reader, kant="2025-01-01T12:00")
    assert "som det var känt den 1 januari 2025 kl. 12.00" in page
    assert "Kringgånget 2</a>" in page, "no answer had been read in"
    assert "?dag=2025-04-30&amp;kant=2025-01-01T12%3A00%3A00" in page
    assert "Räknat fram nu på" in page


def test_a_day_to_come_says_that_it_is(reader: CheckingClient) -> None:
    ahead = date(now().year, now().month, 1).replace(year=now().year + 1)
    assert "Dagen har inte varit än" in seen(reader, dag=ahead.isoformat())


def test_nothing_to_show_is_explained(reader: CheckingClient) -> None:
    early = seen(reader, dag="2021-06-01")
    assert "gällde inte den 1 juni 2021. Den gäller från den 1 november 2022." in early
    assert 'href="/livstecken/?dag=2022-11-01"' in early
    unknown = seen(reader, kant="2020-06-01T12:00")
    assert "har ingen beslutad version än, eller ingen som var känd då." in unknown


def test_a_city_without_a_plan_says_so_and_leads_the_plan_office_on(small_city: None, client: CheckingClient) -> None:
    client.as_user("gun")
    page = client.get(PAGE).content.decode()
    assert "Grannköping har ingen plan än." in page
    assert 'href="/las-in/"' in page


def test_the_same_list_as_files_with_the_same_choices(reader: CheckingClient) -> None:
    asked = {"dag": DAY, "omraden": "introduktion", "tecken": "contested"}
    answer = reader.get(PAGE, asked | {"format": "json"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="livstecken-lillkoping-2025-04-30.json"'
    data = json.loads(answer.content)
    assert [(c["administration"], c["focus_area"], c["sign"]) for c in data["cells"]] == [
        ("Strandvik", "introduktion", "contested")
    ]
    assert (data["as_of"], data["example"]) == (DAY, "Påhittat exempel")
    table = _table(
        reader.get(PAGE, {"dag": DAY, "format": "csv", "kant": "2025-01-01T12:00"}).content.decode("utf-8-sig")
    )
    assert [row["Central åtgärd"] for row in table if row["Central åtgärd"]] == ["Kompetensfonden"]
    assert {row["Känt"] for row in table} == {"2025-01-01T12:00:00+01:00"}
    assert all("Påhittat exempel" in row for row in table)


def _table(text: str) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_with_snapshots_few_questions_are_asked_and_without_the_page_says_what_it_took(reader: CheckingClient) -> None:
    assert "Räknat fram nu på" in seen(reader)
    plan = Plan.objects.select_related("city").get()
    for day in (date(2025, 4, 30), date(2024, 12, 31)):
        take_snapshot(plan=plan, as_of=day, known_at=at_local("2025-05-03"))
    with reader.at_most(15):
        page = seen(reader)
    assert "Räknat fram nu på" not in page
    assert "Motsägs sedan 25 mars, sämre än vid VB 2024, då Saknas i VP." in page


def test_the_matrix_can_be_passed_by_and_prints_wide(reader: CheckingClient) -> None:
    page = seen(reader)
    assert 'href="#efter">Hoppa förbi matrisen</a>' in page and 'id="efter"' in page
    assert 'class="print-wide"' in page
    assert "matrix.js" in page


def test_where_there_are_several_plans_the_way_to_the_others_is_shown(reader: CheckingClient) -> None:
    assert "Byt plan" not in seen(reader)
    Plan.objects.create(city=Plan.objects.get().city, name="Sju punkter", slug="sju-punkter")
    assert "Byt plan" in seen(reader)
    assert "Byt plan" in seen(reader, plan="sju-punkter")
