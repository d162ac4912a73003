"""The lexicon's file: made once from wordfreq's list of Swedish words, in a process of its own, whole or not at all."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from handslag.core.swedish.lexicon import CENTIBELS, OF, SHAPED
from handslag.core.swedish.shapes import shape
from handslag.core.verdict import Refused

FORMAT = 2
"""Raised when what stands in the file changes, so that an older one is not read."""
STALE = 3600
"""Seconds after which a file that was never finished is somebody's who has been stopped."""


def ready() -> Path:
    """The file, made now if it is absent (two seconds, once for each installation)."""
    from django.conf import settings

    return ready_in(Path(settings.HANDSLAG_LEXICON))


def ready_in(folder: Path) -> Path:
    """The file in this folder, made now if it is absent.

    In a child process, because the list takes more memory than the whole rest of the program, for a second.
    """
    path = folder / f"svenska-{version('wordfreq')}-{FORMAT}.marisa"
    if not path.exists():
        child = [sys.executable, "-m", "handslag.core.swedish.lexicon_file", str(path)]
        made = subprocess.run(child, capture_output=True, text=True, check=False)  # noqa: S603 — our own module
        if made.returncode or not path.exists():
            reason = made.stderr.strip().splitlines()[-1:] or ["okänt fel"]
            raise Refused(f"Det gick inte att göra ordlistan i {folder}: {reason[0]}")
    return path


def make(path: Path) -> None:
    """Write the file beside its place and move it there, so that nobody ever opens half of one."""
    import marisa_trie

    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(prefix=".halv-", dir=path.parent)
    os.close(handle)
    try:
        marisa_trie.RecordTrie(CENTIBELS, _rows()).save(name)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _rows() -> list[tuple[str, tuple[int]]]:
    """The words of letters, with how rare they are in centibels, and once more under their shapes."""
    from wordfreq import get_frequency_dict

    words = {
        word: (round(-100 * math.log10(frequency)),)
        for word, frequency in get_frequency_dict("sv", wordlist="best").items()
        if word.replace("-", "").isalpha() and word.isprintable()
    }
    return [*words.items(), *((f"{SHAPED}{shape(word)}{OF}{word}", rarity) for word, rarity in words.items())]


def _sweep(folder: Path) -> None:
    """Remove what a stopped process left behind."""
    for half in folder.glob(".halv-*"):
        if time.time() - half.stat().st_mtime > STALE:
            half.unlink(missing_ok=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
