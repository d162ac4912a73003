"""Looks through the XML of a sheet before the parser opens it: how far it reaches, how much text it holds, its errors.

The parser lays a sheet out as one dense block from its first to its last cell and gives a formula's error as an
empty cell. So the reach must be known beforehand, and the errors must be found here.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from handslag.core.sheets.grids import check_text
from handslag.core.sheets.packages import BROKEN, TOO_LARGE
from handslag.core.sheets.shapes import SheetError

MAX_TEXT = 100_000_000
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# No cell takes less XML than this, so a part's size bounds the number of its cells.
_LEAST_CELL_BYTES = 20


class SheetScan:
    """What a sheet's XML holds: `rows` and `columns` reached, `faults` by (row, column) from 0, `text` in all."""

    def __init__(self, lengths: list[int]) -> None:
        self.rows = self.columns = self.text = 0
        self.faults: dict[tuple[int, int], str] = {}
        self._lengths = lengths
        self._row = self._column = 0
        self._kind: str | None = None
        self._letters: dict[str, int] = {}
        self._heard: list[str] = []
        self._parser = _parser()
        self._parser.StartElementHandler = self._start

    def read(self, part: bytes) -> None:
        """Go through the whole part; SheetError when it is not well-formed."""
        _parse(self._parser, part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._kind = attributes.get("t")
            self._move(attributes.get("r"))
        elif name in {"v", "is"}:
            self._value()
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
            self._column = 0

    def _move(self, place: str | None) -> None:
        if place is None:
            self._column += 1
            return
        match = _PLACE.fullmatch(place)
        if match is None:
            raise SheetError(BROKEN)
        letters, row = match.groups()
        if letters not in self._letters:
            self._letters[letters] = _column_number(letters)
        self._column = self._letters[letters]
        self._row = int(row)

    def _value(self) -> None:
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column)
        if self._kind == "e" or (self._kind == "s" and self._lengths):
            self._heard = []
            self._parser.CharacterDataHandler = self._heard.append
            self._parser.EndElementHandler = self._end

    def _end(self, _name: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        text = "".join(self._heard).strip()
        if self._kind == "e":
            self.faults[self._row - 1, self._column - 1] = text[:20]
        elif text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(self._lengths):
            self.text += self._lengths[int(text)]


class TextScan:
    """How long each shared text is."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._hear

    def read(self, part: bytes) -> None:
        _parse(self._parser, part)
        check_text(max(self.lengths, default=0), "Filen")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _hear(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


def scan(parts: dict[str, bytes]) -> dict[str, SheetScan]:
    """A scan of every part that is a sheet, by the part's name; SheetError when the text in all is unreasonable."""
    roots = {name: _root(part) for name, part in parts.items() if name.endswith(".xml")}
    lengths: list[int] = []
    for name, root in roots.items():
        if root == "sst":
            texts = TextScan()
            texts.read(parts[name])
            lengths = texts.lengths if len(texts.lengths) > len(lengths) else lengths
    scans = {}
    longest = max(lengths, default=0)
    for name, root in roots.items():
        if root == "worksheet":
            heavy = len(parts[name]) // _LEAST_CELL_BYTES * longest > MAX_TEXT
            scans[name] = SheetScan(lengths if heavy else [])
            scans[name].read(parts[name])
    if sum(one.text for one in scans.values()) > MAX_TEXT:
        raise SheetError(TOO_LARGE)
    return scans


class _Seen(Exception):
    """The root element has been seen."""


def _root(part: bytes) -> str:
    def start(name: str, _attributes: dict[str, str]) -> None:
        raise _Seen(name.rpartition(":")[2])

    parser = _parser()
    parser.StartElementHandler = start
    try:
        _parse(parser, part)
    except _Seen as seen:
        return str(seen)
    return ""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_what: Any) -> None:
    raise SheetError(BROKEN)


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, OverflowError) as fault:
        raise SheetError(BROKEN) from fault


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
