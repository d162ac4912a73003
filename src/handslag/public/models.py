"""What has been published of a plan: a closed period, as it was known when it was shut, with nothing that exposes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from handslag.core.clock import today
from handslag.people.models import City, Setting
from handslag.plan.models import Plan

OPEN = "public"
"""The city's setting: 1 shows the public pages, 0 shows nothing. An example is open until it says otherwise."""


def open_cities() -> models.QuerySet[City]:
    """The cities that show their public pages today, by name."""
    said = Setting.objects.filter(Q(from_beginning=True) | Q(effective_on__lte=today()), city=OuterRef("pk"), key=OPEN)
    newest = said.order_by("from_beginning", "-effective_on", "-recorded_at", "-order", "-pk").values("value")[:1]
    by_itself = Case(When(is_example=True, then=1), default=0)
    return City.objects.annotate(is_open=Coalesce(Subquery(newest), by_itself)).filter(is_open=1).order_by("name")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, visitor: Any) -> PublicationQuerySet:  # noqa: ARG002 — the same for everyone
        """What anyone may see, logged in or not: the closed periods of the cities that are open. The same for all."""
        return self.filter(plan__city__in=open_cities().order_by().values("pk"))


class Publication(models.Model):
    """A closed period of a plan. Derived: the same facts give the same again; kept so that a page costs one question.

    `summary` holds the counts and every sign by `administration/area`; `content` what the cells say. Neither they nor
    the report hold a person's name, a signal's text or sender, a note, or the name of a unit.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="publications")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    as_of = models.DateField()
    due = models.DateField()
    known_at = models.DateTimeField()
    last_event = models.PositiveBigIntegerField()  # number of the newest audit event it has seen
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    revision = models.CharField(max_length=60, blank=True)
    summary = models.JSONField()
    content = models.JSONField()
    report_title = models.CharField(max_length=300, blank=True)
    report_html = models.TextField(blank=True)
    report_pdf = models.BinaryField(null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "-as_of")
        constraints = (models.UniqueConstraint(fields=("plan", "year", "code"), name="period_is_published_once"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.key}"

    @property
    def key(self) -> str:
        """As in an address: `2025-T1`."""
        return f"{self.year}-{self.code}"

    @property
    def name(self) -> str:
        """`T1 2025`."""
        return f"{self.code} {self.year}"

    @property
    def was_made_again(self) -> bool:
        """Whether something read in afterwards, but counted as known by then, has changed it."""
        return self.published_at > self.first_published_at
