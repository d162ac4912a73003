"""The live signs that stand beside each focus area where the plan is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.text import counted
from handslag.plan.models import Plan
from handslag.plan.pages import AreaSigns, SignCount
from handslag.vitals.judgement import judge
from handslag.vitals.pages.meanings import ORDER
from handslag.vitals.rules import SIGN_WORDS


def signs_beside(plan: Plan) -> Mapping[str, AreaSigns]:
    """Area key → how many administrations show which sign today."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in judge(plan, today(), now()).cells:
        found[cell.area][cell.sign] += 1
    return {area: _beside(area, signs) for area, signs in found.items()}


def _beside(area: str, signs: Counter[str]) -> AreaSigns:
    root = reverse("vitals:matrix")
    counts = tuple(
        SignCount(
            sign,
            f"{signs[sign]} {SIGN_WORDS[sign].word}",
            f"{root}?{urlencode({'omraden': area, 'tecken': sign})}",
        )
        for sign in ORDER
        if signs[sign]
    )
    return AreaSigns(_sentence(signs), counts, f"{root}?{urlencode({'omraden': area})}")


def _sentence(signs: Counter[str]) -> str:
    """How many of the administrations must answer."""
    all_of_them = counted(signs.total(), "förvaltning", "förvaltningar")
    waiting = sum(number for sign, number in signs.items() if SIGN_WORDS[sign].group == "answer")
    if not waiting:
        return f"Ingen av {all_of_them} behöver svara."
    return f"{waiting} av {all_of_them} behöver svara."
