"""The tick beside the web server: snapshots seconds after something is recorded, letters once a day from 07.15."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import sleep

from django.db import close_old_connections
from django.db.utils import Error

from handslag.core.clock import local, now
from handslag.tasks.ticking import MAIL_FROM, newest_events, tick

PAUSE = 2
"""Seconds between two looks for something new."""
AGAIN = timedelta(minutes=15)
"""After how long letters that were not taken are tried again."""
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def watch_over(server: int, *, also: Callable[[datetime], object]) -> None:
    """Tick for as long as the process that started this one lives; before each, do what stands above this room too."""
    _end_with_parent()
    seen: object = None
    mailed: datetime | None = None
    while os.getppid() == server:
        moment = now()
        try:
            close_old_connections()
            new = (local(moment).date(), newest_events())
            to_mail = local(moment).time() >= MAIL_FROM and (mailed is None or moment - mailed >= AGAIN)
            if new != seen or to_mail:
                also(moment)
                tick(at=moment, mail=to_mail, periods=None if seen is None or to_mail else 1)
                seen = (local(moment).date(), newest_events())
                mailed = moment if to_mail else mailed
        except Error as fault:  # a database that is away comes back
            print(f"Bakgrundsarbetet väntar: {fault}", file=sys.stderr)  # noqa: T201 — the server's own log
        sleep(PAUSE)


def _end_with_parent() -> None:
    """Ask Linux to end this process with its parent; elsewhere the loop notices by itself."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)
