"""How far a long piece of work has come, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Done, of in all."""
WHOLE = 1000


def part_of(progress: Progress | None, first: int, last: int) -> Progress:
    """The progress of one part, which goes from `first` to `last` per cent of the whole."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            share = min(done / total, 1.0) if total else 1.0
            progress(round((first + (last - first) * share) * WHOLE / 100), WHOLE)

    return tell
