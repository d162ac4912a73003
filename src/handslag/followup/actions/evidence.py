"""Keeping a file that is evidence: its content once, under its own hash."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.keeping import keep
from handslag.core.verdict import Refused
from handslag.followup.loading.evidence import FOLDER
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
    sha256 = keep(FOLDER, content)
    known = EvidenceFile.objects.filter(city=city, sha256=sha256, name=looked.name).first()
    if known is not None:
        return known
    kept = EvidenceFile.objects.create(
        city=city, sha256=sha256, name=looked.name, media_type=looked.media_type, size=len(content), kept_at=at
    )
    data = {"sha256": sha256, "size": kept.size, "media_type": kept.media_type}
    record("evidence.kept", by=by, at=at, subject=f"evidence:{kept.pk}", city_id=city.pk, data=data)
    return kept
