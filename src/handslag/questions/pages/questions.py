"""The page of one question: what was asked, where it stands, what has happened, its answers, earlier questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from handslag.core.clock import local
from handslag.core.text import join_words, swedish_date
from handslag.core.verdict import Verdict
from handslag.papers.models import Document
from handslag.questions.loading.answers import Answer, Candidate, answers_to, candidates
from handslag.questions.loading.areas import area_names
from handslag.questions.loading.commitments import CommitmentStanding, commitments
from handslag.questions.loading.questions import Standing, earlier, questions_of, shown
from handslag.questions.loading.register import answerer
from handslag.questions.models import Commitment, Question, QuestionStep
from handslag.questions.permissions import can_link, can_move, can_register
from handslag.questions.rules.questions import KINDS, LINKS, STATES, UNFINISHED, Move, State
from handslag.questions.rules.registering import persons_words
from handslag.questions.rules.topics import EVIDENCE

COLORS = {State.OPEN: "info", State.POSTPONED: "warning", State.ANSWERED: "success", State.WITHDRAWN: "neutral"}
NAMES = {
    "kind": "slag", "text": "fråga", "matter": "ärende", "dnr": "diarienummer", "body": "ställd i",
    "asked_by": "ställd av", "asked_of": "ska svara", "asked_of_user_id": "konto för den som svarar",
    "public": "visas för allmänheten", "answer_by_reason": "skäl för svarsdagen", "areas": "fokusområden",
    "evidence": "underlag", "number": "nummer i handlingen",
}  # fmt: skip
"""The fields of a correction as they are named in the story."""
MOVE_WAYS = {
    Move.ANSWER: ("besvara", "Markera som besvarad"),
    Move.POSTPONE: ("skjut-upp", "Skjut upp"),
    Move.WITHDRAW: ("aterkalla", "Återkalla"),
    Move.REOPEN: ("oppna-igen", "Öppna igen"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to the question."""

    day: date
    what: str
    more: str = ""
    href: str = ""
    paper: str = ""
    entered: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is shown: the paper, its passage, and what a person has said of it."""

    document: Document
    text: str
    page: int | None
    outcome: str
    words: str
    by: str
    href: str


@dataclass(frozen=True)
class QuestionPage:
    """Everything the page of a question shows."""

    question: Question
    title: str
    state: str
    color: str
    kind: str
    lead: str
    overdue: bool
    waits: bool
    asked_by: str
    asked_of: str
    areas: list[str]
    evidence: list[tuple[str, str]]
    siblings: list[Question]
    answers: list[Given]
    candidates: list[Candidate]
    earlier: list[Standing]
    story: list[Happened]
    moves: list[tuple[str, str, Verdict]]
    may_edit: Verdict
    may_link: Verdict
    dossier: str
    commitments: list[CommitmentStanding]


def question_page(user: Any, question: Question, day: date) -> QuestionPage:
    """One question, for one reader, today."""
    siblings = questions_of(question.document, user) if question.document else []
    seen = next((one for one in siblings if one.pk == question.pk), None) or shown([question], user)[0]
    seen.document = question.document  # with its card, which the siblings are read without
    steps = list(question.steps.select_related("document__card", "by").order_by("recorded_at", "id"))
    names = area_names(seen.city)
    waits = seen.state in UNFINISHED
    overdue = waits and seen.answer_by is not None and seen.answer_by < day
    answers = answers_to([seen], user)[seen.pk]
    may_link = can_link(user, seen.city)
    linked = {one.link.document_id for one in answers}
    looked = candidates(seen, user) if may_link and waits else []
    return QuestionPage(
        question=seen,
        title=f"Fråga {seen.label}",
        state=STATES[State(seen.state)],
        color="danger" if overdue else COLORS[State(seen.state)],
        kind=_about(seen),
        lead=_lead(seen, overdue, waits),
        overdue=overdue,
        waits=waits,
        asked_by=persons_words(seen.asked_by),
        asked_of=answerer(seen),
        areas=[names.get(area, area) for area in seen.areas],
        evidence=[(EVIDENCE[code].label, EVIDENCE[code].told) for code in seen.evidence if code in EVIDENCE],
        siblings=siblings,
        answers=[_given(seen, one) for one in answers],
        candidates=[one for one in looked if one.document.pk not in linked],
        earlier=_earlier(seen, user, day),
        story=_story(steps, user),
        moves=[
            (
                "Ta tillbaka uppskjutningen" if undoes(seen, move) else word,
                reverse("questions:move", args=[seen.pk, way]),
                can_move(user, seen, move),
            )
            for move, (way, word) in MOVE_WAYS.items()
        ],
        may_edit=can_register(user, seen.city),
        may_link=may_link,
        dossier=way_to("dossiers:question", seen.pk),
        commitments=_promised(seen, answers, steps, user, day),
    )


def undoes(one: Question, move: str) -> bool:
    """Whether the move takes back that the answer was postponed."""
    return move == Move.REOPEN and one.state == State.POSTPONED


def _about(one: Question) -> str:
    """How it was put, and in what matter; the matter alone when it says so itself."""
    word = KINDS[one.kind].capitalize()
    if not one.matter or one.matter.casefold().startswith(KINDS[one.kind]):
        return one.matter or word
    return f"{word}: {one.matter}"


def way_to(name: str, *about: Any) -> str:
    """The address of a page in a room above; empty as long as there is none."""
    try:
        return reverse(name, args=about)
    except NoReverseMatch:
        return ""


def _lead(one: Question, overdue: bool, waits: bool) -> str:
    if not waits:
        step = one.steps.exclude(move="edit").order_by("recorded_at", "id").last()
        done = "återkallades" if one.state == State.WITHDRAWN else "besvarades"
        return f"Frågan {done} {swedish_date(step.on)}." if step else f"Frågan {done}."
    if one.answer_by is None:
        return "Frågan väntar på svar. Den har ingen svarsdag än."
    due = swedish_date(one.answer_by)
    if overdue:
        return f"Frågan är obesvarad. Svaret skulle ha kommit senast {due}."
    postponed = " Svaret är uppskjutet." if one.state == State.POSTPONED else ""
    return f"Frågan väntar på svar, senast {due}.{postponed}"


def _earlier(question: Question, user: Any, day: date) -> list[Standing]:
    found = earlier(question, day, among=Question.objects.visible_to(user))[:5]
    shown([one.question for one in found], user)
    return found


def _promised(
    question: Question, answers: list[Answer], steps: list[QuestionStep], user: Any, day: date
) -> list[CommitmentStanding]:
    """The commitments that stand in the papers that answer."""
    papers = {one.link.document_id for one in answers if one.link.outcome != "rejected"}
    papers |= {step.document_id for step in steps if step.document_id is not None}
    if not papers:
        return []
    return commitments(question.city, day, user=user, rows=Commitment.objects.filter(document__in=papers), waits=False)


def _given(question: Question, one: Answer) -> Given:
    link = one.link
    return Given(
        document=link.document,
        text=one.text,
        page=link.page,
        outcome=link.outcome,
        words=LINKS[link.outcome],
        by=str(link.by) if link.by else "",
        href=reverse("questions:passage", args=[question.pk, link.document_id]),
    )


def _story(steps: list[QuestionStep], user: Any) -> list[Happened]:
    """What has happened, in the order it was recorded."""
    papers = {step.document_id for step in steps if step.document_id is not None}
    rows = Document.objects.visible_to(user).filter(pk__in=papers)
    seen = set(rows.values_list("pk", flat=True)) if papers else set()
    before: dict[str, Any] = {}
    found = []
    for step in steps:
        found.append(_happened(step, before, seen))
        before = before | step.values
    return found


def _happened(step: QuestionStep, before: dict[str, Any], seen: set[int]) -> Happened:
    paper = step.document if step.document_id in seen else None
    return Happened(
        day=step.on,
        what=_what(step),
        more=_more(step, before),
        href=paper.get_absolute_url() if paper else "",
        paper=title_of(paper) if paper else "",
        entered=swedish_date(local(step.recorded_at).date()) if local(step.recorded_at).date() != step.on else "",
    )


def _what(step: QuestionStep) -> str:
    words = {"register": "Ställd", "edit": "Rättad", "answer": "Besvarad", "postpone": "Uppskjuten"}
    return words.get(step.move) or {"withdraw": "Återkallad", "reopen": "Öppnad igen"}[step.move]


def _more(step: QuestionStep, before: dict[str, Any]) -> str:
    said = []
    if step.move == "edit":
        changed = [NAMES[name] for name, value in step.values.items() if before.get(name) != value]
        said.append(f"Rättat: {join_words(changed)}." if changed else "Svarsdagen rättades.")
    if step.reason:
        said.append(step.reason)
    if step.answer_by and step.move in ("register", "postpone", "edit", "reopen"):
        said.append(f"Svar senast {swedish_date(step.answer_by)}.")
    return " ".join(said)


def title_of(document: Document) -> str:
    """What a paper is called on pages: its title, else the name of its file."""
    card = getattr(document, "card", None)
    return (card.title if card else "") or document.file_name
