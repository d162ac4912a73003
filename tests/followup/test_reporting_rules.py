"""Period reports as rules: states and moves, the periods to report, and how two people's lines meet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.followup.rules.reporting import (
    PART_LABELS,
    PART_MOVE_LABELS,
    PART_MOVES,
    REPORT_LABELS,
    REPORT_MOVE_LABELS,
    REPORT_MOVES,
    STEP_WORDS,
    PartMove,
    PartState,
    ReportMove,
    ReportPeriod,
    ReportState,
    refused_part_move,
    refused_report_move,
    to_report,
)
from handslag.followup.rules.reporting_lines import Meeting, Words, answer_of, mark, meet, new_in, plain

TEXT = st.sampled_from(["", "a", "b", "Två mentorer", "Två mentorer\nTre"])
WORDS = st.builds(Words, st.sampled_from(["planned", "under_way", "done"]), TEXT, TEXT, TEXT, TEXT)
PERIODS = (
    ReportPeriod(2026, "T1", date(2026, 4, 30), date(2026, 5, 21), date(2025, 12, 31)),
    ReportPeriod(2026, "T2", date(2026, 8, 31), date(2026, 9, 22), date(2026, 4, 30)),
    ReportPeriod(2026, "VB", date(2026, 12, 31), date(2027, 1, 29), date(2026, 8, 31)),
)


# States --------------------------------------------------------------------------------------------------------------
@given(st.lists(st.sampled_from(ReportMove), max_size=12))
def test_a_report_is_signed_by_way_of_prepared_and_approved_and_then_stands(moves: list[ReportMove]) -> None:
    state, passed = ReportState.MISSING, []
    for move in moves:
        after = REPORT_MOVES.get((state, move))
        assert (after is None) is bool(refused_report_move(state, move))
        if after is not None:
            state = after
            passed.append(after)
    if ReportState.SIGNED in passed:
        assert passed[-3:] == [ReportState.PREPARED, ReportState.APPROVED, ReportState.SIGNED]


@given(st.lists(st.sampled_from(PartMove), max_size=12))
def test_a_part_is_handed_in_only_once_unless_it_is_sent_back(moves: list[PartMove]) -> None:
    state, handed = PartState.MISSING, 0
    for move in moves:
        after = PART_MOVES.get((state, move))
        assert (after is None) is bool(refused_part_move(state, move))
        handed += {PartMove.HAND_IN: 1, PartMove.SEND_BACK: -1}.get(move, 0) if after else 0
        state = after or state
    assert handed == (state is PartState.HANDED_IN)


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("move", ReportMove)
def test_each_refusal_is_a_sentence(state: ReportState, move: ReportMove) -> None:
    reason = refused_report_move(state, move)
    assert ((state, move) in REPORT_MOVES) is not bool(reason)
    assert not reason or (reason[0].isupper() and reason.endswith("."))


def test_every_state_and_move_has_its_swedish_word() -> None:
    assert set(PART_LABELS) == set(PartState) and set(REPORT_LABELS) == set(ReportState)
    assert set(PART_MOVE_LABELS) == set(PartMove) and set(REPORT_MOVE_LABELS) == set(ReportMove)
    assert {move.value for move in ReportMove} <= set(STEP_WORDS)


def test_nothing_leads_out_of_signed() -> None:
    assert not [move for (state, move) in REPORT_MOVES if state is ReportState.SIGNED]


# Periods -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("signed", "day", "keys"),
    [
        (set(), date(2026, 9, 1), ["2026-T1", "2026-T2"]),
        ({"2026-T1"}, date(2026, 9, 1), ["2026-T2"]),
        ({"2026-T1"}, date(2026, 8, 30), ["2026-T2"]),
        ({"2026-T1", "2026-T2"}, date(2026, 10, 1), ["2026-VB"]),
        ({"2026-T1", "2026-T2", "2026-VB"}, date(2027, 2, 1), []),
        ({"2026-T2"}, date(2026, 10, 1), ["2026-T1"]),
    ],
    ids=["two are late", "the newest", "the coming one", "after the newest", "all done", "an older one is missing"],
)
def test_what_is_to_be_reported_on_a_day(signed: set[str], day: date, keys: list[str]) -> None:
    assert [one.key for one in to_report(PERIODS, signed, day)] == keys


@given(st.sets(st.sampled_from([one.key for one in PERIODS])), st.integers(0, 500))
def test_a_signed_period_is_never_asked_for_and_one_at_most_lies_ahead(signed: set[str], days: int) -> None:
    day = date(2026, 1, 1) + timedelta(days)
    left = to_report(PERIODS, signed, day)
    come = [one for one in left if one.as_of <= day]
    assert not {one.key for one in come} & signed and len(left) - len(come) <= 1


# Lines ---------------------------------------------------------------------------------------------------------------
@given(WORDS, WORDS, st.integers(0, 5), st.integers(0, 5))
def test_nothing_another_has_written_is_overwritten_unseen(sent: Words, standing: Words, seen: int, now: int) -> None:
    met = meet(sent, mark(seen, standing), standing, now)
    if met is Meeting.SAVED:
        assert seen == now


@given(WORDS, WORDS, st.integers(0, 5))
def test_what_the_sender_has_not_touched_crosses_nobody(shown: Words, standing: Words, version: int) -> None:
    met = meet(shown, mark(version, shown), standing, version + 1)
    assert met in {Meeting.UNTOUCHED, Meeting.SAME}


@given(WORDS, WORDS, WORDS, st.integers(0, 5))
def test_what_was_written_on_an_old_line_is_shown_beside_the_new(mine: Words, seen: Words, new: Words, at: int) -> None:
    met = meet(mine, mark(at, seen), new, at + 1)
    if mine not in (seen, new):
        assert met is Meeting.CROSSED


@pytest.mark.parametrize("broken", ["", "x", ".", "9999999999.1", "-1.a"])
def test_a_mark_that_is_none_overwrites_nothing(broken: str) -> None:
    assert meet(Words("done", "min"), broken, Words("done", "annans"), 3) is Meeting.CROSSED


def test_a_state_that_is_known_answers_nothing_and_a_new_one_does() -> None:
    assert answer_of(Words("under_way"), "under_way") == ""
    assert answer_of(Words("done"), "under_way") == "news"
    assert answer_of(Words("under_way", obstacle="Ingen lokal"), "under_way") == "news"


@given(WORDS, st.lists(WORDS, max_size=3), st.sampled_from(["planned", "under_way", "done"]))
def test_what_is_recorded_becomes_no_fact_again_and_all_else_does(line: Words, old: list[Words], state: str) -> None:
    left = new_in(line, old, state)
    for place, text in enumerate(line.texts):
        known = any(text == one.texts[place] for one in old)
        assert (left.texts[place] if left else "") == ("" if known or left is None else text)
        assert left is not None or not text or known


def test_texts_are_kept_with_one_kind_of_line_break() -> None:
    assert plain(" a\r\nb\rc \n") == "a\nb\nc"
