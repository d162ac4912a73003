"""What a question is registered with, and what must be said before it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handslag.core.text import clean, personal_numbers
from handslag.questions.rules.questions import KINDS
from handslag.questions.rules.topics import EVIDENCE

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as it is to stand in the register."""

    text: str
    put_on: date
    kind: str = "interpellation"
    number: int = 1
    matter: str = ""
    dnr: str = ""
    body: str = ""
    asked_by: tuple[dict[str, str], ...] = ()
    asked_of: dict[str, str] = field(default_factory=dict)
    asked_of_user_id: int | None = None
    public: bool = True
    answer_by: date | None = None
    answer_by_reason: str = ""
    areas: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    finding_id: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The fields that a step keeps, as they are stored."""
        return {
            "number": self.number,
            "kind": self.kind,
            "text": self.text,
            "matter": self.matter,
            "dnr": self.dnr,
            "body": self.body,
            "asked_by": list(self.asked_by),
            "asked_of": self.asked_of,
            "asked_of_user_id": self.asked_of_user_id,
            "public": self.public,
            "answer_by_reason": self.answer_by_reason,
            "areas": list(self.areas),
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question found in a paper, as it is proposed; `source` are the words of the paper."""

    question: NewQuestion
    source: str
    page: int
    certain: bool
    why: tuple[str, ...] = ()
    """Why its topics are proposed, in sentences."""


def fault_of(question: NewQuestion, today: date) -> str:
    """Why a question cannot be registered so, in a sentence; empty when it can."""
    if not question.text.strip():
        return "Skriv frågan."
    if question.put_on > today:
        return "Frågan kan inte vara ställd i framtiden."
    if question.answer_by and question.answer_by < question.put_on:
        return "Svarsdagen ligger före den dag då frågan ställdes."
    if question.kind not in KINDS:
        return "Välj hur frågan ställdes."
    if any(kind not in EVIDENCE for kind in question.evidence):
        return "Välj bland de underlag som finns."
    return text_fault(question.text, question.matter, question.dnr, question.body, *_names(question))


def _names(question: NewQuestion) -> Iterable[str]:
    for person in (*question.asked_by, question.asked_of):
        yield from person.values()


def text_fault(*texts: str) -> str:
    """Why free text is refused; empty when it is not."""
    if any(personal_numbers(text) for text in texts):
        return PERSONAL_NUMBER
    if any(len(text) > LONGEST for text in texts):
        return "Texten är för lång."
    return ""


def persons_in(line: str) -> tuple[dict[str, str], ...]:
    """`Anna Berg (L), Olle Ek (V)` as persons with parties."""
    found = (person_in(part) for part in clean(line.replace(";", ",").replace(" och ", ",")).split(","))
    return tuple({"name": one["name"] or one["role"], "party": one["party"]} for one in found if one)


def person_in(line: str) -> dict[str, str]:
    """`borgarrådet Olle Ek (S)` as a person with role and party: the role is what comes before the first big letter."""
    named, _, rest = clean(line).partition("(")
    words = named.split()
    big = next((place for place, word in enumerate(words) if word[:1].isupper()), len(words))
    if not words:
        return {}
    return {"name": " ".join(words[big:]), "party": rest.partition(")")[0].strip(), "role": " ".join(words[:big])}


def person_words(person: dict[str, str]) -> str:
    """`Anna Berg (L)`; with a role before it when there is one."""
    named = " ".join(word for word in (person.get("role", ""), person.get("name", "")) if word)
    party = person.get("party", "")
    return f"{named} ({party})" if named and party else named or party


def persons_words(persons: Iterable[dict[str, str]]) -> str:
    """`Anna Berg (L), Olle Ek (V)`."""
    return ", ".join(filter(None, map(person_words, persons)))
