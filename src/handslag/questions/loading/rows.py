"""A row of the register: a question or a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """What the register shows of a question or a commitment; `text` as the reader may see it."""

    key: str
    """`question:12`, `commitment:3`."""
    kind: str
    """`question` or `commitment`."""
    word: str
    """What it is, in words: interpellation, motion, utfästelse."""
    label: str
    href: str
    text: str
    matter: str
    who: str
    """Who asked, or who bound themselves."""
    parties: tuple[str, ...]
    to: str
    """Who must answer, or who owns it."""
    areas: tuple[str, ...]
    put_on: date | None
    deadline: date | None
    state: str
    state_word: str
    waits: bool
    closed_on: date | None = None
    document: int | None = None
    """The paper it stands in."""
    role: str = ""
    """The office of whoever must answer a question, when it is no politician who is named."""

    def is_late(self, day: date) -> bool:
        """Whether it still waits after its day."""
        return self.waits and self.deadline is not None and self.deadline < day
