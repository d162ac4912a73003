"""What a room declares about a table before it is read: columns, formats, and translations made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, Literal

from handslag.core.text import fold
from handslag.core.verdict import Refused

Kind = Literal["text", "date", "year", "money", "choice", "id"]


class SheetError(Refused):
    """The file cannot be read as a table at all; the message is one Swedish sentence or two for the user."""


class Fault(str):
    """A cell that holds a formula's error, such as `#N/A`, instead of a value."""

    __slots__ = ()


# What stands in a cell of the file: "" is an empty cell; datetime is a date.
Cell = str | float | int | bool | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Column:
    """One column a room wants: its heading, what else it may be called, and what its cells hold.

    `required`: the column must be in the table. `filled`: every row must have a value in it.
    `choices` (kind "choice" only): each Swedish word that may stand there → the value it means; several words
    may mean the same. The values of a row by kind: text and id `str`, date `date`, year `int`, money `int`
    (whole öre), choice whatever `choices` says; an empty or unreadable cell is always None.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = True
    kind: Kind = "text"
    choices: Mapping[str, Any] = field(default_factory=dict)
    filled: bool = False

    def __post_init__(self) -> None:
        if bool(self.choices) != (self.kind == "choice"):
            raise ValueError(f"{self.name}: choices belong to the kind choice, and it needs them")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of table: a name (`vp`) and its columns in the order of the template."""

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        seen: dict[str, str] = {}
        for column in self.columns:
            for word in (column.name, *column.synonyms):
                if seen.setdefault(fold(word), column.name) != column.name:
                    raise ValueError(f"{self.name}: {word} stands for both {seen[fold(word)]} and {column.name}")
        if len({column.name for column in self.columns}) != len(self.columns):
            raise ValueError(f"{self.name}: a column stands twice")

    def __getitem__(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class HandMapping:
    """What a person said a heading or a word means; it wins over all that the reader understands itself.

    `headings`: heading in the file → column name, or None for "leave it out".
    `words`: (column name, word in the file) → the word it stands for, or None for "read it as empty". For a
    choice the target is one of its words or values; for text and id it is the text to read instead.
    Headings and words are compared folded.
    """

    headings: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str | None] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> HandMapping:
        """From `{"headings": {heading: column}, "words": {column: {word: target}}}`."""
        words = {(column, word): to for column, pairs in data.get("words", {}).items() for word, to in pairs.items()}
        return cls(headings=dict(data.get("headings", {})), words=words)

    def to_json(self) -> dict[str, Any]:
        """The same as plain data, to be remembered."""
        words: dict[str, dict[str, str | None]] = {}
        for (column, word), target in self.words.items():
            words.setdefault(column, {})[word] = target
        return {"headings": dict(self.headings), "words": words}
