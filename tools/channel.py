"""Learn from read pages how å, ä and ö are misread, and write `src/handslag/papers/rules/repair/channel.tsv`.

Usage: python tools/channel.py FOLDER   (pairs NAME.raw.txt and NAME.true.txt for learning, never the held-out ones)
"""

from __future__ import annotations

import difflib
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/handslag/papers/rules/repair/channel.tsv"
OPEN = "aodiéåäö"
BARE = str.maketrans("åäöé", "aaoe")
PRIOR = {
    "ä": {"a": 50, "d": 15, "é": 10, "i": 8, "ii": 2, "ia": 3, "éi": 1, "@": 1, "4": 2, "&": 3, "": 1, "ai": 1},
    "å": {"a": 55, "d": 13, "é": 12, "i": 10, "&": 3, "@": 0.5, "4": 0.5, "": 1, "aé": 0.5, "ad": 0.3},
    "ö": {"o": 40, "é": 25, "d": 15, "6": 12, "oé": 1, "dé": 1, "6é": 1, "0": 1, "i": 1, "": 1, "a": 0.3, "&": 0.2},
}
"""Scanned papers are misread in more ways than rendered ones; counted in hundredths, they weigh a fifth."""
WEIGHT = 0.2
LEAST = 3
STEPS = ((1, 1), (1, 2), (1, 0), (0, 1), (2, 1))


def words(folder: Path) -> Iterator[tuple[str, str]]:
    """(printed, read) words of all pairs."""
    for file in sorted(folder.glob("*.raw.txt")):
        read = file.read_text(encoding="utf-8").lower().split()
        true = file.with_name(file.name.replace(".raw.", ".true.")).read_text(encoding="utf-8").lower().split()
        bare = [[word.translate(BARE) for word in side] for side in (read, true)]
        for tag, i, to_i, j, to_j in difflib.SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
            if tag == "equal" or to_i - i == to_j - j:
                yield from zip(true[j:to_j], read[i:to_i], strict=True)


def step_cost(printed: str, read: str) -> float:
    """How far from each other two pieces are, before anything has been learnt."""
    if printed == read:
        return 0
    dotted = len(printed) == 1 and printed in "åäö"
    return {(1, 1): 0.7 if dotted else 2, (1, 2): 1.3 if dotted else 2.6, (1, 0): 1.8, (0, 1): 2.2, (2, 1): 2.5}[
        len(printed), len(read)
    ]


def laid_along(printed: str, read: str) -> tuple[list[tuple[str, str]], float]:
    """The letters of a printed word with what each was read as, and how far the two are from each other."""
    best: dict[tuple[int, int], tuple[float, list[tuple[str, str]]]] = {(0, 0): (0.0, [])}
    for i in range(len(printed) + 1):
        for j in range(len(read) + 1):
            if (i, j) not in best:
                continue
            so_far, steps = best[i, j]
            for a, b in STEPS:
                if i + a <= len(printed) and j + b <= len(read):
                    pair = (printed[i : i + a], read[j : j + b])
                    way = (so_far + step_cost(*pair), [*steps, pair])
                    if (i + a, j + b) not in best or way[0] < best[i + a, j + b][0]:
                        best[i + a, j + b] = way
    return best[len(printed), len(read)][1], best[len(printed), len(read)][0]


def counted(folder: Path) -> Counter[tuple[str, str]]:
    """How often each letter was read as what."""
    counts: Counter[tuple[str, str]] = Counter()
    for (printed, read), times in Counter(words(folder)).items():
        steps, far = laid_along(printed, read)
        if far <= 1.5 + 0.5 * len(printed):
            for step in steps:
                counts[step] += times
    return counts


def main() -> None:
    """Count, smooth, write."""
    counts = counted(Path(sys.argv[1]))
    lines = ["# printed letter, what was read, nats: learnt by tools/channel.py from rendered pages"]
    for letter in OPEN:
        seen = {read: n for (printed, read), n in counts.items() if printed == letter and n >= LEAST}
        total = sum(seen.values()) or 1
        prior = PRIOR.get(letter, {letter: 100})
        whole = sum(prior.values())
        for read in sorted(set(seen) | set(prior)):
            share = (1 - WEIGHT) * seen.get(read, 0) / total + WEIGHT * prior.get(read, 0) / whole
            lines.append(f"{letter}\t{read}\t{-math.log(share):.2f}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
