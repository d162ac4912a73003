"""Swedish text, days and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.clock import at_local
from handslag.core.text import (
    counted,
    fold,
    join_words,
    kronor,
    personal_numbers,
    slug,
    swedish_date,
    swedish_moment,
)
from handslag.core.workdays import add_working_days, is_working_day


def test_names_are_compared_without_regard_to_case_space_and_composition() -> None:
    assert fold("  Hägersten-\u00adÄlvsjö ") == fold("ha\u0308gersten-a\u0308lvsjo\u0308".upper())
    assert fold("Barn  och\u00a0unga") == "barn och unga"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_slugs_keep_to_plain_letters() -> None:
    assert slug("Hägersten–Älvsjö (söder)") == "hagersten-alvsjo-soder"


def test_dates_and_numbers_read_as_swedish() -> None:
    assert swedish_date(date(2026, 5, 12)) == "12 maj 2026"
    assert swedish_moment(at_local("2026-09-22T07:15")) == "22 september 2026 kl. 07.15"
    assert join_words(["a", "b", "c"]) == "a, b och c"
    assert counted(1, "åtgärd", "åtgärder") == "1 åtgärd"
    assert counted(12345, "åtgärd", "åtgärder") == "12\u00a0345 åtgärder"
    assert kronor(123450000) == "1\u00a0234\u00a0500\u00a0kr"
    assert kronor(-150) == "−1,50\u00a0kr"


@pytest.mark.parametrize(
    "text",
    [
        "811228-9874", "19811228-9874", "8112289874", "Ring 670919-9530 i dag", "701063-2391",
        "811228\u00a09874", "811228\u00ad-9874", "81122\u200b8-9874", "1981-12-28-9874", "1981-12-28–9874",
        "811228-9874- är sjuk", "Klient-811228-9874", "–811228-9874–",
    ],
)  # fmt: skip
def test_a_personal_number_is_found(text: str) -> None:
    assert personal_numbers(text)


@pytest.mark.parametrize(
    "text",
    ["212000-0142", "556036-0793", "811228-9873", "811328-9874", "SOF 2023/123-45", "2025-04-30", "dnr 1135/15", ""],
    ids=["city", "company", "wrong check digit", "month 13", "registration number", "date", "dnr", "empty"],
)
def test_what_is_no_personal_number_is_left_alone(text: str) -> None:
    assert not personal_numbers(text)


@pytest.mark.parametrize("text", ["1981-12-28-9874-01-01", "12-811228-9874"], ids=["two dates", "longer number"])
def test_a_longer_row_of_digits_is_no_personal_number(text: str) -> None:
    assert not personal_numbers(text)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 6, 20), False),  # midsummer's eve
        (date(2025, 12, 24), False),
        (date(2025, 5, 30), True),  # the day after Ascension Day: works unless the city lists it
        (date(2025, 6, 6), False),
        (date(2025, 1, 7), True),
        (date(2025, 1, 4), False),  # a Saturday
    ],
)
def test_working_days_follow_the_swedish_calendar(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_bridge_day_the_city_lists_is_no_working_day() -> None:
    assert add_working_days(date(2025, 5, 28), 1) == date(2025, 5, 30)
    assert add_working_days(date(2025, 5, 28), 1, {date(2025, 5, 30)}) == date(2025, 6, 2)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 40))
def test_counting_working_days_one_by_one_gives_the_same(day: date, count: int) -> None:
    there = add_working_days(day, count)
    between = (day + timedelta(days=step) for step in range(1, (there - day).days + 1))
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(there)
