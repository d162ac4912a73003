"""Answers that carry their reason: may it be done, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """Something that was asked for cannot be done; the message is one or more Swedish sentences for the user."""


class Denied(Refused):
    """The user may not do this; the message says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with a reason in one Swedish sentence. Truthy when yes."""

    allowed: bool
    reason: str = ""

    @classmethod
    def yes(cls) -> Verdict:
        return cls(True)

    @classmethod
    def no(cls, reason: str) -> Verdict:
        return cls(False, reason)

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Denied` with the reason unless the answer is yes."""
        if not self.allowed:
            raise Denied(self.reason)
