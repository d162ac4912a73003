"""Keeping the content of files in the data directory: once, under its own hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE = 256 * 1024


def kept_path(folder: str, sha256: str) -> Path:
    """`folder/ab/abcdef…` below the data directory."""
    return Path(settings.HANDSLAG_DATA) / folder / sha256[:2] / sha256


def keep(folder: str, content: bytes) -> str:
    """Write the content where its hash says, flushed to the disk, unless it lies there already; gives the hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = kept_path(folder, sha256)
    if path.exists() and path.stat().st_size == len(content):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256


def handed_out(path: Path, *, name: str, media_type: str) -> StreamingHttpResponse:
    """A kept file as something to take down: never shown in the browser, whatever it holds."""
    if not path.is_file():
        raise Http404
    answer = StreamingHttpResponse(_pieces(path), content_type=media_type)
    answer.headers["Content-Length"] = str(path.stat().st_size)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _pieces(path: Path) -> Iterator[bytes]:
    """The content, piece by piece: a worker never holds a whole file."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
