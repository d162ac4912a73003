"""The receipt of a request under 66 a as PDF, set by the press in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handslag.core import palette
from handslag.core.clock import local
from handslag.core.press import pdf_of
from handslag.core.text import swedish_date, swedish_moment
from handslag.voice.models import KINDS, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = Path(__file__).parent.parent / "typst" / "receipt.typ"
EXAMPLE = "Påhittat exempel. Personer, händelser och siffror är inte verkliga."


def receipt_facts(signal: Signal, area: str) -> list[tuple[str, str]]:
    """What the receipt says, line by line, on the page and on paper."""
    facts = [
        ("Nummer", signal.label),
        ("Slag", KINDS.get(signal.kind, signal.kind).capitalize()),
        ("Mottagen", swedish_moment(signal.recorded_at)),
        ("Svar senast", swedish_date(signal.answer_by)),
        ("Förvaltning", str(signal.administration)),
        ("Fokusområde", area),
    ]
    if signal.unit:
        facts.append(("Enhet", str(signal.unit)))
    if signal.stop_from:
        until = f" till {swedish_date(signal.stop_to)}" if signal.stop_to else ""
        facts.append(("Skyddsstopp", f"Från {swedish_date(signal.stop_from)}{until}"))
    facts.append(("Lämnad av", str(signal.raised_by or signal.sender)))
    return facts


def receipt_pdf(signal: Signal, area: str, sentences: Sequence[str]) -> bytes:
    """The receipt as a tagged PDF of one page."""
    day = local(signal.recorded_at).date()
    data = {
        "title": f"Kvitto på begäran {signal.label}",
        "lead": "Arbetsgivaren har tagit emot en begäran enligt 6 kap. 6 a § arbetsmiljölagen.",
        "facts": receipt_facts(signal, area),
        "text": signal.text,
        "sentences": list(sentences),
        "foot": f"Handslag, {signal.plan.city}",
        "example": EXAMPLE if signal.plan.city.is_example else "",
        "day": [day.year, day.month, day.day],
        "ink": palette.color("neutral-text-default"),
        "soft": palette.color("neutral-text-subtle"),
    }
    return pdf_of(SOURCE, data, moment=signal.recorded_at)
