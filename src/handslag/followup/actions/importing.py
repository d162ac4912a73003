"""The writers of what is read in from files: answers, local measures, progress entries and signed reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.audit.models import Event
from handslag.followup.models import Answer, Listing, LocalMeasure, ProgressEntry, SignedReport
from handslag.followup.rules import AnswerRow, MeasureRow, Resolved
from handslag.people.actions import Opened, allow_import, open_import
from handslag.people.models import User
from handslag.plan.frame import UnitRef
from handslag.plan.models import Plan

BATCH = 2000
Key = tuple[int, str]


def import_vp(
    *,
    plan: Plan,
    resolved: Resolved,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
) -> Event | None:
    """Write the answers of a VP with the measures listed under them; None when there is nothing new."""
    return _import("vp", _write_answers, plan, resolved, by, at, recorded_at, file_name, sha256)


def import_progress(
    *,
    plan: Plan,
    resolved: Resolved,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
) -> Event | None:
    """Write dated lines on measures; None when there is nothing new."""
    return _import("progress", _write_entries, plan, resolved, by, at, recorded_at, file_name, sha256)


def import_reports(
    *,
    plan: Plan,
    resolved: Resolved,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
) -> Event | None:
    """Write that period reports were signed; None when there is nothing new."""
    return _import("reports", _write_reports, plan, resolved, by, at, recorded_at, file_name, sha256)


def _import(
    kind: str,
    write: Callable[[Plan, Resolved, Opened], None],
    plan: Plan,
    resolved: Resolved,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None,
    file_name: str,
    sha256: str,
) -> Event | None:
    known = allow_import(plan.city, by=by, at=at, recorded_at=recorded_at)
    created = resolved.created()
    if not created:
        return None
    data = {"file": file_name, "sha256": sha256, "rows": resolved.rows, "skipped": resolved.skipped, "created": created}
    with transaction.atomic():
        opened = open_import(
            action=f"{kind}.imported",
            city=plan.city,
            by=by,
            at=at,
            recorded_at=known,
            last_event=resolved.last_event,
            subject=f"plan:{plan.pk}",
            data=data,
            units=resolved.new_units,
        )
        write(plan, resolved, opened)
    return opened.event


def facts_of(event: Event) -> dict[str, Any]:
    """What every row of the import carries."""
    return {"event": event, "entered_at": event.entered_at, "recorded_at": event.recorded_at or event.entered_at}


def _unit_id(unit: UnitRef | None, made: dict[Key, int]) -> int | None:
    return None if unit is None else unit.id or made[unit.key]


def _write_measures(
    plan: Plan, resolved: Resolved, opened: Opened
) -> tuple[Callable[[MeasureRow], int], Callable[[UnitRef | None], int | None]]:
    """Make the measures that are new; answers with where every measure's and unit's id is to be found."""
    new = [row for row in resolved.measures if row.id is None]
    made = LocalMeasure.objects.bulk_create(
        [
            LocalMeasure(
                plan=plan,
                administration_id=row.administration_id,
                area_key=row.area_key,
                unit_id=_unit_id(row.unit, opened.units),
                title=row.title,
                external_id=row.external_id,
                identity=row.identity,
            )
            for row in new
        ],
        batch_size=BATCH,
    )
    ids = {row.key: one.pk for row, one in zip(new, made, strict=True)}
    return (lambda row: row.id or ids[row.key]), (lambda unit: _unit_id(unit, opened.units))


def _write_answers(plan: Plan, resolved: Resolved, opened: Opened) -> None:
    measure_id, unit_id = _write_measures(plan, resolved, opened)
    answers = Answer.objects.bulk_create(
        [_answer(row, plan, opened.event) for row in resolved.answers], batch_size=BATCH
    )
    Listing.objects.bulk_create(
        [
            Listing(
                answer=answer,
                measure_id=measure_id(listing.measure),
                title=listing.title,
                unit_id=unit_id(listing.unit),
                owner=listing.owner,
                start=listing.start,
                due=listing.due,
                expected_effect=listing.expected_effect,
                cost=listing.cost,
                target_group=listing.target_group,
                replaces_id=measure_id(listing.replaces) if listing.replaces else None,
                order=listing.order,
            )
            for answer, row in zip(answers, resolved.answers, strict=True)
            for listing in row.listings
        ],
        batch_size=BATCH,
    )


def _answer(row: AnswerRow, plan: Plan, event: Event) -> Answer:
    return Answer(
        plan=plan,
        administration_id=row.administration_id,
        area_key=row.area_key,
        year=row.year,
        adopted=row.adopted,
        reason=row.reason,
        decided_on=row.decided_on,
        dnr=row.dnr,
        cooperation=row.cooperation,
        order=row.order,
        **facts_of(event),
    )


def _write_entries(plan: Plan, resolved: Resolved, opened: Opened) -> None:
    measure_id, _ = _write_measures(plan, resolved, opened)
    facts = facts_of(opened.event)
    ProgressEntry.objects.bulk_create(
        [
            ProgressEntry(
                measure_id=measure_id(row.measure),
                effective_on=row.effective_on,
                state=row.state,
                note=row.note,
                evidence=row.evidence,
                obstacle=row.obstacle,
                next_step=row.next_step,
                reporter=row.reporter,
                order=row.order,
                **facts,
            )
            for row in resolved.entries
        ],
        batch_size=BATCH,
    )


def _write_reports(plan: Plan, resolved: Resolved, opened: Opened) -> None:
    facts = facts_of(opened.event)
    SignedReport.objects.bulk_create(
        [
            SignedReport(
                plan=plan,
                administration_id=row.administration_id,
                year=row.year,
                code=row.code,
                signed_on=row.signed_on,
                union_body_on=row.union_body_on,
                order=row.order,
                **facts,
            )
            for row in resolved.reports
        ],
        batch_size=BATCH,
    )
