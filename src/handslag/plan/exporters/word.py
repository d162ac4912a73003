"""Orders to the press: the difference between two revisions as Word."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PATIENCE = 60
"""Seconds a document may take."""
log = logging.getLogger(__name__)


def word_of(paper: dict[str, Any]) -> bytes:
    """The difference, as `pages.difference_paper` tells it, as a Word document; the same bytes for the same words."""
    done = subprocess.run(
        [sys.executable, "-m", "handslag.plan.word_press"],
        input=json.dumps(paper, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        log.error("the press: %s", done.stderr.decode(errors="replace"))
        raise RuntimeError(f"the press answered {done.returncode}")
    return done.stdout
