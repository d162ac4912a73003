"""The plan in force as everyone may read it, with the signs of the last closed period beside each area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from handslag.core.text import counted
from handslag.plan.pages import AreaSigns, SignCount
from handslag.public.pages.cells import OpenCell
from handslag.vitals.pages.meanings import ORDER
from handslag.vitals.rules import SIGN_WORDS


def signs_of(cells: Sequence[OpenCell], href: str) -> dict[str, AreaSigns]:
    """Area key → how many administrations had which sign when the period was shut."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        found[str(cell.data["area"])][cell.sign_key] += 1
    return {area: AreaSigns(_sentence(signs), _counts(signs), href) for area, signs in found.items()}


def _counts(signs: Counter[str]) -> tuple[SignCount, ...]:
    return tuple(SignCount(sign, f"{signs[sign]} {SIGN_WORDS[sign].word}") for sign in ORDER if signs[sign])


def _sentence(signs: Counter[str]) -> str:
    waiting = sum(count for sign, count in signs.items() if SIGN_WORDS[sign].group == "answer")
    whole = counted(signs.total(), "förvaltning", "förvaltningar")
    return f"{waiting or 'Ingen'} av {whole} behövde svara."
