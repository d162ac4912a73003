"""A plan and its revisions; a decided revision never changes, the database refuses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.people.models import Administration, City, DatedFact, User
from handslag.plan.facts import TAKE_PART
from handslag.plan.rules import SHARED, STATES

OPEN_TO_ALL = ("decided", "rejected")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> PlanQuerySet:
        """The plans of the cities the user can read."""
        return self.filter(city__in=City.objects.visible_to(user))


class Plan(models.Model):
    """An action plan of a city."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField("handlingsplan", max_length=200)
    slug = models.SlugField(max_length=200)
    ends = models.DateField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("city", "id")
        constraints = (models.UniqueConstraint(fields=("city", "slug"), name="plan_slug_is_unique"),)

    def __str__(self) -> str:
        return self.name


class PlanPeriod(models.Model):
    """A decision on how long the plan lasts; the newest holds, and stands in `Plan.ends` too."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods")
    ends = models.DateField("planen gäller till och med")
    decided_on = models.DateField(null=True)
    body = models.CharField(max_length=160, blank=True)
    dnr = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("plan", "pk")

    def __str__(self) -> str:
        return f"{self.plan} till {self.ends}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, user: Any) -> RevisionQuerySet:
        """What is decided for all in the city, what is on consultation for those who take part, the rest for few."""
        held = user.held if getattr(user, "is_authenticated", False) else ()
        office = {one.city_id for one in held if one.role == "plan_office"}
        part = {one.city_id for one in held if one.role in TAKE_PART}
        return self.filter(
            Q(plan__city__in={one.city_id for one in held}, state__in=OPEN_TO_ALL)
            | Q(plan__city__in=part, state__in=SHARED)
            | Q(plan__city__in=office)
        )

    def published(self) -> RevisionQuerySet:
        """What anyone may read, logged in or not."""
        return self.filter(state="decided")


class Revision(DatedFact):
    """A version of the plan, at a step of its way from draft to decision."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="revisions")
    label = models.CharField("version", max_length=60)
    preamble = models.TextField(blank=True)
    state = models.CharField(max_length=14, default="draft")
    is_decided = models.BooleanField(default=False)
    from_beginning = models.BooleanField(default=False)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=160, blank=True)
    paragraph = models.CharField(max_length=40, blank=True)
    dnr = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    in_force = models.DateField(null=True)
    first_vp_year = models.PositiveSmallIntegerField(null=True)
    cooperation_kind = models.CharField(max_length=20, blank=True)
    cooperation_body = models.CharField(max_length=160, blank=True)
    cooperation_on = models.DateField(null=True)
    cooperation_outcome = models.CharField(max_length=30, blank=True)
    sent_to = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "in_force", "id")
        constraints = (
            models.UniqueConstraint(fields=("plan", "label"), name="revision_label_is_unique"),
            models.CheckConstraint(
                condition=Q(is_decided=False) | (Q(decided_on__isnull=False) & Q(in_force__isnull=False)),
                name="decided_revision_has_days",
                violation_error_message="En beslutad version behöver beslutsdag.",
            ),
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="revision_state_is_known"),
            models.CheckConstraint(
                condition=Q(is_decided=True, state="decided") | (Q(is_decided=False) & ~Q(state="decided")),
                name="revision_is_decided_when_its_state_says_so",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("plan:revision", args=[self.label])


class FocusArea(models.Model):
    """A focus area as a revision words it; the key is stable across revisions."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="areas")
    key = models.SlugField(max_length=80)
    name = models.CharField("fokusområde", max_length=160)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()
    mandatory = models.BooleanField(default=False)
    mandatory_by = models.CharField(max_length=160, blank=True)
    mandatory_on = models.DateField(null=True)
    mandatory_dnr = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("revision", "order")
        constraints = (models.UniqueConstraint(fields=("revision", "key"), name="area_key_is_unique"),)

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """A measure as a revision words it: led centrally by an administration, or a frame for local ones."""

    area = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="measures")
    key = models.SlugField(max_length=120)
    name = models.CharField("åtgärd", max_length=200)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()
    central = models.BooleanField(default=False)
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        ordering = ("area", "order")
        constraints = (
            models.UniqueConstraint(fields=("area", "key"), name="measure_key_is_unique"),
            models.CheckConstraint(
                condition=Q(central=False) | Q(administration__isnull=False),
                name="central_measure_has_administration",
                violation_error_message="En central åtgärd behöver en förvaltning.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A statement at the decision: särskilt uttalande, reservation or ersättaryttrande."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=40)
    who = models.JSONField(default=list)
    party = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("revision", "order")

    def __str__(self) -> str:
        return f"{self.kind} {self.party}".strip()


_CLOSED = "state IN ('decided', 'rejected', 'discarded')"
_OF_CLOSED = "SELECT state IN ('decided', 'rejected', 'discarded') FROM plan_revision WHERE id = {row}.revision_id"
_OF_AREA = (
    "SELECT r.state IN ('decided', 'rejected', 'discarded') FROM plan_revision r "
    "JOIN plan_focusarea a ON a.revision_id = r.id WHERE a.id = {row}.area_id"
)
_MESSAGE = "en beslutad version kan inte ändras"
guard("plan_revision", when=f"OLD.{_CLOSED}", message=_MESSAGE)
for _table in ("plan_focusarea", "plan_statement", "plan_removal"):
    guard(
        _table,
        when=f"({_OF_CLOSED.format(row='OLD')})",
        insert=f"({_OF_CLOSED.format(row='NEW')})",
        message=_MESSAGE,
    )
guard(
    "plan_measure", when=f"({_OF_AREA.format(row='OLD')})", insert=f"({_OF_AREA.format(row='NEW')})", message=_MESSAGE
)
guard("plan_planperiod", message="ett beslut om planens slut kan inte ändras")
