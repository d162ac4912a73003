"""A YAML tree asked for its values key by key; everything that is wrong in it is gathered with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TypeVar

from handslag.core.outcome import FaultyFile
from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import Problem, Severity
from handslag.core.sheets.values import Unreadable, read_date
from handslag.core.text import clean, fold, join_words, number, personal_numbers
from handslag.core.yaml_tree import Items, Node, Scalar, Table, parse_yaml

T = TypeVar("T")
_YES, _NO = {"true", "ja", "yes"}, {"false", "nej", "no"}
LONGEST_TEXT = 20_000


def read_sections(content: bytes, name: str) -> Section:
    """The file's outermost section. Raises `YamlError` when it is no YAML, or no keys with values."""
    tree, problems = parse_yaml(content, name)
    root = Section(tree if isinstance(tree, Table) else Table(1), "", problems)
    if not isinstance(tree, Table):
        root.fault("", "Filen ska bestå av nycklar med värden, till exempel ”plan: Namn på planen”.", line=tree.line)
    return root


class Section:
    """Keys with values somewhere in the file, under `place`; a key that nobody asks for is a fault."""

    def __init__(self, table: Table, place: str, problems: list[Problem]) -> None:
        self.table, self.place, self.problems = table, place, problems
        self.line = table.line
        self._asked: set[str] = set()

    def fault(
        self, key: str, message: str, suggestion: str = "", *, line: int = 0, value: str = "", warning: bool = False
    ) -> None:
        """Note that something is wrong with a key (or with the section, when empty)."""
        where = " › ".join(part for part in (self.place, key) if part)
        text = f"{where}: {message}" if where else message
        place = line or self.table.lines.get(key, self.line)
        kind: Severity = "warning" if warning else "error"
        self.problems.append(Problem("", place, "", value, text, suggestion, kind, field=key))

    def check(self, name: str) -> None:
        """Raise `FaultyFile` with every error found so far, in the order of the file."""
        if errors := sorted((p for p in self.problems if p.severity == "error"), key=lambda p: p.row):
            raise FaultyFile(errors, file=name)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "warning")

    def has(self, key: str) -> bool:
        """Whether something is given."""
        self._asked.add(key)
        node = self.table.values.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.text is None)

    def words(self) -> list[str]:
        """All keys, for a section whose keys are data: years, settings."""
        self._asked |= set(self.table.values)
        return list(self.table.values)

    def _scalar(self, key: str, *, required: bool = False) -> str | None:
        if not self.has(key):
            if required:
                self.fault(key, "saknas.")
            return None
        return self._text_of(self.table.values[key], key)

    def _text_of(self, node: Node, key: str) -> str | None:
        if not isinstance(node, Scalar):
            self.fault(key, "ska vara en text, inte en lista eller flera nycklar.", line=node.line)
            return None
        return node.text

    def name(self, key: str, *, required: bool = False, longest: int = 160) -> str:
        """A short text on one line."""
        return self._checked(key, clean(self._scalar(key, required=required) or ""), longest)

    def prose(self, key: str) -> str:
        """A longer text that keeps its lines."""
        text = unicodedata.normalize("NFC", self._scalar(key) or "")
        lines = [re.sub(r"[^\S\n]+$", "", line) for line in text.strip().split("\n")]
        return self._checked(key, "\n".join(lines), LONGEST_TEXT)

    def _checked(self, key: str, text: str, longest: int) -> str:
        if len(text) > longest:
            self.fault(key, f"är för lång: {number(len(text))} tecken, högst {number(longest)} får plats.")
        if personal_numbers(text):
            self.fault(key, "innehåller ett personnummer. Ta bort det.")
        if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
            self.fault(key, "innehåller styrtecken som inte går att läsa.")
        return text

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date, written as 2025-04-30 or in another way that can be read."""
        text = self._scalar(key, required=required)
        return None if text is None else self._day(key, text)

    def _day(self, key: str, text: str) -> date | None:
        try:
            return read_date(text)
        except Unreadable:
            self.fault(key, f"”{text}” är inget datum.", "Skriv till exempel 2025-04-30.", value=text)
            return None

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number between two bounds."""
        text = self._scalar(key)
        if text is None:
            return None
        found = int(text) if re.fullmatch(r"\d{1,9}", text.strip()) else None
        if found is None or not low <= found <= high:
            self.fault(key, f"”{text}” ska vara ett heltal från {low} till {high}.", value=text)
            return None
        return found

    def choice(self, key: str, known: Collection[str], *, default: str = "", required: bool = False) -> str:
        """One of the known words."""
        text = self._scalar(key, required=required)
        if text is None:
            return default
        for word in known:
            if fold(word) == fold(text):
                return word
        near = suggest(text, known)
        advice = f"Menade du ”{near}”?" if near else f"Skriv {join_words(list(known), 'eller')}."
        self.fault(key, f"”{text}” känns inte igen.", advice, value=text)
        return default

    def flag(self, key: str) -> bool:
        """Yes or no."""
        word = fold(self._scalar(key) or "false")
        if word not in _YES | _NO:
            self.fault(key, f"”{word}” ska vara true eller false.", value=word)
        return word in _YES

    def is_flag(self, key: str) -> bool:
        """Whether a plain yes or no stands there, rather than a section."""
        return isinstance(self.table.values.get(key), Scalar)

    def _each(self, key: str, read: Callable[[str], T | None]) -> tuple[T, ...]:
        if not self.has(key):
            return ()
        node = self.table.values[key]
        found = (self._text_of(one, key) for one in (node.items if isinstance(node, Items) else [node]))
        read_in = (read(text) for text in found if text is not None)
        return tuple(dict.fromkeys(value for value in read_in if value is not None))

    def names(self, key: str, *, longest: int = 160) -> tuple[str, ...]:
        """A list of short texts, each once; a single text is a list of one."""
        return self._each(key, lambda text: self._checked(key, clean(text), longest) or None)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates, in order."""
        return tuple(sorted(self._each(key, lambda text: self._day(key, text))))

    def section(self, key: str, *, required: bool = False) -> Section | None:
        """The section under a key."""
        if not self.has(key):
            if required:
                self.fault(key, "saknas.")
            return None
        node = self.table.values[key]
        if isinstance(node, Table):
            return Section(node, " › ".join(p for p in (self.place, key) if p), self.problems)
        self.fault(key, "ska bestå av nycklar med värden.", line=node.line)
        return None

    def sections(self, key: str, *, named: str = "name") -> list[Section]:
        """The sections of a list; each is called by what stands under its key `named`."""
        if not self.has(key):
            return []
        node = self.table.values[key]
        if not isinstance(node, Items):
            self.fault(key, "ska vara en lista, där varje del börjar med ett bindestreck.", line=node.line)
            return []
        return [made for place, one in enumerate(node.items, 1) if (made := self._item(key, place, one, named))]

    def _item(self, key: str, place: int, node: Node, named: str) -> Section | None:
        if not isinstance(node, Table):
            self.fault(key, f"nummer {place} i listan ska bestå av nycklar med värden.", line=node.line)
            return None
        label = node.values.get(named)
        word = label.text if isinstance(label, Scalar) and label.text else str(place)
        return Section(node, " › ".join(p for p in (self.place, key, clean(word)[:60]) if p), self.problems)

    def close(self) -> None:
        """Say which keys nobody knows."""
        known = self._asked
        for key, node in self.table.values.items():
            if key not in known:
                near = suggest(key, known - set(self.table.values))
                advice = f"Menade du ”{near}”?" if near else ""
                if isinstance(node, Scalar) and node.text is None:
                    advice = "Är det en text med komma? Sätt citattecken runt den."
                self.fault(key, "den nyckeln känns inte igen.", advice, value=key)


def twice(sections: Iterable[tuple[Section, str]], key: str, what: str) -> None:
    """Say of each section whose name has been seen before that it stands twice."""
    seen: dict[str, int] = {}
    for section, word in sections:
        if word and fold(word) in seen:
            section.fault(key, f"{what} ”{word}” står två gånger (först på rad {seen[fold(word)]}).", value=word)
        seen.setdefault(fold(word), section.line)
