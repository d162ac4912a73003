"""When a row counts as known, and when it was truly entered."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

AFTERWARDS = 60
"""Seconds between the moment a fact counts as known and its entry, from which it was read in afterwards."""


class Moments(NamedTuple):
    """When a row counts as known, and when it was truly entered."""

    recorded_at: datetime
    entered_at: datetime

    @property
    def afterwards(self) -> bool:
        """Whether it was read in afterwards ("inläst i efterhand")."""
        return (self.entered_at - self.recorded_at).total_seconds() > AFTERWARDS
