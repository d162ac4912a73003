"""What a reader without Swedish makes of a letter: how likely `d` is when `ä` was printed, learnt from read pages."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from handslag.core.swedish.shapes import OPEN

_TRUE_RUNS = re.compile(f"[{OPEN}]+")
_READ_RUNS = re.compile(f"[{OPEN}46@&0]+")
DOTTED = "åäö"
UNREAD = "ä"
"""Stands for a letter that was not read at all: a reader without Swedish never writes it."""
UNSEEN = 11.0
"""Nats for one letter taken for another of the open ones, when no page read so."""
UNSEEN_DOTTED = 7.5
ADDED = 7.5
"""Nats for a letter that was read where none stands."""
LOST = 9.0
"""Nats for an open letter that was printed and not read, when no page shows how often that is."""


@cache
def learnt() -> dict[tuple[str, str], float]:
    """(printed letter, what was read) → nats, from `channel.tsv`, which `tools/channel.py` writes."""
    text = files(__package__).joinpath("channel.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(printed, read): float(nats) for printed, read, nats in rows}


def _letter(printed: str, read: str) -> float:
    """Nats for one printed letter read as none, one or two signs."""
    found = learnt().get((printed, read))
    if found is not None:
        return found
    if not read:
        return LOST
    if read == UNREAD:
        return learnt().get((printed, ""), LOST)
    base = UNSEEN_DOTTED if printed in DOTTED else UNSEEN
    return base if len(read) == 1 else base + 1.5


@lru_cache(maxsize=100_000)
def run_cost(printed: str, read: str) -> float:
    """Nats for a run of open letters read as this run of signs: the cheapest way to lay one along the other."""
    if printed == read and not set(printed) & set(DOTTED):
        return 0.0
    ways = [[0.0] * (len(read) + 1) for _ in range(len(printed) + 1)]
    for i in range(len(printed) + 1):
        for j in range(len(read) + 1):
            if i or j:
                ways[i][j] = _cheapest(ways, printed, read, i, j)
    return ways[-1][-1]


def _cheapest(ways: list[list[float]], printed: str, read: str, i: int, j: int) -> float:
    tried = [ways[i][j - 1] + ADDED] if j else []
    if i:
        tried += [ways[i - 1][j - n] + _letter(printed[i - 1], read[j - n : j]) for n in range(min(j, 2) + 1)]
    return min(tried)


def cost(printed: str, read: str) -> float:
    """Nats for a word read so; both in lower case and of one shape (see `core.swedish.shapes`)."""
    if printed == read and printed.isascii():
        return 0.0
    return sum(map(run_cost, _TRUE_RUNS.findall(printed), _READ_RUNS.findall(read)))
