"""Questions of the small city that fill the placeholders of addresses: registered, answered, reported."""

from __future__ import annotations

from collections.abc import Callable

from tests.papers import making

from handslag.core.clock import now, today
from handslag.papers.models import Document
from handslag.questions.actions import Place, propose_answers, register_questions, report_list
from handslag.questions.loading.answers import passages
from handslag.questions.loading.found import proposed_in
from handslag.questions.loading.lists import balance_of
from handslag.questions.models import Question, ReportedList

ASKING = """Interpellation av Disa Holt (V) till Folke Lind (S) om mentorer för nya handläggare

Diarienummer: KS 2025/90

Lillköping den 3 februari 2025

Jag vill fråga kommunalrådet Folke Lind (S):

1. Hur följs arbetet med mentorer upp?
2. Kommer mentorerna att finnas kvar nästa år?
"""
ANSWERING = """Svar på interpellation av Disa Holt (V) om mentorer för nya handläggare

Diarienummer: KS 2025/90

Lillköping den 3 mars 2025

Arbetet med mentorer följs upp av förvaltningarna tre gånger om året.

Mentorerna kommer att finnas kvar nästa år, och medel är avsatta.
"""


def asking() -> Document:
    """An interpellation with two questions."""
    standing = Document.objects.filter(file_name="fragor-om-mentorer.txt").first()
    return standing or making.paper(ASKING, "fragor-om-mentorer.txt")


def question() -> Question:
    """Its first question."""
    paper, rut = asking(), making.user("rut")
    if standing := Question.objects.filter(document=paper).first():
        return standing
    found = [one.question for one in proposed_in(paper, rut).questions]
    return register_questions(city=making.city(), questions=found, document=paper, by=rut, at=now())[0]


def answering() -> Document:
    """The answer, linked to the question."""
    one, rut = question(), making.user("rut")
    if standing := Document.objects.filter(file_name="svar-om-mentorer.txt").first():
        return standing
    made = making.paper(ANSWERING, "svar-om-mentorer.txt")
    places = {pk: Place(at.page, at.start, at.end) if at else None for pk, at in passages(made, [one], rut).items()}
    propose_answers(document=made, places=places, by=rut, at=now())
    return made


def reported() -> ReportedList:
    """A table that has been reported today."""
    question()
    if standing := ReportedList.objects.first():
        return standing
    city, day = making.city(), today()
    return report_list(
        city=city, lines=balance_of(city, day), as_of=day, reported_on=day, body="Kommunfullmäktige",
        by=making.user("rut"), at=now(),
    )  # fmt: skip


QUESTION_THINGS: dict[str, Callable[[], object]] = {
    "asking paper": lambda: asking().pk,
    "answering paper": lambda: answering().pk,
    "question": lambda: question().pk,
    "question move": lambda: "aterkalla",
    "reported list": lambda: reported().pk,
}
