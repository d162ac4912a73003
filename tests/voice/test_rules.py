"""The state tables, and what is said of a sender."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.voice.rules.meetings import PointState, point_state
from handslag.voice.rules.signals import (
    MOVE_WORDS,
    SIGNAL_MOVES,
    SIGNAL_STATES,
    Move,
    State,
    after,
    moves_taken,
    sender_words,
    state_of,
    waits,
)
from handslag.voice.rules.texts import PERSONAL_NUMBER, fault_of


@pytest.mark.parametrize(
    ("moves", "state"),
    [
        ([], State.OPEN),
        ([Move.ANSWER], State.ANSWERED),
        ([Move.ANSWER, Move.REOPEN], State.REOPENED),
        ([Move.ANSWER, Move.REOPEN, Move.ANSWER], State.ANSWERED_AGAIN),
        ([Move.ANSWER, Move.REOPEN, Move.ANSWER, Move.CLOSE], State.CLOSED),
        ([Move.SEND], State.SENT),
        ([Move.ANSWER, Move.SEND, Move.CLOSE], State.CLOSED),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else str(value),
)
def test_where_a_signal_stands_after_its_moves(moves: list[Move], state: State) -> None:
    assert state_of(moves) == state


def test_not_content_opens_a_signal_once() -> None:
    assert after(State.ANSWERED, Move.REOPEN) == State.REOPENED
    assert after(State.ANSWERED_AGAIN, Move.REOPEN) is None
    assert after(State.OPEN, Move.CLOSE) is None


@given(st.lists(st.sampled_from(list(Move))))
def test_a_closed_signal_stays_closed(moves: list[Move]) -> None:
    answered = [Move.ANSWER, Move.CLOSE]
    assert state_of([*answered, *moves]) == State.CLOSED


@given(st.booleans(), st.sets(st.sampled_from(["received", "reopen", "send", "lift", "close"])), st.booleans())
def test_what_is_recorded_gives_a_state_that_has_a_word(answered: bool, taken: set[str], again: bool) -> None:
    state = state_of(moves_taken(answered=answered, taken=taken, answered_again=again))
    assert SIGNAL_STATES[state]
    assert not (waits(state, unanswered=not answered) and state == State.CLOSED)


def test_every_state_and_move_of_the_table_has_a_word() -> None:
    assert {state for state, _ in SIGNAL_MOVES} | set(SIGNAL_MOVES.values()) == set(SIGNAL_STATES)
    assert {move for _, move in SIGNAL_MOVES} == set(MOVE_WORDS)


@pytest.mark.parametrize(
    ("kind", "shown", "words"),
    [
        ("union", "union", "Vision"),
        ("union", "everyone", "Ulf Ombud, Vision"),
        ("request_66a", "plan_office", "skyddsombud"),
        ("staff", "union", "medarbetare"),
    ],
)
def test_the_name_stands_only_where_everyone_may_see_it(kind: str, shown: str, words: str) -> None:
    assert sender_words(name="Ulf Ombud", kind=kind, organisation="Vision", shown=shown) == words


def test_a_personal_number_is_found_in_free_text() -> None:
    assert fault_of("Det gällde 19121212-1212.") == PERSONAL_NUMBER
    assert fault_of("Det gällde tolv ärenden.") == ""


def test_where_a_point_stands() -> None:
    assert point_state(withdrawn=False, answered=False) == PointState.OPEN
    assert point_state(withdrawn=False, answered=True) == PointState.ANSWERED
    assert point_state(withdrawn=True, answered=False) == PointState.WITHDRAWN
