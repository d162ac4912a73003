"""The server's own tick: it keeps snapshots fresh while the server lives, and ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

START = "from handslag.cli import main; main()"


def test_the_watching_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HANDSLAG_", "DJANGO_"))}
    environment |= {"HANDSLAG_DATA": str(tmp_path), "HANDSLAG_SECRET": "only-for-tests"}
    parent = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {START!r}, 'tick', '--watch', str(os.getpid())])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(300)\n"
    )
    with subprocess.Popen([sys.executable, "-c", parent], env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        watcher = int(server.stdout.readline())
        _wait((tmp_path / "tick.lock").exists)
        server.kill()
    _wait(lambda: not _lives(watcher))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait(holds: Callable[[], bool], seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")
