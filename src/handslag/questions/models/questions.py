"""A question put by a politician, the steps it has taken, the passages that answer it, and the lists reported."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.papers.models import Document, Finding
from handslag.people.models import City, DatedFact, User
from handslag.questions.rules.questions import KINDS, LINKS, STATES, STEPS


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> QuestionQuerySet:
        """Those of the cities the user can read, unless they stand in a paper the user cannot see.

        A visitor sees what was put in public, out of papers that are published.
        """
        papers = Q(document=None) | Q(document__in=Document.objects.visible_to(user))
        if not getattr(user, "is_authenticated", False):
            return self.filter(papers, public=True)
        return self.filter(papers, city__in=City.objects.visible_to(user))


class Question(DatedFact):
    """A question in the register. What can be corrected stands here as it is now; each step keeps what it became."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="questions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="questions")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="questions")
    """Where in the paper it stands; none for one that was written in by hand."""
    series = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    """Counted by city and year (`F 2025-3`)."""
    number = models.PositiveSmallIntegerField("nummer i handlingen", default=1)
    kind = models.CharField("slag", max_length=16, default="interpellation")
    text = models.TextField("fråga")
    matter = models.CharField("ärende", max_length=300, blank=True)
    dnr = models.CharField("diarienummer", max_length=60, blank=True)
    body = models.CharField("ställd i", max_length=160, blank=True)
    put_on = models.DateField("ställd")
    asked_by = models.JSONField(default=list)
    """Who asks: `[{"name", "party"}]`."""
    asked_of = models.JSONField(default=dict)
    """Who must answer, as the paper has it: `{"name", "party", "role"}`."""
    asked_of_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    public = models.BooleanField("visas för allmänheten", default=True)
    state = models.CharField("läge", max_length=10, default="open")
    answer_by = models.DateField("svar senast", null=True)
    answer_by_reason = models.CharField(max_length=300, blank=True)
    areas = models.JSONField(default=list)
    """The keys of the focus areas it is about."""
    evidence = models.JSONField(default=list)
    """The kinds of evidence that bear on it (`rules.topics.EVIDENCE`)."""

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-put_on", "document", "number", "id")
        constraints = (
            models.UniqueConstraint(fields=("city", "series", "serial"), name="question_number_stands_once"),
            models.UniqueConstraint(
                fields=("finding",),
                condition=Q(finding__isnull=False),
                name="question_is_registered_once",
                violation_error_message="Frågan är redan registrerad.",
            ),
            models.CheckConstraint(condition=Q(state__in=tuple(map(str, STATES))), name="question_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=tuple(KINDS)), name="question_kind_is_known"),
            models.CheckConstraint(
                condition=Q(finding__isnull=True) | Q(document__isnull=False), name="found_question_has_its_paper"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("put_on")),
                name="question_is_answered_after_it_is_put",
                violation_error_message="Svarsdagen ligger före den dag då frågan ställdes.",
            ),
        )
        indexes = (models.Index(fields=("city", "state", "answer_by"), name="questions_open"),)

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("questions:question", args=[self.pk])

    @property
    def label(self) -> str:
        """`F 2025-3`."""
        return f"F {self.series}-{self.serial}"


class QuestionStep(DatedFact):
    """Something that happened to a question. `values` are the fields it set, whole: what it was as of any day."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    on = models.DateField()
    reason = models.TextField("skäl", blank=True)
    answer_by = models.DateField("svar senast", null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    """The paper that answers, when the step is an answer in writing."""
    values = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("question", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(move__in=tuple(map(str, STEPS)), state__in=tuple(map(str, STATES))),
                name="question_step_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(move="postpone") | (Q(answer_by__isnull=False) & ~Q(reason="")),
                name="postponed_question_has_day_and_reason",
                violation_error_message="Skriv den nya dagen och skälet.",
            ),
            models.CheckConstraint(
                condition=~Q(move__in=("withdraw", "reopen")) | ~Q(reason=""),
                name="withdrawn_question_has_reason",
                violation_error_message="Skriv skälet.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {STEPS[self.move]}"


class AnswerLink(DatedFact):
    """That a paper answers a question, and in which passage: proposed by rule, or a person's word. The newest counts.

    The place is counted in the raw page. `none`: the paper was read, and no passage was found.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="links")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="answer_links")
    page = models.PositiveIntegerField("sida", null=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=9)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("question", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=tuple(LINKS)), name="answer_link_is_known"),
            models.CheckConstraint(
                condition=(Q(outcome="none", page__isnull=True)) | (~Q(outcome="none") & Q(page__isnull=False)),
                name="answer_link_has_its_page",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(start__lt=F("end")), name="answer_passage_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} i {self.document}: {LINKS[self.outcome]}"


class ReportedListQuerySet(models.QuerySet["ReportedList"]):
    def visible_to(self, user: Any) -> ReportedListQuerySet:
        """Those of the cities the user can read."""
        return self.filter(city__in=City.objects.visible_to(user))


class ReportedList(DatedFact):
    """That the table of unfinished matters was given to a body on a day, with its rows as they stood then.

    What stood there as closed has been reported: it falls off the next table.
    """

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="reported_lists")
    as_of = models.DateField("läget den")
    reported_on = models.DateField("redovisad den")
    body = models.CharField("redovisad för", max_length=160)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReportedListQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-reported_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "body", "reported_on"),
                name="list_is_reported_once_a_day",
                violation_error_message="Listan är redan redovisad för organet den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("as_of")),
                name="list_is_reported_after_its_day",
                violation_error_message="Dagen för redovisningen ligger före den dag som listan gäller.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} {self.reported_on}"

    def get_absolute_url(self) -> str:
        return reverse("questions:reported", args=[self.pk])


FIXED = ("id", "city_id", "document_id", "finding_id", "series", "serial", "recorded_at", "entered_at", "event_id")
_CHANGED = " OR ".join(
    f"CAST(NEW.{c} AS text) <> CAST(OLD.{c} AS text) OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in FIXED
)
guard("questions_question", update=_CHANGED, message="en registrerad fråga kan inte tas bort eller byta handling")
for _table in ("questionstep", "answerlink", "reportedlist"):
    guard(f"questions_{_table}", message="det som har förts in om en fråga kan inte ändras")
