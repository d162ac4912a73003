"""Reading in a file of any kind, and keeping uploads and mappings: the only writers of this room."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.outcome import Outcome
from handslag.core.progress import Progress, part_of
from handslag.core.sheets import HandMapping
from handslag.core.verdict import Refused
from handslag.followup.importers import import_file as import_followup
from handslag.intake.models import Mapping, Upload
from handslag.people.actions import import_city
from handslag.people.importers import read_city
from handslag.people.models import City, User
from handslag.people.permissions import can_import
from handslag.plan.actions import import_plan
from handslag.plan.importers import read_plan
from handslag.plan.models import Plan
from handslag.vitals.actions import refresh
from handslag.voice.importers import import_file as import_voice

LARGEST = 25 * 1024 * 1024
KEEP_UPLOADS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants read in, and how."""

    kind: str
    content: bytes
    name: str
    city: City | None = None
    plan: Plan | None = None
    year: int | None = None
    label: str | None = None
    recorded_at: datetime | None = None
    mapping: HandMapping | None = None
    accepted_renames: Collection[str] = field(default_factory=frozenset)


def read_in(
    *, wish: Wish, by: User | None, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> Outcome:
    """Read a file in, or say what would come of it. Today's signs are computed anew after what was new.

    Raises `Refused` (`SheetError`, `FaultyFile`, `Denied`) with the reason; nothing is written then.
    """
    if len(wish.content) > LARGEST:
        raise Refused("Filen är större än 25 MB. Dela den i flera.")
    outcome = _by_kind(wish, by=by, at=at, dry_run=dry_run, progress=part_of(progress, 0, 60))
    if outcome.event is not None:
        plans = [wish.plan] if wish.plan else Plan.objects.select_related("city")
        refresh(plans=plans, at=at, periods=1, progress=part_of(progress, 60, 100))
    part_of(progress, 0, 100)(1, 1)
    return outcome


def _by_kind(wish: Wish, *, by: User | None, at: datetime, dry_run: bool, progress: Progress | None) -> Outcome:
    sha256 = hashlib.sha256(wish.content).hexdigest()
    common: dict[str, Any] = {"by": by, "at": at, "recorded_at": wish.recorded_at, "dry_run": dry_run}
    if wish.kind == "city":
        parsed = read_city(wish.content, wish.name)
        return import_city(parsed=parsed, file_name=wish.name, sha256=sha256, **common)
    if wish.kind == "plan":
        plan = read_plan(wish.content, wish.name, label=wish.label or "", city=str(wish.city or ""))
        return import_plan(parsed=plan, city=wish.city, file_name=wish.name, sha256=sha256, **common)
    assert wish.city is not None
    assert wish.plan is not None
    read = import_voice if wish.kind == "signals" else import_followup
    return read(
        wish.kind,
        wish.content,
        wish.name,
        city=wish.city,
        plan=wish.plan,
        year=wish.year,
        mapping=wish.mapping,
        accepted_renames=wish.accepted_renames,
        progress=progress,
        **common,
    )


@transaction.atomic
def keep_upload(
    *, city: City, kind: str, name: str, content: bytes, options: dict[str, Any], by: User, at: datetime
) -> Upload:
    """Keep a file until it is confirmed or given up; forgotten ones go after a week."""
    can_import(by, city).require()
    if len(content) > LARGEST:
        raise Refused("Filen är större än 25 MB. Dela den i flera.")
    Upload.objects.filter(uploaded_at__lt=at - KEEP_UPLOADS).delete()
    made = Upload.objects.create(
        city=city, user=by, kind=kind, name=name[-255:], content=content, options=options, uploaded_at=at
    )
    record("upload.kept", by=by, at=at, subject=f"upload:{made.pk}", city_id=city.pk, data={"kind": kind})
    return made


@transaction.atomic
def change_upload(
    *, upload: Upload, by: User, at: datetime, options: dict[str, Any] | None = None, mapping: HandMapping | None = None
) -> Upload:
    """Change how a waiting file is to be read."""
    can_import(by, upload.city).require()
    if options is not None:
        upload.options = {**upload.options, **options}
    if mapping is not None:
        upload.mapping = mapping.to_json()
    upload.save(update_fields=["options", "mapping"])
    record("upload.changed", by=by, at=at, subject=f"upload:{upload.pk}", city_id=upload.city_id, data={})
    return upload


@transaction.atomic
def give_up(*, upload: Upload, by: User, at: datetime) -> None:
    """Remove a waiting file without reading it in."""
    can_import(by, upload.city).require()
    record("upload.given_up", by=by, at=at, subject=f"upload:{upload.pk}", city_id=upload.city_id, data={})
    upload.delete()


@transaction.atomic
def finish(*, upload: Upload, by: User, at: datetime, event: int | None) -> None:
    """Remove a waiting file once it has been read in; `event` is its import."""
    can_import(by, upload.city).require()
    record(
        "upload.finished", by=by, at=at, subject=f"upload:{upload.pk}", city_id=upload.city_id, data={"event": event}
    )
    upload.delete()


@transaction.atomic
def remember(*, city: City, kind: str, name: str, mapping: HandMapping, by: User, at: datetime) -> Mapping:
    """Keep a mapping under a name, to be used for the next file of the same kind."""
    can_import(by, city).require()
    if not name.strip():
        raise Refused("Ge översättningen ett namn, till exempel Stratsys.")
    made, _ = Mapping.objects.update_or_create(
        city=city, kind=kind, name=name.strip()[:80], defaults={"content": mapping.to_json(), "changed_at": at}
    )
    record("mapping.remembered", by=by, at=at, subject=f"mapping:{made.pk}", city_id=city.pk, data=mapping.to_json())
    return made


def mapping_named(city: City, kind: str, name: str) -> HandMapping:
    """The mapping with this name. Raises `Refused` naming those there are."""
    found = {m.name: m for m in Mapping.objects.filter(city=city, kind=kind)}
    if name not in found:
        there = f" De som finns: {', '.join(found)}." if found else " Ingen är sparad än; gör en på sidan Läs in."
        raise Refused(f"Översättningen ”{name}” finns inte.{there}")
    return HandMapping.from_json(found[name].content)
