"""The real application on a loopback port, over a copy of a database file that a journey may change as it likes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE = 30


class Installation:
    """A data folder, its settings, and the commands that can be run on it."""

    def __init__(self, folder: Path, *, demo: bool = True) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "static").mkdir(exist_ok=True)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDSLAG_", "DJANGO_"))} | {
            "HANDSLAG_DATA": str(folder),
            "HANDSLAG_SECRET": "only-for-journeys",
            "HANDSLAG_DEMO": "1" if demo else "",
            "DJANGO_SETTINGS_MODULE": "handslag.config.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        }

    def runs(self, *command: str, typed: str = "") -> str:
        """Run a command of the virtual environment on this installation; its output, or a failed test."""
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            env=self.environment, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def handslag(self, *arguments: str, typed: str = "") -> str:
        """Run `handslag …`, as on the command line."""
        return self.runs("handslag", *arguments, typed=typed)

    def copied_to(self, folder: Path, *, demo: bool = True) -> Installation:
        """The same installation in another folder; what is done there is not done here."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Installation(folder, demo=demo)


class Server:
    """The installation served by gunicorn for as long as the `with` block lasts."""

    def __init__(self, installation: Installation, options: Sequence[str] = ()) -> None:
        self.installation = installation
        self.options = options
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = installation.folder / "server.log"

    def __enter__(self) -> Server:
        command = [str(BIN / "gunicorn"), "handslag.config.wsgi", "--bind", f"127.0.0.1:{self.port}", *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.installation.environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/logga-in/", timeout=PATIENCE):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
