"""A written decision not to give out an official document, as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handslag.core import palette
from handslag.core.clock import local
from handslag.core.press import pdf_of
from handslag.papers.models import AccessAnswer
from handslag.papers.rules.secrecy import how_to_appeal

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = Path(__file__).parent.parent / "typst" / "decision.typ"
EXAMPLE_SENTENCE = "Påhittat exempel. Personer, händelser och siffror är inte verkliga."


def decision_pdf(answer: AccessAnswer, title: str, facts: Sequence[tuple[str, str]]) -> bytes:
    """A written decision not to give something out, with its reasons and how to appeal: a tagged PDF of one page."""
    when = local(answer.recorded_at).date()
    city = answer.request.city
    data = {
        "title": title,
        "facts": list(facts),
        "text": answer.text,
        "sentences": how_to_appeal(str(city)),
        "foot": f"Handslag, {city}",
        "example": EXAMPLE_SENTENCE if city.is_example else "",
        "day": [when.year, when.month, when.day],
        "ink": palette.color("neutral-text-default"),
        "soft": palette.color("neutral-text-subtle"),
    }
    return pdf_of(SOURCE, data, moment=answer.recorded_at)
