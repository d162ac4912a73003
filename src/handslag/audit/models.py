"""The event: one row for each act, chained to the row before."""

from __future__ import annotations

from django.db import models

from handslag.core.append_only import guard


class Event(models.Model):
    """Who did what, when it was entered, and from when it counts as known; the rows it made point at it."""

    number = models.PositiveBigIntegerField(unique=True)
    segment = models.CharField(max_length=7)
    entered_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    city_id = models.BigIntegerField(null=True)
    data = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("city_id", "number"), name="audit_event_city"),)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


guard("audit_event", message="det som har skrivits kan inte ändras")
