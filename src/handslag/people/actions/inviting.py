"""Invitations by mail: sent, sent again, withdrawn and used. A link works once, for fourteen days."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.mail import NotAccepted, send
from handslag.core.text import clean, personal_numbers
from handslag.core.verdict import Refused
from handslag.people.actions.accounts import check_username, prepared_account, set_password
from handslag.people.actions.roles import add_role
from handslag.people.letters import letter
from handslag.people.models import City, Invitation, User
from handslag.people.permissions import can_administer, can_send_link
from handslag.people.posts import Post, post_of
from handslag.people.rules import (
    INVITATION_FAULTS,
    INVITATION_HOLDS,
    INVITATION_KEPT,
    INVITATION_MOVES,
    INVITATION_STATES,
    PERSONAL_NUMBER,
    hashed,
)

Link = Callable[[str], str]
"""The whole address of the page where a token is used."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation and its link; `fault` says in Swedish why the mail did not go, empty when it did."""

    invitation: Invitation
    link: str
    fault: str = ""


def invite(*, post: Post, name: str, email: str, link: Link, by: User | None, at: datetime) -> Sent:
    """Invite somebody to a role by mail. The invitation stands even when the mail cannot be sent."""
    if by is not None:
        can_administer(by, post.city).require()
    post.check()
    if personal_numbers(f"{name} {email} {post.organisation}"):
        raise Refused(PERSONAL_NUMBER)
    known = User.objects.filter(email__iexact=email, memberships__city=post.city).first()
    if known is not None:
        raise Refused(f"{known} har redan ett konto med den adressen. Ge rollen på användarens sida.")
    waiting = Invitation.objects.waiting().filter(city=post.city, email__iexact=email, account=None)
    if waiting.filter(role=post.role, unit=post.unit, administration=post.fields()["administration"]).exists():
        raise Refused("Den som har adressen är redan bjuden till rollen. Skicka den inbjudan igen i stället.")
    kept = {"email": email.strip(), "name": clean(name), **post.fields()}
    return _deliver(kept, "user.invited", link, told=post.told(), by=by, at=at)


def send_link(*, person: User, city: City, link: Link, by: User | None, at: datetime) -> Sent:
    """Mail somebody a link to a new password; the old one works until the link is used."""
    if by is not None:
        can_send_link(by, person).require()
    if not person.email:
        raise Refused(f"{person} har ingen e-postadress. Lägg till den först.")
    kept = {"email": person.email, "name": person.name, "city": city, "account": person}
    return _deliver(kept, "user.link_sent", link, told={"user": person.pk}, by=by, at=at)


@transaction.atomic
def send_again(*, invitation: Invitation, link: Link, by: User | None, at: datetime) -> Sent:
    """Mail it again with a new link: the old link stops working, and the fourteen days begin anew."""
    if by is not None:
        can_administer(by, invitation.city).require()
    _move(invitation, "send_again", at)
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hashed(token)
    invitation.expires_at = at + INVITATION_HOLDS
    invitation.sent_at = None
    invitation.save(update_fields=["token_hash", "expires_at", "sent_at"])
    subject = f"invitation:{invitation.pk}"
    record("invitation.sent_again", by=by, at=at, subject=subject, city_id=invitation.city_id)
    return _mail(invitation, link(token), at)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """The link stops working; the name and the address are blanked."""
    if by is not None:
        can_administer(by, invitation.city).require()
    _move(invitation, "withdraw", at)
    invitation.withdrawn_at = at
    invitation.name = invitation.email = ""
    invitation.save(update_fields=["withdrawn_at", "name", "email"])
    subject = f"invitation:{invitation.pk}"
    record("invitation.withdrawn", by=by, at=at, subject=subject, city_id=invitation.city_id)
    return invitation


@transaction.atomic
def forget_expired(*, by: User | None, at: datetime) -> int:
    """Withdraw what nobody used within a month after its link ended: name and address are blanked; how many."""
    rows = Invitation.objects.waiting().filter(expires_at__lte=at - INVITATION_KEPT).select_for_update()
    forgotten = [withdraw(invitation=row, by=by, at=at) for row in rows]
    return len(forgotten)


@transaction.atomic
def accept_as_new(
    *, invitation: Invitation, username: str, name: str, password: str, by: User | None, at: datetime
) -> User:
    """The invited chooses a user name and a password; or, by a link to a new password, only the password."""
    taken = _taken(invitation, at)
    if taken.account is not None:
        person = taken.account
        if not person.may_enter:
            raise Refused("Kontot är stängt. Vänd dig till administratören i din kommun.")
        set_password(person, password)
        person.save(update_fields=["password"])
    else:
        check_username(username)
        if User.objects.filter(username__iexact=username).exists():
            raise Refused("Användarnamnet är upptaget. Välj ett annat.")
        person = prepared_account(
            username=username, password=password, name=name or taken.name, email=taken.email, at=at
        )
        person.save()
        add_role(user=person, post=post_of(taken), days=(local(at).date(), None), by=taken.invited_by, at=at)
    _use(taken, person, at)
    return person


@transaction.atomic
def accept_as(*, invitation: Invitation, by: User, at: datetime) -> User:
    """Somebody who has an account, and is logged in, takes the role that the link gives."""
    taken = _taken(invitation, at)
    if taken.account is not None:
        raise Refused("Länken ger ett nytt lösenord, ingen roll.")
    add_role(user=by, post=post_of(taken), days=(local(at).date(), None), by=taken.invited_by, at=at)
    _use(taken, by, at)
    return by


def _deliver(
    kept: dict[str, Any], action: str, link: Link, *, told: dict[str, Any], by: User | None, at: datetime
) -> Sent:
    """Keep the invitation first, then mail it: what could not be mailed can be sent again."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Invitation.objects.create(
            token_hash=hashed(token), invited_by=by, invited_at=at, expires_at=at + INVITATION_HOLDS, **kept
        )
        record(action, by=by, at=at, subject=f"invitation:{made.pk}", city_id=made.city_id, data=told)
    return _mail(made, link(token), at)


def _mail(invitation: Invitation, link: str, at: datetime) -> Sent:
    """Mail the link; it counts as sent only when the server has taken it."""
    try:
        send(invitation.email, *letter(invitation, link))
    except NotAccepted as fault:
        return Sent(invitation, link, f"Mejlet gick inte iväg ({fault}). Skicka inbjudan igen om en stund.")
    invitation.sent_at = at
    invitation.save(update_fields=["sent_at"])
    return Sent(invitation, link)


def _taken(invitation: Invitation, at: datetime) -> Invitation:
    """The invitation, held until the transaction ends: it is used once. Raises `Refused` when it is used or over."""
    rows = Invitation.objects.select_for_update(of=("self",))
    row = rows.select_related("city", "administration", "unit", "account", "invited_by").get(pk=invitation.pk)
    _move(row, "accept", at)
    return row


def _move(invitation: Invitation, move: str, at: datetime) -> None:
    state = invitation.state(at)
    if (state, move) not in INVITATION_MOVES:
        raise Refused(INVITATION_FAULTS.get(state, f"Inbjudan {INVITATION_STATES[state]}."))


def _use(invitation: Invitation, person: User, at: datetime) -> None:
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.name = invitation.email = ""
    invitation.save(update_fields=["accepted_at", "accepted_by", "name", "email"])
    told = {"user": person.pk}
    subject = f"invitation:{invitation.pk}"
    record("invitation.accepted", by=person, at=at, subject=subject, city_id=invitation.city_id, data=told)
