"""Which of the shown facts were read in afterwards: said once for all, or marked one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handslag.core.text import counted, swedish_date
from handslag.vitals.entering import Moments


@dataclass(frozen=True, slots=True)
class Afterwards:
    """How many of the facts shown were entered later than they count as known."""

    late: int
    all: int

    @property
    def sentence(self) -> str:
        """The whole in a sentence; empty when nothing was read in afterwards."""
        if not self.late:
            return ""
        if self.late == self.all:
            return "Alla uppgifter på sidan är inlästa i efterhand: de räknas som kända tidigare än de skrevs in."
        count = counted(self.all, "uppgift", "uppgifter")
        return f"{self.late} av {count} är inlästa i efterhand: de räknas som kända tidigare än de skrevs in."

    def mark(self, moments: Moments | None) -> str:
        """`inläst i efterhand 3 juli 2026`, where it sets a fact apart from others."""
        if moments is None or self.late == self.all or not moments.afterwards:
            return ""
        return f"inläst i efterhand {swedish_date(moments.entered_at.date())}"


def afterwards_of(moments: Iterable[Moments]) -> Afterwards:
    """Count them."""
    given = list(moments)
    return Afterwards(sum(one.afterwards for one in given), len(given))
