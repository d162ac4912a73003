"""Where the content of evidence lies: under its SHA-256 in the data directory."""

from __future__ import annotations

from pathlib import Path

from handslag.core.keeping import kept_path

FOLDER = "underlag"


def evidence_path(sha256: str) -> Path:
    """`underlag/ab/abcdef…` below the data directory."""
    return kept_path(FOLDER, sha256)
