"""The tasks that politicians' questions make: the plan office prepares an answer, the commissioner gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from handslag.core.text import counted, short_date
from handslag.people.models import City
from handslag.questions.loading.register import register_of
from handslag.questions.models import Question
from handslag.questions.rules.questions import KINDS
from handslag.questions.rules.registering import persons_words
from handslag.tasks.loading.city import CityFrame
from handslag.tasks.rules import Addressee, Asked, Task

PREPARED = timedelta(days=7)
"""How long before it is given an answer is to be prepared."""
DAY_WRITTEN = timedelta(days=7)
"""How long after a question is put it may be without a day to answer by."""


def question_tasks(frame: CityFrame, rows: Iterable[Question]) -> Iterator[Task]:
    """Two tasks for the questions of one paper that have the same day and are asked of the same person.

    What is secret in a paper does not stand here: the matter is told, never a question's own words.
    """
    together: dict[tuple[object, ...], list[Question]] = {}
    for one in rows:
        group = (one.document_id or f"f{one.pk}", one.answer_by, one.asked_of_user_id)
        together.setdefault(group, []).append(one)
    for (_, due, user), found in together.items():
        if due is None:
            yield from (_without_day(frame, one) for one in found)
        else:
            yield _prepared(frame, found)
            yield _answered(frame, found, user)


def _without_day(frame: CityFrame, one: Question) -> Task:
    return Task(
        key=f"question:{one.pk}:day",
        kind="question",
        title=f"Skriv en svarsdag för {one.label}",
        why=f"{_about(one)} Kalendern gav ingen dag.",
        href=f"/fragor/{one.pk}/ratta/",
        due=one.put_on + DAY_WRITTEN,
        asked=Asked(frame.city, (Addressee(("registrar",)), Addressee(("plan_office",)))),
        verb="Rätta",
        about="svarsdagen",
        since=one.put_on,
    )


def _prepared(frame: CityFrame, found: list[Question]) -> Task:
    first = found[0]
    assert first.answer_by is not None
    return Task(
        key=f"{_key(first)}:prepare",
        kind="question",
        title=f"Förbered svaret på {_many(found)}",
        why=f"{_about(first)} Svaret ska ges senast {short_date(first.answer_by)}.",
        href=first.get_absolute_url(),
        due=max(first.put_on, first.answer_by - PREPARED),
        asked=Asked.city_wide(frame.city, "plan_office"),
        verb="Förbered",
        about="svaret på frågan",
        since=first.put_on,
    )


def _answered(frame: CityFrame, found: list[Question], user: object) -> Task:
    first = found[0]
    assert first.answer_by is not None
    person = (Addressee(users=(user,)),) if isinstance(user, int) else ()
    return Task(
        key=f"{_key(first)}:answer",
        kind="question",
        title=f"Svara på {_many(found)}",
        why=_about(first),
        href=first.get_absolute_url(),
        due=first.answer_by,
        asked=Asked(frame.city, (*person, Addressee(("commissioner",)), Addressee(("plan_office",)))),
        verb="Svara",
        about="frågan" if len(found) == 1 else "frågorna",
        since=first.put_on,
    )


def _key(one: Question) -> str:
    """The paper's, so that it stays when one of its questions is answered before the others."""
    return f"questions:{one.document_id}" if one.document_id else f"question:{one.pk}"


def _many(found: list[Question]) -> str:
    if len(found) == 1:
        return found[0].label
    return counted(len(found), "fråga", "frågor")


def _about(one: Question) -> str:
    by = persons_words(one.asked_by)
    who = f"{KINDS[one.kind].capitalize()} av {by} den {short_date(one.put_on)}." if by else ""
    return " ".join(filter(None, (who, f"{one.matter.rstrip('.')}." if one.matter and by not in one.matter else "")))


def register_lines(city: City, user: Any, day: date) -> list[Task]:
    """What waits in the register with a day, as one reader may see it, as the calendar takes it."""
    return [
        Task(
            key=f"register:{one.key}",
            kind="register",
            title=f"{one.label}: {'svar' if one.kind == 'question' else 'utfästelse'} senast i dag",
            why=" ".join(one.text.split()) + (f" ({one.who})" if one.who else ""),
            href=one.href,
            due=one.deadline,
            asked=Asked(city.pk, ()),
        )
        for one in register_of(city, user, day)
        if one.waits and one.deadline is not None
    ]
