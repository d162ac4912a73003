"""Merged cells that stand for several rows: their value holds for each of those rows, and for no other."""

from __future__ import annotations

from handslag.core.sheets.grids import Grid
from handslag.core.sheets.shapes import Cell


def filled_rows(grid: Grid, start: int, stop: int | None = None) -> list[list[Cell]]:
    """The rows from `start` up to `stop`, each merged cell's value repeated downwards inside its merge.

    Only merges that begin at `start` or below count, only the leftmost column of a merge is filled (a title over
    several columns is no value of theirs), and a cell that has a value of its own keeps it.
    """
    rows = grid.rows[start:stop]
    copied: set[int] = set()
    for top, left, bottom, _right in grid.merges:
        if top < start or top - start >= len(rows) or left >= len(rows[top - start]):
            continue
        value = rows[top - start][left]
        if value == "":
            continue
        for place in range(top - start + 1, min(bottom - start + 1, len(rows))):
            if place not in copied:
                copied.add(place)
                rows[place] = list(rows[place])
            row = rows[place]
            row += [""] * (left + 1 - len(row))
            if row[left] == "":
                row[left] = value
    return rows
