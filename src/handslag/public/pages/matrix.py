"""The matrix of a published period: legend, rows of areas, columns of administrations, and the same as lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from handslag.core.hyphens import soft_hyphens
from handslag.core.markup import empty_cell, matrix_cell, sign
from handslag.core.text import swedish_date
from handslag.public.pages.cells import OpenCell
from handslag.vitals.pages.meanings import ORDER
from handslag.vitals.rules import GROUP_WORDS, SIGN_WORDS

NOTHING = empty_cell("Ingen del i området")


@dataclass(frozen=True, slots=True)
class LegendSign:
    """A sign with how many there are."""

    sign: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """One of the three groups."""

    word: str
    count: int
    signs: list[LegendSign]


@dataclass(frozen=True, slots=True)
class Sums:
    """How many must be answered for, and how many are active or done."""

    answer: int
    alive: int


@dataclass(frozen=True, slots=True)
class Row:
    """An area with a field for each administration."""

    key: str
    name: str
    mandatory: bool
    fields: list[SafeString]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Column:
    """An administration with its cells."""

    name: str
    plain: str
    sums: Sums
    cells: list[OpenCell]


@dataclass(frozen=True, slots=True)
class CentralLine:
    """A central measure with its sign."""

    title: str
    administration: str
    area: str
    drawn: SafeString
    since: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Everything the page says."""

    legend: list[LegendGroup]
    columns: list[Column]
    rows: list[Row]
    total: Sums
    first: list[OpenCell]
    commented: list[OpenCell]
    worse: int
    better: int
    central: list[CentralLine]


def matrix_page(cells: Sequence[OpenCell], central: Sequence[Mapping[str, str]]) -> MatrixPage:
    """Draw it: districts first, each kind in the order of the organisation."""
    by_key = {(cell.administration, cell.data["area"]): cell for cell in cells}
    kinds = {cell.administration: str(cell.data["kind"]) for cell in cells}
    names = sorted(kinds, key=lambda name: kinds[name] != "district")
    areas = {str(cell.data["area"]): cell for cell in cells}
    return MatrixPage(
        legend=_legend(cells),
        columns=[_column(name, cells) for name in names],
        rows=[
            Row(
                key,
                soft_hyphens(cell.area, 14),
                cell.mandatory,
                [_field(by_key.get((name, key))) for name in names],
                _sums([one for one in cells if one.data["area"] == key]),
            )
            for key, cell in areas.items()
        ],
        total=_sums(cells),
        first=sorted((cell for cell in cells if cell.group == "answer"), key=lambda cell: cell.weight),
        commented=[cell for cell in cells if cell.comment],
        worse=sum(cell.turn == "worse" for cell in cells),
        better=sum(cell.turn == "better" for cell in cells),
        central=[_central(one) for one in central],
    )


def _central(one: Mapping[str, str]) -> CentralLine:
    drawn = sign(one["sign"], SIGN_WORDS[one["sign"]].word)
    since = swedish_date(date.fromisoformat(one["since"]))
    return CentralLine(one["title"], one["administration"], one["area_name"], drawn, since)


def _legend(cells: Sequence[OpenCell]) -> list[LegendGroup]:
    found = []
    for group, word in GROUP_WORDS.items():
        signs = [
            LegendSign(key, SIGN_WORDS[key].word, sum(cell.sign_key == key for cell in cells))
            for key in ORDER
            if SIGN_WORDS[key].group == group
        ]
        found.append(LegendGroup(word, sum(one.count for one in signs), signs))
    return found


def _column(name: str, cells: Sequence[OpenCell]) -> Column:
    here = [cell for cell in cells if cell.administration == name]
    return Column(soft_hyphens(name), name, _sums(here), here)


def _sums(cells: Sequence[OpenCell]) -> Sums:
    return Sums(sum(cell.group == "answer" for cell in cells), sum(cell.alive for cell in cells))


def _field(cell: OpenCell | None) -> SafeString:
    if cell is None:
        return NOTHING
    return matrix_cell(
        sign=cell.sign_key,
        short=cell.short,
        sentence=cell.sentence,
        href=cell.href,
        turn=cell.turn,
        noted=bool(cell.comment),
    )
