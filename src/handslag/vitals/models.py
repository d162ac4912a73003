"""Snapshots: the signs of a plan on a day, derived from the facts and rebuilt by one command."""

from __future__ import annotations

from django.db import models

from handslag.plan.models import Plan


class Snapshot(models.Model):
    """All cells of a plan as of a day, known at a moment. Valid while no later fact is known at that moment."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="snapshots")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    last_event = models.PositiveBigIntegerField()  # number of the newest audit event it has seen
    revision = models.CharField(max_length=60, blank=True)
    cells = models.JSONField()

    class Meta:
        ordering = ("plan", "-as_of", "-known_at")
        constraints = (models.UniqueConstraint(fields=("plan", "as_of", "known_at"), name="snapshot_stands_once"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.as_of}"
