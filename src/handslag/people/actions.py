"""The only writers of cities, the organisation, users and roles."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.verdict import Refused
from handslag.people.models import ROLES, City, Membership, User


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
