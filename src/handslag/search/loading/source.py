"""What the index asks of each kind of thing: which there are, what has changed, what is found by, who sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from handslag.audit.models import Event
from handslag.people.models import City
from handslag.plan.models import Plan, Revision
from handslag.search.rules.kinds import Found

Span = tuple[int, int]
"""Events: those after the first number up to and with the second."""


@dataclass(frozen=True)
class Source:
    """A kind of thing. `found` leaves out what is gone; `visible` gives the ids of `group_id` that a user may see."""

    kind: str
    every: Callable[[], Iterable[int]]
    changed: Callable[[Span], Iterable[int]]
    found: Callable[[Sequence[int]], Iterator[Found]]
    visible: Callable[[Any, City], Iterable[int]]


def by_event(model: type[Model], to: str, span: Span, **more: Any) -> set[int]:
    """The keys at the end of a path from the rows that were written in these events."""
    rows = model._default_manager.filter(event__number__gt=span[0], event__number__lte=span[1], **more)
    return {pk for pk in rows.order_by().values_list(to, flat=True) if pk is not None}


REVISION, CITY = "revision:", "city:"


def _subjects(prefix: str, span: Span) -> set[int]:
    rows = Event.objects.filter(number__gt=span[0], number__lte=span[1], subject__startswith=prefix)
    found = (subject.removeprefix(prefix) for subject in rows.values_list("subject", flat=True))
    return {int(key) for key in found if key.isdecimal()}


def revisions_in(span: Span) -> set[int]:
    """The revisions that were written, decided or edited in these events."""
    return _subjects(REVISION, span) | by_event(Revision, "pk", span)


def plans_renamed_in(span: Span) -> set[int]:
    """The plans whose areas, administrations or units may have got another name in these events."""
    decided = Revision.objects.filter(pk__in=revisions_in(span), is_decided=True)
    cities = _subjects(CITY, span)
    of_cities = Plan.objects.filter(city__in=cities).values_list("pk", flat=True) if cities else ()
    return {*decided.values_list("plan", flat=True), *of_cities}


def of_renamed(model: type[Model], span: Span) -> set[int]:
    """The rows that name a place or an area of such a plan."""
    plans = plans_renamed_in(span)
    return set(model._default_manager.filter(plan__in=plans).values_list("pk", flat=True)) if plans else set()
