"""Ways in: invitations by mail, and the attempts to log in that failed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from handslag.people.models.city import City
from handslag.people.models.organisation import Administration, Unit
from handslag.people.models.users import ROLES, User
from handslag.people.rules import invitation_state


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> InvitationQuerySet:
        """Those of the cities where one is administrator."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(city__in=[one.city_id for one in user.held if one.role == "administrator"])

    def waiting(self) -> InvitationQuerySet:
        """Those neither used nor withdrawn; some of them may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A link by mail: to a new role, or (with `account`) to a new password for somebody who has an account.

    Only the token's hash is kept. Name and address are blanked once the invitation is used or withdrawn.
    """

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("e-post", blank=True)
    name = models.CharField("namn", max_length=120, blank=True)
    role = models.CharField(max_length=20, blank=True)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.CharField("organisation", max_length=80, blank=True)
    account = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(account__isnull=False, role="") | Q(account__isnull=True, role__in=tuple(ROLES)),
                name="invitation_is_to_a_role_or_a_password",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_is_used_or_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email or "inbjudan"

    @property
    def place(self) -> City | Administration | Unit:
        """Where the role is to be held."""
        return self.unit or self.administration or self.city

    @property
    def word(self) -> str:
        """The role as it is said, with the union or party it is held for."""
        word = ROLES.get(self.role, "")
        return f"{word} ({self.organisation})" if self.organisation else word

    def state(self, at: datetime) -> str:
        """`open`, `expired`, `accepted` or `withdrawn`."""
        return invitation_state(self.accepted_at, self.withdrawn_at, self.expires_at, at)


class FailedLogin(models.Model):
    """An attempt to log in that failed; the name is kept as a hash, for a quarter of an hour."""

    name_hash = models.CharField(max_length=64, db_index=True)
    failed_at = models.DateTimeField()

    class Meta:
        ordering = ("failed_at",)
