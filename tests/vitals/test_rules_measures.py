"""Which measures a cell has: listed, central, carried; how they are told apart; how their due days move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.vitals.town import (
    ALFA,
    BETA,
    NEWS,
    NORTH,
    VPS,
    after,
    answered,
    cell,
    codes,
    day,
    evidence_of,
    listed,
    noted,
    ref,
    text_of,
    town,
)  # fmt: skip

from handslag.vitals.facts import Administration, CalendarDay, CentralMeasure, Entry, Facts, MeasureRef, Revision

Y24 = answered(1, 2024, listed(1, due="2024-06-30"), decided="2024-01-15")


def titles(facts: Facts, on: str) -> list[str]:
    return [measure.title for measure in cell(facts, on).measures]


# Listed


def test_an_answer_for_a_later_year_does_not_count_yet() -> None:
    facts = town(Y24, answered(2, 2025, listed(2, "Nytt"), decided="2024-12-01"))
    assert titles(facts, "2025-01-30") == ["Tak"]
    assert titles(facts, "2025-01-31") == ["Nytt", "Tak"]
    assert cell(facts, "2025-01-30").year == 2024


def test_measures_of_an_answer_replaced_since_stay() -> None:
    facts = town(Y24, answered(2, 2024, listed(2, "Nytt"), decided="2024-04-01"))
    assert titles(facts, "2024-03-31") == ["Tak"]
    assert titles(facts, "2024-04-01") == ["Nytt", "Tak"]


def test_a_measure_is_listed_first_when_its_first_answer_counts() -> None:
    late = answered(2, 2024, listed(2, "Sen"), decided="2024-04-01")
    early = answered(3, 2025, listed(3, "Tak"), decided="2024-11-01")
    found = {m.title: m.listed_first for m in cell(town(Y24, late, early), "2025-02-01").measures}
    assert found == {"Tak": day("2024-01-31"), "Sen": day("2024-04-01")}


# Identity


def test_names_are_compared_folded() -> None:
    again = answered(2, 2025, listed(2, "  TAK ", ""))
    found = cell(town(Y24, again), "2025-02-01")
    assert [(m.title, m.carried) for m in found.measures] == [("TAK", False)]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param(listed(1, "Tak", "Öst"), listed(2, "Tak", "Väst"), 2, id="two units"),
        pytest.param(listed(1, "Tak", source="7"), listed(2, "Nytt namn", source="7"), 1, id="one Id"),
        pytest.param(listed(1, "Tak", source="7"), listed(2, "Tak", source="8"), 2, id="two Ids"),
        pytest.param(listed(1, "Tak", source="7"), listed(2, "Tak"), 2, id="an Id and none"),
        pytest.param(listed(1, "Tak"), listed(2, "Nytt", replaces=ref("Tak")), 1, id="replaced by title"),
        pytest.param(
            listed(1, "Tak", source="7"), listed(2, "Nytt", replaces=ref("", source="7")), 1, id="replaced by Id"
        ),
    ],
)  # fmt: skip
def test_which_rows_are_one_measure(first: object, second: object, count: int) -> None:
    facts = town(answered(1, 2024, first, decided="2024-01-15"), answered(2, 2025, second))  # type: ignore[arg-type]
    assert len(cell(facts, "2025-02-01").measures) == count


def test_a_replacement_takes_over_first_day_original_due_day_and_entries() -> None:
    new = answered(2, 2025, listed(2, "Nytt", due="2025-06-30", replaces=ref()), decided="2025-01-10")
    entries = [noted(1, "2024-03-01", "started", NEWS), noted(2, "2025-02-10", None, NEWS, of=ref("Nytt"))]
    (found,) = cell(town(Y24, new, entries=entries), "2025-03-01").measures
    assert (found.title, found.state, found.listed_first) == ("Nytt", "started", day("2024-01-31"))
    assert (found.original_due, found.due, found.moves) == (day("2024-06-30"), day("2025-06-30"), 1)
    assert (found.last_act, found.copies) == (day("2024-03-01"), ("progress:2",))
    assert titles(town(Y24, new, entries=entries), "2025-01-30") == ["Tak"]


def test_replacements_chain() -> None:
    one = answered(2, 2025, listed(2, "Nytt", replaces=ref()))
    two = answered(3, 2026, listed(3, "Nyare", replaces=ref("Nytt")))
    (found,) = cell(town(Y24, one, two), "2026-02-01").measures
    assert (found.title, found.listed_first, found.refs) == (
        "Nyare",
        day("2024-01-31"),
        ("listing:1", "listing:2", "listing:3"),
    )


def test_an_id_counts_also_when_the_measure_moves_to_another_area() -> None:
    facts = town(
        answered(1, 2024, listed(1, source="7", due="2024-06-30"), decided="2024-01-15"),
        answered(2, 2025, listed(2, source="7", area="alfa", due="2025-06-30"), area="alfa"),
        entries=[noted(1, "2024-03-01", "started", of=ref(source="7"))],
    )
    (found,) = cell(facts, "2025-02-01", "alfa").measures
    assert (found.state, found.listed_first, found.moves, found.carried) == ("started", day("2024-01-31"), 1, False)


# Due days


def moved(*dues: str) -> Facts:
    """A measure listed again and again in 2024, each time with the due day given, from February on."""
    answers = [
        answered(i, 2024, listed(i, due=due), decided=f"2024-0{i + 1}-01") for i, due in enumerate(dues, start=1)
    ]
    return town(*answers, entries=[noted(1, "2024-06-29", "started", NEWS)])


MOVES = [
    ("given once", ["2024-06-01"], "2024-06-01", 0),
    ("moved", ["2024-06-01", "2024-08-31"], "2024-08-31", 1),
    ("moved earlier", ["2024-06-01", "2024-05-01"], "2024-05-01", 1),
    ("moved there and back", ["2024-06-01", "2024-08-31", "2024-06-01"], "2024-06-01", 2),
    ("the same again", ["2024-06-01", "2024-08-31", "2024-08-31"], "2024-08-31", 1),
    ("an empty one says nothing", ["2024-06-01", "", "2024-06-01"], "2024-06-01", 0),
    ("the first given is the original", ["", "2024-06-01", "2024-08-31"], "2024-08-31", 1),
]


@pytest.mark.parametrize(("dues", "due", "moves"), [m[1:] for m in MOVES], ids=[m[0] for m in MOVES])
def test_moves(dues: list[str], due: str, moves: int) -> None:
    (found,) = cell(moved(*dues), "2024-06-30").measures
    assert (found.due, found.original_due, found.moves) == (day(due), day("2024-06-01"), moves)


def test_a_move_is_effective_when_its_answer_counts() -> None:
    facts = moved("2024-06-01", "2024-08-31")
    assert cell(facts, "2024-02-29").measures[0].moves == 0
    assert cell(facts, "2024-03-01").measures[0].moves == 1


@pytest.mark.parametrize(
    ("on", "sign"), [("2024-06-30", "awake"), ("2024-07-01", "late")], ids=["on the original day", "past it"]
)
def test_moved_twice_and_past_the_original_day(on: str, sign: str) -> None:
    facts = moved("2024-06-30", "2024-08-31", "2024-12-31")
    found = cell(facts, on)
    assert (found.sign, "slipped" in codes(found)) == (sign, sign == "late")
    assert "slipped" not in codes(cell(moved("2024-06-30", "2024-12-31"), on))


def test_without_a_given_day_it_is_the_end_of_the_newest_year_it_was_listed_in() -> None:
    facts = town(answered(1, 2024, listed(1)), answered(2, 2025, listed(2)))
    (found,) = cell(facts, "2025-02-01").measures
    assert (found.due, found.original_due, found.moves) == (day("2025-12-31"), None, 0)
    assert cell(facts, "2025-01-30").measures[0].due == day("2024-12-31")


# Carried


CARRIED = [
    ("open", [], ["Tak"]),
    ("started", [noted(1, "2024-05-01", "started")], ["Tak"]),
    ("done in time", [noted(1, "2024-12-31", "done", NEWS)], []),
    ("done on New Year's Day", [noted(1, "2025-01-01", "done", NEWS)], ["Tak"]),
    ("dropped in time", [noted(1, "2024-12-31", "dropped", NEWS)], []),
    ("done without substance", [noted(1, "2024-12-31", "done")], ["Tak"]),
    ("done and reopened", [noted(1, "2024-12-01", "done", "x"), noted(2, "2024-12-30", "started", "y")], ["Tak"]),
]


@pytest.mark.parametrize(("entries", "carried"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
def test_a_measure_cannot_vanish_by_not_being_listed(entries: list[Entry], carried: list[str]) -> None:
    facts = town(Y24, answered(2, 2025, listed(2, "Nytt")), entries=entries)
    found = cell(facts, "2025-02-01")
    assert [m.title for m in found.measures if m.carried] == carried
    assert ("vanished" in codes(found)) is bool(carried)


def test_a_measure_vanished_two_years_ago_is_still_there() -> None:
    facts = town(Y24, answered(2, 2025, listed(2, "Nytt")), answered(3, 2026, listed(3, "Nytt")))
    found = cell(facts, "2026-02-01")
    assert [m.title for m in found.measures if m.carried] == ["Tak"]
    assert "”Tak” står inte i VP 2026" in text_of(found, "vanished")
    assert evidence_of(found, "vanished") == ("listing:1",)


def test_when_vp_is_due_before_the_year_openness_is_judged_up_to_the_day() -> None:
    early = (*VPS[:1], CalendarDay(2025, "VP", day("2024-12-10")))
    facts = town(
        Y24, answered(2, 2025, listed(2, "Nytt")), entries=[noted(1, "2024-12-20", "done", NEWS)], calendar=early
    )
    assert titles(facts, "2024-12-19") == ["Nytt", "Tak"]
    assert titles(facts, "2024-12-20") == ["Nytt"]


@pytest.mark.parametrize(("days", "sign"), [(365, "done"), (366, "missing")])
def test_if_there_would_be_none_what_was_done_within_a_year_stands(days: int, sign: str) -> None:
    done = [noted(1, "2024-10-01", "done", NEWS), noted(2, "2024-11-01", "done", "och igen")]
    facts = town(Y24, answered(2, 2025), entries=done, calendar=VPS[:2])
    found = cell(facts, after("2024-10-01", days))
    assert (found.sign, [m.title for m in found.measures]) == (sign, ["Tak"] if sign == "done" else [])
    assert "vanished" not in codes(found)


# Central measures

FUND = CentralMeasure("fond", "Kompetensfonden", "beta", "Centrala", day("2024-10-01"))
CENTRAL = Administration("Centrala", "specialist", day("2007-01-01"))


def led(*revisions: Revision, **facts: object) -> Facts:
    city = town(administrations=(CENTRAL,), revisions=revisions)
    return replace(city, **facts)  # type: ignore[arg-type]


WITH_FUND = Revision(1, "1", day("2023-06-01"), day("2023-06-01"), (ALFA, BETA), (FUND,), first_vp_year=2024)


def test_a_central_measure_is_an_adopted_answer_of_the_one_it_names() -> None:
    found = cell(led(WITH_FUND), "2024-02-01", who="Centrala")
    assert (found.adopted, found.sign, found.silent_days) == (True, "asleep", 245)
    (measure,) = found.measures
    assert (measure.central, measure.listed_first, measure.refs) == (True, day("2023-06-01"), ("central:fond",))


def test_a_specialist_has_a_cell_only_where_it_has_a_part() -> None:
    from tests.vitals.town import NOW

    from handslag.vitals import rules

    def areas(facts: Facts, on: str) -> list[str]:
        return [c.area for c in rules.vitals(facts, day(on), NOW).cells]

    assert areas(led(WITH_FUND), "2024-02-01") == ["beta"]
    own = answered(1, 2024, decided="2024-03-01", area="alfa", who="Centrala")
    assert areas(led(WITH_FUND, answers=(own,)), "2024-02-29") == ["beta"]
    assert areas(led(WITH_FUND, answers=(own,)), "2024-03-01") == ["alfa", "beta"]


def test_its_own_answer_goes_before_the_central_measure() -> None:
    own = answered(1, 2024, decided="2024-03-01", who="Centrala", adopted=False, reason="x")
    facts = led(WITH_FUND, answers=(own,))
    assert cell(facts, "2024-02-29", who="Centrala").adopted is True
    assert cell(facts, "2024-03-01", who="Centrala").sign == "opted_out"
    assert cell(facts, "2025-02-01", who="Centrala").adopted is True


def test_a_central_measure_keeps_its_identity_when_it_is_renamed_and_moved() -> None:
    renamed = replace(FUND, title="Fonden för kompetens", due=day("2025-10-01"))
    second = Revision(2, "2", day("2024-06-01"), day("2024-07-01"), (ALFA, BETA), (renamed,))
    old_name = MeasureRef("Centrala", "beta", "kompetensfonden")
    facts = led(WITH_FUND, second, entries=(noted(1, "2024-03-01", "started", of=old_name),))
    (found,) = cell(facts, "2024-07-01", who="Centrala").measures
    assert (found.title, found.state, found.moves) == ("Fonden för kompetens", "started", 1)
    assert (found.original_due, found.due) == (day("2024-10-01"), day("2025-10-01"))
    assert cell(facts, "2024-06-30", who="Centrala").measures[0].moves == 0


def test_a_row_of_the_vp_with_its_title_names_the_central_measure() -> None:
    row = answered(
        1, 2024, listed(1, "KOMPETENSFONDEN", who="Centrala", due="2024-12-01"), who="Centrala", decided="2024-01-15"
    )
    (found,) = cell(led(WITH_FUND, answers=(row,)), "2024-02-01", who="Centrala").measures
    assert (found.central, found.moves, found.refs) == (True, 1, ("central:fond", "listing:1"))


def test_a_central_measure_without_a_day_is_due_when_each_year_ends() -> None:
    plan = replace(WITH_FUND, central=(replace(FUND, due=None),))
    assert cell(led(plan), "2024-02-01", who="Centrala").measures[0].due == day("2024-12-31")
    assert cell(led(plan), "2025-02-01", who="Centrala").measures[0].due == day("2025-12-31")


def test_calendar_and_settings_changed_later_do_not_bend_what_was() -> None:
    later = CalendarDay(2024, "VP", day("2024-03-31"), effective_on=day("2024-02-15"), recorded_at=VPS[0].recorded_at)
    facts = town(answered(1, 2024, listed(1)), calendar=(*VPS, later))
    assert cell(facts, "2024-02-14").sign == "awake"
    assert cell(facts, "2024-02-15").sign == "not_due"
    assert cell(facts, "2024-03-31").measures[0].listed_first == day("2024-03-31")
    assert cell(facts, "2024-02-14", who=NORTH).since == day("2024-01-31")
