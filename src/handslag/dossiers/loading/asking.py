"""What is asked: the registered questions of a paper, else those found in it; and which question a command means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from handslag.core.text import clean, join_words, swedish_date
from handslag.core.verdict import Refused
from handslag.dossiers.facts import Asked, EarlierQuestion, Head, Place
from handslag.papers.loading.findings import Held, taken
from handslag.papers.models import Document
from handslag.papers.rules.words import KINDS
from handslag.people.models import City
from handslag.questions.loading.answers import replies
from handslag.questions.loading.areas import area_names
from handslag.questions.loading.questions import earlier, standings
from handslag.questions.models import Question
from handslag.questions.rules.questions import KINDS as QUESTION_KINDS
from handslag.questions.rules.questions import STATES
from handslag.questions.rules.topics import topics_of

ANYONE: Any = AnonymousUser()
"""A dossier is read by many: what is secret in a paper is black in it, whoever made it."""
EARLIER_SHOWN = 5


def head_of(document: Document | None, questions: Sequence[Question], known_at: datetime) -> Head:
    """The matter: what kind of paper, its title, who asks whom, and by when it is answered."""
    first = questions[0] if questions else None
    if document is None:
        assert first is not None
        return Head(
            kind=QUESTION_KINDS.get(first.kind, KINDS["other"]), title=first.matter or f"Fråga {first.label}",
            dnr=first.dnr, asked_by=_people(first.asked_by), asked_of=_person(first.asked_of), put_on=first.put_on,
            answer_by=_last_day(questions), href=first.get_absolute_url(), document=first.document_id,
        )  # fmt: skip
    told = taken(document, known_at)
    asked_by, asked_of = (_people(first.asked_by), _person(first.asked_of)) if first else _parties(told.questions)
    return Head(
        kind=KINDS.get(told.code, told.code), title=told.title.text if told.title else document.file_name,
        dnr=(told.dnr.text if told.dnr else "") or (first.dnr if first else ""), asked_by=asked_by, asked_of=asked_of,
        put_on=first.put_on if first else told.day, answer_by=_last_day(questions), href=document.get_absolute_url(),
        document=document.pk, place=_place(told.title),
    )  # fmt: skip


def _place(held: Held | None) -> Place | None:
    return (held.page, held.start, held.end) if held and held.end > held.start else None


def _last_day(questions: Sequence[Question]) -> date | None:
    return min((one.answer_by for one in questions if one.answer_by), default=None)


def _parties(questions: Sequence[Held]) -> tuple[str, str]:
    """Who asks whom, as the paper's found questions have it."""
    for one in questions:
        if one.value.get("asked_by") or one.value.get("asked_of"):
            return _people(one.value.get("asked_by") or []), _person(one.value.get("asked_of") or {})
    return "", ""


def _people(rows: Sequence[dict[str, Any]]) -> str:
    return ", ".join(filter(None, (_person(one) for one in rows)))


def _person(row: dict[str, Any] | None) -> str:
    """`Jan Ek (L)`, with the role after it when there is one."""
    if not row:
        return ""
    name, party, role = (clean(str(row.get(key) or "")) for key in ("name", "party", "role"))
    named = f"{name} ({party})" if name and party else name
    return ", ".join(filter(None, (named, role)))


def registered(document: Document, known_at: datetime) -> list[Question]:
    """The registered questions of a paper that were known at the moment."""
    found = [one for one in _known(Question.objects.filter(document=document), known_at) if one.state != "withdrawn"]
    return sorted(found, key=lambda one: (one.number, one.pk))


def as_known(question: Question, known_at: datetime) -> Question:
    """The question as it was registered at the moment, whatever has been corrected since."""
    return next(iter(_known(Question.objects.filter(pk=question.pk), known_at)), question)


def _known(rows: QuerySet[Question], known_at: datetime) -> Iterator[Question]:
    rows = rows.filter(recorded_at__lte=known_at).select_related("finding")
    for one in standings(rows, date.max, known_at):
        one.question.state = str(one.state)
        yield one.question


def asked_in(document: Document, as_of: date, known_at: datetime) -> tuple[Head, list[Asked]]:
    """The matter and the questions of a paper: registered, or proposed when nobody has registered them yet."""
    rows = registered(document, known_at)
    asked = [asked_of_question(one, as_of, known_at) for one in rows] or list(_found(document, as_of, known_at))
    if not asked:
        raise Refused(f"{document} har inga frågor att ta fram underlag till. Registrera en fråga i handlingen först.")
    return head_of(document, rows, known_at), asked


def asked_of_question(question: Question, as_of: date, known_at: datetime) -> Asked:
    """A registered question as the dossier takes it up."""
    return Asked(
        key=f"f{question.finding_id}" if question.finding_id else f"q{question.pk}",
        number=question.number,
        text=question.text,
        asked_by=_people(question.asked_by),
        asked_of=_person(question.asked_of),
        areas=tuple(question.areas),
        kinds=tuple(question.evidence),
        pk=question.pk,
        answer_by=question.answer_by,
        earlier=tuple(_earlier(question, as_of, known_at)),
        place=(at.page, at.start, at.end) if (at := question.finding) and at.end > at.start else None,
    )


def _found(document: Document, as_of: date, known_at: datetime) -> Iterator[Asked]:
    names = area_names(document.city)
    found = taken(document, known_at)
    for place, one in enumerate(found.questions, 1):
        text = str(one.value.get("text") or "")
        topics = topics_of(text, names)
        unsaved = Question(
            city=document.city, document=document, text=text, areas=list(topics.areas), evidence=list(topics.evidence),
            put_on=as_of, matter="",
        )  # fmt: skip
        yield Asked(
            key=one.key,
            number=int(one.value.get("number") or place),
            text=text,
            proposed=not one.confirmed,
            asked_by=_people(one.value.get("asked_by") or []),
            asked_of=_person(one.value.get("asked_of")),
            areas=topics.areas,
            kinds=topics.evidence,
            earlier=tuple(_earlier(unsaved, as_of, known_at)),
            place=_place(one),
        )


def _earlier(question: Question, as_of: date, known_at: datetime) -> Iterator[EarlierQuestion]:
    """What was asked before in the same matter, and what it was answered, as known at the moment."""
    among = Question.objects.filter(recorded_at__lte=known_at).exclude(document__card__state="draft")
    alike = [one.question.pk for one in earlier(question, as_of, among=among)][:EARLIER_SHOWN]
    rows = standings(Question.objects.filter(pk__in=alike), as_of, known_at, user=ANYONE)
    said = replies(alike, known_at) if alike else {}
    for one in sorted(rows, key=lambda one: (one.question.put_on, one.question.pk), reverse=True):
        day = one.closed_on
        yield EarlierQuestion(
            label=one.question.label, text=one.question.text, put_on=one.question.put_on,
            asked_by=_people(one.question.asked_by), state_word=STATES[one.state],
            answer=f"Besvarad {swedish_date(day)}" if day else "", answered_on=day,
            href=one.question.get_absolute_url(), replies=tuple(said[one.question.pk]) if day else (),
        )  # fmt: skip


_LABEL = re.compile(r"(?:fråga\s*:?\s*|f\s+|f(?=\d))?(\d{4})-(\d{1,5})", re.IGNORECASE)
_ID = re.compile(r"fråga\s*:?\s*(\d{1,15})", re.IGNORECASE)


def question_named(city: City, text: str) -> Question | None:
    """The question that `F 2025-3`, `fråga:17` or `KS 2025/12#2` names; None when the text names none so.

    Raises `Refused` when it is written as a question and there is none, or several.
    """
    rows = Question.objects.filter(city=city).select_related("city", "document", "asked_of_user")
    wanted = clean(text)
    if match := _LABEL.fullmatch(wanted):
        found = list(rows.filter(series=int(match.group(1)), serial=int(match.group(2))))
    elif match := _ID.fullmatch(wanted):
        found = list(rows.filter(pk=int(match.group(1))))
    elif "#" in wanted:
        found = _in_paper(city, rows, *wanted.rsplit("#", 1))
    else:
        return None
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"Ingen fråga heter ”{text}”. Skriv till exempel ”F 2025-3”, ”fråga:17” eller ”KS 2025/12#2”.")
    there = ", ".join(f"{one.label} (fråga:{one.pk})" for one in found)
    raise Refused(f"”{text}” kan vara flera frågor: {there}.")


def _in_paper(city: City, rows: Any, paper: str, number: str) -> list[Question]:
    """The questions with a number in the paper that a registration number, an id or a file name means."""
    from handslag.papers.loading.naming import document_named

    if not number.strip().isdecimal():
        raise Refused(f"”{number}” är inget nummer på en fråga. Skriv till exempel ”{paper}#2”.")
    there = [one for one in rows.order_by("number", "pk") if one.dnr and clean(one.dnr) == clean(paper)]
    there = there or list(rows.filter(document=document_named(city, paper)).order_by("number", "pk"))
    if found := [one for one in there if one.number == int(number)]:
        return found
    if not there:
        raise Refused(
            f"{paper} har inga frågor i registret. Registrera dem, eller ta fram underlag till hela handlingen."
        )
    told = join_words([f"”{paper}#{one.number}”" for one in there])
    raise Refused(f"{paper} har ingen fråga {number} i registret. Där finns {told}.")


def renumbered(asked: Sequence[Asked]) -> list[Asked]:
    """The same, numbered by place when two have the same number: two papers can stand in one file."""
    if len({one.number for one in asked}) == len(asked):
        return list(asked)
    return [replace(one, number=place) for place, one in enumerate(asked, 1)]
