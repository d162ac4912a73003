"""The register of questions and commitments as anyone may read it: politicians by name, nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse

from handslag.core.text import counted, fold
from handslag.people.models import Membership
from handslag.plan.models import Plan
from handslag.public.loading import names_in, stamp_of
from handslag.public.rules import without_names
from handslag.questions.loading.commitments import commitment_rows
from handslag.questions.loading.lists import Balance, balance_table
from handslag.questions.loading.register import politicians, question_rows
from handslag.questions.loading.rows import Row
from handslag.questions.models import Question
from handslag.questions.rules.balance import Line, in_number_order

ELECTED = ("politician", "commissioner")
PRESSING = 3
"""How many of what waits stand on the first page."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A question or a commitment as everyone reads it."""

    label: str
    kind: str
    text: str
    matter: str
    who: str
    to: str
    put_on: date | None
    deadline: date | None
    state: str
    waits: bool
    late: bool
    href: str
    """The published paper it stands in."""
    promised: bool = False
    """Whether it is a commitment: then `who` gave it, and `to` sees to it."""


@dataclass(frozen=True)
class OpenRegister:
    """All of it, in its order; told row by row, so that a page tells but its own."""

    rows: Sequence[Row]
    teller: Teller
    day: date

    @property
    def waiting(self) -> list[Row]:
        """What waits: it stands first."""
        return [one for one in self.rows if one.waits]

    @property
    def lead(self) -> str:
        """The register in a sentence or two."""
        waiting = self.waiting
        if not waiting:
            return "Ingen fråga väntar på svar och ingen utfästelse väntar på att hållas."
        late = sum(one.is_late(self.day) for one in waiting)
        told = f"{counted(len(waiting), 'fråga eller utfästelse väntar', 'frågor och utfästelser väntar')}."
        after = f"För {'en' if late == 1 else late} av dem har dagen passerat." if late else "Ingen är sen."
        return f"{told} {after}"

    def told(self, rows: Iterable[Row]) -> list[OpenRow]:
        """Some of the rows as everyone reads them."""
        return [self.teller.row(one, self.day) for one in rows]


@dataclass(frozen=True)
class Teller:
    """Takes away the names of all but the politicians."""

    city: str
    elected: frozenset[str]
    hidden: tuple[str, ...]

    def said(self, text: str) -> str:
        """A text without names."""
        return without_names(text, self.hidden)

    def row(self, one: Row, day: date) -> OpenRow:
        """A row of the register."""
        promised = one.kind == "commitment"
        return OpenRow(
            label=one.label,
            kind=one.word,
            text=self.said(one.text),
            matter="" if promised else self.said(one.matter),
            who=one.who if not promised or fold(one.who.partition("(")[0]) in self.elected else "",
            to=self.said(one.role) if promised else one.role,
            put_on=one.put_on,
            deadline=one.deadline,
            state=one.state_word,
            waits=one.waits,
            late=one.is_late(day),
            href=reverse("public:paper", args=[self.city, one.document]) if one.document else "",
            promised=promised,
        )

    def line(self, one: Line) -> Line:
        """A line of the half-yearly table."""
        return replace(one, matter=self.said(one.matter), state=self.said(one.state), href="")


def open_register(plan: Plan, visitor: Any, day: date) -> OpenRegister:
    """What waits first, by its day, then what is done, the newest first."""
    rows = [*question_rows(plan.city, visitor), *commitment_rows(plan.city, visitor, day, waits=False)]
    rows.sort(key=lambda one: in_number_order(one.label))
    waiting = sorted((one for one in rows if one.waits), key=lambda one: one.deadline or date.max)
    done = sorted((one for one in rows if not one.waits), key=lambda one: one.put_on or date.min, reverse=True)
    return OpenRegister(waiting + done, teller_of(plan, visitor), day)


def pressing(plan: Plan, visitor: Any, day: date) -> Sequence[OpenRow]:
    """The few that wait with the nearest day, for the first page; kept while nothing more is recorded of the city."""
    return _pressing(plan, visitor, day, stamp_of(plan))


@lru_cache(maxsize=16)
def _pressing(plan: Plan, visitor: Any, day: date, stamp: str) -> Sequence[OpenRow]:
    found = open_register(plan, visitor, day)
    return tuple(found.told(found.waiting[:PRESSING]))


def open_balance(plan: Plan, visitor: Any, day: date) -> Balance:
    """The half-yearly table as of a day: what stands in papers that are published, or was put in public."""
    return balance_table(plan.city, day, rows=Question.objects.visible_to(visitor))


def teller_of(plan: Plan, visitor: Any) -> Teller:
    """Whoever holds a politician's role, asks, or is asked as one of a party stands by name; nobody else does."""
    held = Membership.objects.filter(city=plan.city, role__in=ELECTED).values_list("user__name", flat=True)
    asked = politicians(Question.objects.visible_to(visitor).filter(city=plan.city))
    elected = frozenset(fold(name) for name in (*held, *asked) if name)
    return Teller(plan.city.slug, elected, tuple(name for name in names_in(plan) if fold(name) not in elected))
