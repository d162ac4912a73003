"""Changes of the rules worth thinking about, measured beside them without changing them: each rewrites the facts."""

from __future__ import annotations

from collections.abc import Callable

from handslag.vitals.facts import Facts

ALTERNATIVES: dict[str, Callable[[Facts], Facts]] = {}
