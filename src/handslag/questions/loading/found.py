"""The questions that a paper holds, as they are proposed to the register: who, whom, by when, about what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handslag.core.clock import local, now
from handslag.core.text import clean
from handslag.papers.loading.findings import Held, Taken, day_of, taken
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document
from handslag.papers.rules.places import text_span
from handslag.people.models import User
from handslag.questions.loading.areas import area_names
from handslag.questions.loading.calendar import day_of as answer_day_of
from handslag.questions.loading.people import commissioners, who_answers
from handslag.questions.models import Question
from handslag.questions.rules.questions import KINDS
from handslag.questions.rules.registering import NewQuestion, Proposed
from handslag.questions.rules.topics import EVIDENCE, Topics, reason_of, topics_of


@dataclass(frozen=True, slots=True)
class FoundQuestions:
    """The proposal of a paper: what its questions have in common, and each of them. `unsure` fields are proposals."""

    common: dict[str, Any]
    questions: list[Proposed]
    reason: str
    """Why the day to answer by is proposed, or why there is none."""
    unsure: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Whether the file holds several papers that ask, each a matter of its own."""
        return len({one.question.matter for one in self.questions}) > 1


def proposed_in(document: Document, user: Any, areas: Mapping[str, str] | None = None) -> FoundQuestions:
    """What can be registered of a paper and is not yet; a motion is one matter, whatever it asks."""
    said = taken(document)
    day = day_of(said.date) if said.date else None
    kind = said.code if said.code in KINDS else "other"
    title = clean(said.title.text if said.title else "") or document.file_name
    body = said.body.text if said.body else ""
    answer = answer_day_of(document.city, kind, day, body)
    frame = NewQuestion(
        text="", put_on=day or local(now()).date(), kind=kind, matter=title[:300], body=body[:160],
        dnr=(said.dnr.text if said.dnr else "")[:60], answer_by=answer.day, answer_by_reason=answer.reason,
    )  # fmt: skip
    pages = {page.number: page for page in shown_pages(document, user)}
    known = set(Question.objects.filter(document=document).values_list("finding_id", "text"))
    findings, texts = {one[0] for one in known}, {clean(one[1]) for one in known if one[0] is None}
    held = [one for one in _asked(said, title) if _finding(one) not in findings - {None}]
    left = [one for one in held if clean(one.text) not in texts]
    areas, users = areas or area_names(document.city), commissioners(document.city)
    questions = [_proposed(one, frame, said, pages, areas, users, at) for at, one in enumerate(left, len(known) + 1)]
    return FoundQuestions(_common(frame, day is not None, questions), questions, answer.reason, said.proposed)


def _asked(said: Taken, title: str) -> list[Held]:
    """The questions of the paper; a motion as one, in its own decision points."""
    if said.code != "motion":
        return list(said.questions)
    points = "\n".join(one.text for one in said.decision_points)
    place = said.decision_points[0] if said.decision_points else said.title
    at = (place.page, place.start, place.end) if place else (1, 0, 0)
    return [Held("", "question", {"text": points or title}, *at, certain=True)]


def _finding(one: Held) -> int | None:
    return int(one.key[1:]) if one.key.startswith("f") else None


def _proposed(
    one: Held, frame: NewQuestion, said: Taken, pages: Mapping[int, ShownPage], areas: Mapping[str, str],
    users: list[User], place: int,
) -> Proposed:  # fmt: skip
    asked_of = {name: str(value) for name, value in dict(one.value.get("asked_of") or {}).items() if value}
    user = who_answers(asked_of, users)
    topics = topics_of(one.text, areas)
    number = one.value.get("number")
    question = NewQuestion(
        text=one.text, put_on=frame.put_on, kind=frame.kind, matter=_matter(one, said) or frame.matter,
        dnr=frame.dnr, body=frame.body,
        number=number if isinstance(number, int) and number > 0 else place, asked_by=_askers(one, said),
        asked_of=asked_of, asked_of_user_id=user.pk if user else None, answer_by=frame.answer_by,
        answer_by_reason=frame.answer_by_reason, areas=topics.areas, evidence=topics.evidence,
        finding_id=_finding(one),
    )  # fmt: skip
    return Proposed(question, _source(one, pages), one.page, one.certain or one.confirmed, _why(topics, areas))


def _matter(one: Held, said: Taken) -> str:
    """The heading of the paper in the file that a question stands in, when it is not the first; else empty."""
    part = one.value.get("part", 1)
    return next((clean(more.text)[:300] for more in said.further if more.value.get("part") == part), "")


def _askers(one: Held, said: Taken) -> tuple[dict[str, str], ...]:
    """Who asks by the question itself; else, in a motion, the politicians the paper names."""
    people = list(one.value.get("asked_by") or ())
    if not people and said.code == "motion":
        people = [dict(person.value) for person in said.persons if person.value.get("party")]
    return tuple({"name": str(who.get("name", "")), "party": str(who.get("party") or "")} for who in people)


def _source(one: Held, pages: Mapping[int, ShownPage]) -> str:
    page = pages.get(one.page)
    if page is None or one.end <= one.start:
        return ""
    first, last = text_span(page.changes, one.start, one.end)
    return page.text[first:last]


def _why(topics: Topics, areas: Mapping[str, str]) -> tuple[str, ...]:
    said = [f"{areas[key]}: det står ”{topics.why[key]}”." for key in topics.areas]
    return (*said, *(f"{EVIDENCE[code].label}: {reason_of(code, topics.why[code])}" for code in topics.evidence))


def _common(frame: NewQuestion, dated: bool, questions: list[Proposed]) -> dict[str, Any]:
    """What the form begins with. A day that is not known is left to be written."""
    users = {one.question.asked_of_user_id for one in questions}
    return {
        "kind": frame.kind, "matter": questions[0].question.matter if questions else frame.matter,
        "dnr": frame.dnr, "body": frame.body,
        "put_on": frame.put_on if dated else None, "public": True,
        "asked_of_user": str(next(iter(users)) or "") if len(users) == 1 else "",
    }  # fmt: skip
