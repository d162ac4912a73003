"""Focus areas and measures as plain data that can be kept and read again, and a seal that tells whether one changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from handslag.plan.facts import AreaText, MeasureText

Part = AreaText | MeasureText


def seal(part: Part | str) -> str:
    """Equal for equal words: what a form was opened with and what stands now are compared by it.

    An area's measures are not in its seal: they are edited by themselves.
    """
    plain: Any = part
    if not isinstance(part, str):
        plain = {key: value for key, value in asdict(part).items() if key not in {"measures", "line"}}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:20]


def plain_area(area: AreaText) -> dict[str, Any]:
    """The area with its measures as JSON holds it."""
    plain = {key: value for key, value in asdict(area).items() if key not in {"measures", "line"}}
    plain["mandatory_on"] = area.mandatory_on.isoformat() if area.mandatory_on else None
    return plain | {"measures": [plain_measure(one) for one in area.measures]}


def area_of(plain: dict[str, Any]) -> AreaText:
    """The area that was kept."""
    day = plain["mandatory_on"]
    measures = tuple(measure_of(one) for one in plain["measures"])
    return AreaText(**plain | {"mandatory_on": date.fromisoformat(day) if day else None, "measures": measures})


def plain_measure(measure: MeasureText) -> dict[str, Any]:
    """The measure as JSON holds it."""
    plain = {key: value for key, value in asdict(measure).items() if key != "line"}
    return plain | {"due": measure.due.isoformat() if measure.due else None}


def measure_of(plain: dict[str, Any]) -> MeasureText:
    """The measure that was kept."""
    return MeasureText(**plain | {"due": date.fromisoformat(plain["due"]) if plain["due"] else None})
