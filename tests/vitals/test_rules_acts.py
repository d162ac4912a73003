"""Which entries are substantive acts, what state they leave, and how the clock runs from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.vitals.town import NEWS, NORTH, NOW, answered, cell, codes, day, listed, noted, text_of, town

from handslag.vitals import rules
from handslag.vitals.facts import Entry, Pause, Talk
from handslag.vitals.rules.substance import FULL
from handslag.vitals.rules.timelines import Timeline

ONE = answered(1, 2024, listed(1), decided="2024-01-15")


def walked(*steps: tuple[str | None, str, str]) -> Timeline:
    """A time line of (state, note, evidence), one a day."""
    entries = [noted(i, f"2024-03-{i + 1:02}", *step) for i, step in enumerate(steps)]  # type: ignore[arg-type]
    return Timeline(entries, FULL)


LINES = [
    ("planned from the start is no new state", [("planned", "", "")], "N", "planned"),
    ("started is", [("started", "", "")], "Y", "started"),
    ("started twice", [("started", "", ""), ("started", "", "")], "YN", "started"),
    ("under way after started", [("started", "", ""), ("under_way", "", "")], "YY", "under_way"),
    ("toggled states", [("started", "", ""), ("planned", "", ""), ("started", "", "")], "YNN", "started"),
    ("toggled between two", [("started", "", ""), ("under_way", "", ""), ("started", "", "")], "YYN", "started"),
    ("an empty state states nothing", [("started", "", ""), (None, "", "")], "YN", "started"),
    ("done without anything", [("done", "", "")], "N", "planned"),
    ("done with stock words", [("done", "enligt plan", "")], "N", "planned"),
    ("done with a number alone", [("done", "7", "")], "N", "planned"),
    ("done with one word", [("done", "handledare", "")], "Y", "done"),
    ("done with evidence", [("done", "", "protokoll")], "Y", "done"),
    ("done with old evidence", [(None, "", "protokoll"), ("done", "", "protokoll")], "YY", "done"),
    ("dropped without anything", [("started", "", ""), ("dropped", "", "")], "YN", "started"),
    ("dropped with evidence alone", [("started", "", ""), ("dropped", "", "beslut")], "YY", "started"),
    ("dropped with a word", [("dropped", "pengar", "")], "Y", "dropped"),
    ("reopened without a word", [("started", "", ""), ("done", "x", ""), ("started", "", "")], "YYN", "started"),
    ("reopened with a word", [("started", "", ""), ("done", "x", ""), ("started", "igen", "")], "YYY", "started"),
    ("reopened with a stock word", [("started", "", ""), ("done", "x", ""), ("started", "nytt", "")], "YYN", "started"),
    ("reopened into a new state", [("done", "x", ""), ("started", "", "")], "YY", "started"),
    ("reopened to planned, one word", [("done", "x", ""), ("planned", "igen", "")], "YN", "planned"),
    ("reopened to planned, a note", [("done", "x", ""), ("planned", NEWS, "")], "YY", "planned"),
    ("dropped again after done", [("dropped", "x", ""), ("done", "y", ""), ("dropped", "z", "")], "YYN", "dropped"),
    ("new evidence", [(None, "", "protokoll")], "Y", "planned"),
    ("the same evidence", [(None, "", "protokoll"), (None, "", " protokoll ")], "YN", "planned"),
    ("other evidence", [(None, "", "protokoll"), (None, "", "protokoll 2")], "YY", "planned"),
    ("blank evidence", [("started", "", ""), (None, "", "   ")], "YN", "started"),
    ("a note", [(None, NEWS, "")], "Y", "planned"),
    ("a copy", [(None, NEWS, ""), (None, f"{NEWS} 30/4", "")], "YN", "planned"),
    ("a copy with a new number", [(None, NEWS, ""), (None, f"{NEWS} 7", "")], "YY", "planned"),
    ("a copy with an old number", [(None, f"{NEWS} 7", ""), (None, NEWS, "")], "YN", "planned"),
    ("a copy of an older one", [(None, NEWS, ""), (None, "taket infört nu", ""), (None, NEWS, "")], "YYN", "planned"),
    ("a stock phrase", [("started", "", ""), (None, "Dialog förs löpande enligt plan", "")], "YN", "started"),
    ("two words", [("started", "", ""), (None, "handledare anställd", "")], "YN", "started"),
    ("short texts are no notes to copy", [(None, "handledare anställd", ""), (None, "handledare anställd 7", "")], "NY",
     "planned"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "acts", "state"), [x[1:] for x in LINES], ids=[x[0] for x in LINES])
def test_substantive_acts(steps: list[tuple[str | None, str, str]], acts: str, state: str) -> None:
    line = walked(*steps)
    assert "".join("NY"[act] for act in line.acts) == acts
    assert line.states[-1] == state


def test_entries_are_taken_by_day_then_moment_then_order() -> None:
    first = noted(1, "2024-03-01", "started", order=2)
    entries = [noted(3, "2024-04-01", "done", NEWS), first, noted(2, "2024-03-01", "under_way", order=1)]
    found = cell(town(ONE, entries=entries), "2024-03-02").measures[0]
    assert found.state == "started"
    assert cell(town(ONE, entries=reversed(entries)), "2024-04-01").measures[0].state == "done"


def test_the_newest_state_counts_whatever_its_day_even_before_the_listing() -> None:
    found = cell(town(ONE, entries=[noted(1, "2023-05-01", "under_way")]), "2024-02-10")
    assert (found.measures[0].state, found.reported, found.silent_days) == ("under_way", "under_way", 10)


def silent(*entries: Entry, on: str = "2024-06-30", **facts: object) -> int | None:
    return cell(replace(town(ONE, entries=entries), **facts), on).silent_days  # type: ignore[arg-type]


def test_the_clock_runs_from_the_first_listing() -> None:
    assert silent(on="2024-01-31") == 0
    assert silent(on="2024-06-30") == 151


@pytest.mark.parametrize("note", ["", "Arbetet fortgår enligt plan", NEWS], ids=["nothing", "stock words", "a copy"])
def test_what_is_no_act_does_not_stop_the_silence(note: str) -> None:
    assert silent(noted(1, "2024-03-01", None, NEWS), noted(2, "2024-06-01", None, note)) == 121


def test_an_act_stops_it_also_on_a_measure_that_is_closed() -> None:
    done = noted(1, "2024-03-01", "done", NEWS)
    assert silent(done, noted(2, "2024-06-01", None, "mallen används av 4 grupper")) == 29


def test_a_talk_is_an_act_of_the_cell() -> None:
    assert silent(talks=(Talk(1, NORTH, "beta", day("2024-06-20")),)) == 10
    assert silent(talks=(Talk(1, NORTH, "alfa", day("2024-06-20")),)) == 151


PAUSES = [
    ("within", [("2024-03-01", "2024-03-10")], 141),
    ("one day", [("2024-03-01", "2024-03-01")], 150),
    ("from the last act", [("2024-01-31", "2024-02-01")], 150),
    ("up to the day", [("2024-06-29", "2024-12-31")], 149),
    ("before", [("2023-01-01", "2024-01-31")], 151),
    ("overlapping", [("2024-03-01", "2024-03-10"), ("2024-03-05", "2024-03-20")], 131),
]


@pytest.mark.parametrize(("spans", "expected"), [p[1:] for p in PAUSES], ids=[p[0] for p in PAUSES])
def test_a_pause_stops_the_clock(spans: list[tuple[str, str]], expected: int) -> None:
    pauses = tuple(Pause(i, NORTH, "beta", day(a), day(b), "sommar") for i, (a, b) in enumerate(spans))
    assert silent(pauses=pauses) == expected


def test_moving_a_date_or_listing_again_is_no_act() -> None:
    again = answered(2, 2024, listed(2, due="2025-06-30"), decided="2024-06-01")
    found = cell(town(ONE, again), "2024-06-30")
    assert found.silent_days == 151
    next_year = answered(3, 2025, listed(3), decided="2025-01-10")
    assert cell(town(ONE, next_year), "2025-01-31").silent_days == 366


def test_each_unit_has_a_silence_of_its_own() -> None:
    both = answered(1, 2024, listed(1, "Tak", "Öst"), listed(2, "Tak", "Väst"), listed(3, "Stad"), decided="2024-01-15")
    east = noted(1, "2024-06-29", "started", of=listed(1, "Tak", "ÖST ").ref)
    found = cell(town(both, entries=[east]), "2024-06-30")
    assert [(u.unit, u.silent_days, u.open_measures) for u in found.units] == [
        ("Väst", 151, 1),
        ("Öst", 1, 1),
        ("", 151, 1),
    ]
    assert (found.silent_days, found.sign) == (1, "drowsy")
    assert "2 av 3 enheter utan livstecken på 150 dagar." in text_of(found, "units_silent")


def test_a_measure_shows_its_copies_and_its_last_act() -> None:
    found = cell(
        town(ONE, entries=[noted(1, "2024-03-01", None, NEWS), noted(2, "2024-04-01", None, NEWS)]), "2024-06-30"
    ).measures[0]
    assert (found.copies, found.last_act) == (("progress:2",), day("2024-03-01"))


OFF = [
    ("new_state", noted(1, "2024-06-01", "started"), 151),
    ("evidence", noted(1, "2024-06-01", None, "", "protokoll"), 151),
    ("note", noted(1, "2024-06-01", None, NEWS), 151),
    ("stock_words", noted(1, "2024-06-01", None, "Arbetet fortgår enligt plan"), 29),
    ("dates", noted(1, "2024-06-01", None, "handledare 30/4"), 29),
    ("three_words", noted(1, "2024-06-01", None, "handledare"), 29),
]


@pytest.mark.parametrize(("part", "entry", "expected"), OFF, ids=[part for part, _, _ in OFF])
def test_each_part_can_be_switched_off(part: str, entry: Entry, expected: int) -> None:
    known = rules.prepare(town(ONE, entries=[entry]), NOW, replace(FULL, **{part: False}))
    found = next(c for c in rules.vitals(known, day("2024-06-30")).cells if c.area == "beta")
    assert found.silent_days == expected


MORE_OFF = [
    ("copies", [noted(1, "2024-03-01", None, NEWS), noted(2, "2024-06-01", None, NEWS)]),
    ("known_evidence", [noted(1, "2024-03-01", None, "", "x"), noted(2, "2024-06-01", None, "", "x")]),
    ("repeated_states", [noted(1, "2024-03-01", "started"), noted(2, "2024-06-01", "planned", "", "y")]),
    ("done_needs_words", [noted(1, "2024-06-01", "done")]),
]


@pytest.mark.parametrize(("part", "entries"), MORE_OFF, ids=[part for part, _ in MORE_OFF])
def test_each_filter_can_be_switched_off(part: str, entries: list[Entry]) -> None:
    known = rules.prepare(town(ONE, entries=entries), NOW, replace(FULL, **{part: False}))
    found = next(c for c in rules.vitals(known, day("2024-06-30")).cells if c.area == "beta")
    assert found.silent_days == 29


def test_listing_switched_off_leaves_the_clock_to_the_acts() -> None:
    known = rules.prepare(town(ONE, entries=[noted(1, "2023-12-01", None, NEWS)]), NOW, replace(FULL, listing=False))
    assert rules.signs(known, day("2024-05-01"))[NORTH, "beta"] == "asleep"
    again = answered(2, 2024, listed(2), decided="2024-06-01")
    known = rules.prepare(town(ONE, again), NOW, replace(FULL, relisting=False))
    assert rules.signs(known, day("2024-06-30"))[NORTH, "beta"] == "awake"


def test_reopening_switched_off() -> None:
    entries = [
        noted(1, "2024-02-01", "started"),
        noted(2, "2024-03-01", "done", "x"),
        noted(3, "2024-06-01", "started", "y"),
    ]
    for part, expected in ((FULL, 29), (replace(FULL, reopening=False), 121)):
        known = rules.prepare(town(ONE, entries=entries), NOW, part)
        assert next(c for c in rules.vitals(known, day("2024-06-30")).cells if c.area == "beta").silent_days == expected


def test_copies_since_the_last_act_are_a_reason() -> None:
    entries = [
        noted(1, "2024-03-01", None, NEWS),
        noted(2, "2024-03-01", None, NEWS),
        noted(3, "2024-03-02", None, NEWS),
    ]
    found = cell(town(ONE, entries=entries), "2024-04-01")
    assert "copied_notes" in codes(found)
    assert "copied_notes" not in codes(cell(town(ONE, entries=entries), "2024-03-01"))


def test_a_pause_ended_on_another_day_or_taken_back_stops_the_clock_no_longer() -> None:
    first = Pause(1, NORTH, "beta", day("2024-03-01"), day("2024-03-30"), "ombyggnad")
    sooner = replace(first, id=2, last_day=day("2024-03-10"), replaces=1)
    back = replace(first, id=2, replaces=1, withdrawn=True)
    later = replace(sooner, recorded_at=NOW + timedelta(days=1))  # not known yet
    told = [silent(pauses=pauses) for pauses in ((first,), (first, sooner), (first, back), (first, later))]
    assert told == [121, 141, 151, 121]
