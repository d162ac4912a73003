"""The matrix itself: rows of focus areas, columns of administrations, and the sums of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from handslag.core.hyphens import soft_hyphens
from handslag.core.markup import empty_cell, matrix_cell
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.picture import Picture, answers, is_alive
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS

NOTHING = empty_cell("Ingen del i området")


@dataclass(frozen=True, slots=True)
class Sums:
    """How many of a row or column must be answered for, and how many are active or done."""

    answer: int
    alive: int


@dataclass(frozen=True, slots=True)
class Column:
    """An administration."""

    name: str
    href: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Row:
    """A focus area with a drawn field for each administration."""

    key: str
    name: str
    mandatory: bool
    fields: list[SafeString]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix as it is drawn."""

    columns: list[Column]
    rows: list[Row]
    total: Sums


def grid_of(picture: Picture) -> Grid:
    """Draw the matrix: what is not asked for keeps its word and symbol, but no fill."""
    by_key = {(cell.administration, cell.area): cell for cell in picture.cells}
    counted = picture.counted
    columns = _sorted(_columns(picture), picture.choices.columns, counted, lambda cell: cell.administration)
    areas = {cell.area: cell for cell in picture.cells}
    rows = _sorted({area: cell.area_name for area, cell in areas.items()}, picture.choices.rows, counted, _area)
    matching = {(cell.administration, cell.area) for cell in picture.matching}
    return Grid(
        [
            Column(
                soft_hyphens(name),
                picture.administration_href(name),
                _sums(cell for cell in counted if cell.administration == name),
            )
            for name in columns
        ],
        [
            Row(
                key,
                soft_hyphens(areas[key].area_name, 14),
                areas[key].mandatory,
                [_field(picture, by_key.get((name, key)), (name, key) in matching) for name in columns],
                _sums(cell for cell in counted if cell.area == key),
            )
            for key in rows
        ],
        _sums(counted),
    )


def _area(cell: Cell) -> str:
    return cell.area


def _columns(picture: Picture) -> dict[str, str]:
    """The administrations with a part in the plan: districts first, each kind in the order of the organisation."""
    kinds = {cell.administration: cell.kind for cell in picture.cells}
    place = {name: number for number, name in enumerate(picture.slugs)}
    ordered = sorted(kinds, key=lambda name: (kinds[name] != "district", place.get(name, len(place))))
    return {name: name for name in ordered}


def _sorted(names: dict[str, str], order: str, counted: list[Cell], key: Callable[[Cell], str]) -> list[str]:
    """The keys as they stand, by name, or those with most to answer for first."""
    if order == "namn":
        return sorted(names, key=lambda one: alphabetical(names[one]))
    if order == "svar":
        sums = {one: _sums(cell for cell in counted if key(cell) == one) for one in names}
        return sorted(names, key=lambda one: (-sums[one].answer, sums[one].alive))
    return list(names)


def alphabetical(name: str) -> str:
    """Swedish order: å, ä and ö after z."""
    return name.casefold().translate(str.maketrans("åäö", "{|}"))


def _sums(cells: Iterable[Cell]) -> Sums:
    found = list(cells)
    return Sums(sum(map(answers, found)), sum(map(is_alive, found)))


def _field(picture: Picture, cell: Cell | None, matches: bool) -> SafeString:
    if cell is None:
        return NOTHING
    return matrix_cell(
        sign=cell.sign,
        short=SIGN_WORDS[cell.sign].short,
        sentence=picture.sentence(cell),
        href=picture.href(cell),
        turn=picture.compared.turn(cell),
        noted=cell.comment is not None,
        quiet=not matches,
        below=REPORTED_WORDS[cell.reported] if picture.choices.reported else "",
    )
