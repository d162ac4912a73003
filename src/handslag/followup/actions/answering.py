"""The writers of answers given in Handslag: adopted or opted out, one or many, corrected, standing firm, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.verdict import Refused
from handslag.followup.actions.importing import facts_of
from handslag.followup.loading.adoption import vp_frame
from handslag.followup.loading.adoption_asking import Asking, asking, closed_to, known_answers, places_to_answer
from handslag.followup.models import Answer, Listing
from handslag.followup.permissions.adoption import can_answer
from handslag.followup.rules.adoption import ANSWER_MOVES, GivenAnswer, Move, Said, faults
from handslag.people.models import Administration, User
from handslag.plan.models import Plan


def known_moment(at: datetime, recorded_at: datetime | None) -> datetime:
    """The moment from which what is written counts as known: given for history, else the moment of entry."""
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def asked_of(plan: Plan, administration: Administration, area_key: str, year: int, moment: datetime) -> Asking:
    """The area that is answered; refused when it is not asked about, or no longer."""
    if administration.city_id != plan.city_id:
        raise Refused(f"{administration} finns inte i {plan.city}.")
    found = asking(plan, administration.slug, area_key, year, moment=moment)
    if found is None:
        raise Refused(f"VP {year} frågar inte efter fokusområdet ”{area_key}”.")
    if found.closed:
        raise Refused(found.closed)
    return found


@transaction.atomic
def answer_area(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    year: int,
    said: Said,
    corrects: bool = False,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Answer:
    """Answer a focus area for a VP year, anew or (`corrects`) in place of the answer that stands."""
    if by is not None:
        can_answer(by, administration).require()
    known = known_moment(at, recorded_at)
    found = asked_of(plan, administration, area_key, year, known)
    _move(found, "adopt" if said.adopted else "opt_out")
    if wrong := found.faults(said, corrects=corrects):
        raise Refused(" ".join(wrong.values()))
    event = _recorded(
        "answer.corrected" if corrects else "answer.given", found, by, at, known, {"adopted": said.adopted}
    )
    if corrects and found.root is not None:
        return _replaced(found, found.root, said, event)
    return _written(found, said, event)


@transaction.atomic
def adopt_areas(
    *,
    plan: Plan,
    administration: Administration,
    area_keys: Sequence[str],
    year: int,
    said: Said,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[Answer]:
    """Adopt several unanswered areas by one decision."""
    if by is not None:
        can_answer(by, administration).require()
    known = known_moment(at, recorded_at)
    frame = vp_frame(plan, year, moment=known)
    office = frame.office(administration.slug) if frame else None
    if frame is None or office is None:
        raise Refused(f"Kalendern har inget VP {year}.")
    if closed := closed_to(frame, office):
        raise Refused(closed)
    answers = known_answers(frame, office)
    cells = {cell.asked.key: cell for cell in places_to_answer(frame, office, answers)}
    chosen = [cells[key] for key in area_keys if key in cells and cells[key].answer is None]
    if not chosen:
        raise Refused("Välj minst ett obesvarat fokusområde.")
    said = replace(said, adopted=True, reason="")
    if wrong := faults(said, mandatory=False, today=frame.today):
        raise Refused(" ".join(wrong.values()))
    keys = [cell.asked.key for cell in chosen]
    event = record(
        "answers.adopted",
        by=by,
        at=at,
        recorded_at=known,
        subject=f"administration:{administration.slug}",
        city_id=plan.city_id,
        data={"plan": plan.pk, "year": year, "areas": keys},
    )
    return [
        _written(Asking(frame, office, cell, answers), said, event, order=place) for place, cell in enumerate(chosen)
    ]


@transaction.atomic
def confirm_answer(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    year: int,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Answer:
    """Say that the answer stands firm though the plan has been revised: the same answer, given again."""
    if by is not None:
        can_answer(by, administration).require()
    known = known_moment(at, recorded_at)
    found = asked_of(plan, administration, area_key, year, known)
    _move(found, "confirm")
    assert found.root is not None
    if found.cell.change is None:
        raise Refused("Planen har inte ändrats sedan området besvarades.")
    if wrong := found.cell.lacks:
        raise Refused("Svaret räcker inte längre. " + " ".join(wrong.values()))
    event = _recorded("answer.confirmed", found, by, at, known, {"answer": found.root.pk})
    return _written(found, found.root.said, event)


@transaction.atomic
def withdraw_answer(
    *,
    plan: Plan,
    administration: Administration,
    area_key: str,
    year: int,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    shown: int | None = None,
) -> Answer:
    """Take back the answer that stands, and the changes within it; the one before stands again, if there is one.

    `shown` is the answer that was looked at: pressing twice does not take back the one before as well.
    """
    if by is not None:
        can_answer(by, administration).require()
    known = known_moment(at, recorded_at)
    found = asked_of(plan, administration, area_key, year, known)
    _move(found, "withdraw")
    assert found.root is not None
    if shown is not None and found.root.pk != shown:
        raise Refused("Svaret är redan återtaget eller ändrat. Läs det som står nu.")
    event = _recorded("answer.withdrawn", found, by, at, known, {"answer": found.root.pk})
    made = _withdrawn(found, found.root, event, 0)
    for order, one in enumerate(found.changes_of(found.root), 1):
        _withdrawn(found, one, event, order)
    return made


def _move(found: Asking, move: Move) -> None:
    """Refuse what the table of moves does not hold."""
    if (found.cell.status, move) not in ANSWER_MOVES:
        raise Refused(f"Området är inte besvarat i VP {found.year}.")


def _recorded(
    action: str, found: Asking, by: User | None, at: datetime, known: datetime, data: dict[str, Any]
) -> Event:
    return record(
        action,
        by=by,
        at=at,
        recorded_at=known,
        subject=f"cell:{found.office.administration.slug}/{found.key}",
        city_id=found.frame.plan.city_id,
        data={"plan": found.frame.plan.pk, "year": found.year, **data},
    )


def _written(found: Asking, said: Said, event: Event, *, order: int = 0, **more: Any) -> Answer:
    return Answer.objects.create(
        plan=found.frame.plan,
        administration=found.office.administration,
        area_key=found.key,
        year=found.year,
        adopted=said.adopted,
        reason="" if said.adopted else said.reason.strip(),
        decided_on=said.decided_on,
        dnr=said.dnr.strip(),
        cooperation=said.cooperation.strip(),
        cooperated_on=said.cooperated_on,
        order=order,
        **more,
        **facts_of(event),
    )


def _withdrawn(found: Asking, gone: GivenAnswer, event: Event, order: int) -> Answer:
    return _written(found, gone.said, event, order=order, under_id=gone.under, replaces_id=gone.pk, withdrawn=True)


def _replaced(found: Asking, gone: GivenAnswer, said: Said, event: Event) -> Answer:
    """The corrected answer with the measures of the one it replaces; its changes follow it, or fall with an opt-out."""
    made = _written(found, said, event, replaces_id=gone.pk)
    changes = found.changes_of(gone)
    if not said.adopted:
        for order, one in enumerate(changes, 1):
            _withdrawn(found, one, event, order)
        return made
    _copy_listings(gone.pk, made)
    for order, one in enumerate(changes, 1):
        _copy_listings(one.pk, _written(found, one.said, event, order=order, under_id=made.pk, replaces_id=one.pk))
    return made


def _copy_listings(answer: int, to: Answer) -> None:
    rows = list(Listing.objects.filter(answer=answer).order_by("order", "pk"))
    for row in rows:
        row.pk, row.answer = None, to
    Listing.objects.bulk_create(rows)
