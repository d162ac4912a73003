"""Single cells: what is read as a date, a year, money, an id, and what is refused rather than guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.sheets.shapes import Fault
from handslag.core.sheets.values import Unreadable, heading_scale, read_date, read_id, read_money, read_text, read_year
from handslag.core.text import MONTHS

APRIL = date(2025, 4, 30)


@pytest.mark.parametrize(
    "cell",
    [
        APRIL,
        datetime(2025, 4, 30, 12, 3),
        45777.0,
        45777.75,
        20250430.0,
        "2025-04-30",
        "2025-4-30",
        "2025/04/30",
        "2025.04.30",
        "2025-04-30 13:45",
        "2025-04-30T13:45:00Z",
        "2025-04-30T13:45:00.000+02:00",
        "20250430",
        "30/4 2025",
        "30/4/2025",
        "30/4-2025",
        "30.4.2025",
        "30.04.2025 12:00",
        "30-04-2025",
        "30 april 2025",
        "30 APRIL 2025",
        "30 apr 2025",
        "30 apr. 2025",
        "30-apr-2025",
        "den 30 april 2025",
        "onsdag 30 april 2025",
        "  30\u00a0april\u00a02025 ",
    ],
    ids=repr,
)
def test_a_date_in_any_dress_is_the_same_day(cell):
    assert read_date(cell) == APRIL


@pytest.mark.parametrize(
    "cell",
    [
        "31 feb 2025",
        "04/05/06",
        "250430",
        "2025",
        2025.0,
        "april 2025",
        "snart",
        "2025-13-01",
        "30/4",
        "1/2/25",
        True,
        "0001-01-01",
        "30 april 20255",
        time(12),
        timedelta(hours=30),
        float("1e300"),
        "²/4 2025",
        datetime(1899, 12, 31),
    ],
    ids=repr,
)
def test_what_is_no_clear_date_is_refused(cell):
    with pytest.raises(Unreadable, match="är inget datum") as refused:
        read_date(cell)
    assert "2025-04-30" in refused.value.advice


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_survives_every_way_of_writing_it(day):
    for text in (
        day.isoformat(),
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y%m%d}",
    ):
        assert read_date(text) == day


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2025.0, 2025),
        (2025, 2025),
        ("2025", 2025),
        ("VP 2025", 2025),
        ("år 2025", 2025),
        ("2025,0", 2025),
        (APRIL, 2025),
        ("", None),
        (" ", None),
    ],
)
def test_a_year(cell, year):
    assert read_year(cell) == year


@pytest.mark.parametrize("cell", ["2025/2026", "25", 25.0, "nästa år", True, 2025.5, "20255"], ids=repr)
def test_what_is_no_year_is_refused(cell):
    with pytest.raises(Unreadable, match="är inget årtal"):
        read_year(cell)


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1 200 000 kr", 120_000_000),
        ("1\u00a0200\u202f000 kr", 120_000_000),
        ("1 200,50", 120_050),
        ("1200.50", 120_050),
        ("1.200.000", 120_000_000),
        ("1,200.50", 120_050),
        ("1.200,50", 120_050),
        ("1200:-", 120_000),
        ("SEK 1 200", 120_000),
        ("1,2 mnkr", 120_000_000),
        ("1,25 miljoner kronor", 125_000_000),
        ("0,125 mnkr", 12_500_000),
        ("500 tkr", 50_000_000),
        ("-500", -50_000),
        ("−500 kr", -50_000),
        ("(500)", -50_000),
        ("0", 0),
        (0, 0),
        (1200.5, 120_050),
        (0.1, 10),
        ("", None),
    ],
    ids=repr,
)
def test_money_is_whole_ore(cell, ore):
    assert read_money(cell) == ore


@pytest.mark.parametrize(
    "cell",
    ["1.200", "1,200", "12 34", "mycket", "1 000-2 000", "10 %", APRIL, True, 1e300, float("inf"), "(5", "٣"],
    ids=repr,
)
def test_money_that_may_mean_two_things_is_refused(cell):
    with pytest.raises(Unreadable):
        read_money(cell)


def test_a_heading_in_thousands_makes_its_bare_numbers_thousands():
    assert heading_scale("Kostnad (tkr)") == 1_000
    assert heading_scale("Kostnad, mnkr") == 10**6
    assert heading_scale("Kostnad (kr)") == 1
    assert read_money(12, 1_000) == 1_200_000
    assert read_money("12 kr", 1_000) == 1_200


@pytest.mark.parametrize(
    ("cell", "text"),
    [(7231.0, "7231"), ("7231.0", "7231"), ("0071", "0071"), (" A-1 ", "A-1"), ("", None), (10.0**12, "1000000000000")],
)
def test_an_id_is_what_its_source_wrote(cell, text):
    assert read_id(cell) == text


def test_an_id_that_excel_made_a_date_is_refused():
    with pytest.raises(Unreadable, match="inte ett id"):
        read_id(date(2025, 3, 1))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  A\u030angbåt\u00a0 ", "Ångbåt"),
        ("av\u00adbrott\u200b", "avbrott"),
        ("en rad\r\ntill", "en rad\ntill"),
        (12.0, "12"),
        (12.5, "12,5"),
        (date(2025, 4, 30), "2025-04-30"),
        (" \u00a0 ", None),
    ],
)
def test_text_is_tidied_and_nothing_else(cell, text):
    assert read_text(cell) == text


@pytest.mark.parametrize("read", [read_text, read_id, read_date, read_year, read_money])
@pytest.mark.parametrize("cell", [Fault("#REF!"), "#N/A", "#SAKNAS!", "#VÄRDEFEL!"])
def test_a_formulas_error_is_never_a_value(read, cell):
    with pytest.raises(Unreadable, match="fel i en formel"):
        read(cell)
