"""A signal about a cell, and its answers."""

from __future__ import annotations

from django.db import models

from handslag.core.append_only import guard
from handslag.people.models import Administration, DatedFact, Unit
from handslag.plan.models import Plan

KINDS = {
    "union": "facklig signal",
    "staff": "medarbetare",
    "request_66a": "66 a",
    "stop": "skyddsstopp",
}


class Signal(DatedFact):
    """Raised about a cell by a union, a safety representative or staff; to be answered by a day."""

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

    class Meta:
        ordering = ("raised_on", "id")

    def __str__(self) -> str:
        return f"{self.sender} {self.raised_on}"


class SignalAnswer(DatedFact):
    """An answer to a signal; the first one closes it."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="answers")
    answered_on = models.DateField("svarsdatum")
    text = models.TextField("svar")

    class Meta:
        ordering = ("signal", "answered_on", "id")

    def __str__(self) -> str:
        return f"{self.signal}: {self.answered_on}"


for _table in ("signal", "signalanswer"):
    guard(f"voice_{_table}", message="en signal eller ett svar kan inte ändras")
