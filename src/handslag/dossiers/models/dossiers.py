"""A dossier: about a paper or a question, its evidence version by version, its texts, and every step it has taken."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.dossiers.rules.states import DOSSIER_STATES, STEP_WORDS, State
from handslag.papers.models import Document
from handslag.people.models import City, DatedFact, User
from handslag.plan.models import Plan
from handslag.questions.models import Question

SHORT = 60
INSIDE = ("plan_office", "registrar", "commissioner")
"""Roles in the city that see a dossier before it is signed: who writes it, who registers it, whose answer it is."""


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: Any) -> DossierQuerySet:
        """What is signed for all with a role in the city; what is not signed for those who prepare and give it."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        inside = [one.city_id for one in user.held if one.role in INSIDE]
        mine = Q(question__asked_of_user=user.pk) | Q(document__questions__asked_of_user=user.pk)
        seen_papers = Document.objects.visible_to(user)
        papers = Q(document=None) | Q(document__in=seen_papers)
        papers &= Q(question__document=None) | Q(question__document__in=seen_papers)
        seen = Q(city__in=inside) | (Q(city__in=City.objects.visible_to(user)) & (Q(state=State.SIGNED) | mine))
        return self.filter(pk__in=self.model._default_manager.filter(seen, papers).values("pk"))


class Dossier(DatedFact):
    """The evidence and the answer to a whole paper, or to one question."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="dossiers")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="dossiers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="dossiers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="dossiers")
    title = models.CharField("ärende", max_length=300)
    dnr = models.CharField("diarienummer", max_length=60, blank=True)
    state = models.CharField("läge", max_length=10, default="draft")

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=tuple(map(str, DOSSIER_STATES))), name="dossier_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, question__isnull=True)
                | Q(document__isnull=True, question__isnull=False),
                name="dossier_is_about_one_thing",
            ),
            models.UniqueConstraint(
                Coalesce("document", 0),
                Coalesce("question", 0),
                name="thing_has_one_dossier",
                violation_error_message="Det finns redan ett underlag till det svaret.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:dossier", args=[self.pk])

    @property
    def short(self) -> str:
        """The registration number, else the beginning of the title."""
        return self.dnr or (self.title if len(self.title) <= SHORT else f"{self.title[:SHORT].rsplit(' ', 1)[0]} …")


class DossierEvidence(DatedFact):
    """The evidence as it was gathered: as of a day, known at a moment, frozen. The newest version counts."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    as_of = models.DateField("läget den")
    known_at = models.DateTimeField("känt")
    content = models.JSONField()
    """Questions, and evidence as `facts.Evidence.plain()` gives it."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("dossier", "number")
        constraints = (models.UniqueConstraint(fields=("dossier", "number"), name="dossier_evidence_stands_once"),)

    def __str__(self) -> str:
        return f"{self.dossier}, underlag {self.number}"


class DossierText(DatedFact):
    """The answer to one question as it was saved; the newest counts. References are kept with their figures."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="texts")
    key = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    text = models.TextField("svar", blank=True)
    done = models.BooleanField("klart", default=False)
    evidence = models.ForeignKey(DossierEvidence, on_delete=models.PROTECT, related_name="texts")
    references = models.JSONField(default=list)
    """`[{"number", "key", "title", "figures": {key: value}}]`: what each reference said when it was written."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("dossier", "key", "number")
        constraints = (
            models.UniqueConstraint(fields=("dossier", "key", "number"), name="dossier_text_stands_once"),
            models.CheckConstraint(
                condition=Q(done=False) | ~Q(text=""),
                name="done_answer_has_text",
                violation_error_message="Skriv svaret innan du markerar det som klart.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier}, fråga {self.key}, version {self.number}"


class DossierStep(DatedFact):
    """A step of a dossier. The one that signs carries the whole as it was signed, and its SHA-256."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    reason = models.TextField("skäl", blank=True)
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("dossier", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(move__in=tuple(map(str, STEP_WORDS)), state__in=tuple(map(str, DOSSIER_STATES))),
                name="dossier_step_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(move="send_back") | ~Q(reason=""),
                name="sent_back_dossier_has_reason",
                violation_error_message="Skriv skälet, så att den som skriver vet vad som ska ändras.",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | (Q(content__isnull=False) & ~Q(sha256="")),
                name="signed_dossier_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier}: {self.move}"


FIXED = ("id", "city_id", "plan_id", "document_id", "question_id", "recorded_at", "entered_at", "event_id")
_CHANGED = " OR ".join(
    f"CAST(NEW.{c} AS text) <> CAST(OLD.{c} AS text) OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in FIXED
)
guard("dossiers_dossier", update=f"{_CHANGED} OR OLD.state = 'signed'", message="ett undertecknat svar kan inte ändras")
for _table in ("dossierevidence", "dossiertext", "dossierstep"):
    guard(f"dossiers_{_table}", message="det som har skrivits i ett underlag kan inte ändras")
