"""What counts as worse and better between two days."""

from __future__ import annotations

import pytest

from handslag.vitals.facts import SIGNS
from handslag.vitals.pages.comparing import turn_of


@pytest.mark.parametrize(
    ("before", "now", "turn"),
    [
        ("drowsy", "asleep", "worse"),
        ("contested", "asleep", "better"),
        ("awake", "done", "better"),
        ("awake", "opted_out", "worse"),
        ("not_due", "missing", "worse"),
        ("not_due", "awake", ""),
        ("done", "awake", ""),
        (None, "asleep", ""),
    ],
)
def test_a_turn_is_what_a_reader_would_call_it(before: str | None, now: str, turn: str) -> None:
    assert turn_of(before, now) == turn


@pytest.mark.parametrize("sign", SIGNS)
def test_the_same_sign_has_not_turned(sign: str) -> None:
    assert turn_of(sign, sign) == ""


def test_one_way_is_never_the_same_as_the_other() -> None:
    for one in SIGNS:
        for other in SIGNS:
            assert turn_of(one, other) == "" or turn_of(one, other) != turn_of(other, one)
