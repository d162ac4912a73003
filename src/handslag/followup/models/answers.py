"""Answers to focus areas, and the local measures listed under them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handslag.audit.models import Event
from handslag.core.append_only import guard
from handslag.people.models import Administration, City, DatedFact, Unit, User
from handslag.plan.models import Plan

TARGET_GROUPS = ("socialsekreterare", "biståndshandläggare", "chefer", "alla")


class Answer(DatedFact):
    """An administration's answer to a focus area for a VP year: adopted or opted out."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="answers")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="answers")
    area_key = models.SlugField(max_length=80)
    year = models.PositiveSmallIntegerField()
    adopted = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    dnr = models.CharField(max_length=60, blank=True)
    cooperation = models.CharField(max_length=200, blank=True)
    cooperated_on = models.DateField(null=True)
    under = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="changes")
    """The answer within which this is a change (a measure added, moved, handed over); its day is `decided_on`."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("administration", "area_key", "year", "recorded_at", "order")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(replaces__isnull=False), name="withdrawn_answer_names_the_earlier"
            ),
        )
        indexes = (models.Index(fields=("plan", "administration", "area_key", "year"), name="followup_answer_cell"),)

    def __str__(self) -> str:
        return f"{self.administration} {self.area_key} {self.year}"


class LocalMeasureQuerySet(models.QuerySet["LocalMeasure"]):
    def visible_to(self, user: Any) -> LocalMeasureQuerySet:
        """The measures of the cities the user can read."""
        return self.filter(plan__city__in=City.objects.visible_to(user))


class LocalMeasure(models.Model):
    """What a measure is known by: its Id, else administration, unit, focus area and title. Entries point here."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="local_measures")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="local_measures")
    area_key = models.SlugField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="local_measures")
    title = models.CharField("åtgärd", max_length=300)
    external_id = models.CharField(max_length=80, blank=True)
    identity = models.CharField(max_length=600)

    objects = LocalMeasureQuerySet.as_manager()

    class Meta:
        ordering = ("administration", "area_key", "title")
        constraints = (
            models.UniqueConstraint(fields=("plan", "administration", "identity"), name="measure_identity_is_unique"),
        )
        indexes = (models.Index(fields=("plan", "area_key"), name="followup_measure_area"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("vitals:measure", args=[self.pk])


class Listing(models.Model):
    """A measure listed under an answer: a row of the VP."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="listings")
    measure = models.ForeignKey(LocalMeasure, on_delete=models.PROTECT, related_name="listings")
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.CharField("ansvarig", max_length=160, blank=True)
    start = models.DateField(null=True)
    due = models.DateField("klart senast", null=True)
    expected_effect = models.TextField("förväntad effekt", blank=True)
    cost = models.BigIntegerField("kostnad i öre", null=True)
    funding = models.CharField("finansiering", max_length=200, blank=True)
    owner_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="owned_listings")
    owner_role = models.CharField(max_length=20, blank=True)
    due_reason = models.TextField("skäl till flyttad dag", blank=True)
    target_group = models.CharField("målgrupp", max_length=40, blank=True)
    replaces = models.ForeignKey(LocalMeasure, on_delete=models.PROTECT, null=True, related_name="replaced_by")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("answer", "order")
        constraints = (
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("measure")), name="listing_does_not_replace_itself"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """That an administration was asked to answer what it left unanswered in the VP of a year: who asked, and when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reminders")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="reminders")
    year = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("plan", "year", "asked_at", "id")

    def __str__(self) -> str:
        return f"{self.administration} {self.year}"


for _table in ("answer", "listing", "reminder"):
    guard(f"followup_{_table}", message="en uppgift som har lämnats kan inte ändras")
