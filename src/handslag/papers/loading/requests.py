"""The log of requests with what each was answered, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handslag.core.workdays import add_working_days
from handslag.papers.models import AccessAnswer, AccessRequest
from handslag.papers.rules.requests import PROMPT_DAYS, days_taken, is_settled, state_of
from handslag.people.loading import days_off
from handslag.people.models import City

ORDER = {"late": 0, "open": 1, "answered": 2}


@dataclass(frozen=True, slots=True)
class Logged:
    """A request, its answers in order, where it stands on a day, and days from request to first answer or that day."""

    request: AccessRequest
    answers: list[AccessAnswer]
    state: str
    days: int

    @property
    def newest(self) -> AccessAnswer | None:
        """The answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def settled(self) -> bool:
        """Whether nothing more can be answered."""
        return is_settled([answer.outcome for answer in self.answers])


def logged_requests(user: Any, city: City, day: date, moment: datetime) -> list[Logged]:
    """The city's requests: late first and the longest waiting of them, then open, then answered newest first."""
    rows = AccessRequest.objects.visible_to(user).filter(city=city)
    rows = rows.select_related("document__card", "city").prefetch_related("answers")
    off = days_off(city, moment)
    found = [_logged(row, day, off) for row in rows]
    found.sort(key=lambda one: (one.request.made_on, one.request.pk), reverse=True)
    waiting = sorted((one for one in found if one.state != "answered"), key=_urgency)
    return waiting + [one for one in found if one.state == "answered"]


def logged(request: AccessRequest, day: date, moment: datetime) -> Logged:
    """One request of the log."""
    return _logged(request, day, days_off(request.city, moment))


def _urgency(one: Logged) -> tuple[int, date, int]:
    return ORDER[one.state], one.request.made_on, one.request.pk


def _logged(request: AccessRequest, day: date, off: tuple[date, ...]) -> Logged:
    answers = list(request.answers.all())
    first = min((answer.answered_on for answer in answers), default=None)
    late_after = add_working_days(request.made_on, PROMPT_DAYS, off)
    state = state_of(request.made_on, first, day, late_after)
    return Logged(request, answers, state, days_taken(request.made_on, first, day))
