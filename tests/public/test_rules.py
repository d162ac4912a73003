"""When a period is closed, and which names are taken away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.clock import local
from handslag.public.rules import (
    NAMELESS,
    ClosedPeriod,
    is_closed,
    names_to_hide,
    percent,
    turns,
    without_names,
)


def test_a_period_is_closed_when_the_whole_due_day_has_passed() -> None:
    due = date(2025, 5, 21)
    assert not is_closed(due, due) and is_closed(due, date(2025, 5, 22))
    known = local(ClosedPeriod(date(2025, 4, 30), 2025, "T1", due).known_at)
    assert (known.date(), f"{known:%H.%M.%S}") == (due, "23.59.59")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Lind svarar.", f"{NAMELESS} svarar."),
        ("ANNA  lind svarar", f"{NAMELESS} svarar"),
        ("Anna Linds förslag", f"{NAMELESS} förslag"),
        ("Joanna Lindgren svarar", "Joanna Lindgren svarar"),
        ("Anna svarar", "Anna svarar"),
        ("", ""),
    ],
)
def test_a_name_is_taken_away_however_it_is_written(text: str, left: str) -> None:
    assert without_names(text, ("Anna Lind",)) == left


def test_names_of_places_and_offices_are_no_persons() -> None:
    users = ["Eva Enhetschef", "Pia", ""]
    written = ["Anna Lind", "Enhetschef Norr", "Äldre Strandvik", "Vision", "enhetschefen"]
    assert names_to_hide(users, written, {"äldre strandvik"}) == ("Eva Enhetschef", "Anna Lind")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_a_name_it_is_gone(before: str, after: str) -> None:
    text = f"{before} Anna Lind. {after}"
    assert "Anna Lind." not in without_names(text, ("Anna Lind",))


def test_a_turn_is_a_cell_that_stood_then_and_has_another_sign() -> None:
    found = turns({"a/x": "awake", "b/x": "late"}, {"a/x": "asleep", "b/x": "late", "c/x": "asleep"})
    assert [(one.cell, one.before, one.now) for one in found] == [("a/x", "awake", "asleep")]


def test_percent_is_whole_and_nothing_of_nothing_is_nothing() -> None:
    assert (percent(105, 144), percent(1, 2), percent(0, 0), percent(5, 5)) == (73, 50, 0, 100)
