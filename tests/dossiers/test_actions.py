"""Starting, writing, handing over, approving, signing: what is kept, and each refusal with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.dossiers.actions import digest_of, move_dossier, refresh_evidence, save_answers, start_dossier
from handslag.dossiers.loading.dossiers import Standing, standing_of
from handslag.dossiers.loading.writing import Written
from handslag.dossiers.models import Dossier, DossierStep, DossierText
from handslag.dossiers.rules.states import Move
from handslag.papers.models import Document
from handslag.plan.models import Plan
from tests.dossiers.conftest import user
from tests.house.dossier_things import asked_paper, prepared_dossier


def test_starting_freezes_the_evidence_of_each_question(standing: Standing) -> None:
    assert [one.number for one in standing.kept.questions] == [1, 2, 3]
    assert all(one.proposed for one in standing.kept.questions)
    assert [one.kinds for one in standing.kept.questions] == [("followup",), ("continuation",), ("workload",)]
    assert standing.evidence.as_of == today()
    assert Event.objects.filter(action="dossier.started").count() == 1


def test_starting_again_gives_the_one_there_is(begun: Dossier, paper: Document) -> None:
    plan = Plan.objects.get()
    assert start_dossier(plan=plan, thing=paper, as_of=today(), by=user("britt"), at=now()) == begun


def test_only_who_writes_answers_starts(paper: Document) -> None:
    with pytest.raises(Denied, match="Bara planansvariga, registratorer och borgarrådets kansli"):
        start_dossier(plan=Plan.objects.get(), thing=paper, as_of=today(), by=user("lena"), at=now())


def test_the_registrar_prepares_an_answer_that_others_approve(paper: Document) -> None:
    made = start_dossier(plan=Plan.objects.get(), thing=paper, as_of=today(), by=user("rut"), at=now())
    written = {one.key: Written("Så är det [1].", 0, done=True) for one in standing_of(made).kept.questions}
    save_answers(dossier=made, written=written, by=user("rut"), at=now())
    made = move_dossier(dossier=made, move=Move.PREPARE, by=user("rut"), at=now())
    with pytest.raises(Denied, match="Bara planansvariga och borgarrådets kansli godkänner svar"):
        move_dossier(dossier=made, move=Move.APPROVE, by=user("rut"), at=now())
    made = move_dossier(dossier=made, move=Move.APPROVE, by=user("pia"), at=now())
    with pytest.raises(Denied, match="Bara den som ska svara"):
        move_dossier(dossier=made, move=Move.SIGN, by=user("rut"), at=now())


def test_a_paper_without_questions_says_so(small_city: None) -> None:
    plain = asked_paper("Ett brev om vädret i Lillköping, utan något mer.\n", "brev.txt")
    with pytest.raises(Refused, match="har inga frågor"):
        start_dossier(plan=Plan.objects.get(), thing=plain, as_of=today(), by=user("pia"), at=now())


def write(begun: Dossier, text: str, *, seen: int = 0, done: bool = False, by: str = "pia", question: int = 0) -> str:
    key = standing_of(begun).kept.questions[question].key
    save_answers(dossier=begun, written={key: Written(text, seen, done)}, by=user(by), at=now())
    return key


def test_a_text_keeps_its_references_with_the_figures_of_the_moment(begun: Dossier) -> None:
    key = write(begun, "Rapporterna lämnas i tid [2].")
    held = DossierText.objects.get(dossier=begun, key=key)
    assert held.references[0]["key"] == "followup.reports"
    assert set(held.references[0]["figures"]) == {"signed", "late", "missing", "all"}


def test_what_another_saved_meanwhile_is_given_back_and_not_written_over(begun: Dossier) -> None:
    key = write(begun, "Det första.")
    saved = save_answers(dossier=begun, written={key: Written("Mitt eget.", 0)}, by=user("britt"), at=now())
    assert saved.crossed[key].text == "Det första."
    assert standing_of(begun).texts[key].text == "Det första."
    write(begun, "Mitt eget.", seen=1, by="britt")
    assert standing_of(begun).texts[key].text == "Mitt eget."
    assert DossierText.objects.filter(dossier=begun, key=key).count() == 2


def test_what_one_has_not_touched_is_no_conflict(begun: Dossier) -> None:
    first, second = (one.key for one in standing_of(begun).kept.questions[:2])
    write(begun, "Pias svar.", question=1)
    theirs = {first: Written("Britts svar.", 0), second: Written("", 0)}
    saved = save_answers(dossier=begun, written=theirs, by=user("britt"), at=now())
    assert (saved.kept, saved.crossed) == ([first], {})
    write(begun, "Pias andra svar.", seen=1, question=1)
    saved = save_answers(dossier=begun, written={second: Written("Pias svar.", 1)}, by=user("britt"), at=now())
    assert saved.whole and not saved.kept
    assert standing_of(begun).texts[second].text == "Pias andra svar."


def test_a_personal_number_is_refused_and_nothing_kept(begun: Dossier) -> None:
    key = standing_of(begun).kept.questions[0].key
    saved = save_answers(dossier=begun, written={key: Written("Hon är 19121212-1212.", 0)}, by=user("pia"), at=now())
    assert saved.refused == {key: "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."}
    assert not DossierText.objects.exists()


def test_new_evidence_shows_which_references_have_changed(begun: Dossier) -> None:
    key = write(begun, "Så många kräver svar [3]. Kalendern är densamma [1].")
    refresh_evidence(dossier=begun, as_of=date(2025, 5, 1), by=user("pia"), at=now())
    standing = standing_of(begun)
    assert standing.evidence.number == 2
    assert {one.number for one in standing.changes[key]} <= {1, 3}
    assert standing.changes[key], "the state of another day has other figures"
    before = {one.key: one.number for one in standing.kept.evidence}
    assert before["followup.signs"] == 3
    write(begun, "Så många kräver svar [3]. Kalendern är en annan [1].", seen=1)
    assert {one.number for one in standing_of(begun).changes[key]} == {3}, "only the sentence that was rewritten is new"


def test_prepared_approved_by_another_and_signed_by_the_one_who_answers(small_city: None) -> None:
    made = prepared_dossier()
    with pytest.raises(Denied, match="Någon annan ska godkänna"):
        move_dossier(dossier=made, move=Move.APPROVE, by=user("pia"), at=now())
    with pytest.raises(Denied, match="när det är godkänt"):
        move_dossier(dossier=made, move=Move.SIGN, by=user("britt"), at=now())
    move_dossier(dossier=made, move=Move.APPROVE, by=user("britt"), at=now())
    with pytest.raises(Denied, match="Bara den som ska svara"):
        move_dossier(dossier=made, move=Move.SIGN, by=user("pia"), at=now())
    move_dossier(dossier=made, move=Move.SIGN, by=user("britt"), at=now())
    step = DossierStep.objects.get(dossier=made, move="sign")
    assert step.sha256 == digest_of(step.content or {}) and len(step.sha256) == 64
    assert step.content is not None and set(step.content) >= {"as_of", "known_at", "answers", "evidence"}


def test_what_is_signed_cannot_change(small_city: None) -> None:
    made = prepared_dossier()
    for move in (Move.APPROVE, Move.SIGN):
        made = move_dossier(dossier=made, move=move, by=user("britt"), at=now())
    key = standing_of(made).kept.questions[0].key
    with pytest.raises(Denied, match="undertecknat och kan inte ändras"):
        save_answers(dossier=made, written={key: Written("Annat.", 1)}, by=user("pia"), at=now())
    with pytest.raises(Denied, match="undertecknat"):
        refresh_evidence(dossier=made, as_of=today(), by=user("pia"), at=now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Dossier.objects.filter(pk=made.pk).update(title="Annat")


def test_sent_back_with_a_reason_it_is_a_draft_again(small_city: None) -> None:
    made = prepared_dossier()
    with pytest.raises(Refused, match="Skriv skälet"):
        move_dossier(dossier=made, move=Move.SEND_BACK, by=user("britt"), at=now())
    back = move_dossier(dossier=made, move=Move.SEND_BACK, reason="Fråga 2 är tunn.", by=user("britt"), at=now())
    assert back.state == "draft"


def test_it_is_not_handed_over_before_every_answer_is_done(begun: Dossier) -> None:
    write(begun, "Klart [1].", done=True)
    with pytest.raises(Denied, match=r"när alla 3 frågor är klara\. 2 är kvar\."):
        move_dossier(dossier=begun, move=Move.PREPARE, by=user("pia"), at=now())


def test_a_day_that_no_evidence_can_be_of_is_refused(paper: Document) -> None:
    far = today() + timedelta(days=4000)
    with pytest.raises(Refused, match="går inte att ta fram"):
        start_dossier(plan=Plan.objects.get(), thing=paper, as_of=far, by=user("pia"), at=now())
