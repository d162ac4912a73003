"""The drawing of a cell's months: every mark has its place, none covers another, and nothing falls outside."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.vitals.facts import Run
from handslag.vitals.pages.timeline import Drawing, Happened, Reported, Signalled, draw

FIRST, LAST, NOW = date(2025, 4, 1), date(2026, 9, 30), date(2026, 9, 22)
DAYS = st.dates(FIRST, NOW)


def happened(**more: object) -> Happened:
    runs = (Run("awake", FIRST, date(2026, 4, 14)), Run("asleep", date(2026, 4, 15), NOW))
    return Happened(FIRST, LAST, NOW, more.pop("runs", runs), **more)  # type: ignore[arg-type]


def marks(drawing: Drawing, kind: str, css: str) -> list[tuple[float, float]]:
    return [(float(m.x), float(m.to_x or 0)) for m in drawing.marks if m.kind == kind and m.css == css]


@pytest.mark.parametrize("wide", [True, False], ids=["wide", "phone"])
def test_the_signs_follow_each_other_along_the_days(wide: bool) -> None:
    drawing = draw(happened(), wide=wide)
    (calm,) = marks(drawing, "rect", "f-awake")
    (loud,) = marks(drawing, "rect", "f-asleep")
    assert calm[0] < loud[0] and calm[0] + calm[1] <= loud[0]
    assert "Aktivt" in [mark.text for mark in drawing.marks]


@given(days=st.lists(DAYS, max_size=60), wide=st.booleans())
def test_acts_never_cover_each_other_and_none_is_lost(days: list[date], wide: bool) -> None:
    drawing = draw(happened(acts=days), wide=wide)
    places = [x for x, _ in marks(drawing, "circle", "f-act")]
    assert all(b - a >= 17.8 for a, b in pairwise(places))
    numbers = [int(m.text) for m in drawing.marks if m.kind == "text" and m.css == "inv"]
    singles = len([m for m in drawing.marks if m.kind == "circle" and m.to_x == "7"])
    assert sum(numbers) + singles == len(days)


@given(raised=st.dates(date(2024, 1, 1), NOW), wait=st.integers(0, 900), wide=st.booleans())
def test_nothing_is_drawn_outside_the_picture(raised: date, wait: int, wide: bool) -> None:
    answered = raised + timedelta(days=wait)
    signal = Signalled(raised, answered if answered <= NOW else None)
    drawing = draw(happened(signals=[signal], pauses=[(raised, answered)]), wide=wide)
    for mark in drawing.marks:
        if mark.kind == "line":
            assert 0 <= float(mark.x) <= drawing.width and 0 <= float(mark.to_x) <= drawing.width


def test_a_report_is_filled_empty_or_crossed_out() -> None:
    reports = [
        Reported(date(2025, 5, 12), "T1", new=True),
        Reported(date(2025, 9, 12), "T2", new=False),
        Reported(date(2026, 1, 20), "VB", new=False, missing=True),
    ]
    drawing = draw(happened(reports=reports), wide=True)
    assert len(marks(drawing, "rect", "ink")) == len(marks(drawing, "rect", "hollow")) == 1
    assert [m for m in drawing.marks if m.kind == "path" and m.css == "l-sig"]
    assert {"T1", "T2", "VB"} <= {mark.text for mark in drawing.marks}


def test_a_long_silence_is_written_on_its_line() -> None:
    drawing = draw(happened(silent_since=date(2026, 1, 14), silent_days=251), wide=True)
    assert "251 dagar tyst" in [mark.text for mark in drawing.marks]
    assert [mark for mark in drawing.marks if mark.dash]
