"""The papers of the demo city: registered, read, made into questions, answered, promised and held to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handslag.cli.demo.round import Staff, o_clock
from handslag.core.clock import now
from handslag.papers.actions.publishing import publish
from handslag.papers.actions.registering import register
from handslag.papers.actions.requesting import answer_request, log_request
from handslag.papers.actions.ruling import confirm_certain
from handslag.papers.models import Document, Finding
from handslag.people.models import User
from handslag.plan.models import Plan
from handslag.questions.actions import (
    Place,
    decide_answer,
    move_question,
    propose_answers,
    register_questions,
    report_list,
)
from handslag.questions.actions.commitments import Said, confirm_commitment
from handslag.questions.loading.answers import passages
from handslag.questions.loading.found import proposed_in
from handslag.questions.loading.lists import balance_of
from handslag.questions.models import Question
from handslag.questions.rules.calendar import COUNCIL
from handslag.questions.rules.commitments import Terms
from handslag.questions.rules.questions import Move
from handslag.questions.rules.registering import NewQuestion

FOLDER = Path(__file__).parents[2] / "papers" / "data" / "exempel"
# File, and the day it was registered.
PAPERS = (
    ("debattartikel-2024.html", date(2024, 5, 16)),
    ("protokoll-2024.txt", date(2024, 5, 28)),
    ("interpellation-2024.txt", date(2024, 11, 19)),
    ("svar-2025.txt", date(2025, 1, 28)),
    ("interpellation-2026.txt", date(2026, 11, 9)),
)
ANSWERED_ON = date(2025, 1, 27)
# The day a half-yearly table tells of, and the day the council was given it.
LISTS = (
    (date(2025, 6, 30), date(2025, 9, 15)),
    (date(2025, 12, 31), date(2026, 1, 19)),
    (date(2026, 6, 30), date(2026, 9, 21)),
)


def read_papers(plan: Plan, staff: Staff) -> dict[str, Document]:
    """Register the five papers, and confirm what is certain in them."""
    office = staff.one("registrar", plan.city)
    made = {}
    for name, day in PAPERS:
        content, moment = (FOLDER / name).read_bytes(), o_clock(day, 10)
        paper = register(
            city=plan.city, name=name, content=content, by=office, at=now(), registered_on=day, recorded_at=moment
        ).document
        confirm_certain(document=paper, by=office, at=now())
        made[name] = paper
    return made


def ask_and_answer(plan: Plan, staff: Staff, papers: dict[str, Document]) -> None:
    """The first interpellation was answered in January 2025; the second waits; one question was put in the hall."""
    office = staff.one("registrar", plan.city)
    first = _asked(plan, papers["interpellation-2024.txt"], office)
    _asked(plan, papers["interpellation-2026.txt"], office)
    _answered(first, papers["svar-2025.txt"], office)
    register_questions(
        city=plan.city, by=office, at=now(), recorded_at=o_clock(date(2026, 9, 22), 9),
        questions=[NewQuestion(
            text="När får stadsdelarna veta vad som händer när pengarna i kompetensfonden tar slut?",
            put_on=date(2026, 9, 21), kind="oral", matter="Kompetensfondens framtid", body="Kommunfullmäktige",
            asked_by=({"name": "Nora Lund", "party": "X"},), asked_of={"name": "Britt Lind", "party": "Y"},
            asked_of_user_id=staff.one("commissioner", plan.city).pk, answer_by=date(2026, 11, 16),
            answer_by_reason="Nästa möte efter sommaren där frågan kan svaras.", evidence=("fund",),
        )],
    )  # fmt: skip


def report_lists(plan: Plan, staff: Staff) -> None:
    """The council was given the half-yearly tables of what waits, each at its first meeting after the half-year."""
    office = staff.one("registrar", plan.city)
    for as_of, reported_on in LISTS:
        moment = o_clock(reported_on, 16)
        report_list(
            city=plan.city, lines=balance_of(plan.city, as_of, moment), as_of=as_of, reported_on=reported_on,
            body=COUNCIL, by=office, at=now(), recorded_at=moment,
        )  # fmt: skip


def _asked(plan: Plan, paper: Document, office: User) -> list[Question]:
    found = proposed_in(paper, office)
    moment = o_clock(paper.registered_on, 11)
    questions = [one.question for one in found.questions]
    return register_questions(
        city=plan.city, questions=questions, document=paper, by=office, at=now(), recorded_at=moment
    )


def _answered(questions: list[Question], paper: Document, office: User) -> None:
    """Question by question, the passage that the rule proposes is taken; then the question is answered."""
    moment = o_clock(paper.registered_on, 13)
    found = passages(paper, questions, office)
    places = {pk: Place(one.page, one.start, one.end) if one else None for pk, one in found.items()}
    propose_answers(document=paper, places=places, by=office, at=now(), recorded_at=moment)
    for question in questions:
        place = places[question.pk]
        outcome = "confirmed" if place else "none"
        decide_answer(
            question=question, document=paper, outcome=outcome, place=place, by=office, at=now(), recorded_at=moment
        )
        move_question(
            question=question, move=Move.ANSWER, on=ANSWERED_ON, document=paper, by=office, at=now(),
            recorded_at=moment,
        )  # fmt: skip


def promise(plan: Plan, staff: Staff, papers: dict[str, Document]) -> None:
    """What the answer bound somebody to: one held against the VPs, one followed by hand."""
    office, paper = staff.one("plan_office", plan.city), papers["svar-2025.txt"]
    moment = o_clock(paper.registered_on, 14)
    found = list(Finding.objects.filter(document=paper, field="commitment"))
    terms = {
        "verksamhetsplan": Terms(
            date(2025, 1, 31),
            owner="Stadsdelsnämnderna",
            check_code="adoption",
            check_params={"year": 2025, "areas": ["obligatoriska"]},
        ),
        "redovisa": Terms(
            date(2025, 6, 20), owner="Socialförvaltningen", note="Redovisningen ska finnas i nämndens protokoll."
        ),
    }
    for word, said in terms.items():
        one = next(each for each in found if word in each.value["text"])
        words = Said(one.value["text"], ANSWERED_ON, who=one.value.get("who") or "", document=paper, finding=one)
        confirm_commitment(city=plan.city, plan=plan, said=words, terms=said, by=office, at=now(), recorded_at=moment)


def open_up(plan: Plan, staff: Staff, papers: dict[str, Document]) -> None:
    """What everybody may read, and what was asked for: one request is answered, one waits."""
    office = staff.one("registrar", plan.city)
    for paper in papers.values():
        publish(document=paper, by=office, at=now(), recorded_at=o_clock(paper.registered_on, 15))
    asked = log_request(
        city=plan.city, asked_for="Protokollet där nämnden godkände den reviderade handlingsplanen.",
        made_on=date(2026, 11, 3), document=papers["protokoll-2024.txt"], by=office, at=now(),
        recorded_at=o_clock(date(2026, 11, 3), 9),
    )  # fmt: skip
    answer_request(
        request=asked, outcome="given", answered_on=date(2026, 11, 3), by=office, at=now(),
        recorded_at=o_clock(date(2026, 11, 3), 14),
    )  # fmt: skip
    log_request(
        city=plan.city, asked_for="Allt som kommit in om handlingsplanen i november.", made_on=date(2026, 11, 18),
        by=office, at=now(), recorded_at=o_clock(date(2026, 11, 18), 10),
    )  # fmt: skip


def live_by_papers(plan: Plan, staff: Staff) -> None:
    """All of it, in its order."""
    papers = read_papers(plan, staff)
    ask_and_answer(plan, staff, papers)
    report_lists(plan, staff)
    promise(plan, staff, papers)
    open_up(plan, staff, papers)
