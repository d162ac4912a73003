"""Which known word a word most likely was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from handslag.core.text import fold

# Longer texts are no names: only their beginning is compared.
LONGEST = 200


def suggest(word: str, known: Iterable[str], *, least: float = 60.0) -> str | None:
    """The known word most like the given one (0–100, at least `least`), or None; of equals the first.

    Meant for "Menade du …?"; never for deciding what the word was.
    """
    found = process.extractOne(word[:LONGEST], list(known), scorer=fuzz.WRatio, processor=fold, score_cutoff=least)
    return None if found is None else str(found[0])
