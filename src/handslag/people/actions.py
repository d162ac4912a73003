"""The only writers of cities, the organisation, users and roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.people.models import ROLES, City, Membership, Unit, User
from handslag.people.permissions import can_import


@transaction.atomic
def add_user(
    *, username: str, role: str, city: City, password: str | None, name: str = "", by: User | None, at: datetime
) -> User:
    """A user with a role in a city; without a password only the demo's choice of user lets them in."""
    if role not in ROLES:
        raise Refused(f"Rollen ”{role}” finns inte. Välj en av: {', '.join(ROLES)}.")
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"Det finns redan en användare som heter {username}.")
    user = User(username=username, name=name, created_at=at)
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as wrong:
            raise Refused(" ".join(wrong.messages)) from wrong
        user.set_password(password)
    user.save()
    Membership.objects.create(user=user, city=city, role=role, valid_from=local(at).date())
    record("user.added", by=by, at=at, subject=f"user:{user.pk}", city_id=city.pk, data={"role": role})
    return user


def allow_import(city: City, *, by: User | None, at: datetime, recorded_at: datetime | None) -> datetime:
    """The moment from which what is read in counts as known, if `by` may read in files; None is the machine itself."""
    if by is not None:
        can_import(by, city).require()
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def open_import(
    action: str,
    *,
    city: City,
    by: User | None,
    at: datetime,
    recorded_at: datetime,
    last_event: int,
    subject: str,
    data: dict[str, Any],
) -> Event:
    """The one event of an import, whose id its rows carry; refused when others have written since the file was checked.

    `last_event` is the number of the city's newest event when the file was checked. Call it first of all in the
    transaction: it holds the chain, and so every other import, until the transaction ends.
    """
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, recorded_at=recorded_at, data=data)
    if Event.objects.filter(city_id=city.pk, number__gt=last_event, number__lt=event.number).exists():
        raise Refused("Något annat lästes in samtidigt. Ingenting har sparats. Läs in filen igen.")
    return event


def ensure_units(*, wanted: Iterable[tuple[int, str]], event: Event) -> dict[tuple[int, str], int]:
    """The units that an import names, by administration's id and name; those that are not there are made.

    Answers with (administration's id, folded name) → the unit's id. Part of the import that `event` records.
    """
    names = {(place, fold(name)): name for place, name in wanted}
    if not names:
        return {}
    places = {place for place, _ in names}
    found = {
        (unit.administration_id, unit.folded): unit.pk for unit in Unit.objects.filter(administration_id__in=places)
    }
    made = Unit.objects.bulk_create(
        Unit(
            administration_id=key[0],
            name=name,
            folded=key[1],
            recorded_at=event.recorded_at or event.entered_at,
        )
        for key, name in names.items()
        if key not in found
    )
    found |= {(unit.administration_id, unit.folded): unit.pk for unit in made}
    return {key: found[key] for key in names}
