"""YAML as people write it, read safely into plain text with line numbers: no types, no tags, no aliases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from handslag.core.sheets.results import Problem
from handslag.core.text import number
from handslag.core.verdict import Refused

MAX_BYTES = 2_000_000
MAX_NODES = 100_000
MAX_DEPTH = 20
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_EMPTY = {"~", "null", "Null", "NULL"}


class YamlError(Refused):
    """The file is no readable YAML; the message is one Swedish sentence with its place."""


@dataclass(slots=True)
class Scalar:
    """A single value as it was written; None when nothing was."""

    text: str | None
    line: int


@dataclass(slots=True)
class Items:
    """A list."""

    items: list[Node]
    line: int


@dataclass(slots=True)
class Table:
    """Keys with values, in the order of the file."""

    line: int
    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Table


def parse_yaml(content: bytes, name: str) -> tuple[Node, list[Problem]]:
    """The file's tree, and its double keys. Raises `YamlError` when it cannot be read at all."""
    if len(content) > MAX_BYTES:
        raise YamlError(f"{name} är för stor: högst {number(MAX_BYTES // 1000)} kB kan läsas in.")
    builder = _Builder(name)
    text = _decode(content, name)
    try:
        tree = builder.document(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        where = f"rad {mark.line + 1}, tecken {mark.column + 1}" if mark else "filen"
        raise YamlError(f"{name}, {where}: går inte att läsa som YAML. {_advice(wrong, text)}") from wrong
    except yaml.YAMLError as wrong:
        raise YamlError(f"{name} går inte att läsa som YAML: den innehåller tecken som inte är text.") from wrong
    return tree, builder.problems


def _decode(content: bytes, name: str) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise YamlError(f"{name} är ingen textfil.")


def _advice(wrong: yaml.MarkedYAMLError, text: str) -> str:
    said = f"{wrong.context or ''} {wrong.problem or ''}"
    lines = text.splitlines()
    mark = wrong.problem_mark
    if mark and any("\t" in line[: mark.column + 1] for line in lines[mark.line : mark.line + 1]):
        return "Gör indrag med mellanslag, inte med tabb."
    if "mapping values are not allowed" in said:
        return "Texten innehåller ett kolon. Sätt citattecken runt den, eller kontrollera indraget."
    if "end of stream" in said or "quoted scalar" in said:
        return "Ett citattecken eller en parentes är inte avslutad."
    return "Kontrollera indrag, kolon och citattecken."


class _Builder:
    """Builds the tree from the parser's events, within limits."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.count = 0

    def document(self, events: Iterator[yaml.Event]) -> Node:
        next(events)
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            raise YamlError(f"{self.name} är tom.")
        tree = self._node(next(events), events, 1)
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            raise YamlError(f"{self.name} innehåller flera dokument (---). Dela upp den i flera filer.")
        return tree

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = event.start_mark.line + 1 if event.start_mark else 1
        self.count += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(f"{self.name}, rad {line}: ankare och alias (& och *) läses inte. Skriv ut texten.")
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            raise YamlError(f"{self.name}, rad {line}: typmärken (!) läses inte. Ta bort ”{tag}”.")
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            raise YamlError(f"{self.name}, rad {line}: filen är för djup eller har för många uppgifter.")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            empty = not event.value.strip() or (plain and event.value in _EMPTY)
            return Scalar(None if empty else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(line, events, depth)
        return self._table(line, events, depth)

    def _items(self, line: int, events: Iterator[yaml.Event], depth: int) -> Items:
        items = Items([], line)
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.items.append(self._node(event, events, depth + 1))
        return items

    def _table(self, line: int, events: Iterator[yaml.Event], depth: int) -> Table:
        table = Table(line)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise YamlError(f"{self.name}, rad {key.line}: en nyckel måste vara ett ord.")
            word = (key.text or "").strip()
            if word in table.values:
                message = f"”{word}” står två gånger på samma ställe (först på rad {table.lines[word]})."
                self.problems.append(Problem("", key.line, "", word, message, "Ta bort den ena.", code="duplicate"))
                continue
            table.values[word], table.lines[word] = value, key.line
        return table
