"""A paper as an answer, question by question, with the passage that is proposed or decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from handslag.core.text import counted
from handslag.papers.models import Document
from handslag.questions.loading.answers import Asked, answers_to, asked_by, newest_links, paragraphs, passages
from handslag.questions.loading.questions import shown
from handslag.questions.loading.register import answerer
from handslag.questions.models import AnswerLink, Question
from handslag.questions.pages.questions import title_of
from handslag.questions.rules.questions import LINKS, UNFINISHED
from handslag.questions.rules.registering import persons_words


@dataclass(frozen=True, slots=True)
class Side:
    """A question, and beside it the passage of the paper."""

    question: Question
    text: str
    page: int | None
    outcome: str
    words: str
    by: str
    waits: bool
    href: str
    answer_href: str


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """Questions that the paper can be the answer to, not linked yet."""

    title: str
    href: str
    asked_by: str
    asked_of: str
    why: str
    questions: list[Question]


@dataclass(frozen=True)
class AnsweringPage:
    """Everything the page says."""

    document: Document
    title: str
    lead: str
    sides: list[Side]
    groups: list[AskedGroup]


def answering_page(document: Document, user: Any) -> AnsweringPage:
    """One paper, for one reader."""
    linked = AnswerLink.objects.filter(document=document).order_by().values("question")
    rows = Question.objects.visible_to(user).filter(pk__in=linked).select_related("city", "document__card")
    questions = shown(rows.order_by("put_on", "number", "id"), user)
    answers = answers_to(questions, user)
    sides = [
        _side(question, answer.link, answer.text)
        for question in questions
        for answer in answers[question.pk]
        if answer.link.document_id == document.pk
    ]
    known = {question.pk for question in questions}
    groups = [one for one in asked_by(document, user) if not known & {question.pk for question in one.questions}]
    return AnsweringPage(document, title_of(document), _lead(sides), sides, [_group(one, user) for one in groups])


def _side(question: Question, link: AnswerLink, text: str) -> Side:
    waits = question.state in UNFINISHED
    return Side(
        question=question,
        text=text,
        page=link.page,
        outcome=link.outcome,
        words="Inget svar hittat" if link.outcome == "none" else LINKS[link.outcome].capitalize(),
        by=str(link.by) if link.by else "",
        waits=waits,
        href=reverse("questions:passage", args=[question.pk, link.document_id]),
        answer_href=f"{reverse('questions:move', args=[question.pk, 'besvara'])}?handling={link.document_id}",
    )


def _lead(sides: list[Side]) -> str:
    if not sides:
        return "Handlingen är inte kopplad till någon fråga än."
    undecided = sum(one.outcome == "proposed" or (one.outcome == "none" and not one.by) for one in sides)
    if undecided:
        return f"{counted(undecided, 'fråga', 'frågor')} väntar på att du avgör om stycket svarar."
    return "Allt är avgjort."


def _group(one: Asked, user: Any) -> AskedGroup:
    first = one.questions[0]
    document = first.document
    return AskedGroup(
        title=title_of(document) if document else first.matter or first.label,
        href=document.get_absolute_url() if document else first.get_absolute_url(),
        asked_by=persons_words(first.asked_by),
        asked_of=answerer(first),
        why=one.why,
        questions=shown(one.questions, user),
    )


@dataclass(frozen=True)
class PassagePage:
    """A question, and the paragraphs of the paper to choose among; `chosen` is the one that stands."""

    question: Question
    document: Document
    title: str
    words: str
    text: str
    choices: list[tuple[str, str]]
    chosen: str


def passage_page(question: Question, document: Document, user: Any) -> PassagePage:
    """One question and one paper."""
    [seen] = shown([question], user)
    links = [one for one in newest_links([seen], user)[seen.pk] if one.document_id == document.pk]
    standing = links[0] if links else None
    text, chosen = "", ""
    if standing is not None and standing.page is not None:
        [answer] = [one for one in answers_to([seen], user)[seen.pk] if one.link.pk == standing.pk]
        text, chosen = answer.text, f"{standing.page}:{standing.start}:{standing.end}"
    elif standing is None and (found := passages(document, [seen], user)[seen.pk]):
        text, chosen = found.text, found.key
    choices = [(one.key, one.text) for one in paragraphs(document, user)]
    if chosen and chosen not in dict(choices):
        choices.insert(0, (chosen, text))
    words = LINKS[standing.outcome] if standing else "förslag"
    return PassagePage(seen, document, title_of(document), words, text, choices, chosen)
