"""What the pages of the plan show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handslag.plan.models import Plan


@dataclass(frozen=True, slots=True)
class SignCount:
    """How many administrations show a sign in a focus area, and where they are listed."""

    sign: str
    text: str  # the sign's word with its number, as `3 Avstannat`
    href: str = ""


@dataclass(frozen=True, slots=True)
class AreaSigns:
    """The live signs beside one focus area: one sentence, the signs in the usual order, and the way on."""

    sentence: str
    counts: tuple[SignCount, ...]
    href: str = ""


SignsBeside = Callable[[Plan], Mapping[str, AreaSigns]]

signs_beside: SignsBeside | None = None
"""Area key → its signs today. The room that judges (above this one) puts its function here when it starts."""
