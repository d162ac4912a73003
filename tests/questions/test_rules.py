"""Days to answer by, topics, states, the half-yearly table: without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.clock import STOCKHOLM
from handslag.questions.rules.balance import Line, Place, balance, frozen, reported_as_closed, thawed
from handslag.questions.rules.calendar import answer_day
from handslag.questions.rules.likeness import Matter, Paper, answers, shared_matter, stems
from handslag.questions.rules.questions import MOVES, QUESTION_MOVES, Move, State, refusal
from handslag.questions.rules.registering import NewQuestion, fault_of, person_in, person_words, persons_in
from handslag.questions.rules.standing import Step, stood
from handslag.questions.rules.topics import EVIDENCE, topics_of

AREAS = {
    "arbetsbelastning": "Rimlig arbetsbelastning",
    "introduktion": "Introduktion och mentor",
    "lon": "Lön och karriär",
    "hot-och-vald": "Trygghet",
}
COUNCIL = [("Kommunfullmäktige", date(2025, 1, 27)), ("Kommunfullmäktige", date(2025, 2, 17))]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hur följs planen upp, och vad rapporteras till borgarrådet?", ["followup"]),
        ("Kommer arbetet att fortsätta när perioden är slut?", ["continuation"]),
        ("Vad görs åt arbetsbördan när stadsdelar väljer andra områden?", ["workload"]),
        ("Hur skyddas handläggare mot hot och otillåten påverkan?", ["threats"]),
        ("Hur får de fackliga organisationerna vara med?", ["union"]),
        ("Vad händer när pengarna i kompetensfonden är slut?", ["fund"]),
        ("Varför slutar så många, och hur går det att rekrytera?", ["turnover"]),
        ("När byggs badhuset om?", []),
        ("Finns det ett fackbibliotek, och hotell för gäster?", []),
    ],
    ids=lambda value: value[0] if isinstance(value, list) and value else None,
)
def test_the_kinds_of_evidence_are_read_out_of_the_words(text: str, kinds: list[str]) -> None:
    assert list(topics_of(text, {}).evidence) == kinds


def test_areas_are_known_by_name_key_and_what_people_call_them() -> None:
    found = topics_of("Gäller ärendemängden, och får nyanställda någon mentor? Hot och våld ökar.", AREAS)
    assert found.areas == ("arbetsbelastning", "introduktion", "hot-och-vald")
    assert found.why["arbetsbelastning"] == "ärendemängd"
    assert topics_of("Vad kostar lönsamheten?", AREAS).areas == ()


def test_every_kind_of_evidence_says_what_it_holds() -> None:
    for kind in EVIDENCE.values():
        assert kind.told.startswith("Frågan gäller")
        assert kind.patterns


def test_the_first_meeting_with_time_enough_is_the_day() -> None:
    found = answer_day("interpellation", date(2025, 1, 22), COUNCIL)
    assert found.day == date(2025, 2, 17)
    assert found.reason == "Första mötet i Kommunfullmäktige minst 14 dagar efter 22 januari 2025, då frågan ställdes."


def test_without_a_meeting_the_day_is_written_by_hand() -> None:
    found = answer_day("interpellation", date(2025, 2, 16), COUNCIL)
    assert found.day is None
    assert "Skriv svarsdagen själv." in found.reason
    assert answer_day("oral", None, COUNCIL).day is None


def test_a_question_in_a_committee_waits_for_that_committee() -> None:
    meetings = [*COUNCIL, ("Socialnämnden", date(2025, 2, 11))]
    assert answer_day("interpellation", date(2025, 1, 22), meetings, body="socialnämnden").day == date(2025, 2, 11)
    assert answer_day("interpellation", date(2025, 1, 22), COUNCIL, body="Kulturnämnden").day == date(2025, 2, 17)
    assert answer_day("interpellation", date(2025, 1, 22), COUNCIL, body="Stadsfullmäktige").day == date(2025, 2, 17)


def test_a_motion_is_decided_within_a_year() -> None:
    assert answer_day("motion", date(2024, 2, 29), COUNCIL).day == date(2025, 2, 28)
    assert "kommunallagen" in answer_day("motion", date(2024, 3, 1), COUNCIL).reason


@given(
    st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.lists(st.dates(date(2024, 1, 1), date(2027, 1, 1)), max_size=12)
)
def test_the_day_is_a_meeting_after_the_question(put_on: date, days: list[date]) -> None:
    found = answer_day("interpellation", put_on, [("Kommunfullmäktige", day) for day in days])
    if found.day is None:
        assert not [day for day in days if timedelta(14) <= day - put_on <= timedelta(400)]
    else:
        assert found.day == min(day for day in days if day >= put_on + timedelta(14))


def test_every_move_has_a_way_back_and_every_state_a_word() -> None:
    assert {state for state, _ in QUESTION_MOVES} == set(State)
    assert set(QUESTION_MOVES.values()) == set(State)
    assert set(MOVES) == set(Move)
    for state in State:
        for move in Move:
            if (state, move) not in QUESTION_MOVES:
                assert refusal(state, move).endswith(".")


NOON = datetime(2025, 3, 1, 12, 0, tzinfo=STOCKHOLM)


def _step(move: str, state: str, on: date, *, known: datetime = NOON, **more: object) -> Step:
    return Step(move, state, on, known, **more)  # type: ignore[arg-type]


def test_a_question_stands_as_it_was_known_on_a_day() -> None:
    steps = [
        _step("register", "open", date(2025, 1, 22), answer_by=date(2025, 2, 17), values={"text": "Hur?"}),
        _step("postpone", "postponed", date(2025, 2, 10), answer_by=date(2025, 3, 17), reason="Sjukdom."),
        _step("edit", "postponed", date(2025, 2, 12), values={"text": "Hur då?"}),
        _step("answer", "answered", date(2025, 3, 17), known=NOON + timedelta(days=30), document=7),
    ]
    assert stood(steps, date(2025, 1, 21)) is None
    first = stood(steps, date(2025, 2, 9))
    assert first is not None
    assert (first.state, first.answer_by, first.values["text"]) == ("open", date(2025, 2, 17), "Hur?")
    moved = stood(steps, date(2025, 3, 20), NOON)
    assert moved is not None
    assert (moved.state, moved.answer_by, moved.since) == ("postponed", date(2025, 3, 17), date(2025, 2, 10))
    assert (moved.reason, moved.values["text"], moved.is_late(date(2025, 3, 20))) == ("Sjukdom.", "Hur då?", True)
    done = stood(steps, date(2025, 3, 20))
    assert done is not None
    assert (done.closed_on, done.document, done.is_late(date(2025, 3, 20))) == (date(2025, 3, 17), 7, False)


@given(st.permutations([1, 2, 3, 4]), st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_what_is_recorded_later_does_not_change_what_was_known(order: list[int], as_of: date) -> None:
    steps = [_step("register", "open", date(2025, 1, 1))]
    steps += [_step("edit", "open", date(2025, place, 1), values={"number": place}) for place in order]
    later = _step("withdraw", "withdrawn", date(2025, 1, 2), known=NOON + timedelta(hours=1))
    assert stood([*steps, later], as_of, NOON) == stood(steps, as_of)


def _line(key: str, closed: date | None = None, put_on: date | None = date(2025, 1, 1)) -> Line:
    return Line(
        key=key, label=key, kind="interpellation", submitter="Nora Lund (X)", matter="Planen", put_on=put_on,
        deadline=date(2025, 2, 1), state="x", closed_on=closed,
    )  # fmt: skip


def test_a_closed_matter_falls_off_once_it_has_been_reported() -> None:
    waiting, closed = _line("question:1"), _line("question:2", date(2025, 2, 10))
    first = balance([closed, waiting], set())
    assert [one.key for one in first] == ["question:1", "question:2"]
    reported = reported_as_closed([frozen(first)])
    assert [one.key for one in balance([closed, waiting], reported)] == ["question:1"]
    again = _line("question:2", date(2025, 9, 1))
    assert [one.key for one in balance([again, waiting], reported)] == ["question:1", "question:2"]
    assert thawed(frozen(first)) == first
    assert waiting.is_late(date(2025, 2, 2))
    assert not closed.is_late(date(2025, 2, 2))


def test_persons_are_read_as_they_are_written() -> None:
    assert persons_in("Nora Lund (X) och Olle Ek (V); Ida By") == (
        {"name": "Nora Lund", "party": "X"},
        {"name": "Olle Ek", "party": "V"},
        {"name": "Ida By", "party": ""},
    )
    whom = person_in("social- och trygghetsborgarrådet Britt Lind (Y)")
    assert whom == {"name": "Britt Lind", "party": "Y", "role": "social- och trygghetsborgarrådet"}
    assert person_words(whom) == "social- och trygghetsborgarrådet Britt Lind (Y)"
    assert person_in("  ") == {}


def test_what_cannot_be_registered_is_refused_with_its_reason() -> None:
    day = date(2025, 1, 22)
    assert fault_of(NewQuestion(" ", day), day) == "Skriv frågan."
    assert fault_of(NewQuestion("Hur?", day + timedelta(1)), day) == "Frågan kan inte vara ställd i framtiden."
    assert "personnummer" in fault_of(NewQuestion("Gäller 811218-9876", day), day)
    assert "personnummer" in fault_of(NewQuestion("Hur?", day, asked_by=({"name": "811218-9876"},)), day)
    assert "Svarsdagen" in fault_of(NewQuestion("Hur?", day, answer_by=day - timedelta(1)), day)
    assert fault_of(NewQuestion("Hur?", day, answer_by=day), day) == ""


def test_two_questions_are_on_the_same_matter_by_topic_and_words() -> None:
    one = Matter.of("Hur mäts arbetsbelastningen i stadsdelarna?", ["arbetsbelastning"], ["workload"])
    other = Matter.of("När sänks arbetsbelastningen?", [], ["workload"])
    far = Matter.of("När målas parkbänkarna om?", [], [])
    assert shared_matter(one, other)
    assert not shared_matter(one, far)


def test_a_paper_is_an_answer_by_number_names_and_words() -> None:
    words = stems("Vem följer upp arbetsbelastningen i stadsdelarna, och hur ofta?")
    said = Paper("answer", date(2025, 2, 10), "KS 2025/31", ["nora lund"], words)
    asked = {"put_on": date(2025, 1, 22), "dnr": "ks 2025/31", "names": {"nora lund"}, "words": words}
    points, why = answers(said, **asked)  # type: ignore[arg-type]
    assert points >= 8
    assert why == "samma diarienummer, samma personer, samma ord"
    early = Paper("answer", date(2025, 1, 2), "KS 2025/31", [], words)
    assert answers(early, **asked) == (0, "")  # type: ignore[arg-type]
    article = Paper("article", date(2025, 2, 10), "", ["nora lund"], words)
    assert answers(article, **asked) == (0, "")  # type: ignore[arg-type]


def test_questions_of_one_paper_stand_in_the_order_of_their_numbers() -> None:
    day = date(2025, 1, 22)
    lines = [
        Place(key=f"question:{pk}", label=f"F 2025-{number}", put_on=day, deadline=None, closed_on=None)
        for pk, number in ((9, 1), (10, 2), (11, 10))
    ]
    assert [one.label for one in balance(lines[::-1], set())] == ["F 2025-1", "F 2025-2", "F 2025-10"]
