"""Keeping a file that is evidence: its content once, under its own hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.verdict import Refused
from handslag.followup.loading.evidence import evidence_path
from handslag.followup.models import EvidenceFile
from handslag.followup.rules.files import Turned, look_at
from handslag.people.models import City, User


@transaction.atomic
def keep_evidence(*, city: City, name: str, content: bytes, by: User | None, at: datetime) -> EvidenceFile:
    """Keep a file that is to be evidence; the same file again is the one kept before.

    The content is written, and flushed to the disk, before the row that names it is committed. Whether `by` may use it
    is asked where it is used: a file that nothing points at is seen by nobody.
    """
    looked = look_at(name, content)
    if isinstance(looked, Turned):
        raise Refused(looked.reason)
    sha256 = hashlib.sha256(content).hexdigest()
    _write_once(evidence_path(sha256), content)
    known = EvidenceFile.objects.filter(city=city, sha256=sha256, name=looked.name).first()
    if known is not None:
        return known
    kept = EvidenceFile.objects.create(
        city=city, sha256=sha256, name=looked.name, media_type=looked.media_type, size=len(content), kept_at=at
    )
    data = {"sha256": sha256, "size": kept.size, "media_type": kept.media_type}
    record("evidence.kept", by=by, at=at, subject=f"evidence:{kept.pk}", city_id=city.pk, data=data)
    return kept


def _write_once(path: Path, content: bytes) -> None:
    if path.exists() and path.stat().st_size == len(content):
        return
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
