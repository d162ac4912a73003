"""Orders to the press: the register and the half-yearly table as Word."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from handslag.core.text import short_date

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PATIENCE = 60
"""Seconds a document may take."""
log = logging.getLogger(__name__)


def paper_of(
    title: str, lead: str, tables: Sequence[dict[str, Any]], *, office: str, moment: datetime, example: bool,
    notes: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """A list as the press takes it."""
    return {
        "title": title, "lead": lead, "notes": list(notes), "tables": list(tables), "office": office,
        "moment": moment.isoformat(), "example": example,
    }  # fmt: skip


def table_of(
    caption: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Any]], *, heading: str = ""
) -> dict[str, Any]:
    """A table: its columns with their share of the width, its rows as words and days."""
    return {
        "heading": heading,
        "caption": caption,
        "columns": [{"heading": name, "share": share, "number": False} for name, share in columns],
        "rows": [[_cell(value, strong=place == 0) for place, value in enumerate(row)] for row in rows],
        "has_sum": False,
    }


def _cell(value: Any, *, strong: bool) -> list[dict[str, Any]]:
    text = short_date(value, year=True) if isinstance(value, date) else str(value or "")
    return [{"text": text, "strong": strong}]


def word_of(paper: dict[str, Any]) -> bytes:
    """The list as a Word document; the same bytes for the same words."""
    done = subprocess.run(
        [sys.executable, "-m", "handslag.questions.exporters.word_press"],
        input=json.dumps(paper, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        log.error("the press: %s", done.stderr.decode(errors="replace"))
        raise RuntimeError(f"the press answered {done.returncode}")
    return done.stdout
