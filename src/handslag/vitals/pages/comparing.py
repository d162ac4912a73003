"""What has become worse or better between two days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handslag.vitals.facts import Sign
from handslag.vitals.judgement import Cell, Judgement
from handslag.vitals.pages.day import Period
from handslag.vitals.rules import SIGN_WORDS

WORSE, BETTER = "worse", "better"


def turn_of(before: str | None, now: str) -> str:
    """`worse`, `better` or nothing. That an area begins, or begins anew after what was done, is neither."""
    if before is None or before == now:
        return ""
    if before in (Sign.NOT_DUE, Sign.DONE) and SIGN_WORDS[now].group == "calm":
        return ""
    return WORSE if SIGN_WORDS[now].weight > SIGN_WORDS[before].weight else BETTER


@dataclass(frozen=True, slots=True)
class Comparison:
    """The signs of an earlier day to compare with; with no period there is nothing to compare."""

    period: Period | None = None
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    central: Mapping[str, str] = field(default_factory=dict)
    live_seconds: float | None = None

    def before(self, cell: Cell) -> str | None:
        """The sign the cell had then; None when it was not there."""
        if cell.central:
            return self.central.get(cell.central_key)
        return self.cells.get((cell.administration, cell.area))

    def turn(self, cell: Cell) -> str:
        """Whether the cell is worse or better than then."""
        return turn_of(self.before(cell), cell.sign)


def comparison(period: Period, made: Judgement) -> Comparison:
    """The signs of a period's day, to be compared with."""
    return Comparison(
        period,
        {(cell.administration, cell.area): cell.sign for cell in made.cells},
        {cell.central_key: cell.sign for cell in made.central if cell.central_key},
        made.live_seconds,
    )
