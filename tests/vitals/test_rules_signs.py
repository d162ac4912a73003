"""The ten signs, each on both sides of its boundaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.vitals.town import (
    ALFA,
    BETA,
    NEWS,
    NORTH,
    PLAN,
    VPS,
    after,
    answered,
    cell,
    codes,
    day,
    listed,
    moment,
    noted,
    town,
)  # fmt: skip

from handslag.vitals.facts import Answer, Area, Entry, Facts, Pause, Revision, Setting, Signal, SignalAnswer

DUE = "2024-01-31"
FULL_OPT_OUT = {"adopted": False, "reason": "Vi har inget sådant", "dnr": "1/24"}


def test_before_the_first_vp_nothing_is_due() -> None:
    found = cell(town(), "2024-01-30")
    assert (found.sign, codes(found), found.silent_days, found.year) == ("not_due", {"vp_not_due"}, None, None)


@pytest.mark.parametrize("area", ["alfa", "beta"])
@pytest.mark.parametrize("days", [0, 30, 31])
def test_unanswered(area: str, days: int) -> None:
    found = cell(town(), after(DUE, days), area)
    assert found.sign == ("sidestepped" if area == "alfa" and days > 30 else "missing")
    assert codes(found) == {"no_answer"}
    assert (found.silent_days, found.mandatory, found.adopted) == (None, area == "alfa", None)


OPT_OUTS = [
    ("all of it, mandatory", "alfa", "2024-01-15", FULL_OPT_OUT, "opted_out"),
    ("no reason, mandatory", "alfa", "2024-01-15", {**FULL_OPT_OUT, "reason": " "}, "sidestepped"),
    ("no decision day, mandatory", "alfa", "", FULL_OPT_OUT, "sidestepped"),
    ("no registration number, mandatory", "alfa", "2024-01-15", {**FULL_OPT_OUT, "dnr": ""}, "sidestepped"),
    ("a reason is enough elsewhere", "beta", "", {"adopted": False, "reason": "x"}, "opted_out"),
    ("no reason", "beta", "2024-01-15", {"adopted": False, "dnr": "1/24"}, "missing"),
]


@pytest.mark.parametrize(("area", "decided", "answer", "sign"), [o[1:] for o in OPT_OUTS], ids=[o[0] for o in OPT_OUTS])
def test_opted_out(area: str, decided: str, answer: dict[str, object], sign: str) -> None:
    found = cell(town(answered(1, 2024, decided=decided, area=area, **answer)), "2024-02-01", area)
    assert found.sign == sign
    assert ("reason_given" if sign == "opted_out" else "no_reason") in codes(found)
    assert found.silent_days is None


@pytest.mark.parametrize("area", ["alfa", "beta"])
def test_adopted_without_a_measure_or_with_none_left(area: str) -> None:
    lacking = "sidestepped" if area == "alfa" else "missing"
    assert cell(town(answered(1, 2024, area=area)), DUE, area).sign == lacking
    token = answered(1, 2024, listed(1, area=area), area=area)
    dropped = noted(1, "2024-03-01", "dropped", "pengarna räckte inte", of=listed(1, area=area).ref)
    found = cell(town(token, entries=[dropped]), "2024-03-01", area)
    assert (found.sign, found.reported) == (lacking, "none")
    assert "no_measure" in codes(found)
    assert cell(town(token, entries=[dropped]), "2024-02-28", area).sign == "awake"


ONE = answered(1, 2024, listed(1), decided="2024-01-15")
MANDATORY = answered(1, 2024, listed(1, area="alfa"), area="alfa")
SIGNAL = Signal(1, NORTH, "beta", day("2024-03-01"), day("2024-03-15"), "Vision")


def signalled(*answers: SignalAnswer, state: str = "started") -> Facts:
    signal = Signal(1, NORTH, "beta", day("2024-03-01"), day("2024-03-15"), "Vision", answers=answers)
    return town(ONE, entries=[noted(1, "2024-02-10", state, NEWS)], signals=(signal,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "on", "sign"),
    [
        pytest.param(signalled(), "2024-03-15", "awake", id="on its day"),
        pytest.param(signalled(), "2024-03-16", "contested", id="the day after"),
        pytest.param(signalled(state="done"), "2024-03-16", "contested", id="reported done"),
        pytest.param(signalled(state="planned"), "2024-03-16", "awake", id="reported planned"),
        pytest.param(signalled(SignalAnswer(day("2024-03-20"))), "2024-03-19", "contested", id="before the answer"),
        pytest.param(signalled(SignalAnswer(day("2024-03-20"))), "2024-03-20", "awake", id="on the answer's day"),
        pytest.param(signalled(SignalAnswer(day("2024-03-10"))), "2024-03-16", "awake", id="answered in time"),
    ],
)
def test_contested(facts: Facts, on: str, sign: str) -> None:
    found = cell(facts, on)
    assert found.sign == sign
    assert ("signal_overdue" in codes(found)) is (on >= "2024-03-16" and not any(
        a.answered_on <= day(on) for s in facts.signals for a in s.answers))  # fmt: skip


def test_an_answer_to_a_signal_ends_the_contest_and_no_more() -> None:
    found = cell(signalled(SignalAnswer(day("2024-06-01"))), "2024-07-10")
    assert (found.sign, found.silent_days) == ("asleep", 151)


def test_an_answer_recorded_later_was_not_known_then() -> None:
    facts = signalled(SignalAnswer(day("2024-03-14"), moment("2024-04-01")))
    assert cell(facts, "2024-03-20", known_at=moment("2024-03-20")).sign == "contested"
    assert cell(facts, "2024-03-20").sign == "awake"


@pytest.mark.parametrize(("area", "days", "sign"), [
    ("beta", 366, "done"), ("alfa", 365, "done"), ("alfa", 366, "asleep"),
])  # fmt: skip
def test_done_lasts_a_year_in_a_mandatory_area(area: str, days: int, sign: str) -> None:
    done = noted(1, "2024-12-20", "done", NEWS, of=listed(1, area=area).ref)
    answer = answered(1, 2024, listed(1, area=area), area=area)
    found = cell(town(answer, entries=[done], calendar=VPS[:1]), after("2024-12-20", days), area)
    assert (found.sign, found.reported) == (sign, "done")
    assert ("not_followed_up" in codes(found)) is (sign == "asleep")


@pytest.mark.parametrize(("days", "sign"), [(90, "awake"), (91, "drowsy"), (150, "drowsy"), (151, "asleep")])
def test_silence(days: int, sign: str) -> None:
    found = cell(town(ONE), after(DUE, days))
    assert (found.sign, found.silent_days) == (sign, days)
    assert ("silent" in codes(found)) is (days > 90)


@pytest.mark.parametrize(("days", "sign"), [(60, "awake"), (61, "drowsy"), (100, "drowsy"), (101, "asleep")])
def test_the_city_sets_its_own_limits(days: int, sign: str) -> None:
    settings = (Setting("sleep_after", 100), Setting("drowsy_after", 60))
    assert cell(town(ONE, settings=settings), after(DUE, days)).sign == sign


def test_a_changed_setting_holds_from_its_day_and_moment() -> None:
    later = Setting("sleep_after", 210, day("2024-07-10"), moment("2024-07-10"))
    facts = town(ONE, settings=(Setting("sleep_after", 150), later))
    assert cell(facts, "2024-07-09").sign == "asleep"
    assert cell(facts, "2024-07-10").sign == "drowsy"
    assert cell(facts, "2024-07-10", known_at=moment("2024-07-09")).sign == "asleep"


def late(*measures: tuple[str, str], active: str = "2024-06-01") -> Facts:
    """Measures by (title, due day); every one had something new on `active`."""
    rows = [listed(i, title, due=due) for i, (title, due) in enumerate(measures)]
    acts = [noted(i, active, "started", of=row.ref) for i, row in enumerate(rows)]
    return town(answered(1, 2024, *rows), entries=acts)


JUNE = [("a", "2024-06-01"), ("b", "2024-06-01")]
LATE = [
    ("one, 30 days past", [("a", "2024-06-01")], after("2024-06-01", 30), "awake"),
    ("one, 31 days past", [("a", "2024-06-01")], after("2024-06-01", 31), "late"),
    ("one of four past", [("a", "2024-06-01"), *[(t, "2024-12-01") for t in "bcd"]], "2024-06-02", "awake"),
    ("two of six past", [*JUNE, *[(t, "2024-12-01") for t in "cdef"]], "2024-06-02", "late"),
    ("two on their day", JUNE, "2024-06-01", "awake"),
    ("two of seven past", [*JUNE, *[(t, "2024-12-01") for t in "cdefg"]], "2024-06-02", "awake"),
    ("without a day: 31 December and 30 days", [("a", "")], "2025-01-30", "asleep"),
]  # fmt: skip


@pytest.mark.parametrize(("measures", "on", "sign"), [x[1:] for x in LATE], ids=[x[0] for x in LATE])
def test_late(measures: list[tuple[str, str]], on: str | date, sign: str) -> None:
    assert cell(late(*measures), on).sign == sign


def test_without_a_due_day_the_year_ends_it() -> None:
    facts = late(("a", ""), active="2024-12-20")
    assert cell(facts, "2024-12-31").measures[0].due == day("2024-12-31")
    assert "past_due" not in codes(cell(facts, "2024-12-31"))
    assert "past_due" in codes(cell(facts, "2025-01-01"))


def test_a_closed_measure_is_never_late() -> None:
    facts = late(("a", "2024-03-01"), ("b", "2024-12-01"), active="2024-02-10")
    done = noted(9, "2024-06-01", "done", NEWS, of=listed(0, "a").ref)
    found = cell(replace(facts, entries=(*facts.entries, done)), "2024-07-01")
    assert (found.sign, "past_due" in codes(found)) == ("awake", False)


@pytest.mark.parametrize(("quiet", "sign"), [(1, "awake"), (2, "drowsy")])
def test_one_busy_unit_cannot_hide_the_silent_ones(quiet: int, sign: str) -> None:
    units = ["Öst", "Väst", "Syd"][: quiet + 1]
    rows = [listed(i, "Tak", unit) for i, unit in enumerate(units)]
    acts = [noted(1, "2024-06-29", None, NEWS, of=rows[0].ref)]
    found = cell(town(answered(1, 2024, *rows), entries=acts), after(DUE, 151))
    assert (found.sign, "units_silent" in codes(found)) == (sign, True)
    assert cell(town(answered(1, 2024, *rows), entries=acts), after(DUE, 150)).sign == "awake"


def test_units_whose_measures_are_closed_do_not_count() -> None:
    rows = [listed(i, "Tak", unit) for i, unit in enumerate(["Öst", "Väst", "Syd"])]
    done = [noted(i, "2024-02-01", "done", "x", of=rows[i].ref) for i in (1, 2)]
    acts = [*done, noted(9, "2024-06-29", None, NEWS, of=rows[0].ref)]
    assert cell(town(answered(1, 2024, *rows), entries=acts), "2024-07-30").sign == "awake"


def test_awake_says_what_it_rests_on() -> None:
    found = cell(town(ONE, entries=[noted(5, "2024-02-10", None, NEWS)]), "2024-02-20")
    assert [(r.code, r.evidence) for r in found.reasons] == [("acts", ("progress:5",))]


def test_the_order_of_the_rules() -> None:
    """Contested goes before done, done before asleep, asleep before late."""
    asleep_and_late = town(answered(1, 2024, listed(1, due="2024-02-01")))
    assert cell(asleep_and_late, "2024-07-30").sign == "asleep"
    done_long_ago = town(ONE, entries=[noted(1, "2024-02-01", "done", NEWS)])
    assert cell(done_long_ago, "2024-12-30").sign == "done"


def test_a_pause_that_covers_the_silence_keeps_it_awake() -> None:
    pause = Pause(1, NORTH, "beta", day("2024-03-01"), day("2024-08-31"), "ombyggnad")
    found = cell(town(ONE, pauses=(pause,)), "2024-08-31")
    assert (found.sign, found.silent_days, codes(found)) == ("awake", 29, {"paused"})


def test_since_is_the_first_day_of_the_run() -> None:
    assert cell(town(ONE), "2024-12-01").since == after(DUE, 151)
    assert cell(town(ONE), after(DUE, 151)).since == after(DUE, 151)
    assert cell(town(), "2024-01-30").since == day("2023-06-01")
    assert cell(town(), "2024-12-30", "alfa").since == after(DUE, 31)
    assert cell(town(), "2024-12-30", "beta").since == day(DUE)


def test_first_year_is_the_first_whose_vp_comes_ninety_days_after_the_decision() -> None:
    for decided, year in (("2023-11-02", 2024), ("2023-11-03", 2025)):
        plan = Revision(1, "x", day(decided), day(decided), (ALFA, BETA))
        assert cell(town(revisions=(plan,)), "2024-06-01").year == (2024 if year == 2024 else None)
        assert cell(town(revisions=(plan,)), "2025-06-01").year == 2025


def test_an_area_new_in_a_revision_counts_from_its_first_year() -> None:
    second = Revision(2, "y", day("2024-12-01"), day("2025-01-01"), (ALFA, BETA, Area("ny", "Ny")), first_vp_year=2026)
    facts = town(ONE, revisions=(PLAN, second))
    assert cell(facts, "2025-06-01", "ny").sign == "not_due"
    assert cell(facts, "2026-02-01", "ny").sign == "missing"
    assert cell(facts, "2025-06-01", "beta").year == 2025
    assert all(c.area != "ny" for c in [cell(facts, "2024-12-31", "beta")])


def test_an_area_made_mandatory_is_so_from_the_revisions_first_year() -> None:
    stricter = Area("beta", "Beta", mandatory=True)
    second = Revision(2, "y", day("2024-12-01"), day("2025-01-01"), (ALFA, stricter), first_vp_year=2026)
    facts = town(revisions=(PLAN, second))
    assert [cell(facts, on).mandatory for on in ("2025-12-31", "2026-01-30", "2026-01-31")] == [False, False, True]
    assert cell(facts, "2025-12-31").sign == "missing"
    assert cell(facts, "2026-03-31").sign == "sidestepped"


@pytest.mark.parametrize("known", [True, False], ids=["known", "not known yet"])
def test_a_newer_answer_holds_when_it_is_known(known: bool) -> None:
    first = answered(1, 2024, listed(1))
    newer: Answer = answered(2, 2024, decided="2024-03-01", adopted=False, reason="x", recorded_at=moment("2024-03-05"))
    found = cell(town(first, newer), "2024-03-02", known_at=moment("2024-03-05" if known else "2024-03-04"))
    assert found.sign == ("opted_out" if known else "awake")
    assert cell(town(first, newer), "2024-02-29").sign == "awake"


def test_a_correction_makes_the_earlier_entry_not_exist() -> None:
    entries: list[Entry] = [
        noted(1, "2024-03-01", "done", NEWS),
        noted(2, "2024-03-01", "started", replaces=1, recorded_at=moment("2024-04-01")),
        noted(3, "2024-05-01", replaces=2, withdrawn=True, recorded_at=moment("2024-05-01")),
    ]
    facts = town(ONE, entries=entries)
    found = [
        cell(facts, "2024-03-20", known_at=moment(k)).measures[0].state
        for k in ("2024-03-31", "2024-04-01", "2024-05-01")
    ]
    assert found == ["done", "started", "planned"]
