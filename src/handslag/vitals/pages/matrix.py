"""The city's matrix: what is said first, the legend that is also total and filter, central measures, the list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString

from handslag.core.lists import with_choice
from handslag.core.markup import icon, sign
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.changes import Changes, changes_of
from handslag.vitals.pages.day import Limits
from handslag.vitals.pages.grid import Grid, grid_of
from handslag.vitals.pages.lead import Lead, lead_of
from handslag.vitals.pages.meanings import ORDER, Meaning, meanings
from handslag.vitals.pages.picture import Picture, answers, by_weight
from handslag.vitals.rules import GROUP_WORDS, REPORTED_WORDS, SIGN_WORDS

SHOWN = 10
"""How many cells the narrow list begins with, until all are asked for."""


@dataclass(frozen=True, slots=True)
class LegendSign:
    """A sign with how many there are, and the address that shows only those (or all again)."""

    sign: str
    word: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """One of the three groups."""

    word: str
    count: int
    signs: list[LegendSign]


@dataclass(frozen=True, slots=True)
class Line:
    """A cell or a central measure as a line of a list."""

    name: str
    href: str
    where: str
    since: str
    sign: SafeString
    turn: SafeString | str
    turned: str
    reported: str
    comment: str
    area: str


@dataclass(frozen=True, slots=True)
class Fold:
    """An administration with its cells, for the narrow list."""

    name: str
    answer: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Everything the page says. `first` is what the narrow list begins with."""

    lead: Lead
    legend: list[LegendGroup]
    grid: Grid
    central: list[Line]
    changes: Changes | None
    first_heading: str
    first: list[Line]
    more: int
    folds: list[Fold]
    meanings: list[Meaning]
    empty: bool
    columns: int


def matrix_page(picture: Picture, limits: Limits, query: QueryDict) -> MatrixPage:
    """Build the page from an answer and what is asked of it."""
    grid = grid_of(picture)
    chosen = picture.choices.sign
    first = sorted(picture.matching if chosen else filter(answers, picture.matching), key=by_weight)
    shown = first if picture.choices.everything else first[:SHOWN]
    heading = _sign_word(chosen) if chosen else "Kräver svar nu"
    return MatrixPage(
        lead=lead_of(picture, query),
        legend=_legend(picture, query),
        grid=grid,
        central=[_line(picture, cell, cell.central, cell.administration) for cell in picture.central],
        changes=changes_of(picture),
        first_heading=f"{heading} ({len(first)})",
        first=[_line(picture, cell, f"{cell.area_name}, {cell.administration}") for cell in shown],
        more=len(first) if len(first) > len(shown) else 0,
        folds=_folds(picture),
        meanings=meanings(limits),
        empty=not picture.matching,
        columns=len(grid.columns),
    )


def _sign_word(chosen: str) -> str:
    return GROUP_WORDS[chosen] if chosen in GROUP_WORDS else SIGN_WORDS[chosen].word


def _legend(picture: Picture, query: QueryDict) -> list[LegendGroup]:
    found: list[LegendGroup] = []
    for group, word in GROUP_WORDS.items():
        signs = []
        for key in (key for key in ORDER if SIGN_WORDS[key].group == group):
            chosen = picture.choices.sign == key
            count = sum(cell.sign == key for cell in picture.counted)
            href = with_choice(query, tecken=None if chosen else key)
            signs.append(LegendSign(key, SIGN_WORDS[key].word, count, href, chosen))
        found.append(LegendGroup(word, sum(one.count for one in signs), signs))
    return found


def _line(picture: Picture, cell: Cell, name: str, where: str = "") -> Line:
    turn = picture.compared.turn(cell)
    return Line(
        name=name,
        href=picture.href(cell),
        where=where,
        since=picture.since(cell),
        sign=sign(cell.sign, SIGN_WORDS[cell.sign].word),
        turn=icon(turn) if turn else "",
        turned=picture.turned(cell),
        reported=REPORTED_WORDS[cell.reported],
        comment=cell.comment.text if cell.comment else "",
        area=cell.area_name,
    )


def _folds(picture: Picture) -> list[Fold]:
    """What is asked for, administration by administration."""
    found: dict[str, list[Cell]] = {}
    for cell in picture.matching:
        found.setdefault(cell.administration, []).append(cell)
    return [
        Fold(name, sum(map(answers, cells)), [_line(picture, cell, cell.area_name) for cell in cells])
        for name, cells in found.items()
    ]
