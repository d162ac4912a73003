"""Dated lines on measures with their evidence; pauses and comments of a cell."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.followup.models.answers import LocalMeasure
from handslag.people.models import Administration, City, DatedFact, User
from handslag.plan.models import Plan

STATES = {
    "planned": "Planerad",
    "started": "Startad",
    "under_way": "Pågår",
    "done": "Klar",
    "dropped": "Avbruten",
}
SOURCES = {
    "import": "inläst fil",
    "page": "åtgärdens sida",
    "report": "lägesrapport",
    "mail": "länk i mejl",
}


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, user: Any) -> EvidenceFileQuerySet:
        """The files of entries the user can read; those of a report not yet signed inside the administration alone."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        lines = apps.get_model("followup", "PartLine")._default_manager
        own = [one.administration_id for one in user.held if one.administration_id and one.role != "politician"]
        inside = lines.filter(attachment__isnull=False, part__report__administration__in=own).values("attachment")
        cities = City.objects.visible_to(user)
        noted = ProgressEntry.objects.filter(measure__plan__city__in=cities, attachment__isnull=False)
        return self.filter(Q(pk__in=noted.values("attachment")) | Q(pk__in=inside))


class EvidenceFile(models.Model):
    """A file that is evidence; its content lies under its SHA-256 in the data directory and is kept once."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="evidence_files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField("filnamn", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ("-kept_at",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:evidence", args=[self.pk])


class ProgressEntryQuerySet(models.QuerySet["ProgressEntry"]):
    def visible_to(self, user: Any) -> ProgressEntryQuerySet:
        """The entries of the cities the user can read."""
        return self.filter(measure__plan__city__in=City.objects.visible_to(user))


class ProgressEntry(DatedFact):
    """A dated line on a measure (lägesnotering)."""

    measure = models.ForeignKey(LocalMeasure, on_delete=models.PROTECT, related_name="entries")
    effective_on = models.DateField()
    state = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    obstacle = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    reporter = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=10, default="import")
    attachment = models.ForeignKey("EvidenceFile", on_delete=models.PROTECT, null=True, related_name="entries")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField("skäl till rättelsen", blank=True)

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "effective_on", "recorded_at", "order")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=("", *STATES)), name="entry_state_is_known"),
            models.CheckConstraint(condition=Q(source__in=tuple(SOURCES)), name="entry_source_is_known"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(replaces__isnull=False), name="withdrawn_entry_names_the_earlier"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.effective_on}"


class Pause(DatedFact):
    """A pause of a cell, with a reason and an end."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="pauses")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="pauses")
    area_key = models.SlugField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.TextField()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    """The pause this one ends on another day, or takes back."""
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(replaces__isnull=False), name="withdrawn_pause_names_the_earlier"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="pause_ends_after_it_begins",
                violation_error_message="Pausens sista dag ligger före den första.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.administration} {self.area_key} {self.first_day}–{self.last_day}"


class Comment(DatedFact):
    """The administration's own comment beside a sign: the right of reply."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="comments")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="comments")
    area_key = models.SlugField(max_length=80)
    effective_on = models.DateField()
    text = models.TextField()
    author = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return f"{self.administration} {self.area_key} {self.effective_on}"


for _table in ("evidencefile", "progressentry", "pause", "comment"):
    guard(f"followup_{_table}", message="en uppgift som har lämnats kan inte ändras")
