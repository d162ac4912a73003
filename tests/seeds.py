"""The five original texts: they lie beside the project and are never part of it; where, when they are there."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "shared" / "seeds"
ABSENT = "../shared/seeds is not here: the five original texts are not tried, only the example papers are."


def seeds() -> list[Path]:
    """The five files in their order; none when the folder is not beside the checkout."""
    return sorted(FOLDER.glob("00*.txt"))
