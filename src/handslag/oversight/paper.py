"""A paper as plain data: what stands in it, in order, whatever it is printed as."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

EXAMPLE_SENTENCE = "Påhittat exempel. Personer, händelser och siffror är inte verkliga."


@dataclass(frozen=True, slots=True)
class Part:
    """A line in a field of a table: a text, a sign with its word, or something said more quietly."""

    text: str
    sign: str = ""
    soft: bool = False
    strong: bool = False
    href: str = ""


Field = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `share` is its part of the width, 0 when it is no wider than what stands in it."""

    heading: str
    share: float = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first field of each row is what the row is about."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Field, ...], ...]
    has_sum: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    soft: bool = False
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Points:
    """A numbered list."""

    items: tuple[str, ...]
    short: bool = False
    """Whether each is but a few words, so that they may stand beside each other."""
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with the classes of the pages, the same drawn for a phone, and what it says in words.

    `in_word` is the table of the same figures, where no table stands beside the drawing.
    """

    name: str
    drawing: str
    narrow: str
    alt: str
    caption: str
    source: str
    in_words: Table | None = None
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Square:
    """A field of the matrix: its sign and the sentence for those who listen."""

    sign: str
    short: str
    sentence: str
    href: str = ""
    turn: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A focus area with a field for each administration; None where it has no part in it."""

    name: str
    mandatory: bool
    squares: tuple[Square | None, ...]
    answer: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix with its legend, and the same in words for a phone and for Word."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    answer: tuple[int, ...]
    legend: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    caption: str
    alt: str
    in_words: Table
    kind: Literal["matrix"] = "matrix"


Block = Prose | Points | Heading | Table | Figure | Matrix


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper under its own heading; an annex begins after what is decided on."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead. What the city has not given is empty."""

    office: str
    unit: str
    day: str
    to: str
    dnr: str = ""
    officer: str = ""
    phone: str = ""
    kind: str = "Tjänsteutlåtande"


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole: head, title and sections. The same facts give the same paper, to the byte."""

    example: bool
    head: Head
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    as_of: str
    known_at: str
    file_name: str
    brief: bool = False
    words: tuple[tuple[str, str], ...] = field(default=())
    """The word of each sign."""

    @property
    def front(self) -> tuple[Section, ...]:
        """What is decided on."""
        return tuple(section for section in self.sections if not section.annex)

    @property
    def annexes(self) -> tuple[Section, ...]:
        """What it rests on."""
        return tuple(section for section in self.sections if section.annex)

    def plain(self) -> dict[str, Any]:
        """The same as plain data, for the press."""
        return asdict(self)
