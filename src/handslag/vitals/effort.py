"""How much of what an administration does lies in the mandatory areas, and how much elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handslag.vitals.judgement import Cell, Effort

Measured = Literal["acts", "measures", "cost"]


@dataclass(frozen=True, slots=True)
class Share:
    """What an administration, or the whole city, has put into mandatory areas and into all."""

    administration: str
    mandatory: Effort
    every: Effort
    has_part: bool = True
    """Whether it has a part in any mandatory area: who has none passes nothing by."""

    def percent(self, measured: Measured) -> float | None:
        """The mandatory areas' part of all, in percent; None when there is nothing at all."""
        whole: int = getattr(self.every, measured)
        part: int = getattr(self.mandatory, measured)
        return 100 * part / whole if whole else None


def shares_of(cells: Iterable[Cell]) -> list[Share]:
    """One for each administration, in the order they come."""
    found: dict[str, Share] = {}
    for cell in cells:
        share = found.get(cell.administration) or Share(cell.administration, Effort(), Effort(), has_part=False)
        mandatory = share.mandatory + cell.effort if cell.mandatory else share.mandatory
        every = share.every + cell.effort
        found[cell.administration] = Share(cell.administration, mandatory, every, share.has_part or cell.mandatory)
    return list(found.values())


def together(name: str, shares: Iterable[Share]) -> Share:
    """The sum of several."""
    total = Share(name, Effort(), Effort())
    for share in shares:
        total = Share(name, total.mandatory + share.mandatory, total.every + share.every)
    return total
