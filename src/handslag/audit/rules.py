"""How an event is hashed: SHA-256 over canonical JSON, chained to the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""What the first event of all is chained to."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no white space and UTF-8 letters: the same value always gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def segment_of(moment: datetime) -> str:
    """The monthly segment of a moment, by UTC: `2026-11`."""
    return moment.astimezone(UTC).strftime("%Y-%m")


def moment_text(moment: datetime | None) -> str | None:
    """A moment as it is hashed: UTC with microseconds."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest(
    previous: str,
    *,
    number: int,
    entered_at: datetime,
    recorded_at: datetime | None,
    action: str,
    subject: str,
    actor_id: int | None,
    city_id: int | None,
    data: dict[str, Any],
) -> str:
    """The hash of an event: hex SHA-256. The actor's label is not part of it, so a name can be blanked later."""
    content = {
        "previous": previous,
        "number": number,
        "segment": segment_of(entered_at),
        "entered_at": moment_text(entered_at),
        "recorded_at": moment_text(recorded_at),
        "action": action,
        "subject": subject,
        "actor": actor_id,
        "city": city_id,
        "data": data,
    }
    return hashlib.sha256(canonical(content)).hexdigest()
