"""The writers of who owns measures: a person's open measures handed over in one step; and of reminders to answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.followup.actions.answering import known_moment
from handslag.followup.actions.importing import facts_of
from handslag.followup.loading.adoption import cells_of, given_answers, vp_frame
from handslag.followup.loading.adoption_owned import NewOwner, Owned, owned_by
from handslag.followup.models import Answer, Listing, LocalMeasure, Reminder
from handslag.followup.permissions.adoption import can_hand_over, can_hand_over_measure, can_remind
from handslag.followup.rules.adoption import PERSONAL_NUMBER
from handslag.people.models import ROLES, Administration, City, User
from handslag.plan.models import Plan


@transaction.atomic
def hand_over(
    *,
    city: City,
    person: User,
    to: NewOwner,
    measures: Collection[int] | None = None,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
) -> list[LocalMeasure]:
    """Hand over a person's open measures (all, or some) to another person or a role."""
    if by is not None:
        can_hand_over(by, person, city).require()
    known = known_moment(at, recorded_at)
    _check(person, to)
    rows = [
        one
        for one in owned_by(city, person, moment=known)
        if (measures is None or one.measure.pk in measures)
        and (by is None or can_hand_over_measure(by, person, one.measure))
    ]
    if not rows:
        raise Refused(f"{person} har ingen öppen åtgärd att lämna över.")
    handed = sorted({one.measure.pk for one in rows})
    event = record(
        "measures.handed_over",
        by=by,
        at=at,
        recorded_at=known,
        subject=f"user:{person.pk}",
        city_id=city.pk,
        data={"to": to.user.pk if to.user else None, "role": to.role, "measures": handed},
    )
    for place, one in enumerate(rows):
        _handed(one, to, Answer(**facts_of(event), order=place))
    return list({one.measure.pk: one.measure for one in rows}.values())


def _check(person: User, to: NewOwner) -> None:
    if to.user is not None and to.user.pk == person.pk:
        raise Refused("Välj någon annan än den som lämnar över.")
    if to.role and to.role not in ROLES:
        raise Refused("Rollen finns inte.")
    if not to.label:
        raise Refused("Välj vem som tar över.")
    if personal_numbers(to.name):
        raise Refused(PERSONAL_NUMBER)


def _handed(one: Owned, to: NewOwner, change: Answer) -> None:
    """The measure listed again with its new owner, as a change within the answer it stands under."""
    row, root = one.row, one.row.answer
    change.plan_id, change.administration_id = root.plan_id, root.administration_id
    change.area_key, change.year, change.adopted = root.area_key, root.year, True
    change.decided_on, change.under_id = one.holds_from, root.under_id or root.pk
    change.save(force_insert=True)
    Listing.objects.create(
        answer=change,
        measure_id=row.measure_id,
        title=row.title,
        unit_id=row.unit_id,
        owner=to.label,
        owner_user=to.user,
        owner_role=to.role,
        start=row.start,
        due=row.due,
        expected_effect=row.expected_effect,
        cost=row.cost,
        funding=row.funding,
        target_group=row.target_group,
    )


@transaction.atomic
def remind(
    *, plan: Plan, year: int, administrations: Collection[Administration], by: User | None, at: datetime
) -> list[Reminder]:
    """Ask administrations to answer what they have left; those with nothing left, or asked today, are passed over."""
    if by is not None:
        can_remind(by, plan.city).require()
    frame = vp_frame(plan, year, moment=at)
    if frame is None:
        raise Refused(f"Kalendern har inget VP {year}.")
    if frame.is_over:
        raise Refused(f"År {year} är slut.")
    cells = cells_of(frame, frame.districts, given_answers(plan, years=[year]))
    lacking = {pk for (pk, _), cell in cells.items() if cell.needs_answer}
    wanted = [one for one in administrations if one.pk in lacking]
    if not wanted:
        raise Refused("Allt är besvarat. Ingen behöver påminnas.")
    since = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = set(
        Reminder.objects.filter(plan=plan, year=year, asked_at__gte=since).values_list("administration", flat=True)
    )
    wanted = [one for one in wanted if one.pk not in asked]
    if not wanted:
        raise Refused("Påminnelsen har redan gått i dag.")
    event = record(
        "answers.reminded",
        by=by,
        at=at,
        subject=f"plan:{plan.pk}",
        city_id=plan.city_id,
        data={"year": year, "administrations": [one.slug for one in wanted]},
    )
    return Reminder.objects.bulk_create(
        [Reminder(plan=plan, administration=one, year=year, asked_by=by, asked_at=at, event=event) for one in wanted]
    )
