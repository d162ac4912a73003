"""What free text may not hold."""

from __future__ import annotations

from handslag.core.text import personal_numbers

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


def fault_of(text: str) -> str:
    """Why the text is refused, in Swedish; empty when it is not."""
    return PERSONAL_NUMBER if personal_numbers(text) else ""
