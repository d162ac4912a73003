"""The list of dossiers: which there are, where each stands and whom it waits for; and what has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from handslag.core.text import counted
from handslag.dossiers.loading.covering import with_cover
from handslag.dossiers.models import Dossier
from handslag.dossiers.pages.dossier import STATE_COLORS
from handslag.dossiers.rules.states import DOSSIER_STATES, WAITS_FOR, State
from handslag.papers.models import Document
from handslag.people.models import City
from handslag.questions.loading.questions import shown
from handslag.questions.models import Question

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A dossier in the list."""

    title: str
    href: str
    dnr: str
    state: str
    color: str
    waits: str
    as_of: date


@dataclass(frozen=True)
class Without:
    """A paper whose questions wait and that has no dossier."""

    document: int
    title: str
    href: str
    questions: str
    answer_by: date | None


@dataclass(frozen=True)
class ShelfPage:
    """Everything the page says."""

    answer: str
    lines: tuple[Line, ...]
    without: tuple[Without, ...]


def shelf_page(user: Any, city: City) -> ShelfPage:
    """Build the page in a handful of questions."""
    rows = Dossier.objects.visible_to(user).filter(city=city).annotate(as_of=Max("evidence__as_of"))
    lines = tuple(map(_line, with_cover(rows.order_by("-pk")[:SHOWN])))
    waiting = [one for one in lines if one.waits]
    if not lines:
        answer = "Inget underlag till svar är påbörjat."
    else:
        answer = f"{counted(len(lines), 'underlag', 'underlag')}. {len(waiting) or 'Inget'} väntar på någon."
    return ShelfPage(answer, lines, tuple(_without(user, city)))


@dataclass(frozen=True)
class WaysPage:
    """What there is to one answer, and what can be begun: field of the form, id, and the words of the button."""

    answer: str
    about: str
    back: str
    lines: tuple[Line, ...]
    starts: tuple[tuple[str, int, str], ...]


def ways_page(user: Any, thing: Document | Question, paper: Document | None) -> WaysPage:
    """Build the page for a paper, or for a question in a paper."""
    things = [one for one in (thing, paper) if one is not None]
    wanted = Q(document__in=[one.pk for one in things if isinstance(one, Document)])
    wanted |= Q(question__in=[one.pk for one in things if isinstance(one, Question)])
    rows = Dossier.objects.visible_to(user).filter(wanted, city=thing.city).annotate(as_of=Max("evidence__as_of"))
    every = Dossier.objects.filter(wanted, city=thing.city)
    papers, questions = {one.document_id for one in every}, {one.question_id for one in every}
    starts = []
    if paper is not None and paper.pk not in papers:
        starts.append(("handling", paper.pk, "Ta fram underlag till hela handlingen"))
    if isinstance(thing, Question) and thing.pk not in questions:
        starts.append(("fraga", thing.pk, "Ta fram underlag till frågan"))
    if isinstance(thing, Document) and thing.pk not in papers:
        starts.append(("handling", thing.pk, "Ta fram underlag"))
    lines = tuple(map(_line, with_cover(rows.order_by("-pk"))))
    answer = "Här är svaret och dess underlag." if lines else "Inget underlag finns, eller så är svaret inte klart än."
    if not every:
        answer = "Inget underlag till svar är påbörjat."
    return WaysPage(answer, str(thing), thing.get_absolute_url(), lines, tuple(starts))


def _line(row: Any) -> Line:
    state = State(row.state)
    word = DOSSIER_STATES[state].capitalize()
    return Line(row.title, row.get_absolute_url(), row.dnr, word, STATE_COLORS[state], WAITS_FOR[state], row.as_of)


def _without(user: Any, city: City) -> Sequence[Without]:
    """The papers with open questions that nobody has begun to answer, the one to be answered first at the top."""
    waiting: QuerySet[Question] = Question.objects.visible_to(user).filter(
        city=city, state__in=("open", "postponed"), document__isnull=False, document__dossiers=None, dossiers=None
    )
    found: dict[int, list[Question]] = {}
    first = waiting.select_related("document", "city").order_by("answer_by", "document", "number")[:200]
    for one in shown(first, user):
        assert one.document is not None
        found.setdefault(one.document.pk, []).append(one)
    return [_paper(rows[0].document, rows) for rows in list(found.values())[:SHOWN] if rows[0].document]


def _paper(document: Document, rows: Sequence[Question]) -> Without:
    days = [one.answer_by for one in rows if one.answer_by]
    title = rows[0].matter or document.file_name
    return Without(document.pk, title, document.get_absolute_url(), counted(len(rows), "fråga", "frågor"),
                   min(days, default=None))  # fmt: skip
