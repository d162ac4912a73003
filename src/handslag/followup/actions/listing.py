"""The writers of local measures under an adopted area: added, changed, and carried over from an earlier year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.text import clean
from handslag.core.verdict import Refused
from handslag.followup.actions.answering import asked_of, known_moment
from handslag.followup.actions.importing import facts_of
from handslag.followup.loading.adoption import Office, VpFrame, vp_frame
from handslag.followup.loading.adoption_asking import Asking, closed_to, known_answers, places_to_answer
from handslag.followup.loading.adoption_measures import Listed, listed_measures
from handslag.followup.models import TARGET_GROUPS, Answer, Listing, LocalMeasure
from handslag.followup.permissions.adoption import can_answer, can_change_measure
from handslag.followup.rules import identity_of
from handslag.followup.rules.adoption import GivenAnswer
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import ROLES, Administration, Unit, User
from handslag.plan.models import Plan


@transaction.atomic
def add_measure(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    year: int,
    said: MeasureSaid,
    same_as: int | None = None,
    is_new: bool = False,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> LocalMeasure:
    """Add a measure; one whose title is like an earlier one's must be said to be the same (`same_as`) or new."""
    known = known_moment(at, recorded_at)
    found = asked_of(plan, administration, area_key, year, known)
    unit = _unit(found.office, said)
    if by is not None:
        can_change_measure(by, administration, unit).require()
    root = _adopted(found)
    line = found.named(said.title, unit)
    if line is None and same_as is not None:
        line = found.line(same_as)
        if line is None or year in line.years:
            raise Refused("Den tidigare åtgärden finns inte att ta upp igen.")
    elif line is None and not is_new and (likely := found.likely(said.title)):
        raise Refused(f"Är detta samma åtgärd? ”{likely.title}” är inte längre med, och ”{said.title}” är ny.")
    _check(found, said, unit, line, adding=True)
    event = _recorded("measure.added", found, by, at, known, said.title)
    return _listed(found, root, said, unit, line, event)


@transaction.atomic
def change_measure(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    year: int,
    measure: LocalMeasure,
    said: MeasureSaid,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> LocalMeasure:
    """Change what is said of a measure; its first due day stays, and a day is moved with a reason."""
    known = known_moment(at, recorded_at)
    found = asked_of(plan, administration, area_key, year, known)
    line = found.line(measure.pk)
    if line is None or year not in line.years:
        raise Refused(f"Åtgärden står inte i VP {year}.")
    unit = _unit(found.office, said)
    if by is not None:
        for place in {line.newest.unit, unit}:
            can_change_measure(by, administration, place).require()
    root = _adopted(found)
    _check(found, said, unit, line, adding=False)
    if says_the_same(said, line):
        raise Refused("Inget är ändrat.")
    event = _recorded("measure.changed", found, by, at, known, said.title)
    return _listed(found, root, said, unit, line, event)


@transaction.atomic
def carry_over(
    *,
    plan: Plan,
    administration: Administration,
    year: int,
    measures: Collection[int],
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[LocalMeasure]:
    """Take open measures of earlier years along, as they stand; unanswered areas they belong to are adopted."""
    if by is not None:
        can_answer(by, administration).require()
    known = known_moment(at, recorded_at)
    frame = vp_frame(plan, year, moment=known)
    office = frame.office(administration.slug) if frame else None
    if frame is None or office is None:
        raise Refused(f"Kalendern har inget VP {year}.")
    if closed := closed_to(frame, office):
        raise Refused(closed)
    lines = [one for one in left_behind(frame, office) if one.pk in measures]
    answers = known_answers(frame, office)
    cells = {cell.asked.key: cell for cell in places_to_answer(frame, office, answers)}
    areas = {line.area_key: cells.get(line.area_key) for line in lines}
    lines = [one for one in lines if (cell := areas[one.area_key]) and cell.status != "opted_out"]
    if not lines:
        raise Refused("Välj minst en åtgärd att ta med.")
    event = record(
        "measures.carried",
        by=by,
        at=at,
        recorded_at=known,
        subject=f"administration:{administration.slug}",
        city_id=plan.city_id,
        data={"plan": plan.pk, "year": year, "measures": sorted(one.pk for one in lines)},
    )
    made = []
    for key in dict.fromkeys(one.area_key for one in lines):
        cell = cells[key]
        found = Asking(frame, office, cell, answers)
        row = _change_row(found, cell.answer, event) if cell.answer else _adopted_now(found, event)
        made += [
            _list_again(row, one, office, order=place)
            for place, one in enumerate(line for line in lines if line.area_key == key)
        ]
    return made


def left_behind(frame: VpFrame, office: Office) -> list[Listed]:
    """The open measures of earlier years that are not listed this year."""
    every = listed_measures(frame.plan, frame.calendar, administrations=office.lineage)
    return [one for one in every if one.is_open and frame.year not in one.years and min(one.years) < frame.year]


def says_the_same(said: MeasureSaid, line: Listed) -> bool:
    """Whether nothing is changed in the measure as it stands; a due reason alone is no change."""
    return _content(said) == _content(replace(said_of(line.newest), due=line.due))


def said_of(row: Listing) -> MeasureSaid:
    """What a row of the VP says."""
    return MeasureSaid(
        row.title, row.unit_id, row.owner, row.owner_user_id, row.owner_role, row.start, row.due, "",
        row.expected_effect, row.cost, row.funding, row.target_group,
    )  # fmt: skip


def _content(said: MeasureSaid) -> tuple[object, ...]:
    return (
        clean(said.title), said.unit, said.owner.strip(), said.owner_user, said.owner_role, said.start, said.due,
        said.expected_effect.strip(), said.cost, said.funding.strip(), said.target_group,
    )  # fmt: skip


def _unit(office: Office, said: MeasureSaid) -> Unit | None:
    if said.unit is None:
        return None
    unit = Unit.objects.filter(pk=said.unit, administration__in=office.lineage).select_related("administration").first()
    if unit is None:
        raise Refused(f"Enheten finns inte i {office.administration}.")
    return unit


def _adopted(found: Asking) -> GivenAnswer:
    if not (verdict := found.takes_measures):
        raise Refused(verdict.reason)
    assert found.root is not None
    return found.root


def _check(found: Asking, said: MeasureSaid, unit: Unit | None, line: Listed | None, *, adding: bool) -> None:
    wrong = found.measure_faults(said, unit, line, adding=adding)
    if said.target_group and said.target_group not in TARGET_GROUPS:
        wrong["target_group"] = "Målgruppen finns inte."
    if said.owner_role and said.owner_role not in ROLES:
        wrong["owner"] = "Rollen finns inte."
    if wrong:
        raise Refused(" ".join(wrong.values()))


def _recorded(action: str, found: Asking, by: User | None, at: datetime, known: datetime, title: str) -> Event:
    return record(
        action,
        by=by,
        at=at,
        recorded_at=known,
        subject=f"cell:{found.office.administration.slug}/{found.key}",
        city_id=found.frame.plan.city_id,
        data={"plan": found.frame.plan.pk, "year": found.year, "measure": clean(title)},
    )


def _change_row(found: Asking, root: GivenAnswer, event: Event, *, order: int = 0) -> Answer:
    """A change within an answer: a row of its own under it, adopted, that holds from today."""
    return Answer.objects.create(
        plan=found.frame.plan,
        administration=found.office.administration,
        area_key=found.key,
        year=found.year,
        adopted=True,
        decided_on=found.day_of_change(root),
        under_id=root.pk,
        order=order,
        **facts_of(event),
    )


def _adopted_now(found: Asking, event: Event) -> Answer:
    """The area adopted by taking its measures along."""
    return Answer.objects.create(
        plan=found.frame.plan,
        administration=found.office.administration,
        area_key=found.key,
        year=found.year,
        adopted=True,
        **facts_of(event),
    )


def _listed(
    found: Asking, root: GivenAnswer, said: MeasureSaid, unit: Unit | None, line: Listed | None, event: Event
) -> LocalMeasure:
    """The measure listed as it is now said, under a change within the answer."""
    measure = _measure_named(found, said, unit, line)
    older = (
        line.measure if line and measure.pk not in line.names and line.measure.identity != measure.identity else None
    )
    moved = line is not None and line.due is not None and said.due != line.due
    Listing.objects.create(
        answer=_change_row(found, root, event),
        measure=measure,
        title=clean(said.title),
        unit=unit,
        owner=said.owner.strip(),
        owner_user_id=said.owner_user,
        owner_role=said.owner_role,
        start=said.start,
        due=said.due,
        due_reason=said.due_reason.strip() if moved else "",
        expected_effect=said.expected_effect.strip(),
        cost=said.cost,
        funding=said.funding.strip(),
        target_group=said.target_group,
        replaces=older,
    )
    return measure


def _measure_named(found: Asking, said: MeasureSaid, unit: Unit | None, line: Listed | None) -> LocalMeasure:
    """What the measure is known by: its Id keeps it; without one, a new title or unit gives it a new name."""
    external = line.measure.external_id if line else ""
    identity = identity_of(found.key, unit.folded if unit else "", said.title, external)
    measure, _ = LocalMeasure.objects.get_or_create(
        plan=found.frame.plan,
        administration=found.office.administration,
        identity=identity,
        defaults={
            "area_key": found.key, "unit": unit, "title": clean(said.title), "external_id": external,
        },
    )  # fmt: skip
    return measure


def _list_again(
    answer: Answer, line: Listed, office: Office, *, row: Listing | None = None, order: int = 0
) -> LocalMeasure:
    """List a measure once more as its newest row has it; a predecessor's becomes the administration's own.

    No due day is given again: the one that stands goes on standing, also when it is moved this year after the carrying.
    """
    measure, row = line.measure, row or line.newest
    if measure.administration_id != office.pk:
        own = Unit.objects.filter(administration=office.pk, folded=measure.unit.folded) if measure.unit else None
        measure, _ = LocalMeasure.objects.get_or_create(
            plan=answer.plan,
            administration=office.administration,
            identity=measure.identity,
            defaults={
                "area_key": measure.area_key, "unit": own.first() if own is not None else None,
                "title": measure.title, "external_id": measure.external_id,
            },
        )  # fmt: skip
    said = said_of(row)
    Listing.objects.create(
        answer=answer,
        measure=measure,
        title=said.title,
        unit_id=said.unit,
        owner=said.owner,
        owner_user_id=said.owner_user,
        owner_role=said.owner_role,
        start=said.start,
        expected_effect=said.expected_effect,
        cost=said.cost,
        funding=said.funding,
        target_group=said.target_group,
        order=order,
    )
    return measure
