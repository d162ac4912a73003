"""The half-yearly table of unfinished matters: which stand in it, and when a closed one falls off."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What decides whether and where a matter stands in the table. `closed_on` is None while it waits."""

    key: str
    """`question:12`: by which one that has been reported is known again."""
    label: str
    put_on: date | None
    deadline: date | None
    closed_on: date | None
    """The day it was answered or withdrawn."""

    def is_late(self, day: date) -> bool:
        """Whether it still waits after its day."""
        return self.closed_on is None and self.deadline is not None and self.deadline < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Place):
    """A matter in the table, with what is told of it."""

    kind: str
    submitter: str
    matter: str
    state: str
    href: str = ""


P = TypeVar("P", bound=Place)


def in_number_order(label: str) -> tuple[int, str]:
    """By which labels of one series come in the order of their numbers: F 2025-2 before F 2025-10."""
    return len(label), label


def balance(lines: Iterable[P], reported: Collection[tuple[str, str]]) -> list[P]:
    """The lines of the table: all that wait, oldest first, then what was closed and has not been reported as closed."""
    left = [one for one in lines if one.closed_on is None or (one.key, one.closed_on.isoformat()) not in reported]
    left.sort(key=lambda one: in_number_order(one.label))
    return sorted(left, key=lambda one: (one.closed_on is not None, one.put_on or date.max))


def reported_as_closed(lists: Iterable[Iterable[dict[str, Any]]]) -> set[tuple[str, str]]:
    """The matters that stood as closed in a table that was reported, with the day each was closed."""
    return {(row["key"], row["closed_on"]) for rows in lists for row in rows if row["closed_on"]}


def frozen(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines as they are kept with the act that they were reported."""
    return [{name: _plain(value) for name, value in asdict(line).items()} for line in lines]


def thawed(rows: Iterable[dict[str, Any]]) -> list[Line]:
    """The lines of a kept table."""
    found = []
    for row in rows:
        days = {name: _day(row[name]) for name in ("put_on", "deadline", "closed_on")}
        fields: dict[str, Any] = {**row, **days}
        found.append(Line(**fields))
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
