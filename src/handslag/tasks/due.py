"""A letter that is to be sent, as pages make it and the action sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handslag.tasks.rules import Task


@dataclass(frozen=True, slots=True)
class Due:
    """To whom, with which words, and which tasks it reminds of."""

    user: int
    name: str
    address: str
    subject: str
    text: str
    html: str
    tasks: Sequence[Task]
    into_files: bool = False
    """An invented city's people get their letters as files, whatever server is set."""
