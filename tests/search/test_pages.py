"""The search page: hits with their words marked, choices, pages, help when nothing is asked, kindness to bad input."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.client import CheckingClient
from tests.search.shelf import MINUTES, shelve

from handslag.cli.running import LONGEST_ADDRESS
from handslag.search import actions
from handslag.search.rules.query import LONGEST

PAGE = "/sok/"


@pytest.fixture
def lena(small_city: None, client: CheckingClient) -> CheckingClient:
    return client.as_user("lena")


def shown(client: CheckingClient, query: str, **more: str) -> str:
    response = client.get(PAGE, {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_without_a_query_says_how_one_searches(lena: CheckingClient) -> None:
    page = lena.get(PAGE).content.decode()
    assert "Så söker du" in page and 'role="search"' in page and "träff" not in page.split("Så söker du")[0]
    assert reverse("search:find") == PAGE


def test_hits_are_links_with_their_words_marked(lena: CheckingClient) -> None:
    paper = shelve("protokoll.txt", MINUTES)
    page = shown(lena, "personalomsättning")
    assert "1 träff." in page and "<mark>personalomsättningen</mark>" in page
    assert f'href="/handlingar/{paper.pk}/' in page
    assert 'value="personalomsättning"' in page


def test_what_stands_in_a_text_is_shown_as_text(lena: CheckingClient) -> None:
    shelve("fult.txt", "Socialnämnden <script>alert(1)</script> och <b>kanelbullen</b> & 'citat' i nämndens papper.")
    page = shown(lena, "kanelbullen")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;<mark>kanelbullen</mark>&lt;/b&gt; &amp;" in page
    assert "&lt;i&gt;x" in shown(lena, "<i>xyzq") and "<i>xyzq" not in shown(lena, "<i>xyzq")


def test_a_guessed_word_is_told_and_a_suggestion_is_a_link(lena: CheckingClient) -> None:
    assert "Visar också träffar på <strong>”mentorer”</strong> för ”mentorerr”" in shown(lena, "mentorerr")
    page = shown(lena, "fredxxxar")
    assert "Ingenting hittades för ”fredxxxar”." in page and 'href="?q=fredagar"' in page
    assert "Kontrollera stavningen" in page


def test_a_word_that_is_found_nowhere_is_named_and_the_rest_is_shown(lena: CheckingClient) -> None:
    page = shown(lena, "mentorer qxzwv SN 2025/99")
    assert "”qxzwv”, ”SN” och ”2025/99” hittades inte. Här är träffar på resten." in page
    assert "<mark>mentorer</mark>" in page


def test_what_is_not_taken_up_yet_is_said(lena: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "A_FEW", 3)
    monkeypatch.setattr(actions, "WAITED", -1.0)
    page = shown(lena, "zonkelbeslut")
    assert "Ingenting hittades än för ”zonkelbeslut”." in page
    assert "inte med i sökningen än. Sök igen om en stund." in page


def test_choices_have_counts_and_keep_the_query(lena: CheckingClient) -> None:
    page = shown(lena, "introduktion")
    assert re.search(r'<option value="signal">Signaler \(\d+\)</option>', page)
    assert '<input type="hidden" name="q" value="introduktion">' in page
    only = shown(lena, "introduktion", slag="signal")
    assert '<option value="signal" selected>' in only and "1 träff." in only
    none = shown(lena, "introduktion", slag="paper")
    assert "Inget stämmer med urvalet" in none and "Visa alla träffar" in none


def test_an_unknown_choice_is_answered_kindly(lena: CheckingClient) -> None:
    page = shown(lena, "introduktion", slag="hittepå", ar="\x00", sida="-3", ordning="x")
    assert "Inget stämmer med urvalet" in page
    assert "träffar." in shown(lena, "introduktion", sida="99999999")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("och det att", "Orden står i nästan alla texter"),
        ("å" * 10_000, "Skriv kortare"),
        ("-mentor", "Skriv också minst ett ord"),
        ("?!", "Det finns inget ord att söka efter"),
        ("mentor\x00", "träff"),
        ("'; DROP TABLE x; --", "Ingenting hittades"),
    ],
)
def test_bad_input_is_answered_kindly_and_nothing_is_lost(lena: CheckingClient, query: str, said: str) -> None:
    page = shown(lena, query)
    assert said in page
    assert query.replace("\x00", "").replace("'", "&#x27;")[:40] in page


def test_a_page_of_hits_asks_little_however_much_there_is(lena: CheckingClient) -> None:
    for number in range(30):
        shelve(f"papper-{number}.txt", f"Nämnden fick rapport nummer {number} om introduktion av nyanställda i år.")
    shown(lena, "introduktion nyanställda")
    assert lena.count(PAGE, q="introduktion nyanställda") <= 15
    assert lena.count(PAGE, q="introdukton") <= 15
    page = shown(lena, "introduktion nyanställda", sida="2")
    assert 'aria-label="Sidor"' in page and "q=introduktion+nyanst%C3%A4llda" in page


def test_the_longest_query_fits_in_an_address(lena: CheckingClient) -> None:
    longest = "å" * LONGEST
    page = shown(lena, longest)
    assert f'maxlength="{LONGEST}"' in page and "Ingenting hittades" in page
    address = f"GET {PAGE}?{urlencode({'q': longest, 'slag': 'paper', 'ordning': 'datum', 'sida': '100'})} HTTP/1.1"
    assert len(address) < LONGEST_ADDRESS - 1_000


def test_a_visitor_is_sent_to_the_login_page(small_city: None, client: CheckingClient) -> None:
    assert client.get(PAGE, {"q": "introduktion"}).headers["Location"].startswith("/logga-in/")


def test_the_page_writes_no_event(lena: CheckingClient) -> None:
    shown(lena, "introduktion")
    with CaptureQueriesContext(connection) as asked:
        shown(lena, "introduktion")
    assert not [one for one in asked.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
