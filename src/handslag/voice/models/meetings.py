"""Meetings where staff, unions and politicians are heard: what is known of each, its points and their answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.people.models import Administration, City, DatedFact, Unit, User
from handslag.people.permissions import memberships
from handslag.plan.models import Plan
from handslag.voice.rules.meetings import MEETING_KINDS


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Public ones of the user's cities, those the user was invited to or registered; the plan office sees all."""
        newest = MeetingRecord.objects.filter(meeting=OuterRef("pk")).order_by("-recorded_at", "-pk").values("pk")[:1]
        rows = self.filter(plan__city__in=City.objects.visible_to(user)).annotate(newest=newest)
        seen = Q(registered_by=user.pk) | Exists(MeetingRecord.objects.filter(pk=OuterRef("newest"), public=True))
        whole = [m.city_id for m in memberships(user) if m.role == "plan_office"]
        invited = MeetingInvite.objects.filter(_invites(user), record=OuterRef("newest"))
        return rows.filter(seen | Q(plan__city__in=whole) | Exists(invited))


def _invites(user: Any) -> Q:
    """Which invitations are to one of the user's roles.

    To everyone at the role's own place or above it; to the role by name there, and at the places below it.
    """
    found = Q(pk__in=[])
    for held in memberships(user):
        inside = Q(administration=None) | Q(administration=held.administration_id, unit=None)
        if held.unit_id:
            inside |= Q(administration=held.administration_id, unit=held.unit_id)
        covered = Q(administration=held.administration_id) if held.administration_id else Q(pk__isnull=False)
        by_role = Q(role=held.role) & (inside if held.unit_id else inside | covered)
        found |= Q(record__meeting__plan__city=held.city_id) & (by_role | (Q(role="") & inside))
    return found


class Meeting(models.Model):
    """What a meeting is known by; what is known of it are its records, the newest of which holds."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"Möte {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("voice:meeting", args=[self.pk])


class MeetingRecord(DatedFact):
    """What was known of a meeting from a moment on: the first registration, or a correction of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField("slag", max_length=12)
    held_on = models.DateField("dag")
    participants = models.JSONField(default=dict)
    """How many of each kind took part; nobody is named."""
    public = models.BooleanField("visas för allmänheten", default=False)
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField("varför det rättas", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("meeting", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=tuple(MEETING_KINDS)), name="meeting_kind_is_known"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(reason=""),
                name="withdrawn_meeting_has_reason",
                violation_error_message="Skriv varför mötet tas tillbaka.",
            ),
        )

    def __str__(self) -> str:
        return f"{MEETING_KINDS[self.kind]} {self.held_on}"


class MeetingCell(models.Model):
    """An administration, and an area of it, that a meeting was about; without an area about all of it."""

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="cells")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="+")
    area_key = models.SlugField(max_length=80, blank=True)

    class Meta:
        ordering = ("record", "id")
        constraints = (
            models.UniqueConstraint(fields=("record", "administration", "area_key"), name="meeting_cell_stands_once"),
        )

    def __str__(self) -> str:
        return f"{self.administration} {self.area_key}".strip()


class MeetingInvite(models.Model):
    """A role at a place that was invited; an empty role is everyone there, no place is the whole city."""

    record = models.ForeignKey(MeetingRecord, on_delete=models.PROTECT, related_name="invites")
    role = models.CharField(max_length=20, blank=True)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("record", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(administration__isnull=False), name="invited_unit_has_administration"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.unit or self.administration or ''}".strip()


class MeetingPoint(DatedFact):
    """Something that was said, without names. A later row may correct or withdraw it: answers stay at the first."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="points")
    text = models.TextField("punkt")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("meeting", "recorded_at", "order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(replaces__isnull=False), name="withdrawn_point_names_the_earlier"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class PointAnswer(DatedFact):
    """What was done about a point; a later one corrects an earlier one, and both are shown."""

    point = models.ForeignKey(MeetingPoint, on_delete=models.PROTECT, related_name="answers")
    answered_on = models.DateField("svarsdatum")
    text = models.TextField("svar")
    measure = models.ForeignKey("followup.LocalMeasure", on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField("svarar som", max_length=160, blank=True)

    class Meta:
        ordering = ("point", "recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.point}: {self.answered_on}"


for _table in ("meeting", "meetingrecord", "meetingcell", "meetinginvite", "meetingpoint", "pointanswer"):
    guard(f"voice_{_table}", message="det som har förts in om ett möte kan inte ändras")
