"""The rules of adoption, without a database: what is asked, what stands, what is out of turn, what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.followup.rules.adoption import (
    ANSWER_MOVES,
    MOVE_WORDS,
    STATUS_WORDS,
    Changes,
    GivenAnswer,
    KnownRevision,
    Said,
    asked_areas,
    day_for,
    existing,
    newest,
    out_of_turn,
    revision_then,
)
from handslag.followup.rules.adoption_measures import MeasureSaid, likely_same, measure_faults
from handslag.plan.facts import AreaText, Decision, RevisionText

DUE = date(2026, 1, 30)
CALENDAR = {2025: date(2025, 1, 31), 2026: DUE, 2027: date(2027, 1, 29)}
FEBRUARY = datetime(2026, 2, 2, tzinfo=UTC)


def revision(label: str, day: date, *areas: AreaText, year: int | None = None) -> KnownRevision:
    text = RevisionText(label, areas, decision=Decision("Nämnden", day), in_force=day, first_vp_year=year)
    return KnownRevision(text, datetime(day.year, day.month, day.day, tzinfo=UTC))


OLD = revision("2024", date(2024, 9, 1), AreaText("a", "A"), AreaText("b", "B"), year=2025)
NEW = revision(
    "2026", date(2026, 4, 1), AreaText("a", "A", mandatory=True), AreaText("b", "B", "Ny text."), AreaText("c", "C")
)


def answer(pk: int, said: Said, day: int = 2, **more: int | bool) -> GivenAnswer:
    return GivenAnswer(pk, 1, "a", 2026, said, datetime(2026, 2, day, tzinfo=UTC), **more)  # type: ignore[arg-type]


def test_an_area_is_asked_from_the_first_year_of_the_revision_it_came_with() -> None:
    asked = asked_areas([OLD, NEW], NEW, 2026, CALENDAR)
    assert [(one.key, one.mandatory) for one in asked] == [("a", False), ("b", False)]
    asked = asked_areas([OLD, NEW], NEW, 2027, CALENDAR)
    assert [(one.key, one.mandatory) for one in asked] == [("a", True), ("b", False), ("c", False)]
    assert asked_areas([OLD], OLD, 2024, CALENDAR) == ()


def test_the_revision_that_asks_is_the_one_known_and_in_force() -> None:
    both = [OLD, NEW]
    assert revision_then(both, 2026, DUE, date(2026, 2, 2)) is OLD
    assert revision_then(both, 2026, DUE, date(2026, 5, 1)) is NEW
    assert revision_then(both, 2025, CALENDAR[2025], date(2026, 5, 1)) is OLD  # a year that has ended keeps its own
    assert revision_then(both, 2027, CALENDAR[2027], date(2026, 3, 1), FEBRUARY) is OLD  # not yet decided


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_plan_is_read_within_the_year_the_vp_holds(day: date) -> None:
    assert DUE <= day_for(DUE, 2026, day) <= date(2026, 12, 31)


def test_the_newest_is_the_one_decided_last() -> None:
    early, late = answer(1, Said(True, decided_on=date(2026, 2, 1)), 3), answer(2, Said(False, decided_on=None), 9)
    assert newest([early, late], DUE) is early
    change = answer(3, Said(True, decided_on=date(2026, 3, 1)), 9, under=1)
    assert newest([early, late, change], DUE) is early  # a change is no answer
    gone = answer(4, early.said, 9, replaces=1, withdrawn=True)
    assert newest([early, late, change, gone], DUE) is late
    assert existing([early, gone]) == []


def test_an_older_decision_is_out_of_turn() -> None:
    stands = [
        answer(1, Said(True, decided_on=date(2026, 2, 1))),
        answer(2, Said(True, decided_on=date(2026, 3, 1)), under=1),
    ]
    assert "2 februari" not in out_of_turn(Said(True, decided_on=date(2026, 2, 1)), stands, DUE)
    assert not out_of_turn(Said(True, decided_on=date(2026, 2, 1)), stands, DUE)
    assert "1 mars 2026" in out_of_turn(Said(False, "x", date(2026, 2, 20)), stands, DUE)
    assert not out_of_turn(Said(False, "x", date(2026, 3, 1)), stands, DUE)
    assert not out_of_turn(Said(False, "x"), [], DUE)


def test_every_status_and_move_has_a_word_and_unanswered_has_nothing_to_stand_by() -> None:
    assert {status for status, _ in ANSWER_MOVES} == set(STATUS_WORDS)
    assert {move for _, move in ANSWER_MOVES} == set(MOVE_WORDS)
    without = set(product(("unanswered", "central", "inherited"), ("confirm", "withdraw")))
    assert not without & set(ANSWER_MOVES)


def test_only_what_has_changed_is_told() -> None:
    changes = Changes([OLD, NEW], NEW, 2026, DUE)
    answered = date(2026, 2, 2)
    found = changes.since(answered, FEBRUARY, "b")
    assert found is not None and found[0].label == "2024" and found[1].kinds == ("reworded",)
    assert changes.since(date(2026, 4, 2), datetime(2026, 4, 2, tzinfo=UTC), "b") is None
    same = replace(NEW, content=replace(NEW.content, areas=OLD.content.areas))
    assert Changes([OLD, same], same, 2026, DUE).since(answered, FEBRUARY, "b") is None


@pytest.mark.parametrize(
    ("title", "found"), [("Tak på femton ärende", 7), ("Tak på 15 ärenden", None), ("Något helt annat", None)]
)
def test_a_title_like_an_old_one_may_be_the_same(title: str, found: int | None) -> None:
    likely = likely_same(title, [(7, "Tak på femton ärenden"), (8, "Mentor")])
    assert (likely[0] if likely else None) == found


def test_a_moved_day_needs_its_reason_and_cannot_be_taken_away() -> None:
    said = MeasureSaid("Tak", due=date(2026, 6, 30))
    assert measure_faults(said, earlier_due=date(2026, 6, 30)) == {}
    assert set(measure_faults(said, earlier_due=date(2026, 3, 31))) == {"due_reason"}
    assert set(measure_faults(replace(said, due=None), earlier_due=date(2026, 3, 31))) == {"due"}
