"""What rooms above tell a dossier: they put their functions here when they start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from handslag.dossiers.facts import Raised

escalations: list[Callable[[Any, date, datetime], Sequence[Raised]]] = []
"""Plan, as-of day, known-at moment → every cell that had been raised by then, with its steps."""
