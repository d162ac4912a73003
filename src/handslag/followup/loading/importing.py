"""What a file that is read in is compared with: the measures, answers, entries and reports that stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from handslag.followup.models import Answer, Listing, LocalMeasure, ProgressEntry, SignedReport
from handslag.followup.rules import AnswerRow, ListingRow, MeasureRow, Register, StoodAnswer
from handslag.plan.frame import Frame, UnitRef

CellYear = tuple[int, str, int]


def _unit_refs(frame: Frame) -> dict[int | None, UnitRef]:
    return {unit.id: unit for unit in frame.units}


def load_register(frame: Frame) -> Register:
    """Every measure of the plan, with all titles and units it has been listed under."""
    register, units = Register(), _unit_refs(frame)
    keys: dict[int, MeasureRow] = {}
    rows = LocalMeasure.objects.filter(plan=frame.plan_id).order_by("id")
    for pk, place, area, identity, title, unit, external in rows.values_list(
        "id", "administration_id", "area_key", "identity", "title", "unit_id", "external_id"
    ):
        row = MeasureRow(place, area, identity, title, units.get(unit) if unit else None, external, pk)
        keys[pk] = row
        register.add(row)
    listings = Listing.objects.filter(answer__plan=frame.plan_id).order_by("answer__year", "answer_id", "order")
    for measure, title, unit, year, replaced in listings.values_list(
        "measure_id", "title", "unit_id", "answer__year", "replaces_id"
    ):
        register.add(
            keys[measure],
            title=title,
            unit=units[unit].folded if unit else "",
            year=year,
            replaces=keys[replaced].key if replaced else None,
        )
    return register


def load_answers(frame: Frame, register: Register, years: Collection[int]) -> dict[CellYear, list[StoodAnswer]]:
    """The answers given for the years, as they say all they say."""
    units = _unit_refs(frame)
    by_id = {known.row.id: known.row for known in register.all()}
    listings: dict[int, list[ListingRow]] = {}
    for one in Listing.objects.filter(answer__plan=frame.plan_id, answer__year__in=years).order_by("order"):
        listings.setdefault(one.answer_id, []).append(
            ListingRow(
                by_id[one.measure_id],
                one.title,
                units.get(one.unit_id) if one.unit_id else None,
                one.owner,
                one.start,
                one.due,
                one.expected_effect,
                one.cost,
                one.target_group,
                by_id[one.replaces_id] if one.replaces_id else None,
            )
        )
    stood: dict[CellYear, list[StoodAnswer]] = {}
    for answer in Answer.objects.filter(plan=frame.plan_id, year__in=years, under=None):
        row = AnswerRow(
            answer.administration_id,
            answer.area_key,
            answer.year,
            answer.adopted,
            answer.reason,
            answer.decided_on,
            answer.dnr,
            answer.cooperation,
            tuple(listings.get(answer.pk, ())),
        )
        effective = answer.decided_on or frame.vp_due.get(answer.year, date.min)
        stood.setdefault((answer.administration_id, answer.area_key, answer.year), []).append(
            StoodAnswer(effective, answer.recorded_at, answer.order, row.content)
        )
    return stood


def load_entries(plan_id: int, administrations: Collection[int]) -> set[tuple[Any, ...]]:
    """All that the entries on the administrations' measures say, as `EntryRow.content`."""
    rows = ProgressEntry.objects.filter(measure__plan=plan_id, measure__administration__in=administrations)
    return set(
        rows.order_by().values_list(
            "measure__administration_id",
            "measure__identity",
            "effective_on",
            "state",
            "note",
            "evidence",
            "obstacle",
            "next_step",
            "reporter",
        )
    )


def load_reports(plan_id: int) -> set[tuple[Any, ...]]:
    """All signed reports, as `ReportRow.content`."""
    rows = SignedReport.objects.filter(plan=plan_id).order_by()
    return set(rows.values_list("administration_id", "year", "code", "signed_on", "union_body_on"))
