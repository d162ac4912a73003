"""From the bytes of a file to its outcome: read, resolve, and write unless something is wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.progress import Progress, part_of
from handslag.core.sheets import HandMapping, read_table
from handslag.people.actions import allow_import
from handslag.people.models import City, User
from handslag.plan.frame_loading import load_frame
from handslag.plan.models import Plan
from handslag.plan.naming import Findings
from handslag.voice.actions import import_signals
from handslag.voice.importers.formats import EXPECTED, FORMATS
from handslag.voice.importers.signals import resolve_signals
from handslag.voice.loading import load_signals


def import_file(
    kind: str,
    content: bytes,
    name: str,
    *,
    city: City,
    plan: Plan,
    year: int | None = None,  # every kind of file is read in by the same words
    recorded_at: datetime | None = None,
    mapping: HandMapping | None = None,
    accepted_renames: Collection[str] = (),
    by: User | None,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Read the file and write what is new in it; `dry_run` stops before writing.

    Raises `SheetError` when it is no table, `FaultyFile` with all its problems (and `outcome`) when something in it
    is wrong, `Denied` when `by` may not. Nothing is written then.
    """
    known = allow_import(city, by=by, at=at, recorded_at=recorded_at)
    form = FORMATS[kind]
    table = read_table(content, form, filename=name, mapping=mapping, progress=part_of(progress, 0, 40))
    frame = load_frame(city, plan)
    findings = Findings(frame, known)
    findings.missing_columns(table, form, EXPECTED)
    resolved = resolve_signals(table, frame, load_signals(plan.pk), findings)
    table = table.with_problems(findings.problems)
    outcome = Outcome(
        kind,
        name,
        table.sha256,
        rows=len(table.rows),
        created={} if table.errors else resolved.created(),
        skipped=resolved.skipped,
        warnings=table.warnings,
        problems=table.errors,
        notes=table.notes,
        dry_run=dry_run,
        subject=str(plan),
    )
    if table.errors:
        raise FaultyFile(table.errors, file=name, outcome=outcome)
    if dry_run:
        return outcome
    event = import_signals(
        plan=plan, resolved=resolved, by=by, at=at, recorded_at=known, file_name=name, sha256=table.sha256
    )
    return outcome.written(event.pk if event else None)
