"""How the open pages travel: no cookie, cacheable, known by their content, packed, and light."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from handslag.core.http import SHARED
from handslag.plan.models import Plan
from tests.client import CheckingClient
from tests.house.tree import SRC

PAGES = ("", "livstecken/", "livstecken/angsby/arbetsbelastning/", "planen/", "rapporter/", "rapporter/2025-T1/",
         "moten/", "data/", "data/livstecken.csv", "data/livstecken.json", "sa-raknas/", "flode.xml")  # fmt: skip
STATIC = SRC / "core" / "static"
HEAVIEST = 100_000


@pytest.mark.parametrize("page", PAGES)
def test_an_open_page_sets_no_cookie_and_may_be_kept(page: str, open_city: Plan, client: CheckingClient) -> None:
    response = client.get(f"/oppet/lillkoping/{page}")
    assert response.status_code == 200 and not response.cookies
    assert response.headers["Cache-Control"] == SHARED
    assert response.headers["Vary"] == "Accept-Encoding"
    again = client.get(f"/oppet/lillkoping/{page}", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304 and not again.content
    assert again.headers["ETag"] == response.headers["ETag"] and again.headers["Vary"] == "Accept-Encoding"


def test_a_page_is_packed_for_those_who_can_unpack_it(open_city: Plan, client: CheckingClient) -> None:
    plain = client.get("/oppet/lillkoping/")
    packed = Client().get("/oppet/lillkoping/", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_pages_with_forms_or_of_a_user_are_never_packed(open_city: Plan, client: CheckingClient) -> None:
    for path, who in (("/logga-in/", client), ("/livstecken/", CheckingClient().as_user("pia"))):
        response = who.get(path, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in response.headers and "no-store" in response.headers["Cache-Control"]


def test_only_reading_is_answered(open_city: Plan, client: CheckingClient) -> None:
    assert client.post("/oppet/lillkoping/").status_code == 405
    assert client.head("/oppet/lillkoping/").status_code == 200


@pytest.mark.parametrize("page", ["", "livstecken/", "livstecken/angsby/arbetsbelastning/", "planen/", "data/"])
def test_a_first_visit_weighs_less_than_100_kilobytes(page: str, open_city: Plan, client: CheckingClient) -> None:
    html = Client().get(f"/oppet/lillkoping/{page}", headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(html.content).decode()
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text), "something comes from elsewhere"
    fetched = re.findall(r"""<(?:link rel="(?:stylesheet|icon)"[^>]*href|script src)="/static/([^"]+)""", text)
    assert {"app.css", "theme.css"} <= set(fetched)
    weight = len(html.content) + sum(len(gzip.compress((STATIC / name).read_bytes())) for name in fetched)
    weight += (STATIC / "vendor" / "inter" / "InterLatin.woff2").stat().st_size
    assert weight < HEAVIEST, weight


def test_the_letters_of_the_pages_are_in_the_small_font(open_city: Plan, client: CheckingClient) -> None:
    css = (STATIC / "app.css").read_text(encoding="utf-8")
    ranges = re.search(r"unicode-range: ([^;]+);", css)
    assert ranges is not None
    spans = [tuple(int(end, 16) for end in part.strip()[2:].split("-")) for part in ranges[1].split(",")]
    for page in PAGES[:8]:
        text = re.sub(r"<[^>]*>", "", client.get(f"/oppet/lillkoping/{page}").content.decode())
        others = {c for c in text if ord(c) >= 32 and not any(span[0] <= ord(c) <= span[-1] for span in spans)}
        assert not others, f"{page}: the whole font is fetched for {others}"


def test_an_open_page_costs_few_questions(open_city: Plan, client: CheckingClient) -> None:
    for page, most in (
        ("", 17),  # the first visit after something was recorded reads which questions and promises wait, and the names
        ("", 4),  # to be left out; until more is recorded that is kept
        ("livstecken/", 4),
        ("livstecken/angsby/arbetsbelastning/", 4),
        ("rapporter/2025-T1/", 4),
    ):
        with client.at_most(most):
            client.get(f"/oppet/lillkoping/{page}")
