"""A cell that was raised to the next level, and every step since."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.people.models import Administration, City, DatedFact
from handslag.plan.models import Plan
from handslag.tasks.rules import ANSWERS, LEVELS, RAISED_SIGNS, STATES, Move

MOVES = tuple(str(move) for move in Move)


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, user: Any) -> EscalationQuerySet:
        """Those of the cities the user can read."""
        return self.filter(plan__city__in=City.objects.visible_to(user))


class Escalation(DatedFact):
    """That a cell had stopped, was sidestepped or contested, and was raised to the level above."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="escalations")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="escalations")
    area_key = models.SlugField(max_length=80)
    sign = models.CharField(max_length=12)
    since = models.DateField()
    raised_on = models.DateField()

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ("-raised_on", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(sign__in=RAISED_SIGNS), name="escalation_sign_is_raised"),
            models.UniqueConstraint(
                fields=("plan", "administration", "area_key", "raised_on"), name="cell_is_raised_once_a_day"
            ),
        )
        indexes = (models.Index(fields=("plan", "administration", "area_key"), name="tasks_escalation_cell"),)

    def __str__(self) -> str:
        return f"{self.administration} {self.area_key} {self.raised_on}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:escalation", args=[self.pk])


class EscalationStep(DatedFact):
    """A step of an escalation: raised, moved up, answered (by what), closed. The newest one says where it stands."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=8)
    state = models.CharField(max_length=8)
    level = models.CharField(max_length=12)
    on = models.DateField()
    answer_by = models.DateField(null=True)
    answer_kind = models.CharField(max_length=8, blank=True)
    answer_pk = models.PositiveBigIntegerField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("escalation", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(move__in=MOVES, state__in=tuple(STATES), level__in=tuple(LEVELS)),
                name="escalation_step_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="raised") | Q(answer_by__isnull=False), name="what_is_raised_has_a_last_day"
            ),
            models.CheckConstraint(
                condition=(
                    (Q(move="answer") & Q(answer_kind__in=tuple(ANSWERS), answer_pk__isnull=False))
                    | (~Q(move="answer") & Q(answer_kind="", answer_pk__isnull=True))
                ),
                name="only_an_answer_says_by_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.escalation}: {self.move}"


class EscalationReply(DatedFact):
    """What the plan office or the commissioner's office answered; whose it is, the step that it made says."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.escalation}: {self.pk}"


for _table in ("escalation", "escalationstep", "escalationreply"):
    guard(f"tasks_{_table}", message="det som har lyfts kan inte ändras")
