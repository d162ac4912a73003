"""The answer as a paper: plain data, the same whatever it is printed as; the same facts give the same paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

EXAMPLE_SENTENCE = "Påhittade uppgifter. Personer, händelser och siffror är inte verkliga."
DRAFT_WORD = "Utkast"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or the number of a source."""

    text: str
    source: int = 0


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with its answer; without one what the evidence says stands there instead."""

    number: int
    key: str
    text: str
    proposed: bool
    paragraphs: tuple[tuple[Run, ...], ...]
    points: tuple[tuple[Run, ...], ...]
    written: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the appendix: what it says, how it is counted, its figures and rows."""

    number: int
    title: str
    text: str
    said: str
    why: str
    definition: str
    period: str
    source: str
    figures: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    widths: tuple[int, ...] = ()
    """How much room each column needs, in proportion."""


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """Letterhead, questions with answers, signature and sources."""

    example: bool
    draft: bool
    kind: str
    title: str
    running: str
    """The title as the head of a page holds it."""
    office: str
    city: str
    sender: str
    to: str
    dnr: str
    day: str
    lead: str
    basis: str
    """What the figures are from, and of which day."""
    questions: tuple[PaperQuestion, ...]
    sources: tuple[Source, ...]
    locked: str
    signed: tuple[tuple[str, str], ...]
    sha256: str
    as_of: str
    known_at: str
    file_name: str
    steps: tuple[str, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        """The same as plain data, for the press."""
        return {**asdict(self), "example_sentence": EXAMPLE_SENTENCE, "draft_word": DRAFT_WORD}
