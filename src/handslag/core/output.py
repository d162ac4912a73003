"""What a command makes, written to a file whole or not at all, or to standard output."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path

from handslag.core.verdict import Refused

WHY = {
    errno.ENOENT: "mappen finns inte",
    errno.ENOTDIR: "mappen finns inte",
    errno.EISDIR: "det är en mapp",
    errno.EACCES: "du får inte skriva där",
    errno.EPERM: "du får inte skriva där",
    errno.EROFS: "du får inte skriva där",
    errno.ENOSPC: "det finns ingen plats kvar på disken",
}


def write_whole(output: str, content: bytes) -> None:
    """Write beside the file, then put it in its place; `-` is standard output. Raises `Refused` with why not."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    target = Path(output)
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as made:
            beside = Path(made.name)
            made.write(content)
        beside.chmod(0o666 & ~_mask())
        beside.replace(target)
    except OSError as wrong:
        if beside is not None:
            beside.unlink(missing_ok=True)
        why = WHY.get(wrong.errno or 0, str(wrong.strerror))
        raise Refused(f"{target} går inte att skriva: {why}.") from wrong


def _mask() -> int:
    """What new files are denied on this machine."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
