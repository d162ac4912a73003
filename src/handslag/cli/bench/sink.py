"""A mail server that takes every letter and keeps none: it only counts them."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    """The few words of SMTP that a sender needs."""

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"DATA":
                self._say("354 go on")
                self._read()
            self._say("250 ok")

    def _read(self) -> None:
        """A letter, up to the line with a single full stop."""
        while (line := self.rfile.readline()) and line != b".\r\n":
            continue
        self.server.taken += 1  # type: ignore[attr-defined]

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """How many letters it has taken stands in `taken`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.taken = 0
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.server_address[1]}"


@contextmanager
def sink() -> Iterator[Sink]:
    """A server on this machine for as long as the block lasts."""
    with Sink() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
