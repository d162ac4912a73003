"""A bench of its own: a child process with a database of its own, so that no city's data is touched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run_child(module: str, *words: str, data: Path | None = None) -> int:
    """Run a module of the benches on an embedded database in a folder of its own; gives its exit status."""
    with tempfile.TemporaryDirectory(prefix="handslag-bench-") as scratch:
        environment = {key: value for key, value in os.environ.items() if key != "HANDSLAG_DATABASE_URL"}
        environment["HANDSLAG_DATA"] = str(data or scratch)
        command = [sys.executable, "-c", f"from {module} import main; main()", *words]
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 — our own module
