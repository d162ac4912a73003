"""Letters that the mail server has taken, what each reminded of, addresses that do not work, and rounds done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handslag.people.models import City, User


class Letter(models.Model):
    """The one letter to a person on a day. `sent_at` is set when the server has accepted it, never before."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="letters")
    day = models.DateField()
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    tried = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "user")
        constraints = (
            models.UniqueConstraint(fields=("user", "day"), name="one_letter_a_person_and_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(fault=""), name="an_accepted_letter_has_no_fault"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class Reminder(models.Model):
    """That a letter reminded of a task, with the day the task had and the stage it had come to."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=120)
    due = models.DateField()
    stage = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("letter", "key", "due"), name="a_letter_reminds_once"),)
        indexes = (models.Index(fields=("key", "due", "stage"), name="tasks_reminder_key"),)

    def __str__(self) -> str:
        return f"{self.letter}: {self.key}"


class Bounce(models.Model):
    """An address that letters do not reach: refused by the server, or noted by an administrator."""

    address = models.EmailField(unique=True)
    reason = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address


class Round(models.Model):
    """How far the tick has come in a city: what it has seen, and when. Derived: thrown away, it is done anew."""

    city = models.OneToOneField(City, on_delete=models.CASCADE, related_name="round")
    day = models.DateField()
    last_event = models.PositiveBigIntegerField()
    mailed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.city} {self.day}"
