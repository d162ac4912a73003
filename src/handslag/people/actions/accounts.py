"""Accounts: made, changed, closed and opened; and the attempts to log in that failed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import clean, personal_numbers
from handslag.core.verdict import Refused
from handslag.people.loading import login_pause
from handslag.people.models import FailedLogin, Membership, User
from handslag.people.permissions import can_administer, can_administer_account, can_close_account
from handslag.people.posts import Post
from handslag.people.rules import FAILURE_WINDOW, PERSONAL_NUMBER, username_fault, username_key


@transaction.atomic
def add_user(
    *, username: str, post: Post, password: str | None, name: str = "", email: str = "", by: User | None, at: datetime
) -> User:
    """A user with a role at a place; without a password an invitation or the demo lets them in."""
    if by is not None:
        can_administer(by, post.city).require()
    post.check()
    user = prepared_account(username=username, password=password, name=name, email=email, at=at)
    user.save()
    Membership.objects.create(user=user, valid_from=local(at).date(), **post.fields())
    record("user.added", by=by, at=at, subject=f"user:{user.pk}", city_id=post.city.pk, data=post.told())
    return user


def prepared_account(*, username: str, password: str | None, name: str, email: str, at: datetime) -> User:
    """An account that is not yet saved. Raises `Refused` for a name or a password that cannot be."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"Det finns redan en användare som heter {username}. En roll till: handslag user role {username}")
    if personal_numbers(f"{username} {name} {email}"):
        raise Refused(PERSONAL_NUMBER)
    user = User(username=username, name=clean(name), email=email, created_at=at)
    if password is None:
        user.set_unusable_password()
    else:
        set_password(user, password)
    return user


def set_password(user: User, password: str) -> None:
    """A new password, not yet saved. Raises `Refused` with every reason why it cannot be."""
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    user.set_password(password)


@transaction.atomic
def change_details(*, person: User, name: str, email: str, by: User | None, at: datetime) -> User:
    """Another name or address: one's own, or an administrator's change. The record says that, not what they were."""
    if by is not None and by.pk != person.pk:
        can_administer_account(by, person).require()
    if personal_numbers(f"{name} {email}"):
        raise Refused(PERSONAL_NUMBER)
    if not clean(name):
        raise Refused("Skriv ett namn.")
    wanted = {"name": clean(name), "email": email.strip()}
    changed = sorted(field for field, value in wanted.items() if getattr(person, field) != value)
    if changed:
        person.name, person.email = wanted["name"], wanted["email"]
        person.save(update_fields=changed)
        record("user.changed", by=by, at=at, subject=f"user:{person.pk}", data={"fields": changed})
    return person


@transaction.atomic
def change_password(*, person: User, password: str, by: User, at: datetime) -> User:
    """A new password of one's own: all other sessions end."""
    if by.pk != person.pk:
        raise Refused("Bara den som har kontot byter dess lösenord.")
    set_password(person, password)
    person.save(update_fields=["password"])
    record("user.password_changed", by=by, at=at, subject=f"user:{person.pk}")
    return person


@transaction.atomic
def close_account(*, person: User, by: User | None, at: datetime) -> User:
    """Nobody logs in with the account from now on, and its sessions end; the roles stand as they are."""
    if by is not None:
        can_close_account(by, person).require()
    if not person.is_active:
        raise Refused("Kontot är redan stängt.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    record("user.closed", by=by, at=at, subject=f"user:{person.pk}")
    return person


@transaction.atomic
def open_account(*, person: User, by: User | None, at: datetime) -> User:
    """The account can be used again."""
    if by is not None:
        can_administer_account(by, person).require()
    if person.is_active:
        raise Refused("Kontot är redan öppet.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("user.opened", by=by, at=at, subject=f"user:{person.pk}")
    return person


@transaction.atomic
def count_failure(*, username: str, by: User | None, at: datetime) -> datetime | None:
    """One more failed attempt to log in; the moment until which the name must wait, if it was one too many."""
    key = username_key(username)
    FailedLogin.objects.filter(failed_at__lte=at - FAILURE_WINDOW).delete()
    FailedLogin.objects.create(name_hash=key, failed_at=at)
    until = login_pause(username, at)
    person = User.objects.filter(username__iexact=username).first() if until else None
    if person is not None:  # a name that nobody has fills no record
        record("user.login_paused", by=by, at=at, subject=f"user:{person.pk}")
    return until


@transaction.atomic
def forget_failures(*, username: str, by: User, at: datetime) -> None:
    """Whoever has got in begins anew; the record is told only when there was something to forget."""
    gone, _ = FailedLogin.objects.filter(name_hash=username_key(username)).delete()
    if gone:
        record("user.login_after_failures", by=by, at=at, subject=f"user:{by.pk}", data={"failures": gone})


def check_username(username: str) -> None:
    """Raise `Refused` for a user name that a person may not choose."""
    if fault := username_fault(username):
        raise Refused(fault)
