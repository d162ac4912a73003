"""Rules of accounts, invitations and days that need no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.clock import STOCKHOLM
from handslag.people.rules import (
    FAILURE_WINDOW,
    INVITATION_FAULTS,
    INVITATION_MOVES,
    INVITATION_STATES,
    MOST_FAILURES,
    days_fault,
    invitation_state,
    overlap,
    paused_until,
    stand_in_days_fault,
    username_fault,
    username_key,
)

NOON = datetime(2026, 5, 12, 12, tzinfo=STOCKHOLM)
TODAY = NOON.date()
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "expires", "state"),
    [
        (None, None, NOON + MINUTE, "open"),
        (None, None, NOON, "expired"),
        (NOON, None, NOON - MINUTE, "accepted"),
        (None, NOON, NOON + MINUTE, "withdrawn"),
    ],
)
def test_an_invitation_has_one_state(
    accepted: datetime | None, withdrawn: datetime | None, expires: datetime, state: str
) -> None:
    assert invitation_state(accepted, withdrawn, expires, NOON) == state


def test_what_is_used_or_withdrawn_moves_no_more_and_every_refusal_has_a_sentence() -> None:
    assert {state for state, _ in INVITATION_MOVES} == {"open", "expired"}
    assert set(INVITATION_MOVES.values()) <= set(INVITATION_STATES)
    refused = {state for state in INVITATION_STATES if (state, "accept") not in INVITATION_MOVES}
    assert refused == set(INVITATION_FAULTS)


@pytest.mark.parametrize("name", ["eva", "eva.enhetschef", "eva-2", "Åsa_Ö", "e.e@kommun.se"])
def test_a_user_name(name: str) -> None:
    assert username_fault(name) == ""


@pytest.mark.parametrize("name", ["", "ab", "eva enhetschef", ".eva", "eva-", "e" * 81, "<b>eva</b>"])
def test_what_is_no_user_name_is_refused_with_what_is(name: str) -> None:
    assert username_fault(name).startswith("Använd 3–80 bokstäver")


def test_a_personal_number_is_no_user_name() -> None:
    assert "personnummer" in username_fault("19121212-1212")


def test_a_name_is_counted_without_regard_to_case_and_cannot_be_read() -> None:
    assert username_key("Eva") == username_key("eva") and "eva" not in username_key("eva")


def test_ten_failures_within_a_quarter_pause_a_name_until_the_first_of_them_is_a_quarter_old() -> None:
    failures = [NOON - MINUTE * n for n in range(MOST_FAILURES)]
    assert paused_until(failures[1:], NOON) is None
    assert paused_until(failures, NOON) == failures[-1] + FAILURE_WINDOW


@given(st.lists(st.integers(0, 60), max_size=30))
def test_a_pause_ends_within_a_quarter_and_only_recent_failures_count(minutes: list[int]) -> None:
    failures = [NOON - MINUTE * n for n in minutes]
    until = paused_until(failures, NOON)
    recent = [n for n in minutes if n < 15]
    assert (until is not None) == (len(recent) >= MOST_FAILURES)
    assert until is None or NOON < until <= NOON + FAILURE_WINDOW


@given(DAYS, DAYS, DAYS, DAYS)
def test_stretches_overlap_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    first, last, other_first, other_last = min(a, b), max(a, b), min(c, d), max(c, d)
    shared = max(first, other_first) <= min(last, other_last)
    assert overlap(first, last, other_first, other_last) == shared == overlap(other_first, other_last, first, last)
    assert overlap(first, None, other_first, None)


def test_days_of_a_role_are_in_order_and_none_has_been() -> None:
    day = timedelta(days=1)
    assert days_fault(TODAY, None, TODAY) == "" == days_fault(TODAY, TODAY, TODAY)
    assert "redan varit" in days_fault(TODAY - day, None, TODAY)
    assert "före den första" in days_fault(TODAY + day, TODAY, TODAY)
    assert "högst ett år" in stand_in_days_fault(TODAY, TODAY + 400 * day, TODAY)
    assert stand_in_days_fault(TODAY, TODAY + 30 * day, TODAY) == ""
