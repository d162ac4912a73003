"""From the bytes of a file to its outcome: read, resolve, and write unless something is wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handslag.audit.models import Event
from handslag.core.outcome import FaultyFile, Outcome, Rename
from handslag.core.progress import Progress, part_of
from handslag.core.sheets import HandMapping, Table, read_table
from handslag.followup import actions
from handslag.followup.importers.formats import EXPECTED, FORMATS
from handslag.followup.importers.progress import resolve_progress
from handslag.followup.importers.reports import resolve_reports
from handslag.followup.importers.vp import resolve_vp
from handslag.followup.loading import load_answers, load_entries, load_register, load_reports
from handslag.followup.rules import Resolved
from handslag.people.actions import allow_import
from handslag.people.models import City, User
from handslag.plan.frame import Frame
from handslag.plan.frame_loading import load_frame
from handslag.plan.models import Plan
from handslag.plan.naming import Findings


def import_file(
    kind: str,
    content: bytes,
    name: str,
    *,
    city: City,
    plan: Plan,
    year: int | None = None,
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
    findings.missing_columns(table, form, EXPECTED[kind])
    resolved, renames = _resolve(kind, table, frame, findings, year, accepted_renames)
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
        renames=renames,
        dry_run=dry_run,
        subject=str(plan),
    )
    part_of(progress, 40, 70)(1, 1)
    if table.errors:
        raise FaultyFile(table.errors, file=name, outcome=outcome)
    if dry_run:
        return outcome
    event = _write(kind, plan, resolved, by=by, at=at, recorded_at=known, name=name, sha256=table.sha256)
    return outcome.written(event.pk if event else None)


def _resolve(
    kind: str, table: Table, frame: Frame, findings: Findings, year: int | None, accepted_renames: Collection[str]
) -> tuple[Resolved, tuple[Rename, ...]]:
    if kind == "reports":
        return resolve_reports(table, frame, load_reports(frame.plan_id), findings), ()
    register = load_register(frame)
    if kind == "progress":
        named = (frame.administration(word) for word in {row.text("Förvaltning") for row in table.rows})
        stood = load_entries(frame.plan_id, {one.id for one in named if one})
        return resolve_progress(table, frame, register, stood, findings), ()
    answers = load_answers(frame, register, tuple(frame.vp_due))
    return resolve_vp(table, frame, register, answers, findings, year=year, accepted_renames=accepted_renames)


def _write(
    kind: str,
    plan: Plan,
    resolved: Resolved,
    *,
    by: User | None,
    at: datetime,
    recorded_at: datetime,
    name: str,
    sha256: str,
) -> Event | None:
    write = {"vp": actions.import_vp, "progress": actions.import_progress, "reports": actions.import_reports}[kind]
    return write(plan=plan, resolved=resolved, by=by, at=at, recorded_at=recorded_at, file_name=name, sha256=sha256)
