"""Administrations that merge and split: whatever belonged to a predecessor is read as the successor's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.vitals.town import NEWS, NOW, VPS, answered, cell, codes, day, listed, noted, ref, town

from handslag.vitals import rules
from handslag.vitals.facts import Administration, Answer, CalendarDay, Comment, Facts, Pause, Signal, SignedReport, Talk

BEGAN = day("2024-09-01")
EAST = Administration("Östra", "district", day("2007-01-01"), day("2024-08-31"))
WEST = Administration("Västra", "district", day("2007-01-01"), day("2024-08-31"))
BOTH = Administration("Nya", "district", BEGAN, predecessors=("Östra", "Västra"))
OPT_OUT: dict[str, Any] = {"adopted": False, "reason": "x", "dnr": "1", "decided": "2024-01-15"}


def merged(*answers: Answer, **facts: Any) -> Facts:
    facts.setdefault("administrations", (EAST, WEST, BOTH))
    return town(*answers, **facts)


def new(facts: Facts, on: str | date = BEGAN, area: str = "beta") -> Any:
    return cell(facts, on, area, "Nya")


def adopts(number: int, who: str, *titles: str, **named: Any) -> Answer:
    rows = [listed(number * 10 + i, title, who=who) for i, title in enumerate(titles)]
    return answered(number, 2024, *rows, who=who, **named)


def test_only_the_valid_have_cells() -> None:
    for on, names in (("2024-08-31", {"Östra", "Västra"}), ("2024-09-01", {"Nya"})):
        assert {c.administration for c in rules.vitals(merged(), day(on), NOW).cells} == names


def test_what_a_predecessor_did_is_read_as_the_successors() -> None:
    acts = [
        noted(1, "2024-08-30", "started", NEWS, of=ref(who="Östra")),
        noted(2, "2024-09-10", None, "taket infört nu", of=ref(who="Östra")),
    ]
    facts = merged(adopts(1, "Östra", "Tak"), adopts(2, "Västra", "Stöd"), entries=acts)
    found = new(facts, "2024-09-15")
    assert ([m.title for m in found.measures], found.silent_days, found.sign) == (["Stöd", "Tak"], 5, "awake")


def test_two_equal_measures_become_one() -> None:
    first = noted(1, "2024-05-01", None, NEWS, of=ref(who="Östra"))
    copied = noted(2, "2024-06-01", None, NEWS, of=ref(who="Västra"))
    facts = merged(adopts(1, "Östra", "Tak"), adopts(2, "Västra", "TAK"), entries=[first, copied])
    (found,) = new(facts).measures
    assert (found.copies, found.refs) == (("progress:2",), ("listing:10", "listing:20"))
    assert cell(facts, "2024-08-31", who="Västra").measures[0].copies == ()


EAST_OUT, WEST_OUT = adopts(1, "Östra", **OPT_OUT), adopts(2, "Västra", **OPT_OUT)
WEST_LACKING = adopts(2, "Västra", **{**OPT_OUT, "reason": ""})
OWN = {**OPT_OUT, "decided": "2024-09-01"}
ANSWERS = [
    ("one adopted", [adopts(1, "Östra", "Tak")], "awake"),
    ("one adopted, one opted out", [adopts(1, "Östra", "Tak"), WEST_OUT], "awake"),
    ("all opted out", [EAST_OUT, WEST_OUT], "opted_out"),
    ("one opted out, one silent", [EAST_OUT], "missing"),
    ("one opted out without a reason", [EAST_OUT, WEST_LACKING], "missing"),
    ("nobody", [], "missing"),
    ("the successor itself", [adopts(1, "Östra", "Tak"), adopts(3, "Nya", **OWN)], "opted_out"),
    ("the successor itself, lacking", [EAST_OUT, WEST_OUT, adopts(3, "Nya", **{**OWN, "reason": ""})], "missing"),
]


@pytest.mark.parametrize(("answers", "sign"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_until_the_successor_has_answered_its_predecessors_answers_count(answers: list[Answer], sign: str) -> None:
    entries = [noted(1, "2024-08-01", None, NEWS, of=ref(who="Östra"))]
    found = new(merged(*answers, entries=entries))
    assert found.sign == sign
    assert ("no_answer" in codes(found)) is (sign == "missing" and found.adopted is None)


def test_in_a_mandatory_area_each_must_have_opted_out_with_decision_and_number() -> None:
    full = [adopts(i, who, area="alfa", **OPT_OUT) for i, who in enumerate(("Östra", "Västra"), start=1)]
    assert new(merged(*full), area="alfa").sign == "opted_out"
    lacking = adopts(2, "Västra", area="alfa", **{**OPT_OUT, "dnr": ""})
    assert new(merged(full[0], lacking), area="alfa").sign == "sidestepped"


def test_the_days_of_the_predecessors_are_the_successors_too() -> None:
    facts = merged(adopts(1, "Östra", "Tak", decided="2024-01-15"))
    assert new(facts, "2024-09-10").since == day("2024-06-30")
    assert (
        rules.runs(rules.prepare(facts, NOW), "Nya", "beta", day("2024-01-01"), day("2024-09-10"))[0].sign == "not_due"
    )


def test_before_its_first_day_the_successors_own_facts_are_not_read() -> None:
    early = adopts(3, "Nya", "Eget", decided="2024-02-01")
    known = rules.prepare(merged(early), NOW)
    runs = rules.runs(known, "Nya", "beta", day("2024-02-01"), day("2024-09-01"))
    assert [(run.sign, run.last_day) for run in runs] == [("missing", day("2024-08-31")), ("asleep", BEGAN)]


def test_a_gap_breaks_the_run() -> None:
    later = Administration("Nya", "district", day("2024-09-10"), predecessors=("Östra", "Västra"))
    facts = merged(administrations=(EAST, WEST, later))
    assert new(facts, "2024-10-01").since == day("2024-09-10")


def test_several_mergers_are_followed() -> None:
    middle = Administration("Mellan", "district", day("2010-01-01"), day("2024-08-31"), ("Östra",))
    first = Administration("Östra", "district", day("2007-01-01"), day("2009-12-31"))
    last = Administration("Nya", "district", BEGAN, predecessors=("Mellan",))
    facts = merged(adopts(1, "Östra", "Tak"), administrations=(first, middle, last))
    assert [m.title for m in new(facts).measures] == ["Tak"]


def test_after_a_split_each_carries_all() -> None:
    halves = [Administration(name, "district", BEGAN, predecessors=("Östra",)) for name in ("Ett", "Två")]
    facts = merged(adopts(1, "Östra", "Tak"), administrations=(EAST, *halves))
    assert [[m.title for m in cell(facts, BEGAN, who=who).measures] for who in ("Ett", "Två")] == [["Tak"], ["Tak"]]


def test_signals_pauses_talks_comments_and_reports_come_along() -> None:
    facts = merged(
        adopts(1, "Östra", "Tak"),
        entries=[noted(1, "2024-02-10", "started", of=ref(who="Östra"))],
        signals=(Signal(1, "Västra", "beta", day("2024-08-01"), day("2024-08-15")),),
        pauses=(Pause(1, "Östra", "beta", day("2024-08-01"), day("2024-08-31")),),
        talks=(Talk(1, "Västra", "beta", day("2024-07-01")),),
        comments=(Comment(1, "Östra", "beta", day("2024-08-20"), "Vi väntar på mallen."),),
        reports=(SignedReport(1, "Östra", 2024, "T1", day("2024-05-10")),),
        calendar=(*VPS, CalendarDay(2024, "T1", day("2024-05-20"), day("2024-04-30"))),
    )
    found = new(facts, "2024-09-10")
    assert (found.sign, found.silent_days) == ("contested", 40)
    assert found.comment is not None
    assert "report_missing" not in codes(found)


def test_a_newer_version_of_an_administration_holds_from_its_moment() -> None:
    from tests.vitals.town import moment

    changed = Administration(
        "Östra", "district", day("2007-01-01"), day("2024-03-31"), recorded_at=moment("2024-03-01")
    )
    facts = merged(administrations=(EAST, WEST, BOTH, changed))
    for known_at, valid in ((moment("2024-02-28"), True), (moment("2024-03-02"), False)):
        names = {c.administration for c in rules.vitals(facts, day("2024-04-01"), known_at).cells}
        assert ("Östra" in names) is valid
