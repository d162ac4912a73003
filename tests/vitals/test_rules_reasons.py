"""The reasons in plain Swedish with what they rest on, and what would change a sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.vitals.town import (
    NEWS,
    NORTH,
    NOW,
    VPS,
    answered,
    cell,
    codes,
    day,
    evidence_of,
    listed,
    moment,
    noted,
    ref,
    text_of,
    town,
)  # fmt: skip

from handslag.vitals import rules
from handslag.vitals.facts import SIGNS, CalendarDay, Comment, Facts, Pause, Signal, SignedReport

ONE = answered(1, 2024, listed(1, due="2024-10-31"), decided="2024-01-15")
T1 = CalendarDay(2024, "T1", day("2024-05-20"), day("2024-04-30"))
T2 = CalendarDay(2024, "T2", day("2024-09-22"))
CALENDAR = (*VPS, T1, T2)
SIGNED = SignedReport(1, NORTH, 2024, "T1", day("2024-05-10"))


def reasons_of(facts: Facts, on: str, area: str = "beta") -> dict[str, str]:
    return {reason.code: reason.text for reason in cell(facts, on, area).reasons}


SENTENCES: list[tuple[str, Facts, str, str, str]] = [
    ("vp_not_due", town(), "2024-01-01", "beta",
     "Området räknas från VP 2024, som ska vara beslutad senast den 31 januari 2024."),
    ("no_answer", town(), "2024-02-01", "beta",
     "Området är inte besvarat i VP 2024. Svaret skulle ha funnits den 31 januari 2024."),
    ("no_reason", town(answered(1, 2024, adopted=False, area="alfa")), "2024-02-01", "alfa",
     "Området är bortvalt i VP 2024, men skäl, beslutsdag och diarienummer saknas."),
    ("no_measure", town(answered(1, 2024)), "2024-02-01", "beta", "Området är antaget i VP 2024 men har ingen åtgärd."),
    ("reason_given", town(answered(1, 2024, adopted=False, reason="Vi har inga.", dnr="1/24", decided="2024-01-10")),
     "2024-02-01", "beta",
     "Området är bortvalt i VP 2024. Skälet är ”Vi har inga.”. Beslutat den 10 januari 2024, diarienummer 1/24."),
    ("signal_overdue", town(signals=(Signal(1, NORTH, "beta", day("2024-02-01"), day("2024-02-15"), "Vision"),)),
     "2024-03-01", "beta",
     "Signalen från Vision den 1 februari 2024 är obesvarad. Svaret skulle ha kommit senast den 15 februari 2024."),
    ("all_done", town(ONE, entries=[noted(1, "2024-03-01", "done", NEWS)]), "2024-03-02", "beta",
     "Den enda åtgärden är klar."),
    ("silent", town(ONE, entries=[noted(1, "2024-02-10", "started")]), "2024-07-30", "beta",
     "Tyst i 171 dagar. Det senaste hände den 10 februari 2024."),
    ("units_silent", town(ONE), "2024-07-30", "beta",
     "1 av 1 enhet utan livstecken på 150 dagar. Åtgärderna utan enhet har varit tysta i 181 dagar."),
    ("copied_notes", town(ONE, entries=[noted(1, "2024-02-10", None, NEWS), noted(2, "2024-02-20", None, NEWS)]),
     "2024-03-01", "beta", "En notering efter det senaste som hände säger samma sak som en tidigare."),
    ("reports_without_act", town(ONE, calendar=CALENDAR, reports=(SIGNED,)),
     "2024-06-01", "beta", "Lägesrapporten för T1 2024 är undertecknad, men inget har hänt sedan tidigare."),
    ("report_missing", town(ONE, calendar=CALENDAR), "2024-06-01", "beta",
     "Lägesrapporten för T1 2024 saknas. Den skulle ha lämnats senast den 20 maj 2024."),
    ("past_due", town(ONE), "2024-11-10", "beta", "”Tak” skulle vara klar den 31 oktober 2024, för 10 dagar sedan."),
    ("paused", town(ONE, pauses=(Pause(1, NORTH, "beta", day("2024-07-01"), day("2024-07-31"), "Semester"),)),
     "2024-08-15", "beta",
     "Paus från den 1 juli 2024 till den 31 juli 2024. Skälet är ”Semester”. 31 dagar räknas därför inte som tysta."),
    ("vanished", town(ONE, answered(2, 2025, listed(2, "Nytt"))), "2025-02-01", "beta",
     "”Tak” står inte i VP 2025, men var inte klar när året började. Den räknas därför med."),
    ("acts", town(ONE), "2024-02-01", "beta", "Det senaste hände den 31 januari 2024: ”Tak” blev en åtgärd i planen."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "facts", "on", "area", "text"), SENTENCES, ids=[sentence[0] for sentence in SENTENCES]
)
def test_reasons_are_whole_sentences(code: str, facts: Facts, on: str, area: str, text: str) -> None:
    assert reasons_of(facts, on, area)[code] == text


def test_every_reason_that_holds_is_given_the_deciding_one_first() -> None:
    facts = town(ONE, calendar=CALENDAR, entries=[noted(1, "2024-02-10", "started")])
    found = cell(facts, "2024-12-15")
    assert found.sign == "asleep"
    assert [reason.code for reason in found.reasons] == ["silent", "units_silent", "report_missing", "past_due"]
    assert [reason.decides for reason in found.reasons] == [True, False, False, False]
    assert evidence_of(found, "silent") == ("progress:1",)
    assert evidence_of(found, "past_due") == ("listing:1",)
    assert evidence_of(found, "report_missing") == ("period:2024-T1", "period:2024-T2")


@pytest.mark.parametrize(("on", "missing"), [("2024-05-20", False), ("2024-05-21", True)])
def test_a_report_is_missing_the_day_after_it_was_due(on: str, missing: bool) -> None:
    assert ("report_missing" in codes(cell(town(ONE, calendar=CALENDAR), on))) is missing
    signed = SignedReport(1, NORTH, 2024, "T1", day("2024-05-21"), moment("2024-05-25"))
    facts = town(ONE, calendar=CALENDAR, reports=(signed,))
    assert "report_missing" not in codes(cell(facts, "2024-05-22"))
    assert "report_missing" in codes(cell(facts, "2024-05-22", known_at=moment("2024-05-24")))


def test_no_report_is_missing_from_before_the_area_was_due() -> None:
    early = (*CALENDAR, CalendarDay(2023, "T2", day("2023-09-22"), day("2023-08-31")))
    assert "period:2023-T2" not in str(cell(town(ONE, calendar=early), "2024-06-01").reasons)


def test_a_report_after_something_new_is_no_report_without_act() -> None:
    facts = town(ONE, calendar=CALENDAR, reports=(SIGNED,), entries=[noted(1, "2024-04-30", None, NEWS)])
    assert "reports_without_act" not in codes(cell(facts, "2024-06-01"))
    assert "reports_without_act" in codes(cell(replace(facts, entries=()), "2024-06-01"))


def test_the_newest_comment_stands_beside_every_sign() -> None:
    comments = (
        Comment(1, NORTH, "beta", day("2024-03-01"), "Vi väntar."),
        Comment(2, NORTH, "beta", day("2024-05-01"), "Nu har vi börjat."),
    )
    facts = town(comments=comments)
    assert cell(facts, "2024-02-29").comment is None
    assert cell(facts, "2024-04-30").comment == comments[0]
    assert cell(facts, "2024-05-01").comment == comments[1]


def changes(facts: Facts, on: str, area: str = "beta") -> dict[str, Any]:
    known = rules.prepare(facts, NOW)
    found = rules.cell_vitals(known, NORTH, area, day(on))
    assert found is not None
    return dict(rules.what_would_change(known, found, day(on)))


def test_what_would_wake_a_sleeping_cell() -> None:
    found = changes(town(answered(1, 2024, listed(1), decided="2024-01-15")), "2024-07-30")
    assert found == {
        "Ett samtal, ett nytt bevis eller en anteckning som säger något nytt": "awake",
        "Den öppna åtgärden blir klar": "done",
        "Inget nytt händer till och med den 31 januari 2025": "missing",
        "En paus med skäl och slutdag stannar klockan": None,
    }


def test_what_would_end_a_sidestep() -> None:
    assert changes(town(), "2024-03-10", "alfa") == {
        "Förvaltningen antar området i VP 2024 med minst en åtgärd": "awake",
        "Området väljs bort med skäl, beslutsdag och diarienummer": "opted_out",
        "Inget nytt händer till och med den 31 januari 2025": "missing",
    }


def test_an_open_signal_left_unanswered_contests() -> None:
    signal = Signal(1, NORTH, "beta", day("2024-02-10"), day("2024-02-24"), "Vision")
    facts = town(ONE, entries=[noted(1, "2024-02-05", "started")], signals=(signal,))
    assert (
        changes(facts, "2024-02-15")[
            "Signalen från Vision den 10 februari 2024 är obesvarad efter den 24 februari 2024"
        ]
        == "contested"
    )
    assert changes(facts, "2024-02-25")["Signalen får svar"] == "awake"


def test_before_the_vp_only_time_changes_the_sign() -> None:
    assert changes(town(), "2024-01-10") == {"VP ska vara beslutad den 31 januari 2024": "missing"}


def test_what_would_catch_up_a_late_cell() -> None:
    rows = [listed(1, "a", due="2024-03-01"), listed(2, "b", due="2024-12-01")]
    acts = [noted(i, "2024-04-01", "started", of=ref(t)) for i, t in enumerate("ab")]
    found = changes(town(answered(1, 2024, *rows, decided="2024-01-15"), entries=acts), "2024-04-10")
    assert found["”a” blir klar"] == "awake"
    assert found["Alla 2 öppna åtgärder blir klara"] == "done"


def test_the_silent_units_must_each_bring_something() -> None:
    rows = [listed(i, "Tak", unit) for i, unit in enumerate(("Öst", "Väst", "Syd"))]
    acts = [noted(1, "2024-07-20", None, NEWS, of=rows[0].ref)]
    found = changes(town(answered(1, 2024, *rows, decided="2024-01-15"), entries=acts), "2024-07-30")
    assert found["Något nytt från var och en av de 2 tysta enheterna"] == "awake"


def test_facts_that_came_later_change_nothing_of_what_would() -> None:
    facts = town(answered(1, 2024, listed(1), decided="2024-01-15"))
    later = replace(facts, entries=(noted(1, "2024-08-10", "started", NEWS),))
    assert changes(later, "2024-07-30") == changes(facts, "2024-07-30")


def test_every_sign_has_words() -> None:
    assert tuple(rules.SIGN_WORDS) == SIGNS
    assert {words.group for words in rules.SIGN_WORDS.values()} == set(rules.GROUP_WORDS)
    assert text_of(cell(town(), "2024-01-01"), "vp_not_due").startswith("Området räknas från VP 2024")
