"""What people decide about a paper: findings confirmed, steps towards the public, passages kept secret, requests."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.papers.models.documents import REGISTRARS, Document, Finding, Page
from handslag.papers.rules.words import FIELDS, GROUNDS, OUTCOMES, REQUEST_OUTCOMES
from handslag.people.models import City, DatedFact, User


class Ruling(DatedFact):
    """A person's word on a finding: confirmed, changed, rejected; or added where none was. The newest counts."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="rulings")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="rulings")
    field = models.CharField(max_length=16)
    outcome = models.CharField(max_length=9)
    value = models.JSONField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("document", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(field__in=tuple(FIELDS)), name="ruling_field_is_known"),
            models.CheckConstraint(condition=Q(outcome__in=tuple(OUTCOMES)), name="ruling_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(finding__isnull=False) | Q(outcome="added"), name="ruling_is_about_a_finding"
            ),
        )

    def __str__(self) -> str:
        return f"{FIELDS[self.field]}: {OUTCOMES[self.outcome]}"


class DocumentStep(DatedFact):
    """A step of a paper in the table of states: drawn up, published, withdrawn."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("document", "recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.document}: {self.move}"


class SecretPassage(DatedFact):
    """A passage that only registrars may read, with its ground; black for everyone else, everywhere."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="secret_passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    ground = models.CharField(max_length=16, default="secrecy")
    chapter = models.PositiveSmallIntegerField("kapitel i OSL", null=True)
    section = models.CharField("paragraf", max_length=12, blank=True)
    reason = models.TextField("skäl", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("page", "start")
        constraints = (
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="passage_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(ground__in=tuple(GROUNDS)), name="passage_ground_is_known"),
            models.CheckConstraint(
                condition=Q(ground="personal_number") | (Q(chapter__isnull=False) & ~Q(section="")),
                name="secret_passage_has_its_law",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page}: {self.start}–{self.end}"


class PassageLift(DatedFact):
    """The end of the secrecy of a passage, with its reason."""

    passage = models.OneToOneField(SecretPassage, on_delete=models.PROTECT, related_name="lift")
    reason = models.TextField("skäl")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.passage} hävd"


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, user: Any) -> AccessRequestQuerySet:
        """The log of requests is the registrars'."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(city__in=[one.city_id for one in user.held if one.role in REGISTRARS])


class AccessRequest(DatedFact):
    """A request for official documents (begäran om allmän handling). Nobody has to say who they are, or why."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="access_requests")
    series = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    made_on = models.DateField("begärd den")
    asked_for = models.TextField("vad som begärs")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="access_requests")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-made_on", "-id")
        constraints = (models.UniqueConstraint(fields=("city", "series", "number"), name="access_request_stands_once"),)

    def __str__(self) -> str:
        return f"Begäran {self.series}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:request", args=[self.pk])


class AccessAnswer(DatedFact):
    """The answer to a request: given, in parts, or refused with ground and how to appeal. The newest counts."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField("utfall", max_length=8)
    answered_on = models.DateField("besvarad den")
    text = models.TextField("svar", blank=True)
    chapter = models.PositiveSmallIntegerField("kapitel i OSL", null=True)
    section = models.CharField("paragraf", max_length=12, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("request", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=tuple(REQUEST_OUTCOMES)), name="access_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome="given") | (Q(chapter__isnull=False) & ~Q(section="")),
                name="access_refusal_has_its_law",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request}: {REQUEST_OUTCOMES[self.outcome]}"


for _table in ("ruling", "documentstep", "secretpassage", "passagelift", "accessrequest", "accessanswer"):
    guard(f"papers_{_table}", message="ett registrerat beslut kan inte ändras")
