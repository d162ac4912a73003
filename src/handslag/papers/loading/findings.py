"""What a paper is taken to say: what was found in it, with what people have decided about each finding since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as slot
from typing import Any

from handslag.papers.models import Document, Finding, Ruling
from handslag.papers.rules.words import FIELDS

SINGLE = ("kind", "title", "date", "body", "dnr")
"""What a paper has one of."""
SEVERAL = ("person", "decision_point", "statement", "question", "commitment")
CERTAIN_WHEN_ADDED = ("confirmed", "changed", "added")


@dataclass(frozen=True, slots=True)
class Held:
    """Something the paper is taken to say, with its place in the raw page. `key` names it in addresses: f12, r5.

    `certain` is the machine's word, `confirmed` a person's. What is neither is a proposal and no fact.
    """

    key: str
    field: str
    value: Mapping[str, Any]
    page: int = 1
    start: int = 0
    end: int = 0
    certain: bool = False
    outcome: str = ""
    found: Mapping[str, Any] = slot(default_factory=dict)
    """The value as it was found, when it has been changed."""
    by: str = ""
    at: dt.datetime | None = None
    """Who ruled on it last, and when."""

    @property
    def confirmed(self) -> bool:
        return self.outcome in CERTAIN_WHEN_ADDED

    @property
    def rejected(self) -> bool:
        return self.outcome == "rejected"

    @property
    def stands(self) -> bool:
        """Whether it may be taken as fact."""
        return self.confirmed or (self.certain and not self.rejected)

    @property
    def text(self) -> str:
        """The words of it, whichever it is."""
        return str(next((self.value[name] for name in ("text", "name", "day", "code") if self.value.get(name)), ""))


@dataclass(frozen=True, slots=True)
class Taken:
    """All of it, without what was rejected; `all_of` has that too."""

    kind: Held | None = None
    title: Held | None = None
    date: Held | None = None
    body: Held | None = None
    dnr: Held | None = None
    persons: tuple[Held, ...] = ()
    decision_points: tuple[Held, ...] = ()
    statements: tuple[Held, ...] = ()
    questions: tuple[Held, ...] = ()
    commitments: tuple[Held, ...] = ()
    further: tuple[Held, ...] = ()
    """The headings of further papers in the same file: a second interpellation."""

    @property
    def code(self) -> str:
        """The kind, *other* when none is known."""
        return str(self.kind.value.get("code", "other")) if self.kind else "other"

    @property
    def day(self) -> dt.date | None:
        """The paper's date as a fact: proposed ones are none."""
        return day_of(self.date) if self.date is not None and self.date.stands else None

    @property
    def every(self) -> tuple[Held, ...]:
        """Everything, in the order in which it is shown."""
        single = (self.kind, self.title, self.date, self.body, self.dnr)
        several = (self.persons, self.decision_points, self.statements, self.questions, self.commitments)
        return (*(one for one in single if one is not None), *self.further, *(one for some in several for one in some))

    @property
    def proposed(self) -> tuple[str, ...]:
        """The single fields that are neither certain nor confirmed."""
        single = {name: getattr(self, name) for name in SINGLE}
        return tuple(name for name, one in single.items() if one is not None and not one.stands)

    @property
    def awaiting(self) -> int:
        """How many findings wait for someone's word."""
        return sum(not one.confirmed and not one.certain for one in self.every)


def day_of(held: Held) -> dt.date | None:
    """The day in a finding of a date."""
    try:
        return dt.date.fromisoformat(str(held.value.get("day", "")))
    except ValueError:
        return None


def all_of(document: Document, known_at: dt.datetime | None = None) -> list[Held]:
    """Every finding and addition with the newest word on it, rejected ones too, in the order of the paper."""
    rows = Ruling.objects.filter(document=document, **({"recorded_at__lte": known_at} if known_at else {}))
    rulings = list(rows.select_related("by").order_by("recorded_at", "id"))
    newest = {ruling.finding_id: ruling for ruling in rulings if ruling.finding_id}
    found = [_held(one, newest.get(one.pk), document) for one in Finding.objects.filter(document=document)]
    return found + added_in(rulings)


def taken(document: Document, known_at: dt.datetime | None = None) -> Taken:
    """What the paper is taken to say, now or by what was known at a moment. What is covered in it is not black here.

    The newest ruling counts; what was rejected is left out; of several titles or dates a confirmed one comes first,
    then a certain one.
    """
    return taken_from(all_of(document, known_at))


def taken_from(every: Iterable[Held]) -> Taken:
    """The same from findings that are loaded already."""
    kept = [one for one in every if not one.rejected]
    further = [one for one in kept if int(one.value.get("part", 1) or 1) > 1 and one.field == "title"]
    single = {name: _first(one for one in kept if one.field == name and one not in further) for name in SINGLE}
    several = {f"{name}s": tuple(one for one in kept if one.field == name) for name in SEVERAL}
    return Taken(**single, **several, further=tuple(further))  # type: ignore[arg-type]


def _first(candidates: Iterable[Held]) -> Held | None:
    ranked = sorted(enumerate(candidates), key=lambda pair: (not pair[1].confirmed, not pair[1].certain, pair[0]))
    return ranked[0][1] if ranked else None


def _held(finding: Finding, ruling: Ruling | None, document: Document) -> Held:
    certain = finding.certain and not _is_ahead(finding, document)
    held = Held(
        f"f{finding.pk}", finding.field, finding.value, finding.page, finding.start, finding.end, certain
    )  # fmt: skip
    if ruling is None or (ruling.outcome == "changed" and ruling.value is None):
        return held
    held = replace(held, outcome=ruling.outcome, by=_who(ruling), at=ruling.recorded_at)
    if ruling.value is not None:
        return replace(held, value={**finding.value, **ruling.value}, found=finding.value)
    return held


def _who(ruling: Ruling) -> str:
    return str(ruling.by) if ruling.by else "systemet"


def _is_ahead(finding: Finding, document: Document) -> bool:
    """A date after the day the paper was registered is no fact, whatever the machine says."""
    if finding.field != "date":
        return False
    return str(finding.value.get("day", "")) > document.registered_on.isoformat()


def added_in(rulings: Iterable[Ruling]) -> list[Held]:
    """What people have added to one paper, by its rulings: a later one may stand for an earlier, or take it back."""
    added: dict[int, Held] = {}
    for ruling in rulings:
        if ruling.outcome != "added" or ruling.value is None:
            continue
        value = dict(ruling.value)
        instead, gone = value.pop("instead_of", None), value.pop("withdrawn", False)
        key = int(instead) if instead is not None else ruling.pk
        if gone:
            if key in added:
                added[key] = replace(added[key], outcome="rejected", by=_who(ruling), at=ruling.recorded_at)
            continue
        added[key] = Held(
            f"r{key}", ruling.field, value, int(value.pop("page", 1)), int(value.pop("start", 0)),
            int(value.pop("end", 0)), outcome="added",
            by=_who(ruling), at=ruling.recorded_at,
        )  # fmt: skip
    return list(added.values())


def told_of(one: Held) -> str:
    """What it is, in a word: *fråga 2*."""
    number = one.value.get("number")
    return f"{FIELDS[one.field]} {number}" if number else FIELDS[one.field]
