"""Reading a file in a process of its own, with limits on its time and memory: a hostile file takes nothing with it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from handslag.core.reading.pages import ReadPage, Unreadable

MEMORY = 1536 * 1024 * 1024
SPARE = 15
"""Seconds beyond the reading's own patience before the process is ended."""
TOO_HEAVY = (
    "Filen gick inte att läsa: den tog för mycket tid eller minne. Spara om den, eller dela den i mindre filer. "
    "Ingenting har registrerats."
)


def read_apart(
    kind: str, content: bytes, *, patience: float, only: Collection[int] = ()
) -> tuple[tuple[ReadPage, ...], bool]:
    """The pages of a file of this kind, and whether the time ran out. Raises `Unreadable` with the reason."""
    order = json.dumps({"kind": kind, "patience": patience, "only": sorted(only)}).encode() + b"\n"
    out = _ran(order + content, patience + SPARE)
    try:
        answer: dict[str, Any] = json.loads(out)
    except ValueError as wrong:
        raise Unreadable(TOO_HEAVY) from wrong
    if "refused" in answer:
        raise Unreadable(str(answer["refused"]))
    return tuple(ReadPage(int(number), raw, how) for number, raw, how in answer["pages"]), bool(answer["late"])


def _ran(order: bytes, seconds: float) -> bytes:
    """What the process answers; nothing when it did not come to its end. Nobody it has started outlives it."""
    with subprocess.Popen(
        [sys.executable, "-m", "handslag.core.reading.child"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            out, _ = child.communicate(order, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(child)
            return b""
        except BaseException:
            _end(child)
            raise
    return out if child.returncode == 0 else b""


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _read(kind: str, content: bytes, patience: float, only: Sequence[int]) -> tuple[tuple[ReadPage, ...], bool]:
    if kind == "pdf":
        from handslag.core.reading.pdf import read_pdf

        return read_pdf(content, patience=patience, only=only)
    if kind == "docx":
        from handslag.core.reading.word import read_word

        return read_word(content), False
    from handslag.core.reading.webpages import read_html

    return read_html(content), False


def main() -> int:
    """Carry out one order: a line of JSON, then the file itself; answer in JSON."""
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds = int(order["patience"]) + SPARE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages, late = _read(order["kind"], content, order["patience"], order["only"])
        answer: dict[str, Any] = {"pages": [(page.number, page.raw, page.how) for page in pages], "late": late}
    except Unreadable as why:
        answer = {"refused": str(why)}
    except (MemoryError, RecursionError):
        answer = {"refused": TOO_HEAVY}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
