"""Who answers for an administration, changes its measures, hands them over and reminds: each verdict with a reason."""

from __future__ import annotations

from typing import Any

from handslag.core.verdict import Verdict
from handslag.followup.models import LocalMeasure
from handslag.people.models import Administration, City, Membership, Unit, User
from handslag.people.permissions import holds, memberships

OFFICE = ("district_office", "head")


def can_answer(user: Any, administration: Administration) -> Verdict:
    """The administration's own office and head answer for it; the plan office may, as it may read in a VP."""
    if holds(user, *OFFICE, administration=administration):
        return Verdict.yes()
    if holds(user, "plan_office", administration=administration):
        return Verdict.yes()
    return Verdict.no(f"Bara kansliet och förvaltningschefen i {administration}, eller planansvarig, svarar för den.")


def can_change_measure(user: Any, administration: Administration, unit: Unit | None) -> Verdict:
    """Whoever answers for the administration; the manager of a unit adds and changes that unit's own measures."""
    if can_answer(user, administration):
        return Verdict.yes()
    if unit is not None and holds(user, "unit_manager", unit=unit):
        return Verdict.yes()
    whose = "enhetens åtgärder" if unit is not None else "förvaltningens egna åtgärder"
    if unit is None:
        return Verdict.no(f"Bara kansliet och förvaltningschefen i {administration} ändrar {whose}.")
    return Verdict.no(f"Bara enhetens chef, eller kansliet och förvaltningschefen i {administration}, ändrar {whose}.")


def managed_units(user: Any, administration: Administration) -> list[int]:
    """The units of the administration whose manager the user is."""
    return [
        one.unit_id
        for one in memberships(user)
        if one.role == "unit_manager" and one.administration_id == administration.pk and one.unit_id is not None
    ]


def can_remind(user: Any, city: City) -> Verdict:
    """Only the plan office reminds."""
    if holds(user, "plan_office", city=city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga påminner.")


def can_hand_over(user: Any, person: User, city: City) -> Verdict:
    """The person, an administrator of the city, and the head and office of an administration the person works in."""
    if getattr(user, "pk", None) == person.pk or holds(user, "administrator", city=city):
        return Verdict.yes()
    if any(holds(user, *OFFICE, administration=place) for place in places_of(person, city)):
        return Verdict.yes()
    return Verdict.no(f"Bara {person}, kansliet eller chefen där, och administratören lämnar över åtgärderna.")


def can_hand_over_measure(user: Any, person: User, measure: LocalMeasure) -> bool:
    """Whether this measure is among those the user may hand over: heads and offices only their own."""
    administration = measure.administration
    if getattr(user, "pk", None) == person.pk or holds(user, "administrator", administration=administration):
        return True
    return holds(user, *OFFICE, administration=administration)


def places_of(person: User, city: City) -> list[Administration]:
    """The administrations in which the person holds a role or has held one."""
    rows = Membership.objects.filter(user=person, city=city, administration__isnull=False).select_related(
        "administration__city"
    )
    return list({row.administration_id: row.administration for row in rows if row.administration}.values())
