"""Which papers can be the answer to a question, which passage answers it, and what people have decided of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from handslag.core.text import fold
from handslag.papers.loading.texts import ShownPage, shown_pages, shown_pages_of, words_at
from handslag.papers.models import Document
from handslag.papers.rules.places import raw_span, text_span
from handslag.papers.rules.recognise import answering
from handslag.papers.rules.recognise.facts import PageText
from handslag.questions.models import AnswerLink, Question
from handslag.questions.rules.likeness import ANSWERS_FROM, Paper, answers, stems
from handslag.questions.rules.questions import UNFINISHED

WITHIN = timedelta(days=550)
"""How long after a question its answer is looked for."""
MOST = 12
_LINES = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*(?<!\s)")
_ENDS = ".?!:;…"
SHORTEST = 25
"""Letters from which a paragraph can be chosen as an answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that can be the answer, with what speaks for it."""

    document: Document
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a paper (or one put without) that a paper can be the answer to."""

    questions: list[Question]
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a paper as it is shown; `start` and `end` count in the raw page."""

    page: int
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """`2:140:388`."""
        return f"{self.page}:{self.start}:{self.end}"


def candidates(question: Question, user: Any) -> list[Candidate]:
    """The papers that can be the answer to a question, the likeliest first."""
    rows = Document.objects.visible_to(user).filter(
        Q(card__dated_on=None) | Q(card__dated_on__range=(question.put_on, question.put_on + WITHIN)),
        city=question.city_id, card__kind__in=("answer", "official_report", "minutes"),
    )  # fmt: skip
    if question.document_id:
        rows = rows.exclude(pk=question.document_id)
    found = []
    papers = list(rows.select_related("card", "city").order_by("-card__dated_on", "-pk")[:MOST])
    texts = shown_pages_of(papers, user) if papers else {}
    for document in papers:
        points, why = _weighed(document, question, _text(texts[document.pk]))
        if points >= ANSWERS_FROM and why:
            found.append(Candidate(document, points, why))
    return sorted(found, key=lambda one: -one.points)


def asked_by(document: Document, user: Any) -> list[Asked]:
    """The questions that a paper can be the answer to, paper by paper: those that wait first, then the likeliest."""
    rows = Question.objects.visible_to(user).filter(city=document.city_id).exclude(document=document)
    if day := document.card.dated_on:
        rows = rows.filter(put_on__range=(day - WITHIN, day))
    together: dict[Any, list[Question]] = {}
    for question in rows.select_related("city", "document__card").order_by("-put_on", "number", "id"):
        together.setdefault(question.document_id or f"question:{question.pk}", []).append(question)
    text = _text(shown_pages(document, user))
    found = []
    for group in together.values():
        points, why = max((_weighed(document, one, text) for one in group), key=lambda one: one[0])
        if points >= ANSWERS_FROM and why:
            found.append(Asked(group, points, why))
    return sorted(found, key=lambda one: (not any(asked.state in UNFINISHED for asked in one.questions), -one.points))


def _weighed(document: Document, question: Question, text: str) -> tuple[int, str]:
    card = document.card
    people = [person.get("name", "") for person in (*question.asked_by, question.asked_of or {})]
    names = {fold(name) for name in people if name}
    folded = fold(text)
    paper = Paper(card.kind, card.dated_on, card.dnr, [name for name in names if name in folded], stems(text))
    words = stems(f"{question.matter} {question.text}")
    return answers(paper, put_on=question.put_on, dnr=question.dnr, names=names, words=words)


def _text(pages: Sequence[ShownPage]) -> str:
    return "\n".join(page.text for page in pages)


def passages(document: Document, questions: Sequence[Question], user: Any) -> dict[int, Paragraph | None]:
    """Question → the passage of a paper that is taken to answer it, by rule; None where none is found."""
    pages = shown_pages(document, user)
    found = answering([one.text for one in questions], [PageText(page.number, page.text) for page in pages])
    shown = {page.number: page for page in pages}
    return {
        question.pk: _passage(shown[place.page], place.start, place.end) if place else None
        for question, place in zip(questions, found, strict=True)
    }


def _passage(page: ShownPage, start: int, end: int) -> Paragraph:
    first, last = raw_span(page.changes, start, end)
    return Paragraph(page.number, first, last, flowing(page.text[start:end]))


def paragraphs(document: Document, user: Any) -> list[Paragraph]:
    """The paragraphs of a paper, to choose among: what stands between blank lines."""
    found = []
    for page in shown_pages(document, user):
        for start, end in _stretches(page.text):
            if end - start >= SHORTEST:
                found.append(_passage(page, start, end))
    return found


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where each paragraph begins and ends: lines with something on them, over a blank line inside a sentence too."""
    found: list[tuple[int, int]] = []
    for match in _LINES.finditer(text):
        start, end = match.span()
        if found and text[found[-1][1] - 1] not in _ENDS and text[start].islower():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a paper as the answer to a question: the newest link, with its passage as it may be read."""

    link: AnswerLink
    text: str

    @property
    def document(self) -> Document:
        return self.link.document


def newest_links(questions: Collection[Question], user: Any) -> dict[int, list[AnswerLink]]:
    """Question → the link that counts of each paper the reader can see, in the order they came."""
    rows = AnswerLink.objects.filter(question__in=[one.pk for one in questions])
    rows = rows.filter(document__in=Document.objects.visible_to(user)).select_related("document__card", "by")
    newest: dict[tuple[int, int], AnswerLink] = {}
    for row in rows.order_by("recorded_at", "id"):
        newest[row.question_id, row.document_id] = row
    found: dict[int, list[AnswerLink]] = {one.pk: [] for one in questions}
    for (question, _), row in newest.items():
        found[question].append(row)
    return found


def answers_to(questions: Collection[Question], user: Any) -> dict[int, list[Answer]]:
    """Question → the papers that are said to answer it, each with its passage as the reader may read it."""
    links = newest_links(questions, user)
    wanted: dict[int, Document] = {}
    for rows in links.values():
        wanted.update({row.document_id: row.document for row in rows})
    shown = shown_pages_of(list(wanted.values()), user) if wanted else {}
    pages = {pk: {page.number: page for page in found} for pk, found in shown.items()}
    return {
        question: [Answer(row, _words(pages[row.document_id], row)) for row in rows] for question, rows in links.items()
    }


def _words(pages: dict[int, ShownPage], link: AnswerLink) -> str:
    if link.page is None or link.page not in pages:
        return ""
    page = pages[link.page]
    first, last = text_span(page.changes, link.start, link.end)
    return flowing(page.text[first:last])


def replies(questions: Collection[int], known_at: datetime) -> dict[int, list[str]]:
    """Question's key → the passages that people had confirmed as its answer at a moment: two questions.

    Copies with nothing covered: whoever shows them covers them by the papers that are linked.
    """
    newest: dict[tuple[int, int], AnswerLink] = {}
    rows = AnswerLink.objects.filter(question__in=questions, recorded_at__lte=known_at)
    for row in rows.exclude(document__card__state="draft").order_by("recorded_at", "id"):
        newest[row.question_id, row.document_id] = row
    places = {
        key: (row.document_id, row.page, row.start, row.end)
        for key, row in newest.items()
        if row.outcome == "confirmed" and row.page is not None
    }
    words = words_at(set(places.values()), known_at) if places else {}
    found: dict[int, list[str]] = {pk: [] for pk in questions}
    for (question, _), place in places.items():
        found[question].append(flowing(words[place]))
    return found


def flowing(text: str) -> str:
    """A passage without the line breaks of its page; a blank line between sentences stays."""
    return re.sub(r"(?<![.?!:\n])\s*\n\s*|(?<=[.?!:])[ \t]*\n(?!\s*\n)", " ", text).strip()
