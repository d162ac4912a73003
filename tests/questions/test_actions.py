"""What is done with questions: registered, corrected, answered, postponed, withdrawn, opened again, reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM
from handslag.core.verdict import Denied, Refused
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.questions import actions
from handslag.questions.actions import Place
from handslag.questions.loading.answers import answers_to, asked_by, candidates, passages, replies
from handslag.questions.loading.found import proposed_in
from handslag.questions.loading.lists import balance_of
from handslag.questions.loading.questions import earlier, open_questions, questions_of, standings
from handslag.questions.models import AnswerLink, Question, QuestionStep
from handslag.questions.rules.balance import thawed
from handslag.questions.rules.questions import Move
from handslag.questions.rules.registering import NewQuestion
from tests.questions.conftest import AT, LATER

pytestmark = pytest.mark.django_db
EVENING = datetime(2025, 3, 20, 18, 0, tzinfo=STOCKHOLM)


def test_an_interpellation_is_proposed_whole_and_in_order(paper: Document, rut: User) -> None:
    found = proposed_in(paper, rut)
    assert [one.question.number for one in found.questions] == [1, 2, 3]
    assert [one.question.text[:14] for one in found.questions] == ["Vem i staden f", "Hur ska borgar", "Vad gör borgar"]
    assert [one.question.evidence for one in found.questions] == [("followup",), ("continuation",), ("workload",)]
    first = found.questions[0].question
    assert first.asked_by == ({"name": "Nora Lund", "party": "X"},)
    assert first.asked_of["name"] == "Britt Borgarråd"
    assert first.asked_of_user_id == User.objects.get(username="britt").pk
    assert first.answer_by == date(2025, 2, 10)
    assert "14 dagar" in found.reason
    assert found.common["put_on"] == date(2025, 1, 22)
    assert found.questions[0].source.endswith("hur ofta får borgarrådet se resultatet?")


def test_questions_get_their_numbers_and_their_first_step(asked: list[Question], paper: Document, rut: User) -> None:
    assert [one.label for one in asked] == ["F 2025-1", "F 2025-2", "F 2025-3"]
    [step] = QuestionStep.objects.filter(question=asked[0])
    assert (step.move, step.state, step.on, step.answer_by) == (
        "register",
        "open",
        date(2025, 1, 22),
        date(2025, 2, 10),
    )
    assert step.values["asked_by"] == [{"name": "Nora Lund", "party": "X"}]
    assert Event.objects.filter(action="questions.registered").count() == 1
    assert [one.pk for one in questions_of(paper, rut)] == [one.pk for one in asked]
    assert proposed_in(paper, rut).questions == []


def test_the_same_question_is_registered_once(asked: list[Question], city: City, paper: Document, rut: User) -> None:
    again = NewQuestion("Hur?", date(2025, 1, 22), finding_id=asked[0].finding_id)
    with pytest.raises(Refused, match="redan registrerade"):
        actions.register_questions(city=city, questions=[again], document=paper, by=rut, at=AT)
    with pytest.raises(Refused, match="hör inte ihop"):
        actions.register_questions(city=city, questions=[again], by=rut, at=AT)


def test_who_is_not_a_registrar_registers_nothing(city: City, asked: list[Question]) -> None:
    lena = User.objects.get(username="lena")
    with pytest.raises(Denied, match="registratorer och planansvariga"):
        actions.register_questions(city=city, questions=[NewQuestion("Hur?", AT.date())], by=lena, at=AT)
    with pytest.raises(Denied):
        actions.move_question(question=asked[0], move=Move.ANSWER, on=AT.date(), by=lena, at=AT)


def _new(one: Question, **changed: object) -> NewQuestion:
    kept = NewQuestion(
        text=one.text, put_on=one.put_on, number=one.number, matter=one.matter, dnr=one.dnr, body=one.body,
        asked_by=tuple(one.asked_by), asked_of=one.asked_of, asked_of_user_id=one.asked_of_user_id,
        answer_by=one.answer_by, areas=tuple(one.areas), evidence=tuple(one.evidence), finding_id=one.finding_id,
    )  # fmt: skip
    return replace(kept, **changed)  # type: ignore[arg-type]


def test_a_correction_is_a_step_and_the_day_asks_for_a_reason(asked: list[Question], rut: User) -> None:
    one = asked[0]
    changed = _new(one, text="Vem följer upp planen?")
    actions.edit_question(question=one, changed=changed, by=rut, at=LATER)
    one.refresh_from_db()
    assert one.text == "Vem följer upp planen?"
    before = standings(Question.objects.filter(pk=one.pk), date(2025, 1, 30))[0]
    assert before.question.text.startswith("Vem i staden följer upp")
    with pytest.raises(Refused, match="varför svarsdagen ändras"):
        actions.edit_question(question=one, changed=replace(changed, answer_by=date(2025, 3, 1)), by=rut, at=LATER)
    with pytest.raises(Refused, match="rättas inte"):
        actions.edit_question(question=one, changed=replace(changed, put_on=date(2025, 1, 2)), by=rut, at=LATER)


def test_a_question_is_answered_opened_again_and_withdrawn(asked: list[Question], rut: User) -> None:
    one = asked[0]
    do = {"question": one, "by": rut, "at": LATER}
    with pytest.raises(Refused, match="Dagen ska ligga mellan"):
        actions.move_question(move=Move.ANSWER, on=date(2025, 1, 2), **do)  # type: ignore[arg-type]
    actions.move_question(move=Move.ANSWER, on=date(2025, 2, 10), **do)  # type: ignore[arg-type]
    with pytest.raises(Denied, match="redan besvarad"):
        actions.move_question(move=Move.ANSWER, on=date(2025, 2, 10), **do)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Skriv skälet"):
        actions.move_question(move=Move.REOPEN, on=date(2025, 2, 11), **do)  # type: ignore[arg-type]
    actions.move_question(move=Move.REOPEN, on=date(2025, 2, 11), reason="Fel fråga.", **do)  # type: ignore[arg-type]
    actions.move_question(move=Move.WITHDRAW, on=date(2025, 2, 11), reason="Inaktuell.", **do)  # type: ignore[arg-type]
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert [step.move for step in one.steps.all()] == ["register", "answer", "reopen", "withdraw"]


def test_a_postponement_says_why_and_until_when(asked: list[Question], rut: User) -> None:
    do = {"question": asked[0], "move": Move.POSTPONE, "on": date(2025, 2, 10), "by": rut, "at": LATER}
    with pytest.raises(Refused, match="skälet"):
        actions.move_question(answer_by=date(2025, 3, 17), **do)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="ny svarsdag"):
        actions.move_question(answer_by=date(2025, 2, 10), reason="Sjuk.", **do)  # type: ignore[arg-type]
    actions.move_question(answer_by=date(2025, 3, 17), reason="Borgarrådet är sjukt.", **do)  # type: ignore[arg-type]
    city = asked[0].city
    assert [one.answer_by for one in open_questions(city, date(2025, 2, 12))][-1] == date(2025, 3, 17)
    then = open_questions(city, date(2025, 2, 12), AT + timedelta(hours=1))
    assert {one.answer_by for one in then} == {date(2025, 2, 10)}


def test_a_text_with_a_personal_number_is_refused(asked: list[Question], rut: User) -> None:
    with pytest.raises(Refused, match="personnummer"):
        actions.move_question(
            question=asked[0], move=Move.WITHDRAW, on=LATER.date(), reason="Gäller 811218-9876.", by=rut, at=LATER
        )


def test_steps_links_and_lists_cannot_be_changed(asked: list[Question]) -> None:
    step = asked[0].steps.first()
    assert step is not None
    for change in ("update", "delete"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows = QuestionStep.objects.filter(pk=step.pk)
            rows.update(reason="x") if change == "update" else rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=asked[0].pk).update(document=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=asked[0].pk).delete()


def test_the_answer_is_found_and_says_which_passage_answers_which(
    asked: list[Question], answer: Document, rut: User
) -> None:
    [group] = asked_by(answer, rut)
    assert [one.pk for one in group.questions] == [one.pk for one in asked]
    assert "samma diarienummer" in group.why
    [candidate] = candidates(asked[0], rut)
    assert candidate.document == answer
    found = passages(answer, asked, rut)
    first, second = found[asked[0].pk], found[asked[1].pk]
    assert first is not None
    assert first.text.startswith("Förvaltningarna följer upp planen")
    assert second is not None
    assert second.text.startswith("Arbetet med planen fortsätter")
    assert found[asked[2].pk] is None


def test_a_person_decides_what_answers(asked: list[Question], answer: Document, rut: User) -> None:
    found = passages(answer, asked, rut)
    places = {pk: Place(one.page, one.start, one.end) if one else None for pk, one in found.items()}
    actions.propose_answers(document=answer, places=places, by=rut, at=LATER)
    assert [one.outcome for one in AnswerLink.objects.order_by("order")] == ["proposed", "proposed", "none"]
    actions.decide_answer(question=asked[0], document=answer, outcome="confirmed", by=rut, at=LATER)
    actions.decide_answer(question=asked[1], document=answer, outcome="rejected", by=rut, at=LATER)
    with pytest.raises(Refused, match="Välj det stycke"):
        actions.decide_answer(question=asked[2], document=answer, outcome="confirmed", by=rut, at=LATER)
    with pytest.raises(Refused, match="Sidan finns inte"):
        actions.decide_answer(
            question=asked[2], document=answer, outcome="confirmed", place=Place(9, 0, 5), by=rut, at=LATER
        )
    told = answers_to(asked, rut)
    assert [told[one.pk][0].link.outcome for one in asked] == ["confirmed", "rejected", "none"]
    assert told[asked[0].pk][0].text.startswith("Förvaltningarna följer upp planen")
    keys = [one.pk for one in asked]
    [said] = replies(keys, LATER)[asked[0].pk]
    assert said == told[asked[0].pk][0].text
    assert not any(replies(keys[1:], LATER).values()), "only what somebody has confirmed"
    assert not any(replies(keys, LATER - timedelta(minutes=1)).values()), "only what was known"
    actions.propose_answers(document=answer, places=places, by=rut, at=LATER + timedelta(hours=1))
    assert answers_to(asked, rut)[asked[0].pk][0].link.outcome == "confirmed", "what a person has decided stands"


def test_an_answered_question_falls_off_the_list_once_reported(
    asked: list[Question], answer: Document, city: City, rut: User
) -> None:
    actions.move_question(question=asked[0], move=Move.ANSWER, on=date(2025, 2, 10), document=answer, by=rut, at=LATER)
    before = balance_of(city, date(2025, 2, 9))
    assert [one.state for one in before] == ["obesvarad"] * 3
    lines = balance_of(city, date(2025, 3, 17))
    assert [(one.label, one.closed_on) for one in lines] == [
        ("F 2025-2", None), ("F 2025-3", None), ("F 2025-1", date(2025, 2, 10)),
    ]  # fmt: skip
    kept = actions.report_list(
        city=city, lines=lines, as_of=date(2025, 3, 17), reported_on=date(2025, 3, 17), body="Kommunfullmäktige",
        by=rut, at=EVENING,
    )  # fmt: skip
    assert thawed(kept.rows) == lines
    assert balance_of(city, date(2025, 3, 17)) == lines, "the table of a day is the same whenever it is made"
    assert balance_of(city, date(2025, 2, 9)) == before
    assert [one.label for one in balance_of(city, date(2025, 3, 18))] == ["F 2025-2", "F 2025-3"]
    with pytest.raises(Refused, match="redan redovisad"):
        actions.report_list(
            city=city, lines=lines, as_of=date(2025, 3, 17), reported_on=date(2025, 3, 17),
            body="Kommunfullmäktige", by=rut, at=EVENING,
        )  # fmt: skip
    with pytest.raises(Refused, match="mellan listans dag och i dag"):
        actions.report_list(
            city=city, lines=lines, as_of=date(2025, 3, 17), reported_on=date(2025, 3, 1), body="Nämnden", by=rut,
            at=EVENING,
        )  # fmt: skip


def test_earlier_questions_on_the_same_matter_come_newest_first(asked: list[Question], city: City, rut: User) -> None:
    def put(text: str, day: date, *evidence: str) -> Question:
        one = NewQuestion(text, day, kind="oral", evidence=evidence, asked_by=({"name": "Ida By", "party": "V"},))
        return actions.register_questions(city=city, questions=[one], by=rut, at=AT)[0]

    old = put("Hur följs planen upp i stadsdelarna, och vem får resultatet?", date(2023, 5, 2), "followup")
    newer = put("Får borgarrådet se resultatet av uppföljningen?", date(2024, 5, 2), "followup")
    put("När målas parkbänkarna?", date(2024, 6, 2))
    assert [one.question.pk for one in earlier(asked[0], AT.date())] == [newer.pk, old.pk]
    assert earlier(asked[0], date(2022, 1, 1)) == []


def test_a_postponement_is_taken_back_and_the_day_before_it_holds_again(asked: list[Question], rut: User) -> None:
    one, day = asked[0], asked[0].answer_by
    postponed = {"question": one, "move": Move.POSTPONE, "on": date(2025, 2, 1), "reason": "Mer tid", "by": rut}
    actions.move_question(**postponed, answer_by=date(2025, 3, 17), at=LATER)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="skäl"):
        actions.move_question(question=one, move=Move.REOPEN, on=date(2025, 2, 2), by=rut, at=LATER)
    actions.move_question(
        question=one, move=Move.REOPEN, on=date(2025, 2, 2), reason="Fel fråga", by=rut, at=LATER + timedelta(minutes=1)
    )
    one.refresh_from_db()
    assert (one.state, one.answer_by) == ("open", day)
    [now_] = standings(Question.objects.filter(pk=one.pk), date(2025, 2, 20))
    assert (now_.state, now_.answer_by) == ("open", day)
    [then] = standings(Question.objects.filter(pk=one.pk), date(2025, 2, 1))
    assert (then.state, then.answer_by) == ("postponed", date(2025, 3, 17))
