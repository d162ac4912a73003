"""A bench of its own: child processes with a database of their own, so that no city's data is touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import process_time

import click


@contextmanager
def scratch(data: Path | None = None) -> Iterator[Path]:
    """A data folder that is thrown away; with the embedded database of another one copied into it, when asked for."""
    with tempfile.TemporaryDirectory(prefix="handslag-bench-") as folder:
        if data is not None:
            source = data / "handslag.sqlite3"
            if not source.is_file():
                raise click.UsageError(f"I {data} finns ingen databas (handslag.sqlite3).")
            with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(Path(folder) / source.name)) as own:
                given.backup(own)
        yield Path(folder)


def run_child(module: str, *words: str, folder: Path, database_url: str = "") -> int:
    """Run `main` of a module of the benches on the folder's database, or on the one given; its exit status."""
    environment = {key: value for key, value in os.environ.items() if key != "HANDSLAG_DATABASE_URL"}
    environment |= {"HANDSLAG_DATA": str(folder)} | ({"HANDSLAG_DATABASE_URL": database_url} if database_url else {})
    command = [sys.executable, "-c", f"from {module} import main; main()", *words]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 — our own module


def own_time() -> float:
    """Seconds of the processor's time used so far by this process and those it has started and waited for."""
    children = os.times()
    return process_time() + children.children_user + children.children_system


def circumstances() -> str:
    """What the machine was like while it was measured."""
    from django.db import connection

    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    engine = {"sqlite": "SQLite (inbäddad)", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor)
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} kärnor, {engine}, Python {python}, maskinens last (1, 5, 15 min): {load}"


def busy() -> bool:
    """Whether others use the machine so much that times by the wall say little."""
    return os.getloadavg()[0] > (os.cpu_count() or 1) * 0.75
