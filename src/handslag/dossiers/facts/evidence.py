"""Evidence with its figures and rows, and the whole that is frozen at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from handslag.dossiers.facts.state import Place, Value


@dataclass(frozen=True, slots=True)
class Head:
    """The matter: what kind of paper it is, who asks whom, when it was put and by when it is answered."""

    kind: str
    title: str
    dnr: str = ""
    asked_by: str = ""
    asked_of: str = ""
    put_on: date | None = None
    answer_by: date | None = None
    href: str = ""
    document: int | None = None
    place: Place | None = None


# Evidence ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Figure:
    """A value as data, with what it counts."""

    key: str
    label: str
    value: Value
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a figure is counted from: headings, and rows whose first field may lead somewhere."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: a sentence with its figures, and all that is needed to trace and to check them."""

    key: str
    kind: str
    title: str
    text: str
    why: str
    definition: str
    period: str
    source: str
    figures: tuple[Figure, ...] = ()
    signs: tuple[tuple[str, int], ...] = ()
    said: str = ""
    rows: Rows = field(default=Rows())
    link: tuple[str, str] = ("", "")
    """Words and address of the page where the same stands."""
    empty: bool = False
    """Whether there is nothing to show: then the text says so."""
    number: int = 0

    def plain(self) -> dict[str, Any]:
        """As it is kept and given out."""
        made = asdict(self)
        made["link"] = {"text": self.link[0], "href": self.link[1]}
        made["signs"] = [{"sign": sign, "count": count} for sign, count in self.signs]
        return made


def evidence_from(plain: Mapping[str, Any]) -> Evidence:
    """The same read back from what is kept."""
    rows = plain["rows"]
    return Evidence(
        **{name: plain[name] for name in
           ("key", "kind", "title", "text", "why", "definition", "period", "source", "said", "empty", "number")},
        figures=tuple(Figure(**one) for one in plain["figures"]),
        signs=tuple((one["sign"], one["count"]) for one in plain["signs"]),
        rows=Rows(tuple(rows["columns"]), tuple(map(tuple, rows["rows"])), tuple(rows["links"])),
        link=(plain["link"]["text"], plain["link"]["href"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """Everything frozen at once: the matter, the questions with their evidence's numbers, and the evidence."""

    head: Head
    questions: tuple[KeptQuestion, ...]
    evidence: tuple[Evidence, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "head": plain_value(asdict(self.head)),
            "questions": [plain_value(asdict(one)) for one in self.questions],
            "evidence": [one.plain() for one in self.evidence],
        }

    def piece(self, number: int) -> Evidence | None:
        """The evidence with a number."""
        return next((one for one in self.evidence if one.number == number), None)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as it is frozen, with the numbers of what bears on it and why that was chosen."""

    key: str
    number: int
    text: str
    proposed: bool
    asked_by: str
    asked_of: str
    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    why: tuple[str, ...]
    numbers: tuple[int, ...]
    pk: int | None = None
    answer_by: str | None = None
    place: Place | None = None


def kept_from(plain: Mapping[str, Any]) -> Kept:
    """The same read back."""
    head: dict[str, Any] = {**plain["head"]}
    for name in ("put_on", "answer_by"):
        head[name] = date.fromisoformat(head[name]) if head[name] else None
    head["place"] = tuple(head["place"]) if head["place"] else None
    questions = tuple(KeptQuestion(**_tupled(one)) for one in plain["questions"])
    return Kept(Head(**head), questions, tuple(map(evidence_from, plain["evidence"])))


def _tupled(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def plain_value(value: Any) -> Any:
    """Days as ISO, tuples as lists: what JSON can hold."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_value(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
