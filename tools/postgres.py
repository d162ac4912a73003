"""Runs a command beside a private PostgreSQL cluster: made in a temporary folder, unix socket only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

OLDEST = 15


def programs() -> Path:
    """The folder with `initdb` and `pg_ctl` of a PostgreSQL that is new enough."""
    on_path = shutil.which("initdb")
    places = [
        os.environ.get("HANDSLAG_POSTGRES_BIN", ""),
        *(str(p) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)),
        str(Path(on_path).resolve().parent) if on_path else "",
    ]
    for place in filter(None, places):
        initdb = Path(place) / "initdb"
        if not initdb.exists():
            continue
        words = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=True).stdout.split()
        if int(words[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz")) >= OLDEST:
            return Path(place)
    raise SystemExit(f"PostgreSQL {OLDEST} or newer is missing. Run: make deps")


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: whom to run it as then."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise SystemExit("There is neither a user postgres nor a user nobody to run PostgreSQL as.")


class Cluster:
    """A cluster that lives as long as the `with` block."""

    def __init__(self) -> None:
        self.bin = programs()
        self.user = unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="hs-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
        if self.user:
            shutil.chown(self.folder, self.user)

    def _run(self, *command: str) -> None:
        full = ["runuser", "-u", self.user, "--", *command] if self.user else list(command)
        # The server keeps what it inherits open: its output goes to a file, never into the caller's pipe.
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            done = subprocess.run(full, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{Path(log.name).read_text()}")

    def __enter__(self) -> str:
        data = str(self.folder / "data")
        try:
            self._run(
                str(self.bin / "initdb"), "-D", data, "-U", "handslag", "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=sv-SE", "--no-sync",
            )  # fmt: skip
            options = (
                f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c full_page_writes=off"
            )
            self._run(
                str(self.bin / "pg_ctl"), "-D", data, "-l", str(self.folder / "log"), "-w", "-o", options, "start"
            )
        except BaseException:
            self._clear()
            raise
        return f"postgres://handslag@{quote(str(self.folder), safe='')}/postgres"

    def __exit__(self, *_: object) -> None:
        try:
            self._run(str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        finally:
            self._clear()

    def _clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.with_suffix(".log").unlink(missing_ok=True)


def main(command: Sequence[str]) -> int:
    """Run the command with HANDSLAG_DATABASE_URL set, and pass its exit code on."""
    if not command:
        raise SystemExit("usage: tools/postgres.py COMMAND...")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Cluster() as url:
        return subprocess.run(command, env=os.environ | {"HANDSLAG_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
