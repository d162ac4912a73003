"""A commitment that somebody has confirmed, and its steps: the newest one says whose it is and by when."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.papers.models import Document, Finding
from handslag.people.models import City, DatedFact, User
from handslag.plan.models import Plan
from handslag.questions.rules.commitments import COMMITMENT_STATES, COMMITMENT_STEPS, Terms


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: Any) -> CommitmentQuerySet:
        """Those of the cities the user can read, unless they stand in a paper the user cannot see.

        A visitor sees those that are shown to the public, out of papers that are published.
        """
        papers = Q(document=None) | Q(document__in=Document.objects.visible_to(user))
        if not getattr(user, "is_authenticated", False):
            newest = CommitmentStep.objects.filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-pk")
            return self.filter(papers).annotate(shown=Subquery(newest.values("public")[:1])).filter(shown=True)
        return self.filter(papers, city__in=City.objects.visible_to(user))


class Commitment(DatedFact):
    """What somebody has bound themselves or others to, in the words it was said. What changes are its steps."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="commitments")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="commitments")
    """On whose data a check is made."""
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="commitments")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="commitments")
    """Where in the paper it stands; none for one that was written in by hand."""
    series = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    """Counted by city and year (`U 2025-3`)."""
    text = models.TextField("utfästelse")
    who = models.CharField("vem som lovade", max_length=200, blank=True)
    made_on = models.DateField("lämnad")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("-made_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("city", "series", "serial"), name="commitment_number_stands_once"),
            models.UniqueConstraint(
                fields=("finding",),
                condition=Q(finding__isnull=False),
                name="commitment_is_confirmed_once",
                violation_error_message="Utfästelsen är redan bekräftad.",
            ),
            models.CheckConstraint(
                condition=Q(finding__isnull=True) | Q(document__isnull=False), name="found_commitment_has_its_paper"
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("questions:commitment", args=[self.pk])

    @property
    def label(self) -> str:
        """`U 2025-3`."""
        return f"U {self.series}-{self.serial}"


class CommitmentStep(DatedFact):
    """Something that happened to a commitment, with all that has held of it from then on."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=8)
    state = models.CharField(max_length=9)
    on = models.DateField("dag")
    reason = models.TextField("skäl", blank=True)
    owner_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.CharField("ansvarig", max_length=160, blank=True)
    by_day = models.DateField("senast")
    check_code = models.CharField("kontroll", max_length=40, blank=True)
    check_params = models.JSONField(default=dict)
    note = models.TextField("hur den följs upp", blank=True)
    public = models.BooleanField("visas för allmänheten", default=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("commitment", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(move__in=tuple(map(str, COMMITMENT_STEPS)), state__in=tuple(map(str, COMMITMENT_STATES))),
                name="commitment_step_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(owner="") | Q(owner_user__isnull=False),
                name="commitment_has_owner",
                violation_error_message="Skriv vem som ansvarar, eller välj en person.",
            ),
            models.CheckConstraint(
                condition=~Q(check_code="") | ~Q(note=""),
                name="commitment_is_followed_up",
                violation_error_message="Skriv hur utfästelsen följs upp.",
            ),
            models.CheckConstraint(
                condition=~Q(move__in=("break", "close", "reopen")) | ~Q(reason=""),
                name="ended_commitment_has_reason",
                violation_error_message="Skriv skälet.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment}: {COMMITMENT_STEPS[self.move]}"

    @property
    def terms(self) -> Terms:
        """Whose it is from this step on, by which day, and what it is held against."""
        return Terms(
            self.by_day, self.owner, self.owner_user_id, self.check_code, self.check_params, self.note, self.public
        )


for _table in ("commitment", "commitmentstep"):
    guard(f"questions_{_table}", message="en utfästelse och dess steg kan inte ändras")
