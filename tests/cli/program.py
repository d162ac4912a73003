"""The command line as a program: arguments in; exit status, output and errors out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Handslag = Callable[..., Said]
