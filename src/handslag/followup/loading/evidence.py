"""Where the content of evidence lies: under its SHA-256 in the data directory."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FOLDER = "underlag"


def evidence_path(sha256: str) -> Path:
    """`underlag/ab/abcdef…` below the data directory."""
    return Path(settings.HANDSLAG_DATA) / FOLDER / sha256[:2] / sha256
