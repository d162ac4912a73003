"""Period reports: the parts units hand in, the administration's report, its steps, and that it was signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from handslag.core.append_only import guard
from handslag.followup.models.answers import LocalMeasure
from handslag.followup.models.progress import STATES, EvidenceFile
from handslag.people.models import Administration, DatedFact, Unit, User
from handslag.plan.models import Plan

PART_STATES = {"started": "påbörjad", "handed_in": "lämnad"}
REPORT_STATES = {
    "open": "påbörjad",
    "prepared": "förberedd",
    "approved": "godkänd",
    "signed": "undertecknad",
}
LINE_ANSWERS = {"": "inte besvarad", "nothing_new": "inget nytt", "news": "något nytt"}


class PeriodReport(models.Model):
    """An administration's report of a period; seen inside the administration alone until it is signed, then frozen."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="period_reports")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="period_reports")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    state = models.CharField(max_length=10, default="open")
    summary = models.TextField("sammanfattning", blank=True)
    union_body_on = models.DateField("behandlad i förvaltningsgruppen", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    signed = models.OneToOneField("SignedReport", on_delete=models.PROTECT, null=True, related_name="report")

    class Meta:
        ordering = ("administration", "year", "code")
        constraints = (
            models.UniqueConstraint(fields=("plan", "administration", "year", "code"), name="period_report_once"),
            models.CheckConstraint(condition=Q(state__in=tuple(REPORT_STATES)), name="report_state_is_known"),
            models.CheckConstraint(
                condition=(Q(state="signed") & Q(signed__isnull=False)) | (~Q(state="signed") & Q(signed__isnull=True)),
                name="report_is_signed_by_a_fact",
            ),
        )

    def __str__(self) -> str:
        return f"{self.administration} {self.year}-{self.code}"


class ReportStep(models.Model):
    """Who took a report a step further (or back), and when."""

    report = models.ForeignKey(PeriodReport, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("report", "at", "id")

    def __str__(self) -> str:
        return f"{self.report}: {self.move}"


class Part(models.Model):
    """What a unit hands in to its administration's report; without a unit: the administration's own measures."""

    report = models.ForeignKey(PeriodReport, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="parts")
    state = models.CharField(max_length=10, default="started")
    message = models.TextField("något mer", blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("report", "unit__name")
        constraints = (
            models.UniqueConstraint("report", Coalesce("unit", 0), name="part_stands_once"),
            models.CheckConstraint(condition=Q(state__in=tuple(PART_STATES)), name="part_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="started") | Q(handed_in_at__isnull=False), name="part_is_handed_in_at_a_moment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.unit or 'egen del'}"


class PartLine(models.Model):
    """The answer on one measure in a part: working material until the administration has signed."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="lines")
    measure = models.ForeignKey(LocalMeasure, on_delete=models.PROTECT, related_name="part_lines")
    answer = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    obstacle = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    attachment = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("part", "measure")
        constraints = (
            models.UniqueConstraint(fields=("part", "measure"), name="part_line_stands_once"),
            models.CheckConstraint(condition=Q(answer__in=tuple(LINE_ANSWERS)), name="line_answer_is_known"),
            models.CheckConstraint(condition=Q(state__in=("", *STATES)), name="line_state_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.measure}"


class SignedReport(DatedFact):
    """That an administration's period report was signed, and when its union body was informed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signed_reports")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="signed_reports")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    signed_on = models.DateField()
    union_body_on = models.DateField(null=True)

    class Meta:
        ordering = ("administration", "year", "code", "recorded_at")

    def __str__(self) -> str:
        return f"{self.administration} {self.year}-{self.code}"


_SIGNED_REPORT = "SELECT state = 'signed' FROM followup_periodreport r WHERE r.id = {row}.report_id"
_SIGNED_PART = (
    "SELECT r.state = 'signed' FROM followup_periodreport r "
    "JOIN followup_part p ON p.report_id = r.id WHERE p.id = {row}.part_id"
)
_FROZEN = "en undertecknad rapport kan inte ändras"
guard("followup_signedreport", message="en uppgift som har lämnats kan inte ändras")
guard("followup_reportstep", message="ett steg som har tagits kan inte ändras")
guard("followup_periodreport", when="OLD.state = 'signed'", message=_FROZEN)
guard(
    "followup_part",
    when=f"({_SIGNED_REPORT.format(row='OLD')})",
    insert=f"({_SIGNED_REPORT.format(row='NEW')})",
    message=_FROZEN,
)
guard(
    "followup_partline",
    when=f"({_SIGNED_PART.format(row='OLD')})",
    insert=f"({_SIGNED_PART.format(row='NEW')})",
    message=_FROZEN,
)
