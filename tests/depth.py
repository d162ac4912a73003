"""How many examples the property tests try: `HANDSLAG_DEPTH=quick` a third, `ci` (unless told) as written, `deep` many.

The examples are the same each time (`derandomize`), so the first of many are those of few.
"""

from __future__ import annotations

import os

FACTORS = {"quick": 1 / 3, "ci": 1.0, "deep": 20.0}
DEPTH = os.environ.get("HANDSLAG_DEPTH", "ci")


def examples(number: int) -> int:
    """So many examples at the depth asked for; never fewer than ten."""
    return max(10, round(number * FACTORS[DEPTH]))
