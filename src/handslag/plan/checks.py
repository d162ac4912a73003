"""Measurable statements on a plan's data, as of any day: what a commitment is held against.

The registry lies below every room that has something to measure, so that each adds its own checks by one line when it
starts: `register(Check(...))` from its AppConfig. A check says its parameters as data: the form is drawn from them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from handslag.plan.models import Plan

T = TypeVar("T")
Params = Mapping[str, Any]
"""What somebody has chosen, as it is stored: texts, numbers and lists of texts; days as `2026-05-12`."""
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One of those a statement is about: whether it does as said is told by the list it stands in."""

    name: str
    detail: str = ""
    href: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a statement holds; None when it cannot be said yet. `count` of `of` do as was said."""

    holds: bool | None
    sentence: str
    count: int = 0
    of: int = 0
    definition: str = ""
    """What is counted, and of what."""
    period: str = ""
    """From when to when."""
    does: tuple[Row, ...] = ()
    does_not: tuple[Row, ...] = ()
    made: bool = True
    """False when nobody has worked it out for the day, and nobody should wait for it here."""


@dataclass(frozen=True)
class Asked:
    """A plan, a day and a moment, with what has been loaded already: many statements are checked from one loading.

    `days` are all the days that will be asked for, so that what is heavy is loaded for them at once. `waits` says
    whether what nobody has worked out yet is worked out now: a start page does not wait for it.
    """

    plan: Plan
    as_of: date
    known_at: datetime
    days: tuple[date, ...] = ()
    waits: bool = True
    _lasting: dict[Hashable, Any] = field(default_factory=dict)

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was loaded of the plan as known at the moment; the same for all its days."""
        if key not in self._lasting:
            self._lasting[key] = make()
        return self._lasting[key]  # type: ignore[no-any-return]

    def daily(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was worked out for the day."""
        return self.lasting((self.as_of, key), make)

    def on(self, day: date) -> Asked:
        """The same on another day, from the same loading."""
        return replace(self, as_of=day)


@dataclass(frozen=True, slots=True)
class Param:
    """One thing to choose for a check; `options` are what there is to choose among."""

    name: str
    label: str
    kind: Literal["several", "one", "percent", "day"]
    options: Callable[[Asked], Options] = lambda _: ()
    help: str = ""
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of measurable statement."""

    code: str
    label: str
    about: str
    params: tuple[Param, ...]
    claim: Callable[[Asked, Params], str]
    """The statement in a sentence: `Alla stadsdelsförvaltningar har antagit de obligatoriska områdena i VP 2025.`"""
    evaluate: Callable[[Asked, Params], Outcome]
    faults: Callable[[Asked, Params], Mapping[str, str]] = lambda _asked, _params: {}
    """What is wrong with the choices taken together: parameter → a sentence."""


CHECKS: dict[str, Check] = {}


def register(check: Check) -> None:
    """Make a check choosable; the same code again replaces it."""
    CHECKS[check.code] = check
