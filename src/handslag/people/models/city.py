"""The city and the dated facts of its frame: settings, calendar, free days, meetings of political bodies."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from handslag.audit.models import Event
from handslag.core.append_only import guard
from handslag.core.clock import today


class CityQuerySet(models.QuerySet["City"]):
    def visible_to(self, user: Any) -> CityQuerySet:
        """The cities in which the user has a role today; none for a visitor."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if (only := getattr(user, "reads_only", None)) is not None:  # `people.reading`: a role, held by nobody
            return self.filter(pk=only)
        day = today()
        membership = apps.get_model("people", "Membership")
        holds = membership._default_manager.filter(user=user, valid_from__lte=day).exclude(valid_to__lt=day)
        return self.filter(pk__in=holds.values("city"))


class City(models.Model):
    """A municipality: the owner of everything else."""

    name = models.CharField("kommun", max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    code = models.CharField("kommunkod", max_length=8, blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = "kommun"

    def __str__(self) -> str:
        return self.name


class DatedFact(models.Model):
    """What every recorded fact carries: when it counts as known, when it was truly entered, its import and place."""

    recorded_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def read_in_afterwards(self) -> bool:
        """Whether it was entered later than it counts as known ("inläst i efterhand")."""
        return (self.entered_at - self.recorded_at).total_seconds() > 60


class CityFact(DatedFact):
    """A fact of the city's own frame: the first entered holds from the beginning, a later one from its day."""

    effective_on = models.DateField()
    from_beginning = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Setting(CityFact):
    """A number the city has set, from a day on."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="settings")
    key = models.CharField(max_length=40)
    value = models.IntegerField()

    class Meta:
        ordering = ("city", "key", "effective_on", "id")

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class CalendarDay(CityFact):
    """A follow-up period: the VP's due day, or a report's as-of day and due day."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="calendar")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    as_of = models.DateField(null=True)
    due = models.DateField()

    class Meta:
        ordering = ("city", "year", "due", "id")
        constraints = (
            models.CheckConstraint(condition=Q(code__in=("VP", "T1", "T2", "VB")), name="calendar_code_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.code}"


class FreeDays(CityFact):
    """The weekdays on which the city does not work beside the holidays; the newest row holds as a whole."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="free_days")
    bridge_days = models.JSONField(default=list)
    closed = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.bridge_days)} klämdagar, {len(self.closed)} stängda dagar"


class Meeting(DatedFact):
    """A day on which a political body meets."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="meetings")
    body = models.CharField(max_length=120)
    held_on = models.DateField()

    class Meta:
        ordering = ("held_on", "body")
        constraints = (models.UniqueConstraint(fields=("city", "body", "held_on"), name="meeting_stands_once"),)

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


for _table in ("setting", "calendarday", "freedays", "meeting"):
    guard(f"people_{_table}", message="en daterad uppgift kan inte ändras")
