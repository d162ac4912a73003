"""Which evidence a question gets, how a text cites it, what lacks a source, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.dossiers.facts import (
    Asked,
    CellState,
    CommitmentState,
    DayState,
    Evidence,
    Figure,
    Head,
    Held,
    Material,
    PeriodDay,
    PlanState,
    Raised,
    Signed,
    evidence_from,
    kept_from,
)
from handslag.dossiers.rules.comparing import bound, change_sentence, changes, shown
from handslag.dossiers.rules.evidence import (
    CHOICES,
    continuation,
    followup,
    gather,
    kinds_of,
    matter,
    why_of,
    workload,
)
from handslag.dossiers.rules.states import DOSSIER_MOVES, DOSSIER_STATES, Move, State, unfinished, why_not
from handslag.dossiers.rules.writing import citing, numbers_in, plain_words, review

DAY = date(2025, 1, 22)
LOAD = {"area": "belastning", "area_name": "Rimlig arbetsbelastning", "mandatory": True, "year": 2024}
OTHER = {"area": "introduktion", "area_name": "Introduktion", "mandatory": False, "year": 2024}


def cell(administration: str, sign: str = "awake", **more: object) -> CellState:
    given = {"since": date(2024, 9, 1), "reported": "under_way", "adopted": True, "measures": 1, **LOAD, **more}
    return CellState(administration=administration, sign=sign, **given)  # type: ignore[arg-type]


def material(**more: object) -> Material:
    given: dict[str, object] = {
        "city": "Lillköping", "plan": PlanState("Planen"), "as_of": DAY, "known_at": datetime(2025, 1, 22, tzinfo=UTC),
    }  # fmt: skip
    return Material(**{**given, **more})  # type: ignore[arg-type]


def value(piece: Evidence, key: str) -> object:
    return next(one.value for one in piece.figures if one.key == key)


T2 = PeriodDay(2024, "T2", date(2024, 9, 20), date(2024, 8, 31))


def test_reports_are_signed_in_time_late_or_missing() -> None:
    found = followup.reports(
        material(
            cells=(cell("Ängsby"), cell("Strandvik"), cell("Norr")),
            calendar=(T2,),
            signed=(
                Signed("Ängsby", 2024, "T2", date(2024, 9, 19)),
                Signed("Strandvik", 2024, "T2", date(2024, 9, 25)),
                Signed("Norr", 2024, "T2", date(2025, 2, 1)),
            ),
        )
    )
    assert [value(found, key) for key in ("signed", "late", "missing", "all")] == [2, 1, 1, 3]
    assert "Rapporten saknas från Norr" in found.text
    assert found.rows.rows == (("T2 2024", "20 september 2024", "1", "1: Strandvik", "1: Norr"),)


def test_what_reached_the_commissioner_and_when() -> None:
    levels = (("plan_office", date(2024, 11, 1)), ("commissioner", date(2024, 11, 20)))
    raised = Raised("Ängsby", "belastning", "Rimlig arbetsbelastning", "asleep", date(2024, 11, 1), levels, "raised",
                    "väntar på svar", answer_by=date(2024, 12, 1))  # fmt: skip
    below = replace(raised, administration="Norr", levels=levels[:1])
    found = followup.commissioner(material(raised=(raised, below)))
    assert found.title == "1 cell har lyfts till borgarrådet det senaste året"
    assert found.rows.rows[0][2] == "20 november 2024"
    nothing = followup.commissioner(material(raised=(below,)))
    assert nothing.title == "Inget har lyfts till borgarrådet"
    assert value(nothing, "raised_in_all") == 1


def test_signs_over_time_go_back_by_periods() -> None:
    then = DayState(date(2024, 8, 31), "T2 2024", {("Ängsby", "a"): "awake", ("Norr", "a"): "awake"})
    now = DayState(DAY, "", {("Ängsby", "a"): "awake", ("Norr", "a"): "asleep"})
    found = continuation.over_time(material(days=(then, now)))
    assert found.title == "1 av 2 celler är aktiva eller genomförda"
    assert "Den 31 augusti 2024 var det 2 av 2." in found.text
    turned = continuation.since_last(material(days=(then, now)))
    assert (value(turned, "better"), value(turned, "worse")) == (0, 1)


def test_each_sleeping_cell_says_what_was_done_about_it() -> None:
    asleep = cell("Ängsby", "asleep", silent_days=200, comment="Vi saknar chef.")
    raised = Raised("Ängsby", "belastning", "Rimlig arbetsbelastning", "asleep", date(2024, 12, 1),
                    (("district", date(2024, 12, 1)),), "answered", "besvarad", answered_on=date(2024, 12, 9),
                    answer="Kommentar: ”Vi börjar om.”")  # fmt: skip
    found = continuation.sleeping(material(cells=(asleep, cell("Norr")), raised=(raised,)))
    assert found.rows.rows == (
        ("Rimlig arbetsbelastning, Ängsby", "1 september 2024", "200",
         "Lyft till förvaltningen 1 december 2024. Besvarad 9 december 2024. Kommentar: ”Vi börjar om.”",
         "Vi saknar chef."),
    )  # fmt: skip


def test_a_raised_cell_says_when_it_came_to_each_level_and_when_it_must_be_answered() -> None:
    levels = (("district", date(2024, 10, 1)), ("commissioner", date(2024, 12, 6)))
    raised = Raised("Ängsby", "belastning", "Rimlig arbetsbelastning", "asleep", date(2024, 10, 1), levels, "raised",
                    "väntar på svar", answer_by=date(2024, 12, 20))  # fmt: skip
    found = continuation.sleeping(material(cells=(cell("Ängsby", "asleep"),), raised=(raised,)))
    assert found.rows.rows[0][3] == (
        "Lyft till förvaltningen 1 oktober 2024 och borgarrådets kansli 6 december 2024. "
        "Väntar på svar, senast 20 december 2024."
    )


def test_a_link_leads_to_the_same_day_and_moment() -> None:
    found = followup.signs(material(cells=(cell("Ängsby", "asleep"),)))
    assert found.link[1] == "/livstecken/?dag=2025-01-22&kant=2025-01-22T00%3A00%3A00%2B00%3A00&tecken=answer"


def test_a_promise_whose_day_has_passed_says_so_and_each_row_leads_somewhere() -> None:
    one = CommitmentState(1, "U 2024-1", "Alla ska med.", "Nämnden", date(2024, 12, 1), None, "Följs upp för hand.",
                          late=True)  # fmt: skip
    assert "vars dag har passerat" in next(matter.commitments(asked("workload"), material(commitments=(one,)))).title
    lacks = replace(one, holds=False, does_not=(Held("Norr", "Saknas: belastning", "/x/"),))
    found = next(matter.commitments(asked("workload"), material(commitments=(lacks,))))
    assert found.title.startswith("Utfästelse som inte håller") and "Inte: Norr." in found.text
    assert found.rows.rows == (("Norr", "nej", "Saknas: belastning"),) and found.rows.links == ("/x/",)


def test_the_reason_says_which_words_of_the_question_it_was() -> None:
    (why,) = why_of("Hur ska arbetet följas upp?", ("followup",))
    assert why == "Frågan gäller hur arbetet följs upp och vad som når borgarrådet. I frågan står ”följas upp”."
    assert "märkt i registret" in why_of("Hur går det?", ("workload",))[0]


def test_opting_out_says_who_and_whether_a_reason_was_given() -> None:
    out = cell("Norr", "sidestepped", adopted=False)
    found = workload.opted_out(material(cells=(out, cell("Ängsby"))))
    assert found.title == "1 bortval av det obligatoriska: Norr"
    assert found.text == "Inget skäl är angivet. Bland de frivilliga områdena har inget bortval gjorts."


def test_adoption_tells_who_adopted_opted_out_and_did_not_answer() -> None:
    cells = (
        cell("Ängsby"),
        cell("Norr", "opted_out", adopted=False, answer_reason="Vi har redan ett tak."),
        cell("Strandvik", "sidestepped", adopted=None),
    )
    found = workload.adoption(material(cells=cells))
    assert [value(found, key) for key in ("adopted", "opted_out", "unanswered")] == [1, 1, 1]
    assert "Svar saknas från Strandvik" in found.text
    assert workload.opted_out(material(cells=cells)).said == "Vi har redan ett tak."
    assert value(workload.sidestepped(material(cells=cells)), "sidestepped") == 1


def test_share_of_effort_in_the_mandatory_areas() -> None:
    cells = (cell("Ängsby", acts=1, measures=1), cell("Ängsby", acts=3, measures=3, **OTHER))
    found = workload.effort(material(cells=cells))
    assert found.title == "25 procent av händelserna ligger i det obligatoriska"
    assert found.rows.rows == (("Ängsby", "25 procent", "1 av 4", "1 av 4"),)


def test_every_maker_says_so_when_there_is_nothing_to_show() -> None:
    for choice in CHOICES.values():
        for make in choice.makers:
            found = make(material())
            assert found.title and found.definition and found.period, make.__name__
            assert found.empty or all(one.value is not None for one in found.figures), make.__name__


def asked(*kinds: str, key: str = "f1", number: int = 1) -> Asked:
    return Asked(key, number, "Hur går det?", kinds=kinds)


def test_a_question_without_known_words_gets_the_general_state() -> None:
    assert kinds_of(asked()) == ("followup", "continuation")
    assert kinds_of(asked("workload", "followup")) == ("followup", "workload")


def test_evidence_has_one_number_in_the_whole_dossier_and_keeps_it() -> None:
    head, state = Head("interpellation", "Planen"), material(cells=(cell("Ängsby"),), calendar=(T2,))
    questions = [asked("followup"), asked("workload", "followup", key="f2", number=2)]
    kept = gather(head, questions, state)
    assert [piece.number for piece in kept.evidence] == list(range(1, len(kept.evidence) + 1))
    assert set(kept.questions[0].numbers) <= set(kept.questions[1].numbers)
    again = gather(head, questions[1:], state, tuple(piece.key for piece in kept.evidence))
    was = {piece.key: piece.number for piece in kept.evidence}
    assert all(was[piece.key] == piece.number for piece in again.evidence if piece.key in was)


def test_what_is_frozen_reads_back_as_it_was() -> None:
    kept = gather(Head("interpellation", "Planen", put_on=DAY, place=(1, 2, 3)), [asked("followup")], material())
    assert kept_from(kept.plain()) == kept
    assert evidence_from(kept.evidence[0].plain()) == kept.evidence[0]


# Writing -------------------------------------------------------------------------------------------------------------
def test_references_are_read_in_the_order_they_stand() -> None:
    assert numbers_in("Först [3], sedan [1, 3] och [12].") == (3, 1, 12)
    assert plain_words("Tre ord här [1].") == 3


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Staden räknar fram livstecken. I dag kräver 13 av 144 svar [2].", 0),
        (
            "Åtta är bättre [4]. Samtidigt ser vi att engagemanget är stort i alla stadsdelar. Fyra saknas [5].",
            1,
        ),
        ("Arbetet pågår.", 1),
        ("Jag delar frågeställarens engagemang.", 0),
        ("Vi ska återkomma i höst.", 0),
        ("Hur går det då?", 0),
        ("Det var 17 förra året.", 1),
        ("Planen gäller t.ex. i Norr [1].", 0),
        ("Källan kommer efter punkten. [1]", 0),
    ],
)
def test_a_sentence_that_claims_something_needs_a_source(text: str, lacking: int) -> None:
    assert len(review(text, {1, 2, 4, 5}).without) == lacking


def test_a_number_that_points_at_nothing_is_told() -> None:
    assert review("Så är det [7].", {1}).unknown == (7,)


@given(st.text(alphabet="abc .[]123,\n", max_size=80))
def test_any_text_can_be_reviewed(text: str) -> None:
    found = review(text, {1, 2, 3})
    assert set(found.unknown) <= set(found.cites)
    assert set(citing(text)) <= set(numbers_in(text)) or not found.words


def piece(number: int, count: int, key: str = "") -> Evidence:
    figures = (Figure("count", "Celler", count),)
    return Evidence(key or f"k{number}", "", f"Källa {number}", "", "", "", "", "", figures, number=number)


def test_a_reference_that_has_changed_says_from_what_to_what() -> None:
    references = bound([1, 2, 3, 9], [piece(1, 13), piece(2, 4), piece(3, 1)])
    assert [one.number for one in references] == [1, 2, 3]
    found = changes(references, [piece(1, 15), piece(2, 4)])
    assert [(one.number, one.what, one.gone) for one in found] == [(1, (("Celler", "13", "15"),), False), (3, (), True)]
    renamed = replace(piece(1, 15), title="Av en annan period")
    (told,) = changes(references[:1], [renamed])
    assert told.what == (("Källan säger", "Källa 1", "Av en annan period"), ("Celler", "13", "15"))
    assert change_sentence(1, 14) == "1 av 14 hänvisningar har ändrats sedan svaret skrevs."
    assert change_sentence(0, 14) == "Alla 14 hänvisningar stämmer fortfarande."


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "ingen uppgift"), (2027, "2027"), (12345, "12\u00a0345"), (6.5, "6,5"), ("2026-10-13", "13 oktober 2026"),
     ("med enighet", "med enighet")],
)  # fmt: skip
def test_a_value_is_said_as_one_says_it(value: int | float | str | None, said: str) -> None:
    assert shown(value) == said


# States --------------------------------------------------------------------------------------------------------------
def test_every_move_leads_somewhere_and_every_refusal_says_why() -> None:
    assert set(DOSSIER_MOVES.values()) | {State.DRAFT} == set(DOSSIER_STATES)
    for state in State:
        for move in Move:
            if (state, move) not in DOSSIER_MOVES:
                assert why_not(state, move).endswith(".")


def test_what_is_left_to_write_is_counted() -> None:
    assert unfinished([True, True]) == ""
    assert unfinished([True, False, True]) == "Du kan lämna svaret när alla 3 frågor är klara. En är kvar."
