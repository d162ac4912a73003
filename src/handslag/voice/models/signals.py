"""A signal about a cell, its answers, and the steps it has taken."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.people.models import Administration, City, DatedFact, Unit, User
from handslag.plan.models import Plan
from handslag.voice.rules.signals import SHOWN_TO

KINDS = {
    "union": "facklig signal",
    "staff": "medarbetare",
    "request_66a": "66 a",
    "stop": "skyddsstopp",
}
STEPS = {
    "received": "mottagen",
    "reopen": "inte nöjd",
    "send": "till Arbetsmiljöverket",
    "lift": "stoppet hävt",
    "close": "avslutad",
}


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: Any) -> SignalQuerySet:
        """The signals of the cities the user can read. Who raised one is another question: `can_see_sender`."""
        return self.filter(plan__city__in=City.objects.visible_to(user))


class Signal(DatedFact):
    """Raised about a cell by a union, a safety representative or staff; to be answered by a day.

    `sender` is what everyone may know of who raised it. `raised_by` is told only to those the sender chose.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signals")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="signals")
    area_key = models.SlugField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="signals")
    sender = models.CharField("avsändare", max_length=160)
    kind = models.CharField("slag", max_length=20, blank=True)
    raised_on = models.DateField()
    text = models.TextField("signal")
    answer_by = models.DateField("svar senast")
    answer_by_given = models.BooleanField(default=False)
    series = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField("nummer", null=True)
    """Raised in Handslag: counted by city and year (`series`). What was read in from a file has none."""
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="raised_signals")
    organisation = models.CharField(max_length=80, blank=True)
    sender_shown = models.CharField("vem som får se namnet", max_length=12, default="everyone")
    stop_from = models.DateField("skyddsstopp från", null=True)
    stop_to = models.DateField("skyddsstopp till", null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ("raised_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("plan", "series", "number"), name="signal_number_stands_once"),
            models.CheckConstraint(condition=Q(sender_shown__in=tuple(SHOWN_TO)), name="signal_sender_is_shown_to"),
            models.CheckConstraint(
                condition=Q(stop_to__isnull=True) | Q(stop_from__isnull=False, stop_to__gte=F("stop_from")),
                name="stop_ends_after_it_begins",
                violation_error_message="Skyddsstoppets sista dag ligger före den första.",
            ),
        )

    def __str__(self) -> str:
        return self.label or f"{self.sender} {self.raised_on}"

    def get_absolute_url(self) -> str:
        return reverse("voice:signal", args=[self.pk])

    @property
    def label(self) -> str:
        """`S 2026-14`; empty for a signal that was read in from a file."""
        return label_of(self.series, self.number)


def label_of(series: int | None, number: int | None) -> str:
    """The number of a signal as it is written."""
    return f"S {series}-{number}" if series and number else ""


class SignalStep(DatedFact):
    """Something that happened to a signal beside its answers; each kind once."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=10)
    on = models.DateField()
    reason = models.TextField("skäl", blank=True)
    answer_by = models.DateField("nytt svar senast", null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("signal", "recorded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("signal", "move"),
                name="signal_step_is_taken_once",
                violation_error_message="Det har redan gjorts med den här signalen.",
            ),
            models.CheckConstraint(condition=Q(move__in=tuple(STEPS)), name="signal_step_is_known"),
            models.CheckConstraint(
                condition=~Q(move="reopen") | (Q(answer_by__isnull=False) & ~Q(reason="")),
                name="reopened_signal_has_reason_and_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.signal}: {STEPS[self.move]}"


class SignalAnswer(DatedFact):
    """An answer to a signal; the first one closes it, until the sender is not content (`after`)."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="answers")
    answered_on = models.DateField("svarsdatum")
    text = models.TextField("svar")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField("svarar som", max_length=160, blank=True)
    after = models.ForeignKey(SignalStep, on_delete=models.PROTECT, null=True, related_name="answers")
    """The step that opened the signal again, when this is the answer to that."""
    measure = models.ForeignKey("followup.LocalMeasure", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("signal", "answered_on", "id")

    def __str__(self) -> str:
        return f"{self.signal}: {self.answered_on}"


for _table in ("signal", "signalanswer", "signalstep"):
    guard(f"voice_{_table}", message="en signal eller ett svar kan inte ändras")
