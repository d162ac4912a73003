"""Roles: given, ended, left and stood in for. Nothing is rewritten: a role is ended by its last day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.people.models import NEVER, ROLES, City, Membership, User
from handslag.people.permissions import (
    can_administer,
    can_end_role,
    can_name_stand_in,
    is_administered_without,
)
from handslag.people.posts import Post, post_of
from handslag.people.rules import POLITICAL, days_fault, overlap, stand_in_days_fault

ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_role(
    *,
    username: str,
    post: Post,
    by: User | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """One more role for somebody who can log in already, at this place or another; from today unless said."""
    if by is not None:
        can_administer(by, post.city).require()
    post.check()
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise Refused(f"Det finns ingen användare som heter {username}.")
    first = valid_from or local(at).date()
    if fault := days_fault(first, valid_to, local(at).date()):
        raise Refused(fault)
    return add_role(user=user, post=post, days=(first, valid_to), by=by, at=at)


def add_role(*, user: User, post: Post, days: tuple[date, date | None], by: User | None, at: datetime) -> Membership:
    """The role and its event, for an action that has asked whether it may. Raises `Refused` when it is held already."""
    _locked(post.city)
    _require_free(user, post, *days)
    given = Membership.objects.create(user=user, valid_from=days[0], valid_to=days[1], **post.fields())
    told = post.told() | {"from": days[0].isoformat(), "to": days[1].isoformat() if days[1] else None}
    record("user.role_given", by=by, at=at, subject=f"user:{user.pk}", city_id=post.city.pk, data=told)
    return given


@transaction.atomic
def end_role(*, membership: Membership, first_day_without: date, by: User | None, at: datetime) -> Membership:
    """The role is over from a day on, today at the earliest; whoever stands in for it stops then too."""
    if by is not None:
        can_end_role(by, membership).require()
    _locked(membership.city)
    _require_day(first_day_without, at)
    ended = Membership.objects.select_related("city", "administration", "unit", "user").get(pk=membership.pk)
    if ended.valid_to is not None and ended.valid_to < first_day_without:
        raise Refused("Rollen slutar redan före den dagen.")
    if ended.role == "administrator":
        is_administered_without(ended.user, ended.city, first_day_without).require()
    _end([ended, *_stand_ins_of([ended], first_day_without)], first_day_without)
    told = post_of(ended).told() | {"membership": ended.pk, "from": first_day_without.isoformat()}
    record("user.role_ended", by=by, at=at, subject=f"user:{ended.user_id}", city_id=ended.city_id, data=told)
    return ended


@transaction.atomic
def leave(
    *, person: User, city: City, first_day_without: date, by: User | None, at: datetime
) -> tuple[Membership, ...]:
    """A person leaves: every role in the city ends in one step. The account closes itself with the last of them."""
    if by is not None:
        can_administer(by, city).require()
    _locked(city)
    _require_day(first_day_without, at)
    rows = Membership.objects.filter(user=person, city=city).unfinished(first_day_without)
    ended = list(rows.select_related("city", "administration", "unit"))
    if not ended:
        raise Refused(f"{person} har ingen roll i {city} efter den dagen.")
    if any(one.role == "administrator" for one in ended):
        is_administered_without(person, city, first_day_without).require()
    _end([*ended, *_stand_ins_of(ended, first_day_without)], first_day_without)
    told = {"from": first_day_without.isoformat(), "roles": [post_of(one).told() for one in ended]}
    record("user.left", by=by, at=at, subject=f"user:{person.pk}", city_id=city.pk, data=told)
    return tuple(ended)


@transaction.atomic
def name_stand_in(
    *,
    person: User,
    stand_in: User,
    roles: Iterable[Membership],
    valid_from: date,
    valid_to: date,
    by: User | None,
    at: datetime,
) -> tuple[Membership, ...]:
    """Somebody holds a person's roles in their place for some days; it ends by itself."""
    if by is not None:
        can_name_stand_in(by, person).require()
    if fault := stand_in_days_fault(valid_from, valid_to, local(at).date()):
        raise Refused(fault)
    chosen = list(roles)
    _require_stand_in(person, stand_in, chosen)
    made: list[Membership] = []
    for own in chosen:
        if by is not None and by.pk != person.pk:
            can_administer(by, own.city).require()
        first, last = max(valid_from, own.valid_from), min(valid_to, own.valid_to or valid_to)
        if last < first:
            raise Refused(f"{person} är inte {own.word} i {own.place} de dagarna.")
        _require_free(stand_in, post_of(own), first, last)
        fields = post_of(own).fields()
        row = Membership.objects.create(user=stand_in, valid_from=first, valid_to=last, stand_in_for=person, **fields)
        made.append(row)
    _record_stand_in(person, stand_in, made, by=by, at=at)
    return tuple(made)


def _record_stand_in(
    person: User, stand_in: User, made: Sequence[Membership], *, by: User | None, at: datetime
) -> None:
    first = made[0]
    told: dict[str, Any] = {"for": person.pk, "roles": [post_of(one).told() for one in made]}
    told |= {"from": first.valid_from.isoformat(), "to": first.valid_to.isoformat() if first.valid_to else None}
    record("user.stand_in_named", by=by, at=at, subject=f"user:{stand_in.pk}", city_id=first.city_id, data=told)


def _require_stand_in(person: User, stand_in: User, roles: Sequence[Membership]) -> None:
    if not roles:
        raise Refused("Välj minst en roll.")
    if any(one.user_id != person.pk or one.stand_in_for_id is not None for one in roles):
        raise Refused(f"{person} har inte rollen själv, så den kan inte företrädas.")
    if stand_in.pk == person.pk:
        raise Refused("Välj någon annan än personen själv.")
    here = {one.city_id for one in stand_in.posts}
    if not stand_in.may_enter or any(one.city_id not in here for one in roles):
        raise Refused(f"{stand_in} har inget öppet konto i kommunen.")
    held = {one.role for one in stand_in.held}
    elected = bool(held) and held <= POLITICAL
    if any((one.role in POLITICAL) != elected for one in roles):
        raise Refused("Förtroendevalda och anställda företräder inte varandra. Välj någon annan.")


def _require_free(user: User, post: Post, first: date, last: date | None) -> None:
    """Raise `Refused` when the user holds the same role at the same place on one of the days."""
    place = {key: value for key, value in post.fields().items() if key != "organisation"}
    for one in Membership.objects.filter(user=user, **place).exclude(valid_to=NEVER):
        if overlap(first, last, one.valid_from, one.valid_to):
            until = f" till och med {swedish_date(one.valid_to)}" if one.valid_to and last is None else ""
            raise Refused(f"{user.username} är redan {ROLES[post.role]} i {post.place}{until}.")


def _require_day(first_day_without: date, at: datetime) -> None:
    if first_day_without < local(at).date():
        raise Refused("Rollen har gällt till i dag, så den kan upphöra tidigast i dag.")


def _stand_ins_of(ended: Sequence[Membership], day: date) -> list[Membership]:
    """Those who stand in for a person in roles that end, on that day or later."""
    found: list[Membership] = []
    for one in ended:
        if one.stand_in_for_id is None:
            rows = Membership.objects.filter(stand_in_for=one.user_id, **post_of(one).fields())
            found += rows.unfinished(day)
    return found


def _end(rows: Iterable[Membership], first_day_without: date) -> None:
    """Set the last day; a role that has not begun by then is taken back, as never held."""
    last = first_day_without - ONE_DAY
    for row in rows:
        row.valid_to = last if row.valid_from <= last else NEVER
        row.save(update_fields=["valid_to"])


def _locked(city: City) -> City:
    """The city's row, held until the transaction ends: two administrators do not end each other's roles at once."""
    return City.objects.select_for_update().get(pk=city.pk)
