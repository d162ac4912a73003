"""The day by which a question is to be answered, by the city's calendar of meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handslag.people.models import City, Meeting
from handslag.questions.rules.calendar import AnswerDay, answer_day
from handslag.questions.rules.registering import NewQuestion


def meetings_of(city: City) -> list[tuple[str, date]]:
    """The bodies and days of the city's meetings."""
    return list(Meeting.objects.filter(city=city).values_list("body", "held_on"))


def day_of(city: City, kind: str, put_on: date | None, body: str = "") -> AnswerDay:
    """The day that is proposed, with its reason."""
    return answer_day(kind, put_on, meetings_of(city), body=body)


def proposed_day(city: City, question: NewQuestion) -> NewQuestion:
    """The question with the day that the calendar gives, when nobody has written one."""
    found = day_of(city, question.kind, question.put_on, question.body)
    return replace(question, answer_by=found.day, answer_by_reason=found.reason)
