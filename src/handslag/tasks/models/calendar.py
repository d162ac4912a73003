"""The address at which a person's calendar program reads the person's own deadlines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handslag.people.models import User


class CalendarAddress(models.Model):
    """A secret address; only one of a person's works at a time, and it can be revoked.

    Only a random key is kept: the address itself carries the installation's signature of it as well, so whoever
    reads this table cannot make it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_addresses")
    key = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("user", "made_at")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(revoked_at__isnull=True), name="one_calendar_address_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
